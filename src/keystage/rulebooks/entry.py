"""What a rulebook says of typing results in: asked, closed, shown at the foot, declared.

It is no part of the digest: that proves the rules by which results were judged, and none
of this judges any.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from keystage import measures
from keystage.checks import vocabulary
from keystage.checks.model import Component, Rulebook
from keystage.core.errors import RulebookError

ALL = "@all"
FILLED = {"year": "[year]", "result": "[result]"}


class When(StrEnum):
    """What closes a cell to a pupil.

    `TESTED`: not registered as below the standard of the test of that name.
    `MET_BEFORE`: met the standard a year earlier, by that year's rulebook.
    """

    TESTED = "tested"
    MET_BEFORE = "met_before"


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of a person who types `value` in one of `components`, once.

    `choices` are the values to choose from, each with its words; only `value` itself
    where there are none. `grounds` are what may be kept as the reason, by id. `fills`
    are the components the value then stands in: in all of them, or in none, and
    `mixed` says so where somebody enters something else beside it.
    """

    id: str
    title: str
    question: str
    value: str
    components: tuple[str, ...]
    choices: Mapping[str, str] = field(default_factory=dict)
    grounds: Mapping[str, str] = field(default_factory=dict)
    fills: tuple[str, ...] = ()
    mixed: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    """Cells that take no value from some pupils, and why.

    `says` may name `{year}` and `{result}`, those of the result before; `fix` says what
    to do where that is wrong. `openable` ones are opened by giving a reason.
    """

    id: str
    when: When
    components: tuple[str, ...]
    says: str
    fix: str
    openable: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """All that a rulebook says of entering results.

    `figures` are the ids of the measures shown at the foot, `sums` the components of
    which the marks are counted and added up there. `declares` are the statements of whoever
    signs, by id, and `signs` those that say as whom.
    """

    asks: tuple[Ask, ...] = ()
    closed: tuple[Closed, ...] = ()
    figures: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    declares: Mapping[str, str] = field(default_factory=dict)
    signs: Mapping[str, str] = field(default_factory=dict)

    def parts(self) -> tuple[str, ...]:
        """Return the ids of all that is asked, closed and shown."""
        found = [f"asks.{one.id}" for one in self.asks]
        found += [f"closed.{one.id}" for one in self.closed]
        found += [f"declares.{id_}" for id_ in self.declares]
        found += ["foot.figures"] if self.figures else []
        return (*found, *(["foot.sums"] if self.sums else []))


def entry_of(book: Rulebook) -> Entry:
    """Return what `book` says of entering results; nothing, if it says nothing.

    Raises `RulebookError` with every complaint about it.
    """
    reading = _Reading(book)
    entry = reading.entry()
    if reading.faults:
        said = (f"{book.id}: {'.'.join(keys)}: {one}" for keys, one in reading.faults)
        raise RulebookError("\n".join(said))
    return entry


def faults(book: Rulebook) -> list[tuple[tuple[str, ...], str]]:
    """Return what is wrong with the entry of `book`: keys, and a sentence."""
    reading = _Reading(book)
    reading.entry()
    return reading.faults


