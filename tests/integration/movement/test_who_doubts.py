"""`keystage who` does not answer by days that cannot be meant."""

from pathlib import Path

import pytest

from keystage.cli.main import run

MOVED = """
[[school]]
number = "9991001"
left = {left}
[[school]]
number = "9991002"
joined = {joined}
"""


def who(tmp_path: Path, text: str, *more: str) -> int:
    path = tmp_path / "moved.toml"
    path.write_text(text)
    return run(["who", "--facts", str(path), "--collection", *more])


def moved(left: str, joined: str) -> str:
    return MOVED.format(left=left, joined=joined)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("second_half = 2024-01-08", "2024-01-08 is not in the summer term of 2024"),
        ("second_half = 2024-10-06", "2024-10-06 is not in the summer term of 2024"),
        ("census = 2023-01-18", "census: 2023-01-18 is not in the school year"),
        ("opens = 2023-05-13", "opens: 2023-05-13 is not in the school year"),
    ],
)
def test_a_day_outside_the_school_year_or_term_is_refused(
    told: str, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = told + moved("2024-05-31", "2024-06-03")
    assert who(tmp_path, text, "eyfsp", "--year", "2024") == 2
    assert expected in capsys.readouterr().err


def test_a_half_term_of_one_school_is_held_to_the_summer_term_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = moved("2024-05-31", "2024-06-03") + "second_half = 2024-03-06\n"
    assert who(tmp_path, text, "eyfsp", "--year", "2024") == 2
    assert "9991002: second_half: 2024-03-06 is not" in capsys.readouterr().err


def test_moves_of_another_school_year_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = moved("2024-05-10", "2024-05-11")
    assert who(tmp_path, text, "ks1", "--year", "2023") == 2
    said = capsys.readouterr().err
    assert "9991001: left: 2024-05-10 is after the school year" in said
    assert "--year" in said


def test_a_check_outside_its_weeks_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = moved("2026-05-08", "2026-05-11").replace(
        "left", "assessed = 2026-03-01\nleft"
    )
    assert who(tmp_path, text, "phonics") == 0
    said = capsys.readouterr().out
    assert "The check at 9991001 on 2026-03-01 lies outside the check period" in said
    inside = text.replace("2026-03-01", "2026-06-08").replace("05-08", "06-09")
    assert who(tmp_path, inside.replace("05-11", "06-10"), "phonics") == 0
    assert "lies outside" not in capsys.readouterr().out


def test_more_schools_than_can_be_tried_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "".join(f'[[school]]\nnumber = "S{at}"\n' for at in range(30))
    assert who(tmp_path, text, "ks2") == 2
    assert "There are 30 stays at schools" in capsys.readouterr().err


def test_what_could_take_over_a_terminal_is_shown_and_not_sent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = moved("2024-05-31", "2024-06-03").replace("9991002", "\\u001b[31mX")
    text = "second_half = 2024-06-03" + text
    assert who(tmp_path, text, "eyfsp", "--year", "2024") == 0
    assert "Sends nothing: <U+001B>[31mX" in capsys.readouterr().out
    wrong = text.replace("joined", "second_half = 2024-01-08\njoined")
    assert who(tmp_path, wrong, "eyfsp", "--year", "2024") == 2
    assert "\x1b" not in capsys.readouterr().err


def test_who_starts_on_the_first_day_of_test_week_has_not_left_since(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weeks = "opens = 2026-05-11\ncloses = 2026-05-14"
    assert who(tmp_path, weeks + moved("2026-05-08", "2026-05-11"), "ks2") == 0
    said = capsys.readouterr().out
    assert said.startswith("9991002 reports this pupil.")
    assert "The pupil has left" not in said
    assert "If the pupil has left" in said
