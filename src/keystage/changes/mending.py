"""Making the repairs findings offer, with every one of them proved before it counts."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import NamedTuple

from keystage.changes.entries import Entries
from keystage.changes.match import number
from keystage.changes.model import Reads, as_written
from keystage.core import repairs
from keystage.core.errors import WriteError
from keystage.core.findings import Finding, PupilRef, Repair, Severity
from keystage.core.records import CtfFile

type Check = Callable[[CtfFile], Sequence[Finding]]
type Wanted = Callable[[str], bool]
type Progress = Callable[[int, int], None]

_FAILS = "made by itself, its finding stays or an error comes with it"
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
    """A file after its repairs, what was done, and what the check says of it now.

    `failed` are the repairs that were tried and did not do what they promise.
    """

    file: CtfFile
    made: tuple[Made, ...]
    findings: tuple[Finding, ...]
    failed: frozenset[object] = frozenset()
    reads: Reads = as_written

    def why_left(self, finding: Finding) -> str:
        """Return why the repair `finding` offers was not made, or '' if it could be."""
        if finding.repair is None:
            return ""
        if _key(Offer(finding, finding.repair)) in self.failed:
            return _FAILS
        return Entries(self.file, self.reads).unsafe(finding.repair)


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

    `check` gives the findings of a file. A round of repairs counts only if after it
    their findings are gone and no error has come; what fails together is tried in
    smaller parts, and what fails alone is left alone. So are repairs of the name,
    and those unsafe for the whole file, read by `reads` (`Entries`). `tell` hears
    how many are made, of how many. Raises `WriteError` where they lead in a ring.
    """
    findings = tuple(check(file))
    made: list[Made] = []
    failed: set[object] = set()
    most = size = max(1, len(offered(findings)))
    for _ in range(_MOST_ROUNDS):
        entries = Entries(file, reads)
        offers = (one for one in offered(findings) if wanted(one.finding.rule))
        hopeful = (one for one in offers if _key(one) not in failed)
        due = _due(file, [one for one in hopeful if not entries.unsafe(one.repair)])
        if tell is not None:
            tell(len(made), len(made) + len(due))
        batch = due[:size]
        if not batch:
            return Mended(file, tuple(made), findings, frozenset(failed), reads)
        after = tuple(check(mended := _applied(file, batch)))
        if _proved(batch, findings, after):
            file, findings = mended, after
            made += map(_made, batch)
            size = min(most, 2 * size)
        else:
            failed.update(_key(one) for one in batch if len(batch) == 1)
            size = max(1, len(batch) // 2)
    raise WriteError(_RING)


def offered(findings: Iterable[Finding]) -> list[Offer]:
    """Return the repairs that findings offer of what the file holds."""
    return [
        Offer(one, one.repair)
        for one in every(findings)
        if one.repair is not None and one.repair.target != "file_name"
    ]


def _due(file: CtfFile, offers: Iterable[Offer]) -> list[Offer]:
    """Return repairs that cannot touch each other: one a pupil, one of the header.

    Entries with one UPN are one pupil here: each that goes leans on those that stay.
    """
    chosen: dict[object, Offer] = {}
    for one in offers:
        at = one.repair.pupil
        chosen.setdefault(at and (number(file.pupils[at - 1]) or at), one)
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


def _key(offer: Offer) -> object:
    """Return what makes an offer the one it is, wherever its pupil stands."""
    repair = offer.repair
    return _who(offer.finding), repair.field, repair.old, repair.new


def _made(offer: Offer) -> Made:
    finding = offer.finding
    return Made(finding.rule, offer.repair, finding.pupil, finding.subject)
