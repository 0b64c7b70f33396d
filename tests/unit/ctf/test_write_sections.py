"""Writing a whole pupil record: order inside sections, and older versions."""

import pytest

from keystage.core.coding import Coding
from keystage.core.errors import WriteError
from keystage.core.records import CtfFile, Element, Header, Kind, Pupil, School
from keystage.ctf import build
from keystage.ctf.layout import arrange, order
from keystage.ctf.layout.convert import LeftOut, convert
from keystage.ctf.read import read
from keystage.ctf.write import write

_HEADER = Header(document_name="Common Transfer File", version="26.0")


def _tree(name: str, *children: Element | str) -> Element:
    if len(children) == 1 and isinstance(children[0], str):
        return Element(name, children[0])
    return Element(name, "", [part for part in children if isinstance(part, Element)])


def _names(part: Element) -> list[str]:
    return [child.name for child in part.children]


def _wrong_way_round() -> list[Element]:
    """Every section, each with two or more children in the wrong order."""
    address = _tree(
        "Address",
        _tree("PostCode", "ZZ1 1ZZ"),
        _tree("BS7666Address", _tree("Street", "High St"), _tree("PAON", "  12 ")),
    )
    return [
        _tree("OwnSection", _tree("B", "2"), _tree("A", "1")),
        _tree("SuppInfo", _tree("Z", "2"), _tree("Y", "1")),
        _tree(
            "SchoolHistory",
            _tree(
                "School",
                _tree("RemovalGrounds", "A"),
                _tree("SchoolName", "Test Primary"),
                _tree("URN", "100001"),
                _tree("Estab", "1001"),
                _tree("LEA", "999"),
            ),
        ),
        _tree(
            "Attendance", _tree("YearData", _tree("LEA", "999"), _tree("Year", "2025"))
        ),
        _tree("Contacts", _tree("Contact", address, _tree("Surname", "Ashdown"))),
        _tree("Email", "x@y.invalid"),
        _tree(
            "Phones", _tree("Phone", _tree("PhoneNo", "1"), _tree("TelephoneType", "H"))
        ),
        address,
        *_details_wrong_way_round(),
    ]


def _details_wrong_way_round() -> list[Element]:
    return [
        _tree(
            "SENhistory",
            _tree(
                "SENneeds",
                _tree("SENneed", _tree("SENtype", "HI"), _tree("SENtypeRank", "1")),
            ),
            _tree("SEN", _tree("SENprovision", "K"), _tree("StartDate", "2024-09-01")),
        ),
        _tree("LookedAfter", _tree("CareAuthority", "999"), _tree("InCare", "true")),
        _tree(
            "NAWdetails", _tree("IDPReviewDate", "2026-01-01"), _tree("HomeWelsh", "N")
        ),
        _tree(
            "FSMhistory",
            _tree(
                "FSMinstance",
                _tree("FSMCategory", "TFSM"),
                _tree("UKcountry", "ENG"),
                _tree("FSMEligibilityVerificationDate", "2026-01-02"),
                _tree("FSMstartDate", "2025-09-01"),
            ),
        ),
        _tree(
            "BasicDetails",
            _tree("OwnDetail", ""),
            _tree(
                "Languages",
                _tree("Type", _tree("Language", "ENG"), _tree("LanguageType", "F")),
            ),
            _tree("NCyearActual", "2"),
            _tree("FormerUPN", "Y004100123001"),
            _tree("MiddleNames", " "),
        ),
    ]


def _file() -> CtfFile:
    return CtfFile(_HEADER, [Pupil(upn="M004100123002", sections=_wrong_way_round())])


def test_sections_and_what_they_hold_come_in_order_with_unknown_ones_last() -> None:
    pupil = read(write(_file())).pupils[0]

    assert [part.name for part in pupil.sections] == [
        "BasicDetails",
        "FSMhistory",
        "NAWdetails",
        "LookedAfter",
        "SENhistory",
        "Address",
        "Phones",
        "Email",
        "Contacts",
        "Attendance",
        "SchoolHistory",
        "SuppInfo",
        "OwnSection",
    ]
    details, meals = pupil.sections[0], pupil.sections[1].children[0]
    assert _names(details) == ["FormerUPN", "NCyearActual", "Languages", "OwnDetail"]
    assert _names(meals) == [
        "FSMstartDate",
        "FSMEligibilityVerificationDate",
        "UKcountry",
        "FSMCategory",
    ]
    assert _names(pupil.sections[10].children[0]) == [
        "LEA",
        "Estab",
        "URN",
        "SchoolName",
        "RemovalGrounds",
    ]
    assert _names(pupil.sections[11]) == ["Z", "Y"]  # a supplier's own: not touched
    assert _names(pupil.sections[12]) == ["B", "A"]


