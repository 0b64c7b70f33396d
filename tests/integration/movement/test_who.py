"""`keystage who` names the school, asks for one fact, or says that it cannot say."""

import json
from pathlib import Path

import pytest

from keystage.cli.main import run

MOVED = """
second_half = 2024-06-03
opens = 2024-05-13
[[school]]
number = "9991001"
left = 2024-05-31
sent = true
[[school]]
number = "9991002"
joined = {joined}
"""


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    return tmp_path / "moved.toml"


def who(path: Path, collection: str, *more: str) -> int:
    return run(["who", "--collection", collection, "--facts", str(path), *more])


def test_the_school_is_named_with_the_rule_and_its_source(
    facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts.write_text(MOVED.format(joined="2024-06-02"))
    assert who(facts, "eyfsp") == 0
    said = capsys.readouterr().out
    assert said.startswith("9991002 reports this child.\n")
    assert "Must take back what was sent: 9991001\n" in said
    assert "Row of eyfsp-2024: moved-before\n" in said
    assert "EY FSP, point 2" in said
    assert "Taken as usual: " in said
    assert "Not verified" not in said
    assert "Provisional" not in said


def test_what_must_not_be_sent_and_what_else_to_know_is_told(
    facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts.write_text(MOVED.format(joined="2024-06-02"))
    assert who(facts, "ks2") == 0
    said = capsys.readouterr().out
    assert "9991001 reports this pupil." in said
    assert "Sends nothing: 9991002" in said
    assert "enter L for writing and science" in said


def test_the_one_missing_fact_is_asked_for(
    facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts.write_text(MOVED.format(joined='""'))
    assert who(facts, "eyfsp") == 1
    assert capsys.readouterr().out.splitlines() == [
        "One thing is missing. On which day did the child start at 9991002?",
        "Write it under the school: joined = 2024-05-20",
    ]


def test_what_the_guidance_leaves_open_is_said(
    facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts.write_text(
        'opens = 2024-05-13\n[[school]]\nnumber = "A"\njoined = 2024-06-03'
    )
    assert who(facts, "ks2") == 1
    said = capsys.readouterr().out
    assert said.startswith("The guidance does not decide who reports in this case.\n")
    assert "on no roll at the beginning of test week" in said


def test_what_no_row_speaks_of_has_no_source(
    facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts.write_text('[[school]]\nnumber = "A"\nassessed = false\n')
    assert who(facts, "phonics", "--year", "2021-autumn") == 1
    said = capsys.readouterr().out
    assert "Row of phonics-2021-autumn: none\n" in said
    assert "Stands in" not in said


def test_years_not_sure_and_rules_not_sure_are_told(
    facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moved = MOVED.format(joined="2024-06-02")
    facts.write_text(moved.replace("2024", "2027"))
    assert who(facts, "eyfsp", "--year", "2027") == 0
    assert "Provisional: " in capsys.readouterr().out
    facts.write_text(moved.replace("2024", "2022"))
    assert who(facts, "eyfsp", "--year", "2022") == 0
    assert "Not verified: " in capsys.readouterr().out


def test_programs_get_the_same_as_json(
    facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = {
        "second_half": "2024-06-03",
        "school": [
            {"number": "9991001", "left": "2024-05-31"},
            {"number": "9991002", "joined": "2024-06-03"},
        ],
    }
    facts.write_text(json.dumps(told))
    assert who(facts, "eyfsp", "--format", "json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["reports"], said["rows"]) == ("9991001", ["moved-from"])
    assert said["must_not_send"] == ["9991002"]
    assert said["rulebook"] == "eyfsp-2024"
    assert said["missing"] is None
    facts.write_text(json.dumps(told).replace('2024-06-03"}]', '"}]'))
    assert who(facts, "eyfsp", "--format", "json") == 1
    said = json.loads(capsys.readouterr().out)
    assert said["missing"]["fact"] == "joined"
    assert said["missing"]["question"].endswith("start at 9991002?")
    assert said["missing"]["write"].startswith("under the school: ")


def test_without_facts_a_file_to_fill_in_is_printed(
    facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["who", "--collection", "eyfsp"]) == 0
    facts.write_text(capsys.readouterr().out)
    assert who(facts, "eyfsp") == 1
    assert capsys.readouterr().out.startswith("One thing is missing.")


WRONG_FILES = [
    ("", "need a list of schools"),
    ("school = \n", "is neither TOML nor JSON"),
    ("{", "is neither TOML nor JSON"),
    ("[[school]]\nname = 3\n", "give its number"),
    ("#" * 70_000, "is too large"),
]


@pytest.mark.parametrize(("text", "expected"), WRONG_FILES)
def test_facts_that_cannot_be_read_are_refused(
    facts: Path, text: str, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    facts.write_text(text)
    assert who(facts, "ks2") == 2
    assert expected in capsys.readouterr().err


def test_what_is_not_there_is_named(
    facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert who(facts, "ks2") == 2
    assert "There is no file" in capsys.readouterr().err
    assert run(["who", "--collection", "ks2", "--year", "1999"]) == 2
    assert "There is no rulebook for 1999; there are 2017" in capsys.readouterr().err
    assert run(["who", "--collection", "ks2", "--year", "2019"]) == 2
    assert "No guidance on pupils who move was found" in capsys.readouterr().err
    assert run(["who", "--collection", "ks2", "--year", "soon"]) == 2
    assert "'soon' is not a year" in capsys.readouterr().err


def test_a_year_put_off_to_the_autumn_is_that_of_the_autumn_as_in_check(
    facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts.write_text('[[school]]\nnumber = "A"\nassessed = true\n')
    for year in ("2021", "2021-autumn"):
        assert who(facts, "phonics", "--year", year) == 0
        assert "Row of phonics-2021-autumn: checked\n" in capsys.readouterr().out
    assert who(facts, "eyfsp", "--year", "2021") == 2
    assert "No guidance on children who move was found" in capsys.readouterr().err


def test_the_printed_file_is_first_asked_about_the_school_that_was_left(
    facts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["who", "--collection", "eyfsp", "--year", "2026"]) == 0
    text = capsys.readouterr().out
    assert "2026-05-20" in text
    facts.write_text(text)
    assert who(facts, "eyfsp", "--year", "2026") == 1
    assert capsys.readouterr().out.splitlines() == [
        (
            "One thing is missing. On which day did the child leave 9991001, or is the "
            "child still on its roll?"
        ),
        (
            "Write it under the school: left = 2026-05-20 (the last day), or left = "
            '"still"'
        ),
    ]
    facts.write_text(text.replace('left = ""', "left = 2026-05-29", 1))
    assert who(facts, "eyfsp", "--year", "2026") == 1
    assert "start at 9991002?" in capsys.readouterr().out


@pytest.mark.parametrize(
    "season",
    [
        "second_half = 2026-06-01\n[phonics]\nopens = 2026-06-08\n",
        "opens = 2026-05-11\n",
        '[ks2]\ncloses = 2026-05-14\n[[school]]\nnumber = "9991001"\n',
    ],
)
def test_the_days_of_a_season_are_not_taken_for_those_of_one_pupil(
    facts: Path, capsys: pytest.CaptureFixture[str], season: str
) -> None:
    facts.write_text(season)
    assert who(facts, "phonics") == 2
    said = " ".join(capsys.readouterr().err.split())
    assert f"{facts} tells the days of a season: 'keystage check --facts'" in said
    assert "keystage who --collection phonics" in said
