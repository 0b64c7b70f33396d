"""The results of one child, held against those that files give."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from keystage.core.findings import Severity
from keystage.core.records import Assessment
from keystage.synth.conformance.likeness import TOLERATED, Way, value
from keystage.synth.conformance.model import Child, Wanted
from keystage.synth.conformance.outcome import Fault, Heading, Kind, Part

REAL = "R"
_PARTS = ("stage", "year", "subject", "method", "component")


@dataclass(slots=True)
class _Given:
    """A result of a file; `taken` once it was held against one of the kit."""

    path: str
    assessment: Assessment
    taken: bool = field(default=False)

    @property
    def words(self) -> dict[str, str]:
        """Return what it is of, in capitals."""
        return {
            name: getattr(self.assessment.kind, name).strip().upper() for name in _PARTS
        }

    @property
    def status(self) -> str:
        """Return whether it is real (R), an estimate or a target."""
        return self.assessment.kind.status.strip().upper()


def compare_results(
    part: Part, child: Child, given: Sequence[tuple[str, Assessment]]
) -> Iterator[Fault]:
    """Yield what did not come through; count what did.

    Results that say they are not real ones (estimates, targets) are passed over, unless
    one stands where a real one is wanted.
    """
    there = [_Given(path, one) for path, one in given]
    found = [one for one in there if one.status in {"", REAL}]
    others = [one for one in there if one.status not in {"", REAL}]
    left: list[Wanted] = []
    for wanted in child.results:
        same = [one for one in found if _fits(wanted, one)]
        if same:
            yield from _held(part, child, wanted, same)
        elif wanted.needed:
            left.append(wanted)
    for wanted in left:
        part.count(Heading.RESULTS, right=False)
        yield _not_real(child, wanted, others) or _not_found(child, wanted, found)
    for one in found:
        if not one.taken:
            part.count(Heading.RESULTS, right=False)
            yield _unexpected(child, one)


def label(wanted: Wanted) -> str:
    """Return the words by which a file knows a result."""
    return f"{' '.join(_asked(wanted))} {'/'.join(wanted.qualifiers)}"


def _asked(wanted: Wanted) -> tuple[str, ...]:
    return wanted.stage, wanted.year, wanted.subject, wanted.method, wanted.code


def _label(one: Assessment) -> str:
    kind = one.kind
    words = (kind.stage, kind.year, kind.subject, kind.method, kind.component)
    return " ".join(filter(None, (*words, kind.qualifier)))


def _fits(wanted: Wanted, one: _Given) -> bool:
    """Return whether a result is of what is wanted; a qualifier may be left out."""
    qualifier = one.assessment.kind.qualifier.strip().upper()
    same = tuple(one.words.values()) == _asked(wanted)
    return not one.taken and same and qualifier in {"", *wanted.qualifiers}


def _held(
    part: Part, child: Child, wanted: Wanted, same: Sequence[_Given]
) -> Iterator[Fault]:
    """Yield what is wrong with a result that is there, once or several times."""
    values = {one.assessment.result for one in same}
    for one in same:
        one.taken = True
    first = same[0]
    if len(values) > 1:
        part.count(Heading.RESULTS, right=False)
        said = ", ".join(sorted(values))
        yield replace(
            _of(child, first, label(wanted)), expected=wanted.value, found=said
        )
        return
    yield from _again(part, child, same)
    way = value(wanted.value, first.assessment.result)
    right = way is None or way in TOLERATED
    if wanted.needed or not right:
        part.count(Heading.RESULTS, right=right)
    if way is not None:
        fault = replace(
            _of(child, first, label(wanted)),
            expected=wanted.value,
            found=first.assessment.result,
            way=way,
        )
        yield as_written(fault) if right else fault


def _again(part: Part, child: Child, same: Sequence[_Given]) -> Iterator[Fault]:
    """Yield a result that a file gives more than once; in another file it may stand."""
    met: set[str] = set()
    for one in same:
        if one.path in met:
            part.count(Heading.RESULTS, right=False)
            yield _unexpected(child, one)
        met.add(one.path)


def as_written(fault: Fault) -> Fault:
    """Return a fault that costs nothing: only the way of writing differs."""
    return replace(
        fault, heading=Heading.WRITING, kind=Kind.WRITTEN, severity=Severity.QUERY
    )


def _not_real(child: Child, wanted: Wanted, others: Sequence[_Given]) -> Fault | None:
    """Return that a result is there as an estimate or a target, if it is."""
    one = next((one for one in others if _fits(wanted, one)), None)
    if one is None:
        return None
    fault = _of(child, one, "ResultStatus")
    return replace(fault, expected=REAL, found=one.status, way=Way.STATUS)


def _not_found(child: Child, wanted: Wanted, found: Sequence[_Given]) -> Fault:
    """Return that a result is missing, or that it stands under other words."""
    alike = _most_like(wanted, found)
    if alike is not None:
        alike.taken = True
        fault = _of(child, alike, "the words of a result")
        return replace(
            fault,
            expected=label(wanted),
            found=_label(alike.assessment),
            way=Way.CODING,
        )
    return Fault(
        Heading.RESULTS,
        Kind.MISSING,
        label(wanted),
        upn=child.upn,
        name=child.name,
        case=child.case,
        expected=wanted.value,
    )


def _most_like(wanted: Wanted, found: Sequence[_Given]) -> _Given | None:
    """Return the result that is likely the one wanted under words of its own.

    It has the value, and the component or the subject; of several the one with the
    most words in common, and none where two have as many.
    """
    ranked = sorted(
        (one for one in found if not one.taken and _is_like(wanted, one)),
        key=lambda one: _common(wanted, one),
        reverse=True,
    )
    ranks = [_common(wanted, one) for one in ranked]
    return None if not ranks or ranks[1:2] == ranks[:1] else ranked[0]


def _common(wanted: Wanted, one: _Given) -> int:
    pairs = zip(_asked(wanted), one.words.values(), strict=True)
    return sum(asked == said for asked, said in pairs)


def _is_like(wanted: Wanted, one: _Given) -> bool:
    codes = {wanted.code, wanted.component.upper()}
    same = value(wanted.value, one.assessment.result)
    known = one.words["component"] in codes or one.words["subject"] == wanted.subject
    return known and (same is None or same in TOLERATED)


def _of(child: Child, one: _Given, what: str) -> Fault:
    return Fault(
        Heading.RESULTS,
        Kind.ALTERED,
        what,
        upn=child.upn,
        name=child.name,
        case=child.case,
        file=one.path,
        line=one.assessment.line or None,
    )


def _unexpected(child: Child, one: _Given) -> Fault:
    fault = _of(child, one, _label(one.assessment))
    return replace(fault, kind=Kind.UNEXPECTED, found=one.assessment.result)
