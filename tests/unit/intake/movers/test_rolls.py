"""Several rolls, one for each school: in any order, or in a folder."""

from itertools import permutations
from pathlib import Path

import pytest

from keystage.core.errors import UsageError
from keystage.intake.known.roll import load_rolls
from keystage.intake.options import Options
from keystage.xmlguard import Limits
from tests.unit.intake.makers import as_bytes, ctf_file, entry, number, pupil

LIMITS = Limits.command_line()
HEAD = "UPN,Surname,Forename,DOB"


@pytest.mark.parametrize("name", ["9991001.csv", "999-1001 roll.csv", "999_1001_R.csv"])
def test_of_several_rolls_one_is_of_the_school_its_name_begins_with(
    tmp_path: Path, name: str
) -> None:
    first = tmp_path / name
    first.write_text(f"{HEAD}\n{number(1)},Ash,Mina,2019-11-05\n")
    second = tmp_path / "other.xml"
    second.write_bytes(as_bytes(ctf_file([pupil(2)], estab="1002")))
    for order in permutations([first, second]):
        found = load_rolls(order, LIMITS)
        assert {one.school for one in found} == {"9991001", "9991002"}
    assert load_rolls([tmp_path], LIMITS) == found


def test_a_roll_alone_is_of_whatever_school_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "9991001.csv"
    path.write_text(f"{HEAD}\n{number(1)},Ash,Mina,2019-11-05\n")
    assert [one.school for one in load_rolls([path, path], LIMITS)] == [""]


def test_a_column_goes_before_the_name_and_no_pupil_is_taken_twice(
    tmp_path: Path,
) -> None:
    named = tmp_path / "9991001.csv"
    named.write_text(f"{HEAD},School\n{number(1)},Ash,Mina,2019-11-05,9991003\n")
    again = tmp_path / "copy.csv"
    again.write_text(named.read_text())
    assert [one.school for one in load_rolls([named, again], LIMITS)] == ["9991003"]


def test_a_name_that_begins_with_no_number_names_no_school(tmp_path: Path) -> None:
    for name in ("roll.csv", "20260601.csv"):
        (tmp_path / name).write_text(f"{HEAD}\n{number(1)},Ash,Mina,2019-11-05\n")
    assert {one.school for one in load_rolls([tmp_path], LIMITS)} == {""}


def test_a_folder_without_rolls_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing")
    with pytest.raises(UsageError, match="There is no roll in "):
        load_rolls([tmp_path], LIMITS)


def test_the_options_tell_paths_from_what_was_read(tmp_path: Path) -> None:
    assert (Options().roll_paths, Options().roll_entries) == ((), None)
    assert Options(roll=tmp_path).roll_paths == (tmp_path,)
    assert Options(roll=tmp_path).roll_entries is None
    assert Options(roll=(tmp_path,)).roll_paths == (tmp_path,)
    read = (entry(1),)
    assert Options(roll=read).roll_entries == read
    assert Options(roll=read).roll_paths == ()
