"""A list of official rule numbers against the rules of rulebooks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from keystage.checks.model import Check, Rulebook
from keystage.rulebooks.official.model import Line, State, Table, Verdict
from keystage.rulebooks.overrides import Fact
from keystage.tables import Kind

_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-/]{0,19}")
_FILLED_IN = re.compile(r"\{[^}]*\}")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class _Given:
    """A row of the list that can be used: a number, and where it stands."""

    line: Line
    number: str

    def concerns(self, book: Rulebook) -> bool:
        """Whether the row's own words on book, collection and year leave it open."""
        text = self.line.text
        return (
            text("book").casefold() in ("", book.id)
            and text("collection").casefold() in ("", book.collection)
            and text("year") in ("", str(book.year))
        )

    def means(self, key: str, check: Check) -> bool:
        """Whether a check is the one: by id where there is one, else by sentence."""
        rule = self.line.text("rule").casefold()
        if rule:
            return rule in (key.casefold(), check.id.casefold())
        return _plain(self.line.text("condition")) in (
            _plain(check.message),
            _plain(_FILLED_IN.sub("", check.message)),
        )


def of_numbers(
    table: Table, books: Sequence[Rulebook]
) -> tuple[tuple[Verdict, ...], list[str]]:
    """Return the verdicts on every rule the list names, and notes on its rows.

    A row names a rule by its id, or by its sentence word for word; one that does
    neither is told with the rule that reads most like it, and never taken for it.
    """
    notes: list[str] = []
    given = list(_given(table, notes))
    verdicts: list[Verdict] = []
    met: set[int] = set()
    for book in books:
        rows = [one for one in given if one.concerns(book)]
        for key, check in book.checks.items():
            of_this = [one for one in rows if one.means(key, check)]
            met |= {id(one) for one in of_this}
            if of_this:
                verdicts.append(_verdict(book, key, check, of_this))
    sentences = {
        _FILLED_IN.sub("...", check.message): check.id
        for book in books
        for check in book.checks.values()
    }
    notes += [_lost(one, sentences) for one in given if id(one) not in met]
    return tuple(verdicts), notes


def _given(table: Table, notes: list[str]) -> Iterator[_Given]:
    for line in table.lines:
        cell = line.cells.get("number")
        number = line.text("number")
        named = line.text("rule") or line.text("condition")
        if cell is None:
            continue
        if any(held.formula for held in line.cells.values()):
            notes.append(f"{line.place} was not used: it is worked out by a formula.")
        elif cell.kind in (Kind.DATE, Kind.ERROR) or not _NUMBER.fullmatch(number):
            notes.append(f"{line.place} was not used: {number!r} is no rule's number.")
        elif not named:
            notes.append(f"{line.place} was not used: it names no rule.")
        else:
            yield _Given(line, number)


def _verdict(book: Rulebook, key: str, check: Check, rows: Sequence[_Given]) -> Verdict:
    at = "; ".join(one.line.place for one in rows)
    numbers = list(dict.fromkeys(one.number for one in rows))
    ours = check.official_rule
    title = _FILLED_IN.sub("...", check.message)
    if len(numbers) > 1:
        says = f"the list gives several numbers: {', '.join(numbers)}"
        return Verdict(book.id, key, title, State.DIFFERS, says, at)
    (number,) = numbers
    was = () if ours in (None, number) else (str(ours),)
    fact = Fact(book.id, "number", key, (number,), "", was, at)
    known = check.official_rule_verified
    if ours == number:
        says, state, name = f"{number} in both", State.AGREES, ""
    elif ours is None:
        says, state, name = f"the list gives {number}", State.NEW, ""
    else:
        says = f"the rulebook has {ours}, the list {number}"
        state, name = State.DIFFERS, f"{book.id}:{key}:number"
    return Verdict(book.id, key, title, state, says, at, fact, name, known)


def _lost(one: _Given, sentences: Mapping[str, str]) -> str:
    said = one.line.text("rule") or one.line.text("condition")
    text = one.line.text("condition")
    near = get_close_matches(text, sentences, n=1, cutoff=_ALIKE) if text else []
    hint = f" It reads most like {sentences[near[0]]} ({near[0]})." if near else ""
    return (
        f"{one.line.place} was not used: {said!r} is no rule of the rulebooks compared, "
        f"nor the sentence of one.{hint} Write the rule's id in a column 'Rule'."
    )


def _plain(text: str) -> str:
    return _NOT_LETTERS.sub("", text.lower())
