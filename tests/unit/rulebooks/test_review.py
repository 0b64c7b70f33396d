"""A bad rulebook is refused by name and place."""

from pathlib import Path

import pytest

from keystage import rulebooks
from tests.unit.rulebooks.shelf import next_year, write

CHECK = """
[checks.NEW]
kind = "required_field"
severity = "query"
source = "keystage"
message = "New."
fix = "Do."
params.field = "upn"
"""
BOTH = """
[examples.NEW.yes]
says = "Yes."
[examples.NEW.no]
says = "No."
fires = false
"""

RULES = [
    ("kind", 'kind = "upn"', 'kind = "magic"', "there is no kind 'magic'"),
    ("missing param", 'params.field = "upn"', "", "parameter 'field' is missing"),
    ("extra param", "params.field", "params.fild", "there is no parameter 'fild'"),
    ("ill-typed param", '"upn"', "3", "field: 3 is not"),
    ("no such field", '"upn"', '"shoe"', "'shoe' is not one of"),
    ("placeholder", "New.", "New {shoe}.", "nothing fills {shoe}"),
    ("long", "New.", "One. Two. Three. Four.", "longer than 2 short sentences"),
    ("same words", "New.", "This child has no UPN.", "says the same as"),
    ("source", '"keystage"', '"hearsay"', "there is no source 'hearsay'"),
    ("after", "params.", "after = ['Z1']\nparams.", "there is no check 'Z1'"),
    (
        "doubtful error",
        'severity = "query"',
        'severity = "error"\nverified = false',
        "what is not verified must not be an error",
    ),
]


@pytest.mark.parametrize(("old", "new", "said"), [case[1:] for case in RULES])
def test_a_bad_check_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = CHECK.replace('kind = "required_field"', new) if "kind" in old else CHECK
    next_year(tmp_path, checks=text.replace(old, new), examples=BOTH)
    complaints = rulebooks.lint(tmp_path / "eyfsp_2028")
    assert any(
        said in one and one.startswith("eyfsp_2028/checks.toml: checks.NEW")
        for one in complaints
    ), complaints


def test_a_good_new_check_is_taken(tmp_path: Path) -> None:
    next_year(tmp_path, checks=CHECK, examples=BOTH)
    assert rulebooks.lint(tmp_path / "eyfsp_2028") == []


@pytest.mark.parametrize("lost", ["message", "fix", "kind", "source", "severity"])
def test_a_check_without_a_part_is_named(tmp_path: Path, lost: str) -> None:
    lines = [line for line in CHECK.splitlines() if not line.startswith(lost)]
    next_year(tmp_path, checks="\n".join(lines), examples=BOTH)
    (said, *_) = rulebooks.lint(tmp_path / "eyfsp_2028")
    assert f"checks.NEW.{lost}" in said


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("yes", "there is no example that does not fire"),
        ("no", "there is no example that fires"),
    ],
)
def test_a_check_shown_one_way_only_is_named(
    tmp_path: Path, kept: str, said: str
) -> None:
    half = next(part for part in BOTH.split("\n[") if f"NEW.{kept}" in part)
    next_year(tmp_path, checks=CHECK, examples=f"[{half}")
    (complaint,) = rulebooks.lint(tmp_path / "eyfsp_2028")
    assert complaint == f"eyfsp_2028/examples.toml: examples.NEW: {said}."


@pytest.mark.parametrize(
    "change",
    [
        "weather = 'fine'",
        "rows.1.shoe = '3'",
        "rows.40.upn = ''",
        "rows.first.upn = ''",
        "rows.1.upn = '@shoe'",
        "rows.1.results.SHOE = '1'",
        "rows.1.results.E01 = '@shoe'",
        "header.shoe = '1'",
        "context.shoe = '1'",
        "context.roll.1.shoe = '1'",
        "return.shoe = '1'",
        "header.version = ['a']\nrows.1.upn = 3",
    ],
)
def test_an_example_that_cannot_be_tried_is_named(tmp_path: Path, change: str) -> None:
    next_year(tmp_path, checks=CHECK, examples=f"{BOTH}{change}")
    (complaint,) = rulebooks.lint(tmp_path / "eyfsp_2028")
    assert "examples.NEW: 'No.' cannot be tried" in complaint


