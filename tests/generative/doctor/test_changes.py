"""A difference is empty, mirrored and enough, over files with faults of every sort."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from keystage import ctf
from keystage.changes import (
    Difference,
    PupilChange,
    Reads,
    as_written,
    difference,
    lines,
    mend,
    to_dict,
)
from keystage.changes.mending import errors, offered
from keystage.core.findings import Finding
from keystage.core.records import CtfFile, Element, Pupil
from keystage.ctf.layout import arrange
from keystage.intake import Options, check_bytes
from keystage.intake.offers.reading import RulebookReading
from keystage.intake.shelf import standard
from tests.generative.invented import files, names
from tests.unit.intake.makers import NOW, number

BY_BOOK = RulebookReading(standard())
READS = pytest.mark.parametrize("reads", [BY_BOOK, as_written])
IDENTITY = ("upn", "uln", "uci", "surname", "forename", "dob", "sex")

type Held = tuple[tuple[str, ...], frozenset[tuple[tuple[str, str], int]]]


@st.composite
def pairs(draw: st.DrawFn) -> tuple[CtfFile, CtfFile]:
    """Return a file and another that has much of it, changed here and there."""
    one, strange = draw(files()), draw(files())
    moved = draw(st.permutations([*one.pupils, *one.pupils[:1]]))
    kept = moved[: draw(st.integers(0, len(moved)))]
    pupils = [changed(draw, replace(each)) for each in kept]
    pupils += strange.pupils[: draw(st.integers(0, 2))]
    return placed(one), placed(replace(strange, pupils=pupils))


def changed(draw: st.DrawFn, one: Pupil) -> Pupil:
    """Change a pupil in one of the ways a school does between two exports."""
    results = list(one.assessments)
    match draw(st.integers(0, 6)):
        case 0:
            one.upn = number(draw(st.integers(0, 9)))
        case 1:
            former = Element("FormerUPN", one.upn)
            one.sections = [Element("BasicDetails", children=[former])]
            one.upn = number(draw(st.integers(10, 19)))
        case 2:
            one.surname = one.surname.upper()
        case 3:
            results = draw(st.permutations(results))
        case 4:
            results = [replace(part, result=part.result.lower()) for part in results]
        case 5 if results:
            at = draw(st.integers(0, len(results) - 1))
            results[at] = replace(results[at], result="B", date="2026-06-09")
    one.assessments = results
    return one


def placed(file: CtfFile) -> CtfFile:
    pupils = [replace(one, position=at) for at, one in enumerate(file.pupils, 1)]
    return replace(file, pupils=pupils)


def held(one: Pupil, reads: Reads) -> Held:
    results = Counter(
        ("/".join(reads(part).key), part.result) for part in one.assessments
    )
    return tuple(getattr(one, name) for name in IDENTITY), frozenset(results.items())


def applied(file: CtfFile, found: Difference, reads: Reads) -> Counter[Held]:
    """Return what the pupils of `file` say once all that was described is done."""
    left = {one.position: arrange.pupil(one) for one in file.pupils}
    said: Counter[Held] = Counter()
    for one in found.pupils:
        if one.before is not None:
            left.pop(one.before.position)
        if one.after is not None:
            said[after(one, reads)] += 1
    return said + Counter(held(one, reads) for one in left.values())


def after(one: PupilChange, reads: Reads) -> Held:
    """Return what is said of a pupil after the change, from before and the changes."""
    if one.before is None:
        assert one.after is not None
        identity = {name: getattr(one.after, name) for name in IDENTITY}
        results: Counter[tuple[str, str]] = Counter()
    else:
        identity = {name: getattr(one.before, name) for name in IDENTITY}
        results = Counter(dict(held(one.before, reads)[1]))
    for change in one.changes:
        if change.part == "identity":
            assert identity[change.name] == (change.old or "")
            identity[change.name] = change.new or ""
        if change.part == "result" and not change.aspect:
            if change.old is not None:
                assert results[change.name, change.old] > 0
                results[change.name, change.old] -= 1
            if change.new is not None:
                results[change.name, change.new] += 1
    return tuple(identity.values()), frozenset((+results).items())


def unordered(found: Difference) -> tuple[object, ...]:
    """Return a difference in a form without the order people are told in."""
    pupils = sorted(
        (str(one.before), str(one.after), str(one.how), sorted(map(str, one.changes)))
        for one in found.pupils
    )
    return found.header, pupils, found.same


@given(file=files(), seed=st.integers())
def test_nothing_differs_from_itself_in_whatever_order(
    file: CtfFile, seed: int
) -> None:
    dice = random.Random(seed)
    pupils = [
        replace(one, assessments=dice.sample(one.assessments, k=len(one.assessments)))
        for one in dice.sample(file.pupils, k=len(file.pupils))
    ]
    found = difference(file, replace(file, pupils=pupils), BY_BOOK)
    assert (found.header, found.pupils) == ((), ())
    assert found.same == len(file.pupils)
    assert not found.matters


@READS
@given(both=pairs())
def test_the_other_way_round_is_the_mirror(
    reads: Reads, both: tuple[CtfFile, CtfFile]
) -> None:
    there, back = difference(*both, reads), difference(*both[::-1], reads)
    mirrored = Difference(
        tuple(one.mirrored for one in back.header),
        tuple(one.mirrored for one in back.pupils),
        back.same,
    )
    for one in there.pupils:
        event(f"{one.how}")
    assert unordered(mirrored) == unordered(there)


@READS
@given(both=pairs())
def test_what_is_described_and_done_gives_the_other_file(
    reads: Reads, both: tuple[CtfFile, CtfFile]
) -> None:
    before, other = both
    found = difference(before, other, reads)
    wanted = Counter(held(arrange.pupil(one), reads) for one in other.pupils)
    assert applied(before, found, reads) == wanted
    assert found.same + len(found.pupils) + len(before.pupils) >= len(other.pupils)
    assert lines(found)
    assert to_dict(found)["differs"] is found.matters


@given(file=files())
def test_what_is_written_and_read_differs_in_nothing(file: CtfFile) -> None:
    file.header.version = "26.0"
    found = difference(file, ctf.read(ctf.write(file)), BY_BOOK)
    assert (found.header, found.pupils) == ((), ())


@given(file=files(), name=names)
def test_all_repairs_together_leave_none_and_bring_no_error(
    file: CtfFile, name: str
) -> None:
    options = Options(now=NOW, authority="999")

    def check(one: CtfFile) -> tuple[Finding, ...]:
        def reader(_: bytes, **_limits: object) -> CtfFile:
            return one

        return check_bytes(name, b"", options, reader=reader).findings

    before = check(file)
    mended = mend(file, check, lambda _: True, reads=BY_BOOK)
    assert not errors(mended.findings) - errors(before)
    for one in offered(mended.findings):
        why = mended.why_left(one.finding)
        event(f"{one.finding.rule} left: {why}")
        assert why
    assert mended.made or mended.file == file
    assert len(file.pupils) >= len(mended.file.pupils)
