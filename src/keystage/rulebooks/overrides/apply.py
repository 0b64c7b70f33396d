"""Confirmations laid on a rulebook: what they turn into verified, and what is stale."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from keystage.checks.model import Component, Rulebook
from keystage.checks.words import long_date
from keystage.core import canonical
from keystage.core.coding import Coding
from keystage.rulebooks.overrides.model import Fact, Overrides


def laid_on(book: Rulebook, overrides: Overrides) -> Rulebook:
    """Return `book` with what was confirmed of it, under a digest of its own.

    The same book comes back where nothing of `overrides` fits it.
    """
    return _lay(book, overrides).book(overrides)


def stale(book: Rulebook, overrides: Overrides) -> list[str]:
    """Return, in a sentence each, the confirmations that do not fit `book` any more."""
    return [
        f"{fact.book}: the confirmed {fact.about} of {fact.of} ({' '.join(fact.now)}) "
        "no longer fits the rulebook; compare the sheet again."
        for fact in _lay(book, overrides).stale
    ]


def coding_key(coding: Coding) -> tuple[str, ...]:
    """Return the five parts a row of results is known by."""
    row = coding
    return row.stage, row.subject, row.method, row.component, row.qualifier


@dataclass(slots=True)
class _Layer:
    """A book while facts are laid on it."""

    base: Rulebook
    components: dict[str, Component]
    numbers: dict[str, Fact] = field(default_factory=dict)
    seen: dict[str, set[str]] = field(default_factory=dict)  # codes, by component
    marks: set[str] = field(default_factory=set)
    laid: list[Fact] = field(default_factory=list)
    stale: list[Fact] = field(default_factory=list)

    def book(self, overrides: Overrides) -> Rulebook:
        if not self.laid:
            return self.base
        base = self.base
        checks = {
            key: replace(
                check,
                official_rule=self.numbers[key].now[0],
                official_rule_verified=True,
            )
            if key in self.numbers
            else check
            for key, check in base.checks.items()
        }
        codes = {
            key: replace(code, verified=code.verified or self._everywhere(key))
            for key, code in base.codes.items()
        }
        said = [(fact, overrides.source(fact)) for fact in self.laid]
        return replace(
            base,
            components={
                key: self._whole(part) for key, part in self.components.items()
            },
            codes=codes,
            checks=checks,
            confirmed=_confirmed(self.laid, overrides),
            digest=canonical.digest({"book": base.digest, "confirmed": said}),
        )

    def _everywhere(self, code: str) -> bool:
        """Whether every component that holds the code was seen with it."""
        holding = [key for key, part in self.components.items() if code in part.codes]
        return bool(holding) and all(
            code in self.seen.get(key, set()) for key in holding
        )

    def _whole(self, part: Component) -> Component:
        """Return the component, verified where all of it was seen."""
        seen = self.seen.get(part.id, set())
        everything = (
            part.coding.verified
            and seen.issuperset(part.codes)
            and (not part.is_mark or part.id in self.marks)
        )
        return replace(part, verified=part.verified or everything)


def _lay(book: Rulebook, overrides: Overrides) -> _Layer:
    layer = _Layer(book, dict(book.components))
    for fact in sorted(overrides.of(book.id), key=_order):
        fits = _LAYING[fact.about](layer, fact)
        (layer.laid if fits else layer.stale).append(fact)
    return layer


def _order(fact: Fact) -> bool:
    return fact.about == "values"  # codes are added before they are confirmed


def _coding(layer: _Layer, fact: Fact) -> bool:
    part = layer.components.get(fact.of)
    if part is None or coding_key(part.coding) not in (fact.now, fact.was):
        return False
    stage, subject, method, component, qualifier = fact.now
    coding = replace(
        part.coding,
        stage=stage,
        subject=subject,
        method=method,
        component=component,
        qualifier=qualifier,
        verified=True,
    )
    layer.components[fact.of] = replace(part, coding=coding)
    return True


def _values(layer: _Layer, fact: Fact) -> bool:
    part = layer.components.get(fact.of)
    if part is None or not set(fact.now) <= set(part.codes):
        return False
    layer.seen.setdefault(fact.of, set()).update(fact.now)
    return True


def _add(layer: _Layer, fact: Fact) -> bool:
    part = layer.components.get(fact.of)
    if part is None or not set(fact.now) <= set(layer.base.codes):
        return False
    more = tuple(code for code in fact.now if code not in part.codes)
    layer.components[fact.of] = replace(part, codes=(*part.codes, *more))
    layer.seen.setdefault(fact.of, set()).update(fact.now)
    return True


def _drop(layer: _Layer, fact: Fact) -> bool:
    part = layer.components.get(fact.of)
    if part is None:
        return False
    codes = tuple(code for code in part.codes if code not in fact.now)
    values = tuple(code for code in part.coding.values if code not in fact.now)
    coding = replace(part.coding, values=values)
    layer.components[fact.of] = replace(part, codes=codes, coding=coding)
    return True


def _mark(layer: _Layer, fact: Fact) -> bool:
    part = layer.components.get(fact.of)
    if part is None or not part.is_mark:
        return False
    if (str(part.minimum), str(part.maximum)) not in (fact.now, fact.was):
        return False
    low, high = map(int, fact.now)
    layer.components[fact.of] = replace(part, minimum=low, maximum=high)
    layer.marks.add(fact.of)
    return True


def _number(layer: _Layer, fact: Fact) -> bool:
    check = layer.base.checks.get(fact.of)
    if check is None or (check.official_rule or "") not in (*fact.now, *fact.was, ""):
        return False
    layer.numbers[fact.of] = fact
    return True


_LAYING: dict[str, Callable[[_Layer, Fact], bool]] = {
    "coding": _coding,
    "values": _values,
    "add": _add,
    "drop": _drop,
    "mark": _mark,
    "number": _number,
}
_PLACES = {
    "coding": "components.{}.coding",
    "values": "components.{}.codes",
    "add": "components.{}.codes",
    "drop": "components.{}.codes",
    "mark": "components.{}.mark",
    "number": "checks.{}.official_rule",
}
_VERBS = {"add": "added ", "drop": "taken out "}


def _confirmed(facts: list[Fact], overrides: Overrides) -> dict[str, str]:
    said: dict[str, list[str]] = {}
    for fact in facts:
        place = _PLACES[fact.about].format(fact.of)
        said.setdefault(place, []).append(_sentence(fact, overrides))
    return {place: " ".join(said[place]) for place in sorted(said)}


def _sentence(fact: Fact, overrides: Overrides) -> str:
    source = overrides.source(fact)
    joint = " to " if fact.about == "mark" else " " if fact.about == "coding" else ", "
    what = _VERBS.get(fact.about, "") + joint.join(fact.now)
    instead = f" instead of {joint.join(fact.was)}" if fact.was else ""
    where = f" ({fact.at})" if fact.at else ""
    return (
        f"{what}{instead}: {source.file}{where}, "
        f"compared on {long_date(source.day)}, SHA-256 {source.sha256}."
    )
