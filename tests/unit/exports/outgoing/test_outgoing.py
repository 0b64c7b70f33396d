"""Files for whom they go to: named, held against what was asked, never sent otherwise."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage import rulebooks
from keystage.checks.model import Rulebook
from keystage.core.cells import Cell
from keystage.core.errors import UsageError, WriteError
from keystage.core.records import Result, Row, School
from keystage.exports import outgoing
from keystage.exports.outgoing import Destination, Going, Order, To, making
from tests.unit.intake.makers import number

MADE = datetime(2026, 6, 10, 9, 30)  # noqa: DTZ001 - as clocks show it
ASH = School(la="999", estab="2001", urn="123456", name="Ash & Elm Primary School")
LA = Destination(To.AUTHORITY)
BOOKS = {
    name: rulebooks.load(f"{name}-2026")
    for name in ("eyfsp", "phonics", "ks1", "ks2", "mtc")
}


def row(at: int, values: dict[str, str], **said: str) -> Row:
    usual: dict[str, Any] = {
        "surname": "Quill",
        "forename": "Zoë",
        "dob": "2019-11-05",
        "sex": "F",
    }
    facts: dict[str, Any] = {"upn": number(at), **usual, "nc_year": "1", **said}
    results = {
        name: [Result(name, value, Cell(value))]
        for name, value in values.items()
        if value
    }
    return Row(position=at, cells={}, results=results, **facts)


def going(book: Rulebook, *values: dict[str, str], **said: str) -> list[Going]:
    rows = [row(at, one, **said) for at, one in enumerate(values, 1)]
    return [Going(one, [(book, one)]) for one in rows]


def tree(made: outgoing.Made) -> ET.Element:
    """Return a file as another reader has it."""
    return ET.fromstring(made.data)  # noqa: S314 - our own bytes


def order(to: Destination = LA, tag: str = "PHO", source: School = ASH) -> Order:
    return Order(source, to, 2026, tag, MADE, descriptor="Partial")


@pytest.mark.parametrize(
    ("book", "first", "several"),
    [
        ("eyfsp", To.AUTHORITY, ("FSP", "CTF")),
        ("phonics", To.AUTHORITY, ("PHO", "CTF")),
        ("ks2", To.AGENCY, ("KS2", "CTF")),
        ("mtc", To.OWN, ("MTC", "CTF")),
    ],
)
def test_the_usual_place_comes_first_and_the_agency_only_where_the_rulebook_says(
    book: str, first: To, several: tuple[str, ...]
) -> None:
    held = BOOKS[book]
    assert outgoing.usual(held) is first
    assert outgoing.offered(held)[0] is first
    assert (To.AGENCY in outgoing.offered(held)) == (first is To.AGENCY)
    assert sorted(outgoing.offered(held)) == sorted(
        set(To) - (set() if first is To.AGENCY else {To.AGENCY})
    )
    assert outgoing.tags(held, first) == several
    assert outgoing.tags(held, To.UNKNOWN) == ("CTF", several[0])


@pytest.mark.parametrize(
    ("to", "tag", "name"),
    [
        (LA, "PHO", "9992001_PHO_999LLLL_001.xml"),
        (Destination(To.AGENCY), "KS2", "9992001_KS2_NAALLLL_001.xml"),
        (Destination(To.OWN), "CTF", "9992001_CTF_9992001_001.xml"),
        (Destination(To.SCHOOL, "9981234"), "CTF", "9992001_CTF_9981234_001.xml"),
        (Destination(To.OUTSIDE), "CTF", "9992001_CTF_MMMMMMM_001.xml"),
        (Destination(To.UNKNOWN), "CTF", "9992001_CTF_XXXXXXX_001.xml"),
    ],
)
def test_a_file_is_named_by_who_sends_it_its_kind_and_whom_it_goes_to(
    to: Destination, tag: str, name: str
) -> None:
    assert outgoing.name_of(order(to, tag)) == name
    made = outgoing.made(going(BOOKS["phonics"], {"mark": "31"}), order(to, tag))
    head = tree(made).find("Header")
    assert made.name == name
    assert head is not None
    place = [head.findtext(f"DestSchool/{part}") for part in ("LEA", "Estab")]
    assert "".join(map(str, place)) == name.split("_")[2]
    assert head.findtext("SourceSchool/SchoolName") == "Ash & Elm Primary School"


@pytest.mark.parametrize("source", [School(), School(urn="512345", name="Acorns")])
def test_a_sender_without_a_number_can_have_no_such_file(source: School) -> None:
    with pytest.raises(UsageError, match="number of its authority"):
        outgoing.name_of(order(source=source))


def test_another_school_is_told_by_seven_digits() -> None:
    with pytest.raises(UsageError):
        outgoing.name_of(order(Destination(To.SCHOOL, "99812"), "CTF"))


def test_a_file_of_nobody_is_not_made() -> None:
    with pytest.raises(UsageError, match="nobody"):
        outgoing.made([], order())


def test_a_code_in_place_of_a_mark_stands_in_the_row_of_codes_and_is_the_same_cell() -> (
    None
):
    marks = [{"mark": "31"}, {"mark": "A"}, {"mark": ""}, {"outcome": "WA"}]
    made = outgoing.made(going(BOOKS["phonics"], *marks), order())
    told = [
        [
            (one.findtext("ResultQualifier"), one.findtext("Result"))
            for one in pupil.iter("StageAssessment")
        ]
        for pupil in tree(made).iter("Pupil")
    ]
    assert told == [[("NM", "31")], [("NY", "A")], [], [("NY", "WA")]]
    assert (made.pupils, made.results) == (4, 3)
    assert made.cells == 4 * (7 + 2 + 1)  # facts, both components, and nothing besides


def test_a_code_of_a_mark_without_a_row_of_codes_stays_with_the_mark() -> None:
    made = outgoing.made(
        going(BOOKS["mtc"], {"MTC": "U"}), order(Destination(To.OWN), "MTC")
    )
    assert b"<ResultQualifier>MT</ResultQualifier>" in made.data
    assert b"<Result>U</Result>" in made.data


def test_results_of_several_collections_go_with_one_pupil() -> None:
    one = row(1, {}, nc_year="2")
    results = [
        (BOOKS["phonics"], row(1, {"mark": "33"})),
        (BOOKS["ks1"], row(1, {"REA": "EXS", "MAT": "GDS"})),
    ]
    made = outgoing.made([Going(one, results)], order(Destination(To.UNKNOWN), "CTF"))
    held = tree(made)
    assert [found.text for found in held.iter("Result")] == ["33", "EXS", "GDS"]
    assert len(list(held.iter("KeyStage"))) == 1


def test_a_pupil_without_results_goes_all_the_same() -> None:
    one = Going(row(1, {}, nc_year="", surname=" Quill "))
    made = outgoing.made([one], order(Destination(To.OUTSIDE), "CTF"))
    assert (made.results, made.pupils) == (0, 1)
    assert b"<Surname>Quill</Surname>" in made.data
    assert b"NCyearActual" not in made.data


@st.composite
def part_complete(draw: st.DrawFn) -> tuple[Rulebook, list[dict[str, str]]]:
    book = draw(st.sampled_from(list(BOOKS.values())))
    rows = []
    for _ in range(draw(st.integers(1, 3))):
        values = {}
        for part in book.components.values():
            if book.collection == "phonics" and part.id == "outcome":
                continue  # follows from the mark, and is never entered
            marks = [str(part.minimum or 0), str(part.maximum)] if part.is_mark else []
            values[part.id] = draw(st.sampled_from(["", "", *part.codes, *marks]))
        rows.append(values)
    return book, rows


@given(part_complete())
def test_a_part_complete_pupil_never_changes_value(
    found: tuple[Rulebook, list[dict[str, str]]],
) -> None:
    book, rows = found
    made = outgoing.made(going(book, *rows), order(Destination(To.UNKNOWN), "CTF"))
    told = [
        sorted(result.text or "" for result in pupil.iter("Result"))
        for pupil in tree(made).iter("Pupil")
    ]
    assert told == [sorted(filter(None, values.values())) for values in rows]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (b"<Result>WTS</Result>", b"<Result>EXS</Result>", "Reading 2026"),
        (b"<Component>REA<", b"<Component>ZZZ<", "Reading 2026"),
        (b"<Surname>Quill<", b"<Surname>Quilt<", "surname"),
        (b"<NCyearActual>2<", b"<NCyearActual>1<", "year group"),
    ],
)
def test_a_cell_that_reads_back_otherwise_is_named(
    before: bytes, after: bytes, said: str
) -> None:
    people = going(BOOKS["ks1"], {"REA": "WTS"}, nc_year="2")
    data = outgoing.made(people, order(LA, "KS1")).data
    assert making.compared(data, people) == 7 + 4 + 1
    assert before in data
    with pytest.raises(WriteError, match=f"Pupil 1: {said}"):
        making.compared(data.replace(before, after), people)


def test_a_postcode_goes_along_where_one_is_given_and_is_compared_too() -> None:
    one = Going(row(1, {}), postcode="ZZ1 1ZZ")
    made = outgoing.made([one], order(LA, "FSP"))
    home = tree(made).find("CTFpupilData/Pupil/Address")
    assert home is not None
    assert [(part.tag, part.text) for part in home] == [("PostCode", "ZZ1 1ZZ")]
    with pytest.raises(WriteError, match="Pupil 1: postcode"):
        making.compared(made.data, [replace(one, postcode="")])
    assert b"Address" not in outgoing.made([Going(row(1, {}))], order(LA, "FSP")).data


def test_a_result_nobody_asked_for_differs() -> None:
    people = going(BOOKS["ks1"], {"REA": "WTS"})
    data = outgoing.made(people, order(LA, "KS1")).data
    other = [Going(people[0].row)]
    with pytest.raises(WriteError, match="what nobody asked for"):
        making.compared(data, other)


def test_a_file_with_another_number_of_pupils_differs() -> None:
    people = going(BOOKS["ks1"], {"REA": "WTS"}, {"REA": "EXS"})
    data = outgoing.made(people, order(LA, "KS1")).data
    with pytest.raises(WriteError, match="as many pupils"):
        making.compared(data, people[:1])


def test_the_same_order_gives_the_same_bytes() -> None:
    people = going(BOOKS["eyfsp"], {"E01": "2"})
    first, second = (outgoing.made(people, order(LA, "FSP")) for _ in range(2))
    assert first == second
