"""Whether a file is a table: by what is in it."""

import pytest

from keystage.intake.sheets.tell import is_table
from tests.unit.tables.making import ods, ods_rows, xlsx, xlsx_rows, zipped

TABLE = [["UPN", "Surname", "Mark"], ["Y004100123001", "Ashdown", "32"]]
CSV = "UPN,Surname,Mark\nY004100123001,Ashdown,32\n"
XLSX = xlsx(xlsx_rows(TABLE))
WORD = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", XLSX),
        ("a", XLSX),
        ("a.ods", ods(ods_rows(TABLE))),
        ("a.xlsx", WORD),
        ("a.xls", b"\xd0\xcf\x11\xe0 old"),
        ("a", CSV.encode()),
        ("a.txt", b"\xef\xbb\xbf" + CSV.replace(",", "\t").encode()),
        ("a", CSV.encode("utf-16")),
        ("a", CSV.encode("utf-16-le")),
        ("a", b"Oak class\n\n" + CSV.encode()),
        ("a.csv", b"what,nobody,knows\n1,2,3\n"),
        ("a.tsv", b"x"),
    ],
)
def test_a_table_is_known_by_what_is_in_it(name: str, data: bytes) -> None:
    assert is_table(name, data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xml", XLSX),
        ("a.xml", CSV.encode()),
        ("a.csv", b"<CTfile/>"),
        ("a.xlsx", b"\xef\xbb\xbf <CTfile/>"),
        ("a.csv", "<CTfile/>".encode("utf-16")),
        ("a.csv", b"%PDF-1.7"),
        ("a", b'{"format": "keystage-pupils-1"}'),
        ("a", b"Dear all, here are, as promised, the results."),
        ("a", WORD),
        ("a", b""),
        ("a.csv", b""),
    ],
)
def test_what_is_no_table_or_calls_itself_xml_is_left_to_the_other_reader(
    name: str, data: bytes
) -> None:
    assert not is_table(name, data)
