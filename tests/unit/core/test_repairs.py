"""Repairs: applied where the old value stands, refused everywhere else."""

from dataclasses import replace

import pytest

from keystage.core import repairs
from keystage.core.errors import UsageError
from keystage.core.findings import Repair
from keystage.core.records import (
    Assessment,
    CtfFile,
    Element,
    Header,
    Kind,
    Pupil,
    School,
)

_KIND = Kind("KS1", "ENG", "2026", "MAT", "TA", "MAT", "R", "NC")


def _file() -> CtfFile:
    ada = Pupil(
        upn="Y004100123001",
        surname="Ashdown",
        assessments=[Assessment(_KIND, "exs"), Assessment(_KIND, "GDS", "2026-06-01")],
        sections=[
            Element("Email", "x@y.invalid"),
            Element("BasicDetails", children=[Element("MedicalFlag", "0")]),
        ],
    )
    bea = Pupil(upn="M004100123002", surname="Birch")
    header = Header(version="24.0", destination=School(la="NAA", estab="LLLL"))
    return CtfFile(header, [ada, bea, replace(bea)])


def test_a_header_field_is_set() -> None:
    file = _file()
    changed = repairs.apply(
        file, Repair("set", "header", "destination.la", "NAA", "999")
    )

    assert changed.header.destination.la == "999"
    assert file.header.destination.la == "NAA"
    version = repairs.apply(file, Repair("set", "header", "version", "24.0", "25.0"))
    assert version.header.version == "25.0"


def test_a_destination_is_set_as_a_whole() -> None:
    repair = Repair("set", "header", "destination", "NAALLLL", "999LLLL")

    changed = repairs.apply(_file(), repair)
    assert changed.header.destination == School(la="999", estab="LLLL")
    with pytest.raises(UsageError):
        repairs.apply(changed, repair)


def test_a_field_of_a_pupil_is_set_or_emptied() -> None:
    upn = Repair("set", "pupil", "upn", "M004100123002", "C004100123003", pupil=2)
    surname = Repair("remove", "pupil", "surname", "Birch", pupil=2)

    changed = repairs.apply_all(_file(), [upn, surname])
    assert changed.pupils[1] == Pupil(upn="C004100123003")


def test_a_field_inside_a_section_is_set_replaced_and_removed() -> None:
    file = _file()
    added = repairs.apply(file, Repair("set", "pupil", "nc_year", "", "2", pupil=1))
    details = added.pupils[0].section("BasicDetails")
    assert details
    assert details.child_text("NCyearActual") == "2"

    again = repairs.apply(added, Repair("set", "pupil", "nc_year", "2", "1", pupil=1))
    changed = again.pupils[0].section("BasicDetails")
    assert changed
    assert changed.child_text("NCyearActual") == "1"

    gone = repairs.apply(again, Repair("remove", "pupil", "nc_year", "1", pupil=1))
    assert gone == file


def test_a_missing_section_is_made_for_a_field() -> None:
    repair = Repair("set", "pupil", "postcode", "", "ZZ1 1ZZ", pupil=2)
    changed = repairs.apply(_file(), repair)

    address = changed.pupils[1].section("Address")
    assert address == Element("Address", children=[Element("PostCode", "ZZ1 1ZZ")])


def test_a_result_its_date_and_its_kind_are_set() -> None:
    changed = repairs.apply_all(
        _file(),
        [
            Repair("set", "result", "result", "exs", "EXS", pupil=1, result=1),
            Repair("set", "result", "year", "2026", "2025", pupil=1, result=1),
            Repair("set", "result", "date", "2026-06-01", "", pupil=1, result=2),
        ],
    )
    first, second = changed.pupils[0].assessments

    assert first == Assessment(_KIND._replace(year="2025"), "EXS")
    assert second.date == ""


def test_removals_do_not_move_the_places_of_other_repairs() -> None:
    first = Repair("remove", "result", "result", "exs", pupil=1, result=1)
    second = Repair("remove", "result", "result", "GDS", pupil=1, result=2)
    pupil = Repair("remove", "pupil", "pupil", "M004100123002", pupil=2)
    name = Repair("set", "pupil", "surname", "Birch", "Beech", pupil=3)

    changed = repairs.apply_all(_file(), [first, pupil, second, name])
    assert [p.surname for p in changed.pupils] == ["Ashdown", "Beech"]
    assert changed.pupils[0].assessments == []


@pytest.mark.parametrize(
    "repair",
    [
        Repair("set", "header", "destination.la", "998", "999"),
        Repair("set", "header", "source.street", "", "999"),
        Repair("set", "header", "lines", "", "999"),
        Repair("set", "file_name", "name", "a.xml", "b.xml"),
        Repair("set", "pupil", "upn", "H801200001001", "C004100123003", pupil=1),
        Repair("set", "pupil", "position", "0", "1", pupil=1),
        Repair("set", "pupil", "nc_year", "3", "2", pupil=1),
        Repair("set", "pupil", "upn", "", "C004100123003", pupil=4),
        Repair("set", "pupil", "upn", "", "C004100123003"),
        Repair("remove", "pupil", "pupil", "Y004100123001", pupil=2),
        Repair("set", "result", "result", "EXS", "GDS", pupil=1, result=1),
        Repair("set", "result", "year", "2024", "2025", pupil=1, result=1),
        Repair("set", "result", "line", "0", "1", pupil=1, result=1),
        Repair("set", "result", "result", "exs", "EXS", pupil=1, result=3),
        Repair("remove", "result", "result", "GDS", pupil=1, result=1),
    ],
)
def test_a_repair_that_does_not_fit_is_refused(repair: Repair) -> None:
    with pytest.raises(UsageError):
        repairs.apply(_file(), repair)


def test_a_file_name_is_repaired_by_itself() -> None:
    repair = Repair("set", "file_name", "name", "a (1).xml", "a.xml")

    assert repairs.apply_to_name("a (1).xml", repair) == "a.xml"
    with pytest.raises(UsageError):
        repairs.apply_to_name("b.xml", repair)
    with pytest.raises(UsageError):
        repairs.apply_to_name("a", Repair("set", "header", "version", "a", "b"))
