"""The kit: children and codes to try a supplier's export with."""

import hashlib
import json
from collections import defaultdict
from contextlib import suppress
from datetime import date

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.gb import upn as oracle

from keystage.core.errors import Refused, UsageError
from keystage.synth.conformance import (
    GUIDE,
    KIT,
    RETURNED,
    guide,
    kit_files,
    lines,
    make,
    read,
)
from keystage.synth.conformance.kit import schema
from keystage.synth.model import Collection

YEARS = (2024, 2025, 2026)
WHOLE = make(7, YEARS, RETURNED, "999")
DATA = b"".join(lines(WHOLE))


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    one, again = dict(kit_files(7, YEARS)), dict(kit_files(7, YEARS))
    assert one == again
    assert one[KIT] != dict(kit_files(8, YEARS))[KIT]
    assert set(one) == {KIT, GUIDE}


def test_a_kit_is_the_same_on_every_machine() -> None:
    data = dict(kit_files(7, (2026,)))[KIT]
    assert hashlib.sha256(data).hexdigest()[:16] == "b378e7ea7925a64d"


def test_what_is_written_reads_back() -> None:
    assert read(DATA) == WHOLE


def test_every_line_answers_to_the_schema() -> None:
    check = jsonschema.Draft202012Validator(schema())
    for line in DATA.decode().splitlines():
        assert not list(check.iter_errors(json.loads(line)))


def test_no_upn_is_given_twice_and_all_are_sound() -> None:
    numbers = [child.upn for one in WHOLE.exports for child in one.children]
    numbers += [child.former_upn for one in WHOLE.exports for child in one.children]
    numbers = [number for number in numbers if number]
    assert len(numbers) == len(set(numbers))
    for number in numbers:
        assert oracle.calc_check_digit(number[1:]) == number[0]
        assert number[1:4] == "004"


def test_every_code_of_every_component_is_somewhere_in_every_year() -> None:
    found = defaultdict(set)
    for export in WHOLE.exports:
        for child in export.wanted:
            for one in child.results:
                if one.needed:
                    found[export.year, one.collection, one.component].add(one.value)
    steps = {"EM", "PK1", "PK2", "PK3", "PK4"}
    framework = {"WTS", "EXS", "GDS"}
    later = {"PK5", "PK6"}
    for year in YEARS:
        for goal in range(1, 18):
            assert found[year, "eyfsp", f"E{goal:02}"] == {"1", "2", "A"}
        assert found[year, "phonics", "mark"] == {str(mark) for mark in range(41)}
        assert found[year, "phonics", "outcome"] == {"A", "D", "L"}
        for subject in ("REA", "WRI", "MAT"):
            assert found[year, "ks1", subject] == steps | framework | {"A"}
        assert found[year, "ks1", "SCI"] == {"EXS", "HNM", "A"}
        assert found[year, "ks2", "WRI"] == steps | later | framework | set("ALFP")
        assert found[year, "ks2", "SCI"] == {"EXS", "HNM", *"ALFP"}
        assert found[year, "ks2", "REA"] == steps | later | {"A"}
        assert found[year, "ks2", "MAT"] == steps | later | {"A"}


def test_every_awkward_child_is_in_every_file_of_one_collection() -> None:
    for export in WHOLE.exports:
        if len(export.collections) > 1:
            continue
        cases = [child.case for child in export.children]
        for case in ("apostrophe", "beyond Latin-1", "temporary UPN", "former UPN"):
            assert cases.count(case) == 1
        one, other = (child for child in export.children if child.case == "twin")
        assert (one.surname, one.dob) == (other.surname, other.dob)
        assert one.forename != other.forename
        same, alike = (child for child in export.children if child.case == "namesake")
        assert same.name == alike.name
        assert same.dob != alike.dob
        assert any(child.left for child in export.children if not child.wanted)


def test_births_fit_the_year_group() -> None:
    for export in WHOLE.exports:
        for child in export.wanted:
            group = 0 if child.nc_year == "R" else int(child.nc_year)
            first = date(export.year - group - 6, 9, 1)
            last = date(export.year - group - 5, 8, 31)
            assert first <= date.fromisoformat(child.dob) <= last


def test_a_file_of_several_collections_gives_year_2_results_of_two() -> None:
    (several,) = (one for one in WHOLE.exports if one.id == "several-2026")
    assert several.collections == ("eyfsp", "phonics", "ks1")
    for child in several.wanted:
        told = {one.collection for one in child.results}
        if child.nc_year == "2":
            assert told == {"phonics", "ks1"}


def test_one_collection_alone_makes_no_file_of_several() -> None:
    kit = make(7, (2026,), (Collection.KS2, Collection.MTC), "998")
    assert [one.id for one in kit.exports] == ["ks2-2026"]
    assert kit.exports[0].file_name == "9983990_KS2_NAALLLL_001.xml"


def test_left_stands_in_science_too_from_2024() -> None:
    for year, code in ((2023, "EXS"), (2024, "L")):
        kit = make(7, (year,), (Collection.KS2,), "999")
        left = [
            one.value
            for child in kit.exports[0].wanted
            if any(
                result.component == "WRI" and result.value == "L"
                for result in child.results
            )
            for one in child.results
            if one.component == "SCI"
        ]
        assert left == [code]


def test_the_guide_names_every_file_and_the_school() -> None:
    told = guide(WHOLE)
    assert WHOLE.number in told
    for export in WHOLE.exports:
        assert f"{export.year}/{export.file_name}" in told


def test_no_kit_is_made_of_an_authority_that_may_exist() -> None:
    with pytest.raises(UsageError, match="999 or 998"):
        dict(kit_files(7, (2026,), RETURNED, "886"))


def test_no_kit_is_made_of_years_whose_codes_were_others() -> None:
    with pytest.raises(UsageError, match="2022 and later"):
        dict(kit_files(7, (2021, 2026)))


HEAD = DATA.split(b"\n")[0]
EXPORT = DATA.split(b"\n")[1]
CHILD = DATA.split(b"\n")[2]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"kind":"kit"}',
        HEAD,
        HEAD.replace(b"keystage-kit-1", b"keystage-kit-9"),
        HEAD.replace(b'"seed":"7"', b'"seed":"seven"') + b"\n" + EXPORT,
        HEAD.replace(b'"seed":"7"', b'"seed":7') + b"\n" + EXPORT,
        HEAD + b"\n" + CHILD,
        HEAD + b"\n[1]",
        HEAD + b"\n" + EXPORT.replace(b"true", b'"yes"'),
        HEAD + b"\n" + EXPORT.replace(b'["eyfsp"]', b'"eyfsp"'),
        HEAD + b"\n" + EXPORT + b"\n" + CHILD.replace(b'"needed":true', b'"needed":1'),
        HEAD + b"\n" + EXPORT + b"\n" + CHILD.replace(b'"dob"', b'"birthday"'),
    ],
)
def test_what_is_no_kit_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        read(data)


@given(st.binary(max_size=200), st.integers(0, 2000))
def test_a_damaged_kit_is_read_or_refused_and_nothing_else(
    junk: bytes, at: int
) -> None:
    whole = b"\n".join((HEAD, EXPORT, CHILD))
    with suppress(Refused):
        assert read(whole[:at] + junk + whole[at + len(junk) :]).exports
