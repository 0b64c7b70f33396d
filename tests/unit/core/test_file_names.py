"""Whom a file is addressed to and what it is called: one rule for check and command."""

import pytest

from keystage.core import file_names
from keystage.core.file_names import FileName
from keystage.core.records import Header, School

SOURCE = School("999", "1001")
OFFICE = School("999", "LLLL")


@pytest.mark.parametrize(
    ("kind", "source", "authority", "to"),
    [
        ("la", SOURCE, "", "999LLLL"),
        ("la", SOURCE, "998", "998LLLL"),
        ("la", School(estab="1001"), "998", "998LLLL"),
        ("la", School(estab="1001"), "", None),
        ("naa", School(), "", "NAALLLL"),
        ("own", SOURCE, "998", "9991001"),
        ("own", School("999"), "", None),
        ("own", School(estab="1001"), "", None),
    ],
)
def test_a_file_is_addressed_as_its_collection_asks(
    kind: str, source: School, authority: str, to: str | None
) -> None:
    found = file_names.addressee(kind, source, authority)
    assert (found and found.la + found.estab) == to


@pytest.mark.parametrize(
    ("present", "tag", "number"),
    [
        ("results.xml", "KS1", 1),
        ("9991002_KS1_NAALLLL_007 - Copy.xml", "KS1", 7),
        ("9991001_CTF_999LLLL_002.xml", "CTF", 2),
        ("9991001_PHO_999LLLL_003 (1).xml", "KS1", 3),
    ],
)
def test_a_name_keeps_what_it_has_right(present: str, tag: str, number: int) -> None:
    header = Header(source=School(" 999", "1001 "))
    name = file_names.wanted(header, OFFICE, ("KS1", "CTF"), present)
    assert name == FileName("9991001", tag, "999LLLL", number)


def test_nobody_can_name_a_file_without_a_sender_or_an_addressee() -> None:
    header = Header(source=SOURCE)
    assert file_names.wanted(header, None, ("KS1",), "x.xml") is None
    assert file_names.wanted(Header(), OFFICE, ("KS1",), "x.xml") is None
