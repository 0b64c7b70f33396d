"""What is said of names, dates and UPNs: which characters, how long, how many."""

import pytest

from keystage.checks.kinds.names import combining_run, undecoded
from tests.unit.checks.books import UPNS, check, row
from tests.unit.checks.kinds.telling import Case, lines

OTHER = UPNS[0].replace("T", "\u0422")  # a Cyrillic letter that looks like a T


CASES: list[Case] = [
    (
        check("name_text", fault=["characters"]),
        "{characters}",
        [row(surname="A@sh#y@")],
        {},
        [
            "Pupil[1]/surname | A@sh#y@ | surname | A@sh#y@ |  | \u201c@\u201d and \u201c#\u201d"
        ],
    ),
    (
        check("name_text", fault=["characters"]),
        "{characters}",
        [row(surname="Ashy", forename="\u0410da\u00e9")],
        {},
        ["Pupil[1]/forename | Ashy | forename | \u0410da\xe9 |  | \u201c\u0410\u201d"],
    ),
    (
        check("name_text", fault=["characters"]),
        "{characters}",
        [row(surname="O'Neill-Smith Jr. 3", forename="Zo\u00eb")],
        {},
        [
            "Pupil[1]/surname | O'Neill-Smith Jr. 3 | surname | O'Neill-Smith Jr. 3 |  | \u201c.\u201d"
        ],
    ),
    (
        check("name_text", fault=["length"], longest=4),
        "{length} {longest}",
        [row(surname="Ashe", forename="Adele")],
        {},
        ["Pupil[1]/forename | Ashe | forename | Adele |  | 5 4"],
    ),
    (
        check("name_text", fault=["hidden"]),
        "{characters}",
        [row(surname="A\u200bs\u00adh\u200b")],
        {},
        [
            "Pupil[1]/surname | A\u200bs\xadh\u200b | surname | A<U+200B>s<U+00AD>h<U+200B> |  | U+00AD and U+200B | set pupil surname 1.- 'A\\u200bs\\xadh\\u200b' 'Ash'"
        ],
    ),
    (
        check("name_text", fault=["combining"], marks=2),
        "{length}",
        [row(surname="a\u0301\u0301", forename="x\u0301\u0301\u0301y")],
        {},
        ["Pupil[1]/forename | a\u0301\u0301 | forename | x\u0301\u0301\u0301y |  | 3"],
    ),
    (
        check("name_text", fault=["mojibake"]),
        "{characters}",
        [row(surname="Zo\u00c3\u00ab", forename="A\ufffdda")],
        {},
        [
            "Pupil[1]/forename | Zo\xc3\xab | forename | A\ufffdda |  | \ufffd",
            "Pupil[1]/surname | Zo\xc3\xab | surname | Zo\xc3\xab |  | Zo\xeb | set pupil surname 1.- 'Zo\xc3\xab' 'Zo\xeb'",
        ],
    ),
    (
        check("name_text", fault=["mojibake"]),
        "{characters}",
        [row(surname="\u00c9lan", forename="\u00ff")],
        {},
        [],
    ),
    (
        check(
            "name_text", fault=["characters", "length"], longest=4, fields=["surname"]
        ),
        "{field}",
        [row(surname="Ash@@", forename="Ada@@@")],
        {},
        [
            "Pupil[1]/surname | Ash@@ | surname | Ash@@ |  | Surname",
            "Pupil[1]/surname | Ash@@ | surname | Ash@@ |  | Surname",
        ],
    ),
    (
        check("date_of_birth", fault="format"),
        "{why}",
        [
            row(dob="43480"),
            row(2, dob="15.1.2019"),
            row(3, dob="13/01/2019"),
            row(4, dob="12/01/2019"),
            row(5, dob="01/13/2019"),
            row(6, dob="soon"),
        ],
        {},
        [
            "Pupil[1]/dob | Asha | dob | 43480 |  | A spreadsheet has turned it into a number (perhaps 15 January 2019)",
            "Pupil[2]/dob | Ashb | dob | 15.1.2019 |  | It seems to be 15 January 2019 | set pupil dob 2.- '15.1.2019' '2019-01-15'",
            "Pupil[3]/dob | Ashc | dob | 13/01/2019 |  | It seems to be 13 January 2019 | set pupil dob 3.- '13/01/2019' '2019-01-13'",
            "Pupil[4]/dob | Ashd | dob | 12/01/2019 |  | It could be 12 January 2019 or 1 December 2019",
            "Pupil[5]/dob | Ashe | dob | 01/13/2019 |  | It is not written as year, month and day, for example 2018-09-01",
            "Pupil[6]/dob | Ashf | dob | soon |  | It is not written as year, month and day, for example 2018-09-01",
        ],
    ),
    (
        check("date_of_birth", fault="format"),
        "{why}",
        [row(dob="01/09/2017"), row(2, dob="31/08/2019"), row(3, dob="01/09/2019")],
        {},
        [
            "Pupil[1]/dob | Asha | dob | 01/09/2017 |  | It could be 1 September 2017 or 9 January 2017",
            "Pupil[2]/dob | Ashb | dob | 31/08/2019 |  | It seems to be 31 August 2019 | set pupil dob 2.- '31/08/2019' '2019-08-31'",
            "Pupil[3]/dob | Ashc | dob | 01/09/2019 |  | It could be 1 September 2019 or 9 January 2019",
        ],
    ),
    (
        check("field_one_of", field="sex", values=["F", "M"], synonyms={"agirl": "F"}),
        "{value}",
        [row(sex=" A  Girl")],
        {},
        [
            "Pupil[1]/sex | Asha | sex |  A  Girl | F M |  A  Girl | set pupil sex 1.- ' A  Girl' 'F'"
        ],
    ),
    (
        check("field_one_of", field="sex", values=["F", "M"]),
        "{value}",
        [row(sex="")],
        {},
        [],
    ),
    (
        check("upn", fault=["shape", "check_letter"]),
        "{why} {expected}{likely}",
        [row(upn=OTHER)],
        {},
        [
            "Pupil[1]/upn | Asha | upn | \u0422004100118001 |  | It has a character from another alphabet T It may be T004100118001. | set pupil upn 1.- '\u0422004100118001' 'T004100118001'"
        ],
    ),
    (
        check("upn", fault=["check_letter"]),
        "{why} {expected}{likely}",
        [row(upn=f"A{UPNS[0][1:]}"), row(2), row(3), row(4)],
        {},
        [
            "Pupil[1]/upn | Asha | upn | A004100118001 |  | Its first letter does not fit the rest T It may be A004100118901 or T004100118001."
        ],
    ),
    (
        check("upn", fault=["digits", "last", "shape", "la"]),
        "{why}",
        [
            row(upn="T0041001X8001"),
            row(2, upn="T00410011800!"),
            row(3, upn="1004100118001"),
            row(4, upn="T000100118001"),
            row(5, upn="T00410011800"),
            row(6, upn="4.1E+12"),
        ],
        {},
        [
            "Pupil[1]/upn | Asha | upn | T0041001X8001 |  | Characters 5 to 12 are not all digits | set pupil upn 1.- 'T0041001X8001' 'T004100118001'",
            "Pupil[2]/upn | Ashb | upn | T00410011800! |  | No UPN ends with !",
            "Pupil[3]/upn | Ashc | upn | 1004100118001 |  | No UPN begins with 1 | set pupil upn 3.- '1004100118001' 'T004100118001'",
            "Pupil[4]/upn | Ashd | upn | T000100118001 |  | 000 is not the number of an authority",
            "Pupil[5]/upn | Ashe | upn | T00410011800 |  | It has 12 characters instead of 13",
            "Pupil[6]/upn | Ashf | upn | 4.1E+12 |  | A spreadsheet has changed this number",
        ],
    ),
]


@pytest.mark.parametrize("case", CASES)
def test_a_finding_about_a_text_says_what_is_in_it(case: Case) -> None:
    one, told, rows, more, expected = case
    assert lines(one, told, rows, **more) == expected


@pytest.mark.parametrize(
    ("text", "longest"),
    [("", 0), ("ae", 0), ("a\u0301", 0), ("x\u0301", 1), ("x\u0301\u0301z\u0308", 2)],
)
def test_the_longest_run_of_combining_marks_is_counted(text: str, longest: int) -> None:
    assert combining_run(text) == longest


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Zo\u00c3\u00ab", "Zo\u00eb"),
        ("Zo\u00eb", ""),
        ("Zoe", ""),
        ("\u00ff", ""),
        ("\u0100", ""),
        ("\u00e2\u20ac\u2122", "\u2019"),
    ],
)
def test_utf_8_read_as_something_else_is_read_again(text: str, meant: str) -> None:
    assert undecoded(text) == meant
