"""Making the repairs findings offer, with every one of them proved before it counts."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import NamedTuple

from keystage.changes.compare import says_all
from keystage.changes.match import number
from keystage.changes.model import Reads, as_written
from keystage.core import repairs, upn
from keystage.core.errors import WriteError
from keystage.core.findings import Finding, PupilRef, Repair, Severity
from keystage.core.records import CtfFile

type Check = Callable[[CtfFile], Sequence[Finding]]
type Wanted = Callable[[str], bool]
type Progress = Callable[[int, int], None]

_BROKEN = (
    "The repair of {rule} does not put the file right: its finding stays, or an error "
    "comes with it. Nothing was written. Repair the other rules with --rule, and this "
    "one in your system."
)
_RING = (
    "The repairs of this file lead round in a ring, so none was made. Choose some with "
    "--rule, or put the file right in your system."
)
_MOST_ROUNDS = 2_000  # a school's file takes three; more means a ring of repairs


class Offer(NamedTuple):
    """A finding, and the repair it offers."""

    finding: Finding
    repair: Repair


@dataclass(frozen=True, slots=True)
class Made:
    """One repair that was made, and for whom: `pupil` as the file had them then."""

    rule: str
    repair: Repair
    pupil: PupilRef | None
    subject: str | None


@dataclass(frozen=True, slots=True)
class Mended:
    """A file after its repairs, what was done, and what the check says of it now."""

    file: CtfFile
    made: tuple[Made, ...]
    findings: tuple[Finding, ...]


def every(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield `findings` and all that is folded beneath them."""
    for finding in findings:
        yield finding
        yield from every(finding.consequences)


def errors(findings: Iterable[Finding]) -> Counter[str]:
    """Return how many errors there are of each rule, folded ones too."""
    found = every(findings)
    return Counter(one.rule for one in found if one.severity is Severity.ERROR)


def mend(
    file: CtfFile,
    check: Check,
    wanted: Wanted,
    *,
    reads: Reads = as_written,
    tell: Progress | None = None,
) -> Mended:
    """Return `file` with every repair made that `wanted` says of its rule.

    `check` gives the findings of a file. After each round it is asked again: a
    round counts only if its findings are gone and no error has come; what fails
    together is tried in ever smaller parts. Raises `WriteError` where a single
    repair fails: then nothing should be written. The file given is not changed.
    Left alone are repairs of the file's name, and those that are unsafe for the
    file as a whole (`Entries`), its results as `reads` reads them. `tell` hears how
    many repairs are made, of how many.
    """
    findings = tuple(check(file))
    made: list[Made] = []
    most = size = max(1, len(offered(findings)))
    for _ in range(_MOST_ROUNDS):
        due = _batch(file, findings, wanted, reads)
        if tell is not None:
            tell(len(made), len(made) + len(due))
        batch = due[:size]
        if not batch:
            return Mended(file, tuple(made), findings)
        mended = _applied(file, batch)
        after = tuple(check(mended))
        if _proved(batch, findings, after):
            file, findings = mended, after
            made += map(_made, batch)
            size = min(most, 2 * size)
        elif len(batch) > 1:
            size = len(batch) // 2
        else:
            raise WriteError(_BROKEN.format(rule=batch[0].finding.rule))
    raise WriteError(_RING)


def offered(findings: Iterable[Finding]) -> list[Offer]:
    """Return the repairs that findings offer of what the file holds."""
    return [
        Offer(one, one.repair)
        for one in every(findings)
        if one.repair is not None and one.repair.target != "file_name"
    ]


class Entries:
    """The entries of a file by UPN, to ask whether a repair is safe for all of it."""

    def __init__(self, file: CtfFile, reads: Reads = as_written) -> None:
        self._reads = reads
        self._pupils = file.pupils
        self._places: dict[str, list[int]] = {}
        for place, one in enumerate(file.pupils):
            self._places.setdefault(number(one), []).append(place)

    def unsafe(self, repair: Repair) -> str:
        """Return why `repair` is left alone although it is offered, or ''.

        A check looks at one collection, a file may hold several: a second entry
        that repeats this one's results may hold others, or an address, and a UPN
        that is free here may be another pupil's there.
        """
        if repair.target != "pupil" or repair.pupil is None:
            return ""
        if repair.field == repairs.WHOLE_PUPIL:
            return self._loses(repair.pupil - 1)
        if repair.field == "upn" and self._taken(repair.pupil - 1, repair.new):
            return "another pupil in this file has the UPN it would give"
        return ""

    def _taken(self, at: int, new: str) -> bool:
        tidied = upn.tidy(new)
        return tidied != number(self._pupils[at]) and tidied in self._places

    def _loses(self, at: int) -> str:
        leaves = self._pupils[at]
        twins = (place for place in self._places[number(leaves)] if place != at)
        if any(says_all(self._pupils[one], leaves, self._reads) for one in twins):
            return ""
        return "what only this entry says of the pupil would be lost"


def _batch(
    file: CtfFile, findings: Sequence[Finding], wanted: Wanted, reads: Reads
) -> list[Offer]:
    """Return repairs that cannot touch each other: one a pupil, one of the header.

    Entries with one UPN are one pupil here: each that goes leans on those that stay.
    """
    chosen: dict[object, Offer] = {}
    entries = Entries(file, reads)
    for one in offered(findings):
        at = one.repair.pupil
        who = at and (number(file.pupils[at - 1]) or at)
        if who in chosen or not wanted(one.finding.rule):
            continue
        if not entries.unsafe(one.repair):
            chosen[who] = one
    return list(chosen.values())


def _applied(file: CtfFile, batch: Iterable[Offer]) -> CtfFile:
    mended = repairs.apply_all(file, [one.repair for one in batch])
    pupils = [copy(one) for one in mended.pupils]
    for position, one in enumerate(pupils, 1):
        one.position = position
    return replace(mended, pupils=pupils)


def _proved(
    batch: Iterable[Offer], before: Sequence[Finding], after: Sequence[Finding]
) -> bool:
    """Whether the findings of `batch` are gone, and no error has come."""
    if errors(after) - errors(before):
        return False
    were, are = Counter(map(_who, every(before))), Counter(map(_who, every(after)))
    mended = Counter(_who(one.finding) for one in batch)
    return all(are[one] <= were[one] - times for one, times in mended.items())


def _who(finding: Finding) -> tuple[object, ...]:
    """Return what makes a finding the one it is, wherever its pupil stands."""
    pupil = finding.pupil
    who = pupil and (pupil.upn, pupil.surname, pupil.dob)
    return finding.rule, finding.subject, finding.value, who


def _made(offer: Offer) -> Made:
    finding = offer.finding
    return Made(finding.rule, offer.repair, finding.pupil, finding.subject)
