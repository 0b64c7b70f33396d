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

    `in_both` are the pupils more than one file holds; `reworded` says which texts
    of theirs gave way to others that mean the same; `alike` are pairs of pupils
    with one name and date of birth under different UPNs, who were left apart.
    """

    file: CtfFile
    in_both: tuple[Pupil, ...] = ()
    reworded: tuple[str, ...] = ()
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
        tuple(work.reworded),
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


class _Told:
    """What two entries of one pupil do not say alike.

    `conflicts` are contradictions, `reworded` the same in other words.
    """

    def __init__(self) -> None:
        self.conflicts: list[str] = []
        self.reworded: list[str] = []

    def against(self, title: str, old: str, new: str) -> None:
        """Note that one says `old` and the other `new`."""
        texts = (shown(text) or "empty" for text in (old, new))
        self.conflicts.append(f"{title} {' and '.join(texts)}")

    def instead(self, title: str, old: str, new: str) -> None:
        """Note that `old` is kept where the other says `new`, if they differ."""
        if old != new:
            self.reworded.append(f"{title} {shown(old)}, not {shown(new) or 'empty'}")


class _Work:
    """The pupils so far, and what was seen of them on the way."""

    def __init__(self, reads: Reads) -> None:
        self.pupils: list[Pupil] = []
        self.in_both: dict[int, Pupil] = {}
        self.reworded: list[str] = []
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
            "them right, then try again."
        )

    def _join(self, place: int, other: Pupil) -> None:
        one, told = self.pupils[place], _Told()
        joined = replace(
            one,
            assessments=self._results(one.assessments, other.assessments, told),
            sections=_joined(one.sections, other.sections, told),
        )
        for name in IDENTITY:
            setattr(joined, name, _field(one, other, name, told))
        self.pupils[place] = self.in_both[place] = joined
        for said, all_said in (
            (told.conflicts, self._conflicts),
            (told.reworded, self.reworded),
        ):
            if said:
                all_said.append(f"{person(one)}: {listed(said, 'and')}")

    def _results(
        self, ones: Sequence[Assessment], others: Iterable[Assessment], told: _Told
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
            elif means.value in values:
                at = values[means.value]
                kept[at] = _dated(kept[at], part, means.title, told)
            else:
                present = kept[next(iter(values.values()))]
                told.against(means.title, present.result, part.result)
        return kept


def _dated(one: Assessment, other: Assessment, title: str, told: _Told) -> Assessment:
    """Return a result both give, with the date either gives."""
    told.instead(title, one.result, other.result)
    if one.date and other.date and one.date != other.date:
        told.against(f"date of {title}", one.date, other.date)
    return replace(one, date=one.date or other.date)


def _field(one: Pupil, other: Pupil, name: str, told: _Told) -> str:
    old: str = getattr(one, name)
    new: str = getattr(other, name)
    if old and new:
        same = plain(name, old) == plain(name, new)
        (told.instead if same else told.against)(IDENTITY[name], old, new)
    return old or new


def _joined(
    ones: Sequence[Element], others: Sequence[Element], told: _Told | None = None
) -> list[Element]:
    """Return the parts of both, equal ones once.

    One part of a name on either side is taken for the same thing: what it holds
    is joined, and two texts that differ are told. Where there are several of a
    name, or nobody to tell, all that differ are kept.
    """
    kept = list(ones)
    for other in others:
        at = [place for place, part in enumerate(kept) if part.name == other.name]
        single = len(at) == 1 and sum(p.name == other.name for p in others) == 1
        if any(canonical(kept[place]) == canonical(other) for place in at):
            continue
        if told is None or not single:
            kept.append(other)
            continue
        part = kept[at[0]]
        if part.children and other.children:
            inner = _joined(part.children, other.children, told)
            kept[at[0]] = Element(part.name, "", inner, part.line)
        else:
            told.against(part.name, part.text, other.text)
    return kept