FACTS = [
    ("[components.E01]\ncodes = ['9']", "components.E01: there is no code '9'"),
    ("[components.E01]\narea = 'X'", "components.E01: there is no area 'X'"),
    ("[components.E01]\nmaximum = 3", "a mark needs both minimum and maximum"),
    ("[components.E01]\nmaximum = 3\nminimum = 3", "minimum must be below maximum"),
    (
        "[components.E01]\ntitle = 'Speaking'",
        "two components have the title 'Speaking'",
    ),
    ("[components.E01.coding]\nvalues = ['1', '9']", "the coding has a value '9'"),
    (
        "[components.E01.coding]\ncomponent = 'E02'",
        "two components are coded alike: EYF/COM/FA/E02/FD",
    ),
    (
        "[codes.9]\nname = 'Nine'\nmeaning = 'Nine.'\ncounts = 'met'",
        "codes.9: no component holds this code",
    ),
    ("[codes.1]\nname = 'Expected'", "two codes have the name 'Expected'"),
    ("[codes.1]\nsynonyms = ['exp']", "'exp' could mean two codes"),
    ("[sets]\ngld = ['E99']", "sets.gld: 'E99' is neither"),
    ("[cohorts.reception]\nborn_to = '2020-01-01'", "ends before it begins"),
    ("[cohorts.reception]\ninclude = 'some'", "'some' is not one of all"),
    (
        (
            "[cohorts.more]\ntitle = 'More'\nnc_years = ['1']\n"
            "born_from = '2023-08-31'\nborn_to = '2024-01-01'"
        ),
        "cohorts.more: the window overlaps that of reception",
    ),
    (
        (
            "[cohorts.more]\ntitle = 'More'\nnc_years = ['R']\n"
            "born_from = '2024-08-31'\nborn_to = '2025-01-01'"
        ),
        "cohorts.more: year group R is in reception too",
    ),
    ("[measures.gld]\nmet = ['9']", "measures.gld: met: there is no code '9'"),
    ("[measures.gld]\nkind = 'gold'", "measures.gld: kind: there is no kind 'gold'"),
    ("[ctf]\ntag = 'XYZ'", "ctf: the tag 'XYZ' is not among the tags"),
    ("[ctf]\nversions = []", "ctf: some version must be expected"),
    (
        "[threshold]\ncomponent = 'E99'\nmark = 3",
        "threshold: there is no component 'E99'",
    ),
    (
        (
            "[threshold]\ncomponent = 'E01'\nmark = 3\nverified = false\n"
            "visible_from = 2028-06-26"
        ),
        "an unverified threshold may be shown on no day",
    ),
]


@pytest.mark.parametrize(("text", "said"), FACTS)
def test_a_fact_that_cannot_stand_is_named(
    tmp_path: Path, text: str, said: str
) -> None:
    next_year(tmp_path, fields=text)
    complaints = rulebooks.lint(tmp_path / "eyfsp_2028")
    assert any(said in one for one in complaints), complaints
    assert all(": " in one for one in complaints)


def test_a_provisional_year_has_no_dates(tmp_path: Path) -> None:
    deadline = "[deadlines.a]\ntitle = 'A'\nsource = 'keystage'"
    next_year(tmp_path, f"provisional = true\n{deadline}")
    (complaint,) = rulebooks.lint(tmp_path / "eyfsp_2028")
    assert "deadlines.a: a provisional year has no dates." in complaint


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2028-07-01", "2028-07-01 is a Saturday."),
        ("2028-07-02", "2028-07-02 is a Sunday."),
        ("2027-06-30", "2027-06-30 is not in 2028."),
    ],
)
def test_a_deadline_nobody_could_mean_is_named(
    tmp_path: Path, day: str, said: str
) -> None:
    deadline = f"[deadlines.a]\ntitle = 'A'\nsource = 'keystage'\nday = {day}"
    next_year(tmp_path, f"provisional = false\n{deadline}")
    (complaint,) = rulebooks.lint(tmp_path / "eyfsp_2028")
    assert complaint == f"eyfsp_2028/rulebook.toml: deadlines.a: {said}"