class _Reading:
    """Reads one book's tables of entry, and remembers what was wrong."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.faults: list[tuple[tuple[str, ...], str]] = []

    def entry(self) -> Entry:
        whole = _Part(self, ("entry",), self.book.entry)
        foot = whole.part("foot")
        entry = Entry(
            asks=tuple(self._ask(id_, one) for id_, one in whole.parts("asks")),
            closed=tuple(self._closed(id_, one) for id_, one in whole.parts("closed")),
            figures=self._figures(foot),
            sums=self._sums(foot),
            declares=self._declares(whole),
            signs=whole.words("signs"),
        )
        foot.finish()
        whole.finish()
        return entry

    def _ask(self, id_: str, part: "_Part") -> Ask:
        ask = Ask(
            id=id_,
            title=part.text("title"),
            question=part.text("question"),
            value=part.text("value"),
            components=part.components("components"),
            choices=part.words("choices"),
            grounds=part.words("grounds"),
            fills=part.components("fills", needed=False),
            mixed=part.text("mixed", needed=bool(part.has("fills"))),
        )
        for value in (ask.value, *ask.choices):
            for name in (*ask.components, *ask.fills):
                if not _takes(self.book.components[name], value):
                    part.complain(f"{name} does not take {value!r}.")
        if ask.choices and ask.value not in ask.choices:
            part.complain(f"{ask.value!r} itself is not among the choices.", "choices")
        if not (ask.choices or ask.grounds):
            part.complain("there is nothing to answer.")
        part.finish()
        return ask

    def _closed(self, id_: str, part: "_Part") -> Closed:
        when, says = part.text("when"), part.text("says")
        if when not in set(When):
            part.complain(f"{when!r} is not one of {', '.join(When)}.", "when")
            when = When.TESTED
        if when == When.MET_BEFORE and all(
            cohort.include == "all" for cohort in self.book.cohorts
        ):
            part.complain("no cohort of this book depends on a result before.", "when")
        try:
            says.format(**FILLED)
        except (KeyError, ValueError, IndexError):
            part.complain("only {year} and {result} are filled in.", "says")
        closed = Closed(
            id=id_,
            when=When(when),
            components=part.components("components"),
            says=says,
            fix=part.text("fix"),
            openable=part.flag("openable"),
        )
        part.finish()
        return closed

    def _declares(self, whole: "_Part") -> Mapping[str, str]:
        pupils = self.book.words.get("pupils", "pupils")
        found = {}
        for id_, text in whole.words("declares").items():
            try:
                found[id_] = text.format(pupils=pupils)
            except (KeyError, ValueError, IndexError):
                whole.complain("only {pupils} is filled in.", "declares", id_)
        return found

    def _figures(self, foot: "_Part") -> tuple[str, ...]:
        found = foot.texts("figures")
        if not found or measures.complaints(self.book):
            return found  # of measures that cannot stand, their own complaints tell
        known = {spec.id for spec in measures.specs(self.book)}
        for name in found:
            if name not in known:
                foot.complain(f"there is no measure {name!r}.", "figures")
        return found

    def _sums(self, foot: "_Part") -> tuple[str, ...]:
        found = foot.components("sums", needed=False)
        for name in found:
            if not self.book.components[name].is_mark:
                foot.complain(f"{name} takes no mark.", "sums")
        return found


class _Part:
    """One table, read key by key; what cannot be read is complained of, and empty."""

    def __init__(self, reading: _Reading, keys: tuple[str, ...], table: Any) -> None:
        self._reading, self._keys = reading, keys
        if not isinstance(table, Mapping):
            self.complain("must be a table.")
            table = {}
        self._table: Mapping[str, Any] = table
        self._read: set[str] = set()

    def complain(self, said: str, *keys: str) -> None:
        self._reading.faults.append(((*self._keys, *keys), said))

    def has(self, key: str) -> bool:
        return key in self._table

    def part(self, key: str) -> "_Part":
        self._read.add(key)
        keys = (*self._keys, key)
        return _Part(self._reading, keys, self._table.get(key, {}))

    def parts(self, key: str) -> "Iterator[tuple[str, _Part]]":
        whole = self.part(key)
        for name in whole._table:
            yield name, whole.part(name)

    def text(self, key: str, *, needed: bool = True) -> str:
        self._read.add(key)
        value = self._table.get(key, "")
        if not isinstance(value, str) or (needed and not value):
            self.complain("must be a text that is not empty.", key)
            return ""
        return value

    def flag(self, key: str) -> bool:
        self._read.add(key)
        value = self._table.get(key, False)
        if not isinstance(value, bool):
            self.complain("must be true or false.", key)
        return value is True

    def texts(self, key: str) -> tuple[str, ...]:
        self._read.add(key)
        value = self._table.get(key, [])
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        self.complain("must be a list of texts.", key)
        return ()

    def words(self, key: str) -> dict[str, str]:
        part = self.part(key)
        return {name: part.text(name) for name in part._table}

    def components(self, key: str, *, needed: bool = True) -> tuple[str, ...]:
        found: dict[str, None] = {}
        known = self._reading.book.components
        for name in self.texts(key):
            if name == ALL:
                found |= dict.fromkeys(known)
            elif name in known:
                found[name] = None
            else:
                self.complain(f"there is no component {name!r}.", key)
        if needed and not found:
            self.complain("names no component.", key)
        return tuple(found)

    def finish(self) -> None:
        for key in self._table:
            if key not in self._read:
                self.complain("means nothing here.", key)


def _takes(part: Component, value: str) -> bool:
    return value in part.codes or vocabulary.is_mark(value, part)
