"""A school's own file held against its return: what differs, by pupil; nothing is kept."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from keystage import ctf
from keystage.changes import Change, Difference, PupilChange, difference
from keystage.changes.words import given, person, sentence
from keystage.checks.model import Rulebook
from keystage.core.errors import Refused
from keystage.core.records import Assessment, CtfFile, Pupil, Return
from keystage.exports import choose
from keystage.exports.tables import file as of_table
from keystage.intake.offers.reading import RulebookReading
from keystage.intake.shelf import Shelf, standard
from keystage.xmlguard import Limits
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.moments import LONDON
from keystage_web.returns.sheet.gather.gathering import gathered, standing_of
from keystage_web.returns.sheet.gather.records import return_of, row_of
from keystage_web.returns.sheet.rows import Rows
from keystage_web.returns.taking.reading import Unusable

_TOLD = ("identity", "result")
_LA = 3  # digits of an authority's number


@dataclass(frozen=True, slots=True)
class Against:
    """What differs between a return and a file of the same school, in words.

    `differs` are pupils in both: the pupil, and a sentence for each difference, what
    stands here first. `here` and `there` are pupils of one of the two alone, with
    their results. `same` counts those of whom all is the same. `pupils` are the ids of
    those of the return that were compared: who is shown a difference has looked at them.
    """

    differs: tuple[tuple[str, tuple[str, ...]], ...]
    here: tuple[tuple[str, str], ...]
    there: tuple[tuple[str, str], ...]
    same: int
    pupils: tuple[str, ...] = ()

    @property
    def alike(self) -> bool:
        """Whether nothing differs."""
        return not (self.differs or self.here or self.there)


def against(
    scope: Scope, round_id: str, data: bytes, *, size: int, now: datetime
) -> Against | None:
    """Return how a return of the scope's school differs from a Common Transfer File.

    None where there is no such round. Only results of the round's collection and year
    are compared. Raises `Unusable` for a file of more than `size` bytes, one that
    cannot be read, of another school, or without such results.
    """
    found = standing_of(scope, round_id, now)
    if found is None:
        return None
    of = gathered(scope, found, now)
    rows, book = Rows(of), of.plan.book
    held = [
        (child, at, results)
        for at, child in enumerate(of.children, 1)
        if (results := rows.pupil(child).results)
    ]
    records = [row_of(book, child, results, at) for child, at, results in held]
    ours = as_file(return_of(book, of.number, records), book, now)
    theirs = _read(data, size, of.number)
    if not _bare(theirs, _Wanted(standard(), book)).pupils:
        named = {"title": book.title}
        raise Unusable(_("This file holds no results of %(title)s.") % named)
    came = compared(ours, theirs, book)
    return replace(came, pupils=tuple(child.id for child, _at, _results in held))


def as_file(told: Return, book: Rulebook, now: datetime) -> CtfFile:
    """Return the results of a return as a file has them."""
    return of_table.of(told, book, now.astimezone(LONDON), told.school[:_LA])


def _read(data: bytes, size: int, number: str) -> CtfFile:
    try:
        found = ctf.read(data, limits=replace(Limits.service(), size=size))
    except Refused as stop:
        raise Unusable(f"{stop.message} {stop.fix}".strip()) from None
    source = found.header.source
    if number and source.la + source.estab not in {number, ""}:
        told = {"number": f"{source.la} {source.estab}".strip()}
        raise Unusable(_("This file is of another school: %(number)s.") % told)
    return found


def compared(ours: CtfFile, theirs: CtfFile, book: Rulebook) -> Against:
    """Return how the results of one collection differ between two files, in words."""
    shelf = standard()
    wanted = _Wanted(shelf, book)
    left, right = (_bare(one, wanted) for one in (ours, theirs))
    return _worded(difference(left, right, RulebookReading(shelf)))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Says which results are of a collection and its year."""

    shelf: Shelf
    book: Rulebook

    def __call__(self, part: Assessment) -> bool:
        """Return whether a result is one of them."""
        what = self.shelf.identify(part.kind)
        own = what is not None and what.collection == self.book.collection
        return own and part.kind.year == str(self.book.year)


def _bare(file: CtfFile, wanted: _Wanted) -> CtfFile:
    """Return a file with the results wanted, and pupils who have one; nothing besides."""
    kept = choose.results(file, wanted).file
    kept = choose.pupils(kept, lambda one: bool(one.assessments)).file
    pupils = [replace(one, sections=[]) for one in kept.pupils]
    return replace(kept, pupils=pupils, extra=[])


def _worded(found: Difference) -> Against:
    differs = tuple(
        (person(one.before or Pupil()), said)
        for one in found.changed
        if (said := tuple(_sentences(one)))
    )
    quiet = len(found.changed) - len(differs)
    return Against(
        differs,
        here=tuple(map(_alone, found.gone)),
        there=tuple(map(_alone, found.added)),
        same=found.same + len(found.noted) + quiet,
    )


def _sentences(one: PupilChange) -> Iterator[str]:
    for change in one.changes:
        if _matters(change):
            yield sentence(change, how=one.how)


def _matters(change: Change) -> bool:
    """Whether a difference is of what the return holds: no date of a result is."""
    return change.part in _TOLD and not change.same and not change.aspect


def _alone(one: PupilChange) -> tuple[str, str]:
    shown = [change for change in one.changes if not change.aspect]
    return person(one.before or one.after or Pupil()), given(shown)
