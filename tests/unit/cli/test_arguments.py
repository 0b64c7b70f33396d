"""What may be written after `keystage check`, and what is refused at once."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

import pytest

from keystage.cli import check


def parse(*words: str) -> Namespace:
    parser = ArgumentParser()
    check.configure(parser)
    return parser.parse_args(["sent", *words])


def test_nothing_but_a_path_is_needed() -> None:
    assert vars(parse()) == {
        "paths": [Path("sent")],
        "collection": None,
        "year": None,
        "authority": None,
        "school": None,
        "roll": [],
        "prior": [],
        "schools": None,
        "facts": None,
        "columns": None,
        "ctf_only": False,
        "format": None,
        "output": None,
        "as_folder": False,
        "no_names": False,
        "max_size": None,
        "jobs": 1,
        "overrides": None,
        "rulebook": [],
    }


def test_earlier_results_may_be_many_files_and_given_twice() -> None:
    given = parse("--prior", "a.xml", "b.xml", "--year", "2026", "--prior", "c.xml")
    assert given.prior == [Path("a.xml"), Path("b.xml"), Path("c.xml")]


@pytest.mark.parametrize(
    ("size", "bytes_"),
    [("1", 1), ("20M", 20 << 20), ("3k", 3 << 10), ("2GB", 2 << 30), ("7B", 7)],
)
def test_a_size_may_be_given_as_people_write_it(size: str, bytes_: int) -> None:
    assert parse("--max-size", size).max_size == bytes_


def test_a_schools_number_may_be_written_with_its_slash() -> None:
    assert parse("--school", "999/1234").school == "9991234"
    assert parse("--authority", "999").authority == "999"


@pytest.mark.parametrize(
    "words",
    [
        ("--year", "26"),
        ("--year", "2o26"),
        ("--authority", "99"),
        ("--school", "999"),
        ("--max-size", "0"),
        ("--max-size", "M"),
        ("--max-size", "-1"),
        ("--max-size", "99999999999999999999999G"),
        ("--max-size", "1025G"),
        ("--jobs", "0"),
        ("--jobs", "62"),
        ("--jobs", "99999999999"),
        ("--jobs", "two"),
        ("--format", "pdf"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_can(
    words: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parse(*words)
    said = capsys.readouterr().err
    assert words[0] in said
    assert words[1] in said
