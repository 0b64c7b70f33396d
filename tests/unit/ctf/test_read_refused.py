"""Well-formed files that are something else are refused by name."""

import pytest

from keystage.core.errors import Refused
from tests.unit.ctf.making import HEADER, read, whole


def refusal(text: str) -> Refused:
    with pytest.raises(Refused) as caught:
        read(text)
    assert caught.value.code == "CTF-ROOT"
    assert caught.value.fix
    return caught.value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<ATfile><Header/></ATfile>", "admissions"),
        ("<CMEfile/>", "missing education"),
        ("<CMLfile/>", "missing education"),
        ("<ctfile/>", "first element is written otherwise"),
        ("<Message><Header/></Message>", "census"),
        ("<Workbook xmlns='urn:x'/>", "spreadsheet"),
        ("<Pupil/>", "part of a Common Transfer File"),
        ("<anything/>", "another program"),
    ],
)
def test_another_root_is_named_with_what_it_looks_like(text: str, words: str) -> None:
    refused = refusal(text)
    assert words in refused.message
    assert refused.place is not None
    assert refused.place.line == 1


def test_a_long_name_of_a_root_is_shown_in_part() -> None:
    assert len(refusal(f"<{'n' * 300}/>").message) < 250


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Admissions Data Transfer File", "admissions"),
        ("CHILDREN MISSING EDUCATION", "missing education"),
    ],
)
def test_a_sister_format_under_our_root_is_told_by_its_name(
    name: str, words: str
) -> None:
    header = HEADER.replace("Common Transfer File", name)
    refused = refusal(whole(header=header))
    assert words in refused.message
    assert refused.place is not None
    assert refused.place.path == "/CTfile/Header/DocumentName"


def test_another_document_name_is_left_to_the_rules() -> None:
    header = HEADER.replace("Common Transfer File", "Results")
    assert read(whole(header=header)).header.document_name == "Results"