def test_a_deadline_of_a_working_day_is_taken_and_needs_a_source(
    tmp_path: Path,
) -> None:
    deadline = "[deadlines.a]\ntitle = 'A'\nday = 2028-06-30"
    next_year(tmp_path, f"provisional = false\n{deadline}")
    (complaint,) = rulebooks.lint(tmp_path / "eyfsp_2028")
    assert complaint.endswith("there is no source ''.")


def test_a_day_may_be_open(tmp_path: Path) -> None:
    deadline = "[deadlines.a]\ntitle = 'A'\nsource = 'keystage'"
    next_year(tmp_path, f"provisional = false\n{deadline}")
    assert rulebooks.lint(tmp_path / "eyfsp_2028") == []


def test_a_missing_word_is_named(tmp_path: Path) -> None:
    next_year(tmp_path, 'remove = ["words.collection"]')
    (complaint,) = rulebooks.lint(tmp_path / "eyfsp_2028")
    assert "the word 'collection' is missing" in complaint


def test_a_book_without_a_cohort_is_refused(tmp_path: Path) -> None:
    next_year(tmp_path, 'remove = ["cohorts"]')
    said = rulebooks.lint(tmp_path / "eyfsp_2028")
    assert any("a rulebook needs a cohort" in one for one in said)


def test_what_a_year_says_again_is_named(tmp_path: Path) -> None:
    next_year(tmp_path, 'status = "statutory"')
    (complaint,) = rulebooks.lint(tmp_path / "eyfsp_2028")
    assert (
        complaint == "eyfsp_2028/rulebook.toml: status: says again what is inherited."
    )


def test_a_folder_of_another_name_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "mine", rulebook='extends = "eyfsp_2027"\nyear = 2028')
    (complaint,) = rulebooks.lint(tmp_path / "mine")
    assert "the folder should be called eyfsp_2028" in complaint
    (tmp_path / "ours.toml").write_text('extends = "eyfsp_2027"\nyear = 2028')
    (complaint,) = rulebooks.lint(tmp_path / "ours.toml")
    assert complaint == "ours.toml: the file should be called eyfsp_2028.toml."


def test_a_folder_may_say_which_sitting_it_is(tmp_path: Path) -> None:
    text = 'extends = "eyfsp_2027"\nyear = 2028\nsitting = "autumn"'
    write(tmp_path, "eyfsp_2028_autumn", rulebook=text)
    assert rulebooks.lint(tmp_path / "eyfsp_2028_autumn") == []
    assert rulebooks.load("eyfsp-2028-autumn", (tmp_path,)).id == "eyfsp-2028-autumn"


def test_an_error_must_not_stand_on_a_doubtful_code(tmp_path: Path) -> None:
    checks = CHECK.replace("required_field", "code_present").replace("query", "error")
    checks = checks.replace('params.field = "upn"', 'params = { components = "E01" }')
    one = checks.replace('"E01" }', '"E01", codes = "A" }')
    next_year(tmp_path / "one", fields="[codes.A]\nverified = false", checks=one)
    several = checks.replace('"E01" }', '"E01", codes = ["1", "@doubtful"] }')
    fields = "[codes.A]\nverified = false\n[sets]\ndoubtful = ['A']"
    next_year(tmp_path / "two", fields=fields, checks=several)
    for root in ("one", "two"):
        said = rulebooks.lint(tmp_path / root / "eyfsp_2028")
        assert any("A is not verified and must not be" in one for one in said)


def test_every_rulebook_of_a_folder_is_read(tmp_path: Path) -> None:
    next_year(tmp_path, 'status = "statutory"')
    write(tmp_path, "shared", rulebook="[words]\na = 'b'")
    write(tmp_path, "broken", rulebook='extends = "nowhere"')
    said = rulebooks.lint(tmp_path)
    assert len(said) == 2
    assert said[0] == (
        "broken/rulebook.toml: extends: there is no rulebook called nowhere."
    )
    assert said[1].startswith("eyfsp_2028/")


def test_a_folder_without_a_rulebook_is_a_complaint(tmp_path: Path) -> None:
    (complaint,) = rulebooks.lint(tmp_path)
    assert complaint.endswith("there is no rulebook here.")


def test_an_id_nobody_knows_is_a_complaint() -> None:
    assert rulebooks.lint("ks3-2026") == ["There is no rulebook called ks3_2026."]
