"""What the columns of an unknown table may be."""

from keystage import rulebooks
from keystage.marksheet.columns_file import from_toml, to_toml
from keystage.marksheet.guess import Choice, Sure, guess
from keystage.tables import Workbook
from tests.unit.marksheet.making import HEADS, MINA, OLA, book, reading, sheet

PHONICS = rulebooks.load("phonics-2026")
GOALS = rulebooks.load("eyfsp-2026")
HEADINGS = (
    "Nr",
    "Familienname",
    "Firstname legal",
    "Geboren",
    "m or f",
    "Phonic marks",
    "Done",
)
ROWS = [
    ("Y004100123001", "Ashdown", "Mina", "05/11/2018", "F", "32", "yes"),
    ("V004100124000", "Birch", "Ola", "43410", "M", "A", "no"),
]


def choices(held: Workbook, of: object = PHONICS) -> dict[str, Choice]:
    found = guess(held, of)  # type: ignore[arg-type] # a rulebook
    assert found is not None
    return {one.heading: one for one in found.choices}


def test_content_and_heading_tell_what_a_column_may_be() -> None:
    found = choices(book(sheet(HEADINGS, *ROWS)))
    assert {name: (one.id, one.sure) for name, one in found.items()} == {
        "Nr": ("upn", Sure.LIKELY),
        "Familienname": ("", Sure.NO),
        "Firstname legal": ("", Sure.NO),
        "Geboren": ("dob", Sure.LIKELY),
        "m or f": ("sex", Sure.LIKELY),
        "Phonic marks": ("mark", Sure.LIKELY),
        "Done": ("", Sure.NO),
    }
    assert found["Nr"].examples == ("Y004100123001", "V004100124000")
    assert found["Nr"].letters == "A"


def test_headings_that_are_read_anyway_are_known() -> None:
    found = choices(book(sheet((*HEADS, "Row"), (*MINA, "1"))))
    assert {one.sure for one in found.values()} == {Sure.KNOWN}
    assert found["Row"].id == ""


def test_codes_that_fit_every_goal_are_not_guessed_between() -> None:
    heads = ("UPN", "Surname", "Wordreading skill", "Colour", "Writng", "Imaginativ")
    rows = [
        ("Y004100123001", "Ashdown", "2", "1", ""),
        ("V004100124000", "Birch", "1", "2", ""),
    ]
    found = choices(book(sheet(heads, *rows)), GOALS)
    assert found["Colour"].sure is Sure.MAYBE
    assert (found["Colour"].id, found["Writng"].id) == ("", "E10")
    assert found["Writng"].sure is Sure.MAYBE
    assert found["Imaginativ"].id == "E17"


def test_one_thing_is_never_guessed_of_two_columns() -> None:
    heads = ("UPN", "Nr", "Mark")
    found = choices(book(sheet(heads, (MINA[0], OLA[0], "3"))))
    assert (found["Nr"].id, found["Nr"].sure) == ("", Sure.NO)
    assert "another column is UPN" in found["Nr"].why


def test_a_confirmed_guess_reads_the_table_it_was_made_of() -> None:
    found = guess(book(sheet(HEADINGS, *ROWS)), PHONICS)
    assert found is not None
    said = from_toml(to_toml(found.remembered(PHONICS)))
    assert (said.collection, said.year) == ("phonics", 2026)
    columns = {**said.columns, "Familienname": "surname", "Firstname legal": "forename"}
    said = type(said)(columns, said.collection, said.year)
    made = reading(HEADINGS, *ROWS, columns=said, year=None)
    assert [line.get("mark") for line in made.lines] == ["32", "A"]
    assert not made.findings


def test_without_a_table_there_is_nothing_to_guess() -> None:
    assert guess(book(sheet(("x",))), PHONICS) is None
    assert guess(book(sheet(HEADS, MINA, hidden=True)), PHONICS) is None
    two = guess(book(sheet(HEADS, MINA), sheet(HEADS, MINA, OLA, name="B")), PHONICS)
    small = guess(book(sheet(HEADS, MINA), sheet(HEADS, name="B")), PHONICS)
    assert two is not None
    assert small is not None
    assert (two.sheet, two.row, small.sheet) == ("B", 1, "Phonics")


def test_a_total_row_and_one_odd_value_do_not_spoil_a_guess() -> None:
    heads = ("Nr", "Family", "Called", "Born", "Points out of 40")
    rows = [
        (MINA[0], "Ashdown", "Mina", "05/11/2018", "32"),
        (OLA[0], "Birch", "Max", "25/11/2018", "absent"),
        ("J004100124001", "Cole", "Ada", "soon", "left?"),
        ("", "", "", "Average", "24,5"),
    ]
    found = choices(book(sheet(("Phonics 2026",), heads, *rows)))
    assert found["Born"].id == "dob"
    assert found["Points out of 40"].id == "mark"
    assert found["Family"].id == ""


def test_one_value_of_two_is_no_guess() -> None:
    rows = [(MINA[0], "32"), (OLA[0], "red")]
    assert choices(book(sheet(("UPN", "Points"), *rows)))["Points"].id == ""
