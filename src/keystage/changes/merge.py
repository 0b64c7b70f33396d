"""Several files of one school made one, without losing a word of any.

What stands in both files stands once in the new one; what one file leaves out is
taken from the other; where they say different things nothing is decided here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from keystage.changes.compare import IDENTITY, plain
from keystage.changes.elements import canonical
from keystage.changes.match import child, contents, number
from keystage.changes.model import Reads, as_written
from keystage.changes.words import person
from keystage.checks.words import listed, shown
from keystage.core.errors import UsageError
from keystage.core.records import Assessment, CtfFile, Element, Pupil
from keystage.ctf.layout import arrange

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Merged:
    """One file out of several.

    `in_both` are the pupils more than one file holds; `alike` pairs of pupils with
    one name and date of birth under different UPNs, who were left apart.
    """

    file: CtfFile
    in_both: tuple[Pupil, ...] = ()
    alike: tuple[tuple[Pupil, Pupil], ...] = ()


def merge(files: Sequence[CtfFile], reads: Reads = as_written) -> Merged:
    """Return one file with the pupils of all `files`, which are of one school.

    The header is that of the first. Pupils are the same where their UPNs are;
    those without one stay apart, unless everything about them is alike. Of two
    results that mean the same (as `reads` reads them) the first is kept. Raises
    `UsageError` where the files are of different schools or school years, and
    where they contradict each other, naming the pupils.
    """
    first, *rest = files
    if not rest:
        return Merged(first)
    for other in rest:
        _same_sender(first, other)
    work = _Work(reads)
    for file in files:
        work.add([arrange.pupil(one) for one in file.pupils])
    work.refuse_conflicts()
    merged = [replace(one) for one in work.pupils]
    for position, one in enumerate(merged, 1):
        one.position = position
    extra = first.extra
    for other in rest:
        extra = _joined(extra, other.extra)
    return Merged(
        replace(first, pupils=merged, extra=extra),
        tuple(work.in_both.values()),
        tuple(work.alike),
    )


def _same_sender(first: CtfFile, other: CtfFile) -> None:
    one, two = first.header.source, other.header.source
    if (one.la, one.estab or one.urn) != (two.la, two.estab or two.urn):
        raise UsageError(
            f"The files come from different schools, {_sender(first)} and "
            f"{_sender(other)}: only files of one school can be made one."
        )
    if one.academic_year != two.academic_year:
        raise UsageError(
            f"The files are of different school years, from {shown(one.academic_year)} "
            f"and from {shown(two.academic_year)}: they cannot be made one."
        )


def _sender(file: CtfFile) -> str:
    source = file.header.source
    return shown(f"{source.la}{source.estab}" or source.urn) or "one that does not say"


class _Work:
    """The pupils so far, and what was seen of them on the way."""

    def __init__(self, reads: Reads) -> None:
        self.pupils: list[Pupil] = []
        self.in_both: dict[int, Pupil] = {}
        self.alike: list[tuple[Pupil, Pupil]] = []
        self._reads = reads
        self._conflicts: list[str] = []

    def add(self, pupils: Sequence[Pupil]) -> None:
        """Take the pupils of one more file; those it gives twice stay twice."""
        by_number: dict[str, int] = {}
        by_child: dict[object, int] = {}
        nameless: dict[object, int] = {}
        for place, one in enumerate(self.pupils):
            if number(one):
                by_number.setdefault(number(one), place)
            else:
                nameless.setdefault(contents(one), place)
            by_child.setdefault(child(one), place)
        for one in pupils:
            found = by_number.get(number(one), nameless.get(contents(one)))
            if found is not None:
                self._join(found, one)
                continue
            self.pupils.append(one)
            twin = by_child.get(child(one)) if all(child(one)) else None
            if twin is not None:
                self.alike.append((self.pupils[twin], one))

    def refuse_conflicts(self) -> None:
        """Raise `UsageError` if two files contradict each other on any pupil."""
        if not self._conflicts:
            return
        named = self._conflicts[:_MOST_NAMED]
        more = len(self._conflicts) - len(named)
        rest = f" And {more} more." if more else ""
        raise UsageError(
            f"The files contradict each other: {'; '.join(named)}.{rest} Put one of "
            "them right, then merge them again. Nothing was written."
        )

    def _join(self, place: int, other: Pupil) -> None:
        one = self.pupils[place]
        conflicts: list[str] = []
        sections = _joined(one.sections, other.sections, conflicts)
        results = self._results(one.assessments, other.assessments, conflicts)
        joined = replace(one, assessments=results, sections=sections)
        for name in IDENTITY:
            setattr(joined, name, _field(one, other, name, conflicts))
        self.pupils[place] = self.in_both[place] = joined
        if conflicts:
            self._conflicts.append(f"{person(one)}: {listed(conflicts, 'and')}")

    def _results(
        self,
        ones: Sequence[Assessment],
        others: Iterable[Assessment],
        conflicts: list[str],
    ) -> list[Assessment]:
        held: dict[tuple[str, ...], dict[str, int]] = {}
        for place, part in enumerate(ones):
            means = self._reads(part)
            held.setdefault(means.key, {}).setdefault(means.value, place)
        kept = list(ones)
        for part in others:
            means = self._reads(part)
            values = held.get(means.key)
            if values is None:
                kept.append(part)
                continue
            at = values.get(means.value, next(iter(values.values())))
            present = kept[at]
            if means.value not in values:
                conflicts.append(_against(means.title, present.result, part.result))
            elif present.date and part.date and present.date != part.date:
                dates = _against(f"date of {means.title}", present.date, part.date)
                conflicts.append(dates)
            kept[at] = replace(present, date=present.date or part.date)
        return kept


def _field(one: Pupil, other: Pupil, name: str, conflicts: list[str]) -> str:
    old: str = getattr(one, name)
    new: str = getattr(other, name)
    if old and new and plain(name, old) != plain(name, new):
        conflicts.append(_against(IDENTITY[name], old, new))
    return old or new


def _against(title: str, old: str, new: str) -> str:
    return f"{title} {shown(old) or 'empty'} and {shown(new) or 'empty'}"


def _joined(
    ones: Sequence[Element],
    others: Sequence[Element],
    conflicts: list[str] | None = None,
) -> list[Element]:
    """Return the parts of both, equal ones once.

    One part of a name on either side is taken for the same thing: what it holds
    is joined, and two texts that differ are noted in `conflicts`. Where there are
    several of a name all that differ are kept.
    """
    kept = list(ones)
    for other in others:
        at = [place for place, part in enumerate(kept) if part.name == other.name]
        single = len(at) == 1 and sum(p.name == other.name for p in others) == 1
        if any(canonical(kept[place]) == canonical(other) for place in at):
            continue
        if conflicts is None or not single:
            kept.append(other)
            continue
        part = kept[at[0]]
        if part.children and other.children:
            inner = _joined(part.children, other.children, conflicts)
            kept[at[0]] = Element(part.name, "", inner, part.line)
        else:
            conflicts.append(_against(part.name, part.text, other.text))
    return kept
