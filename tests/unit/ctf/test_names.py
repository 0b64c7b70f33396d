"""File names: every shape in use, both ways, and the next number."""

import pytest

from keystage.core.errors import UsageError
from keystage.core.records import Header, School
from keystage.ctf import names
from keystage.ctf.names import FileName, TableName


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("9991001_CTF_9981002_001.xml", FileName("9991001", "CTF", "9981002", 1)),
        ("9991001_CTF_XXXXXXX_012.xml", FileName("9991001", "CTF", "XXXXXXX", 12)),
        ("9991001_CTF_MMMMMMM_999.xml", FileName("9991001", "CTF", "MMMMMMM", 999)),
        ("9991001_CTF_999LLLL_001.xml", FileName("9991001", "CTF", "999LLLL", 1)),
        ("999LLLL_CTF_9991001_001.xml", FileName("999LLLL", "CTF", "9991001", 1)),
        ("9991001_FSP_999LLLL_001.xml", FileName("9991001", "FSP", "999LLLL", 1)),
        ("9991001_KS1_999LLLL_001.xml", FileName("9991001", "KS1", "999LLLL", 1)),
        ("9991001_PHO_999LLLL_001.xml", FileName("9991001", "PHO", "999LLLL", 1)),
        ("9991001_KS2_NAALLLL_001.xml", FileName("9991001", "KS2", "NAALLLL", 1)),
        ("9991001_MTC_9991001_001.xml", FileName("9991001", "MTC", "9991001", 1)),
        ("9991001_FTF_999DfE_001.xml", FileName("9991001", "FTF", "999DfE", 1)),
        ("XXXXXXX_CTF_9991001_001.xml", FileName("XXXXXXX", "CTF", "9991001", 1)),
    ],
)
def test_every_shape_is_read_and_written(text: str, parts: FileName) -> None:
    assert names.parse(text) == parts
    assert names.make(parts) == text
    assert names.parse(text.lower()) == names.parse(text.upper()) == parts


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("9991001_ks1_999llll_001 (1).xml", " (1)"),
        ("9991001_KS1_999LLLL_001(12).XML", "(12)"),
        ("9991001_KS1_999LLLL_001 (1) (2).xml", " (1) (2)"),
        ("9991001_KS1_999LLLL_001 - Copy.xml", " - Copy"),
        ("9991001_KS1_999LLLL_001 - Copy (2).xml", " - Copy (2)"),
        ("C:\\Users\\office\\9991001_KS1_999LLLL_001.xml", ""),
        ("folder.xml/9991001_KS1_999LLLL_001.xml", ""),
    ],
)
def test_copy_marks_and_folders_are_set_aside(text: str, suffix: str) -> None:
    parts = names.parse(text)

    assert parts == FileName("9991001", "KS1", "999LLLL", 1)
    assert parts.suffix_stripped == suffix
    assert names.make(parts) == "9991001_KS1_999LLLL_001.xml"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "CTF.xml",
        "results final (2) NEW.xml",
        "9991001_KS1_999LLLL_000.xml",
        "9991001_KS1_999LLLL_1.xml",
        "9991001_KS1_999LLLL_001.ctf",
        "9991001_KS1_999LLLL_001.xml.exe",
        "9991001_KS1_999LLLL_001.xml\n",
        "9991001_KS1_LLLLLLL_001.xml",
        "9991001_KS1_NAA1001_001.xml",
        "٩991001_KS1_999LLLL_001.xml",
        "9991001-KS1-999LLLL-001.xml",
        "9991001_1KS_999LLLL_001.xml",
        "EYFSP_1001_26.csv",
    ],
)
def test_other_names_say_nothing(text: str) -> None:
    assert names.parse(text) is None


@pytest.mark.parametrize(
    "parts",
    [
        FileName("9991001", "KS1", "999LLLL", 0),
        FileName("9991001", "KS1", "999LLLL", 1000),
        FileName("9991001", "ks1", "999LLLL", 1),
        FileName("999", "KS1", "999LLLL", 1),
        FileName("9991001", "KS1", "../999LLLL", 1),
    ],
)
def test_parts_that_make_no_name_are_refused(parts: FileName) -> None:
    with pytest.raises(UsageError, match="is not a file name"):
        names.make(parts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("EYFSP_1001_26.csv", TableName("EYFSP", "1001", 26)),
        ("PHONICS_1001_06.csv", TableName("PHONICS", "1001", 6)),
        ("KS1_100001_25.csv", TableName("KS1", "100001", 25)),
    ],
)
def test_names_of_tables_are_read_and_written(text: str, parts: TableName) -> None:
    assert names.parse_table(text) == parts
    assert names.parse_table(text.lower().replace(".csv", " (1).csv")) == parts
    assert names.make_table(parts) == text


def test_a_table_of_another_name_is_refused() -> None:
    assert names.parse_table("KS2_1001_26.csv") is None
    with pytest.raises(UsageError, match="name of a table"):
        names.make_table(TableName("KS2", "1001", 26))


def test_the_next_number_follows_the_highest_of_the_same_kind() -> None:
    name = FileName("9991001", "KS1", "999LLLL")
    existing = [
        "9991001_KS1_999LLLL_001.xml",
        "9991001_ks1_999llll_004 (1).xml",
        "9991001_PHO_999LLLL_007.xml",
        "notes.txt",
    ]

    assert names.next_free(name, []).sequence == 1
    assert names.next_free(name, existing).sequence == 5


def test_a_gap_is_filled_once_the_last_number_is_in_use() -> None:
    name = FileName("9991001", "KS1", "999LLLL")
    all_names = [
        names.make(FileName("9991001", "KS1", "999LLLL", n)) for n in range(1, 1000)
    ]

    assert names.next_free(name, all_names[:1] + all_names[2:]).sequence == 2
    with pytest.raises(UsageError, match="All 999 numbers"):
        names.next_free(name, all_names)


def test_a_header_says_what_its_file_should_be_called() -> None:
    header = Header(source=School("999", "1001"), destination=School("999", "llll"))

    name = names.from_header(header, "FSP", 3)
    assert name
    assert names.make(name) == "9991001_FSP_999LLLL_003.xml"
    assert names.from_header(Header(source=School("999", "1001")), "FSP") is None
