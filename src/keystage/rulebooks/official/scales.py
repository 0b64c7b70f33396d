"""The values of one component against those a sheet lists."""

from collections.abc import Iterator
from dataclasses import dataclass

from keystage.checks.model import Component, Rulebook
from keystage.rulebooks.official.model import State, Verdict
from keystage.rulebooks.official.values import Listed
from keystage.rulebooks.overrides import Fact


@dataclass(frozen=True, slots=True)
class _Matter:
    """One component of one book, and where in the sheet it is spoken of."""

    book: Rulebook
    part: Component
    at: str

    def verdict(self, state: State, says: str, fact: Fact, *, known: bool) -> Verdict:
        """Return a verdict on the component; a difference gets its id."""
        named = ":".join((fact.about, *fact.now)) if state is State.DIFFERS else ""
        name = f"{self.book.id}:{self.part.id}:{_id(named)}" if named else ""
        return Verdict(
            self.book.id,
            self.part.id,
            self.part.title,
            state,
            says,
            self.at,
            fact,
            name,
            known,
        )

    def fact(self, about: str, now: tuple[str, ...], was: tuple[str, ...] = ()) -> Fact:
        """Return what accepting it would confirm."""
        return Fact(self.book.id, about, self.part.id, now, "", was, self.at)


def of_values(
    book: Rulebook, part: Component, values: Listed, at: str
) -> Iterator[Verdict]:
    """Yield what is said of the codes and the mark of `part`.

    A sheet that lists no values says nothing of them, and neither do we. Letters
    count without case.
    """
    if not values:
        return
    matter = _Matter(book, part, at)
    if part.is_mark:
        yield from _of_mark(matter, values.marks)
        codes = [code for code in values.codes if not code.isdigit()]
        if not codes:
            return  # a range alone does not say that there are no codes besides
    else:
        marks = map(str, sorted(values.marks))
        codes = list(dict.fromkeys((*values.codes, *marks)))
    yield from _of_codes(matter, codes)


def _of_codes(matter: _Matter, codes: list[str]) -> Iterator[Verdict]:
    book, part = matter.book, matter.part
    ours = part.coding.values or part.codes
    theirs = {code.casefold(): code for code in codes}
    both = tuple(code for code in ours if code.casefold() in theirs)
    if both:
        known = part.verified and all(book.codes[code].verified for code in both)
        yield matter.verdict(
            State.AGREES,
            f"values in both: {', '.join(both)}",
            matter.fact("values", both),
            known=known,
        )
    folded = {code.casefold() for code in ours}
    for fold, code in theirs.items():
        if fold not in folded:
            yield _extra(matter, code)
    for code in ours:
        if code not in both:
            yield matter.verdict(
                State.DIFFERS,
                f"the rulebook has the value {code}, the sheet has not",
                matter.fact("drop", (code,)),
                known=True,
            )


def _extra(matter: _Matter, code: str) -> Verdict:
    """Return what is said of a value only the sheet has.

    One the collection knows can be added to the component by name. What a code new
    to the collection counts for, no sheet says: that is for a rulebook.
    """
    known = {one.casefold(): one for one in matter.book.codes}
    says = f"the sheet has the value {code}, the rulebook has not"
    if code.casefold() in known:
        fact = matter.fact("add", (known[code.casefold()],))
        return matter.verdict(State.DIFFERS, says, fact, known=True)
    return Verdict(
        matter.book.id,
        matter.part.id,
        matter.part.title,
        State.NOT_IN_RULEBOOK,
        f"{says}, nor does it know what {code} would count for",
        matter.at,
    )


def _of_mark(matter: _Matter, marks: frozenset[int]) -> Iterator[Verdict]:
    if not marks:
        return
    part = matter.part
    ours = (str(part.minimum), str(part.maximum))
    low, high = min(marks), max(marks)
    theirs = (str(low), str(high))
    if len(marks) <= high - low:
        yield Verdict(
            matter.book.id,
            part.id,
            part.title,
            State.DIFFERS,
            f"the sheet lists marks from {low} to {high} with gaps; the rulebook has "
            f"{' to '.join(ours)}",
            matter.at,
        )
    elif theirs == ours:
        fact = matter.fact("mark", theirs)
        says = f"marks {low} to {high} in both"
        yield matter.verdict(State.AGREES, says, fact, known=part.verified)
    else:
        says = (
            f"marks {' to '.join(ours)} in the rulebook, {low} to {high} in the sheet"
        )
        fact = matter.fact("mark", theirs, was=ours)
        yield matter.verdict(State.DIFFERS, says, fact, known=part.verified)


def _id(name: str) -> str:
    return "mark" if name.startswith("mark:") else name
