"""Another form and back again is the same; files made one lose nothing."""

import random

from hypothesis import event, given
from hypothesis import strategies as st

from keystage.changes import difference, merge
from keystage.core import upn
from keystage.core.errors import Refused, UsageError
from keystage.core.records import Assessment, CtfFile, Pupil
from keystage.ctf.layout import arrange
from keystage.exports import jsonl
from keystage.intake.offers.reading import RulebookReading
from keystage.intake.shelf import standard
from tests.generative.invented import files
from tests.generative.test_write import _files as whole_files
from tests.unit.intake.makers import ctf_file, ks1, mark, outcome, pupil

BY_BOOK = RulebookReading(standard())


@given(file=whole_files)
def test_json_lines_read_back_are_the_records_that_were_written(file: CtfFile) -> None:
    data = jsonl.write(file)
    found = jsonl.read(data)
    assert found == file
    assert jsonl.write(found) == data
    assert data.count(b"\n") == len(file.pupils) + 1
    assert jsonl.looks_like(data)


@given(file=whole_files, seed=st.integers(), noise=st.binary(max_size=4))
def test_json_lines_spoilt_anyhow_are_read_or_refused(
    file: CtfFile, seed: int, noise: bytes
) -> None:
    data, dice = jsonl.write(file), random.Random(seed)
    at = dice.randrange(len(data))
    spoilt = data[:at] + noise + data[at + dice.randrange(4) :]
    try:
        found = jsonl.read(spoilt)
    except Refused as stop:
        event(stop.code)
        return
    assert jsonl.read(jsonl.write(found)) == found


@st.composite
def halves(draw: st.DrawFn) -> tuple[CtfFile, CtfFile]:
    """Return two files that agree: every pupil and result in one, other or both."""
    sides: tuple[list[Pupil], list[Pupil]] = ([], [])
    for serial in draw(st.lists(st.integers(1, 25), unique=True, max_size=6)):
        results = [*ks1(), mark("33"), outcome("WA")]
        where = draw(st.lists(st.integers(1, 3), min_size=6, max_size=6))
        for side, bit in enumerate((1, 2)):
            part = [one for one, at in zip(results, where, strict=True) if at & bit]
            if draw(st.booleans()) or part:
                sides[side].append(_written(draw, serial, draw(st.permutations(part))))
    return ctf_file(sides[0]), ctf_file(sides[1])


def _written(draw: st.DrawFn, serial: int, results: list[Assessment]) -> Pupil:
    one = pupil(serial, results)
    if draw(st.booleans()):
        one.surname, one.upn = one.surname.upper(), f"{one.upn.lower()} "
    return one


def said(file: CtfFile) -> set[object]:
    """Return each result a file gives, once, with whose it is, however written."""
    found: set[object] = set()
    for one in map(arrange.pupil, file.pupils):
        who = upn.tidy(one.upn) or (one.surname, one.forename, one.dob, one.sex)
        found.add(who)
        for part in one.assessments:
            means = BY_BOOK(part)
            found.add((who, means.key, means.value))
    return found


@given(both=halves())
def test_files_that_agree_become_one_with_all_of_both(
    both: tuple[CtfFile, CtfFile],
) -> None:
    merged = merge(both, BY_BOOK)
    assert said(merged.file) == said(both[0]) | said(both[1])
    children = [{upn.tidy(one.upn) for one in file.pupils} for file in both]
    assert len(merged.file.pupils) == len(children[0] | children[1])
    assert len(merged.in_both) == len(children[0] & children[1])
    again = merge(both[::-1], BY_BOOK)
    assert not difference(merged.file, again.file, BY_BOOK).matters


@given(one=files(), other=files())
def test_any_two_files_become_one_with_all_of_both_or_are_refused(
    one: CtfFile, other: CtfFile
) -> None:
    try:
        merged = merge([one, other], BY_BOOK)
    except UsageError:
        event("refused")
        return
    event("merged")
    assert said(merged.file) == said(one) | said(other)
    assert len(merged.file.pupils) <= len(one.pupils) + len(other.pupils)
