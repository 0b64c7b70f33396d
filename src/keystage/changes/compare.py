"""Two files laid side by side: header, pupils, results."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from operator import attrgetter, itemgetter

from keystage.changes import elements, results
from keystage.changes.match import Child, Pair, child, contents, number, pairs
from keystage.changes.model import (
    Change,
    Difference,
    Match,
    PupilChange,
    Reads,
    as_written,
)
from keystage.checks.fold import by_name
from keystage.core import upn
from keystage.core.records import CtfFile, Pupil
from keystage.ctf.layout import arrange

IDENTITY = {
    "upn": "UPN",
    "uln": "Learner number",
    "uci": "Candidate number",
    "surname": "Surname",
    "forename": "Forename",
    "dob": "Date of birth",
    "sex": "Sex",
}
HEADER = {
    "document_name": "Document name",
    "version": "Version",
    "date_time": "Written",
    "qualifier": "Full or partial",
    "data_qualifier": "Data qualifier",
    "descriptor": "Description",
    "supplier": "System",
    **{
        f"{part}.{name}": f"{whose}, {title}"
        for part, whose in (("source", "Sender"), ("destination", "Destination"))
        for name, title in (
            ("la", "authority"),
            ("estab", "school"),
            ("urn", "URN"),
            ("name", "name"),
            ("academic_year", "school year"),
        )
    },
}
# What says nothing of the results, nor whose they are or who they are for.
_TRIFLES = frozenset(
    (
        *("document_name", "version", "date_time", "descriptor", "supplier"),
        *("source.name", "destination.name"),
    )
)
_SEXES = {"male": "m", "female": "f"}


def difference(
    before: CtfFile, after: CtfFile, reads: Reads = as_written
) -> Difference:
    """Return what differs between two files, results as `reads` reads them.

    The order of anything never counts, and blanks around texts do not. Neither
    file is changed.
    """
    left, right = (
        [arrange.pupil(one) for one in file.pupils] for file in (before, after)
    )
    found, gone, added = pairs(left, right)
    compared = [_compared(*pair, reads) for pair in found]
    twins = _Twins(found, reads)
    changed = [one for one in compared if one.changes]
    changed += [
        PupilChange(
            one,
            None,
            None,
            results.changes(one, None, reads),
            twins.say(one, itemgetter(1)),
        )
        for one in gone
    ]
    changed += [
        PupilChange(
            None,
            one,
            None,
            results.changes(None, one, reads),
            twins.say(one, itemgetter(0)),
        )
        for one in added
    ]
    return Difference(
        header=tuple(_file(before, after)),
        pupils=tuple(sorted(changed, key=_by_name)),
        same=sum(not one.changes for one in compared),
    )


class _Twins:
    """Pupils of both files, whom one of them may have once more."""

    def __init__(self, found: Iterable[Pair], reads: Reads) -> None:
        self._reads = reads
        self._by: dict[tuple[str, Child], list[Pair]] = {}
        for pair in found:
            for entry in pair[:2]:
                self._by.setdefault((number(entry), child(entry)), []).append(pair)

    def say(self, entry: Pupil, side: Callable[[Pair], Pupil]) -> bool:
        """Whether the other file's entry of the pupil says all that `entry` does.

        `side` gives that entry of the two.
        """
        return any(
            says_all(side(pair), entry, self._reads)
            for pair in self._by.get((number(entry), child(entry)), ())
        )


def says_all(one: Pupil, other: Pupil, reads: Reads) -> bool:
    """Whether `one` says all that `other` does, if in other words."""
    left, right = arrange.pupil(other), arrange.pupil(one)
    found = _compared(left, right, Match.UPN, reads)
    return all(change.same or change.old is None for change in found.changes)


def _by_name(one: PupilChange) -> tuple[object, ...]:
    who = one.before or one.after or Pupil()
    parts = (*by_name(who.surname, who.forename), contents(who))
    return (*parts, one.before is None, contents(one.after or who))


def _compared(one: Pupil, other: Pupil, how: Match, reads: Reads) -> PupilChange:
    if one == other:  # most are, and this is quick
        return PupilChange(one, other, how, ())
    found = [
        Change(
            "identity",
            name,
            title,
            getattr(one, name) or None,
            getattr(other, name) or None,
            plain(name, getattr(one, name)) == plain(name, getattr(other, name)),
        )
        for name, title in IDENTITY.items()
        if getattr(one, name) != getattr(other, name)
    ]
    found += elements.changes(one.sections, other.sections)
    return PupilChange(one, other, how, (*found, *results.changes(one, other, reads)))


def plain(name: str, text: str) -> str:
    """Return `text` without what makes no difference in the field `name`."""
    if name == "upn":
        return upn.tidy(text)
    seen = (
        c for c in text if c.isspace() or unicodedata.category(c) not in {"Cc", "Cf"}
    )
    plain = " ".join("".join(seen).split()).casefold()
    return _SEXES.get(plain, plain) if name == "sex" else plain


def _file(before: CtfFile, after: CtfFile) -> Iterator[Change]:
    """Yield what differs of the file itself."""
    old, new = arrange.header(before.header), arrange.header(after.header)
    for name, title in HEADER.items():
        reach = attrgetter(name)
        yield from _field(name, title, reach(old), reach(new))
    yield from elements.changes(old.extra, new.extra, "Header/")
    whole = [arrange.file(replace(file, pupils=[])) for file in (before, after)]
    yield from elements.changes(whole[0].extra, whole[1].extra)


def _field(name: str, title: str, old: str, new: str) -> Iterator[Change]:
    if old != new:
        same = name in _TRIFLES or old.casefold() == new.casefold()
        yield Change("header", name, title, old or None, new or None, same)