def test_results_stand_between_attendance_and_school_history() -> None:
    file = _file()
    coding = Coding("KS1", "MAT", "TA", "MAT", "Mathematics", "NC")
    file.pupils[0].assessments = [build.assessment(coding, 2026, "EXS")]
    text = write(file).decode()

    places = [
        text.index(f"<{name}>")
        for name in ("Attendance", "StageAssessments", "SchoolHistory", "OwnSection")
    ]
    assert places == sorted(places)
    assert read(text.encode()).findings == [] or "CTF-ORDER" not in {
        finding.rule for finding in read(text.encode()).findings
    }


def test_spaces_in_a_house_number_are_kept() -> None:
    text = write(_file()).decode()

    assert "<PAON>  12 </PAON>" in text


def test_an_arranged_record_comes_back_exactly() -> None:
    arranged = arrange.file(_file())

    assert read(write(arranged)) == arranged
    assert arrange.file(arranged) == arranged


@pytest.mark.parametrize("names", order.ORDER.values(), ids=order.ORDER)
def test_no_level_names_an_element_twice(names: tuple[str, ...]) -> None:
    assert len(names) == len(set(names))


def test_every_dated_element_has_a_place() -> None:
    assert all(order.is_known(parent, name) for parent, name in order.SINCE)


def test_an_element_a_version_does_not_know_is_not_lost_in_silence() -> None:
    with pytest.raises(WriteError, match=r"Version 25\.0 has no place for") as raised:
        write(_file(), version="25.0")

    words = str(raised.value)
    assert "Pupil[1]/FSMhistory[1]/FSMinstance[1]/FSMCategory[1] (from 26.0)" in words
    assert "and more" not in words
    with pytest.raises(WriteError, match="and more"):
        write(_file(), version="17.0")


def test_a_header_number_an_old_version_does_not_know_is_named() -> None:
    header = Header(source=School("999", "1001", urn="100001"))

    with pytest.raises(WriteError, match=r"SourceSchool/URN \(from 18\.0\)"):
        write(CtfFile(header), version="17.0")


def test_converting_says_what_it_leaves_out() -> None:
    file = _file()
    file.header = Header(source=School("999", urn="1"), destination=School(urn="2"))
    path = "/CTfile/CTFpupilData/Pupil[1]"
    older = convert(file, "17.0")

    assert older.left_out == (
        LeftOut("/CTfile/Header/SourceSchool/URN", 18),
        LeftOut("/CTfile/Header/DestSchool/URN", 18),
        LeftOut(f"{path}/SchoolHistory[1]/School[1]/RemovalGrounds[1]", 18),
        LeftOut(f"{path}/SchoolHistory[1]/School[1]/URN[1]", 18),
        LeftOut(f"{path}/NAWdetails[1]/IDPReviewDate[1]", 26),
        LeftOut(f"{path}/FSMhistory[1]/FSMinstance[1]/FSMCategory[1]", 26),
        LeftOut(
            f"{path}/FSMhistory[1]/FSMinstance[1]/FSMEligibilityVerificationDate[1]", 26
        ),
    )
    assert read(write(older.file)) == arrange.file(older.file)
    assert convert(older.file, "17.0") == (older.file, ())
    assert file.header.source.urn == "1"


def test_a_later_version_keeps_numbers_that_came_before_it() -> None:
    file = _file()
    file.header = Header(source=School("999", urn="1"))
    older = convert(file, "25.0")

    assert older.file.header.source.urn == "1"
    assert [lost.since for lost in older.left_out] == [26, 26, 26]
    assert convert(file, "26").left_out == ()


def test_a_header_for_a_return_is_made_in_one_line() -> None:
    header = build.header(
        School("999", "1001", name="Test Primary"),
        build.authority("999"),
        2026,
        supplier="Keystage",
        date_time="2026-06-10T10:00:00",
        descriptor="Partial CTF containing Key Stage 1 data",
    )

    assert header == Header(
        document_name="Common Transfer File",
        version="25.0",
        date_time="2026-06-10T10:00:00",
        qualifier="partial",
        descriptor="Partial CTF containing Key Stage 1 data",
        supplier="Keystage",
        source=School("999", "1001", "", "Test Primary", "2025"),
        destination=School("999", "LLLL"),
    )
    older = build.header(
        School(), build.AGENCY, 2026, supplier="x", date_time="", version="24.0"
    )
    assert (older.version, older.destination.la) == ("24.0", "NAA")


def test_a_result_is_made_from_its_row_in_the_component_table() -> None:
    coding = Coding("KS1", "PHO", "TT", "CHK", "Phonics", "NM")
    made = build.assessment(coding, 2026, "32")

    assert made.kind == Kind("KS1", "ENG", "2026", "PHO", "TT", "CHK", "R", "NM")
    assert made.result == "32"
