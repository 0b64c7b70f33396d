"""Rulebooks of an authority's own, from files and folders, under the same lint."""

from pathlib import Path

import pytest

from keystage import rulebooks
from keystage.core.errors import RulebookError
from tests.unit.rulebooks.shelf import next_year

ONE_FILE = 'extends = "ks1_2026"\ncollection = "ours"\n'


def file(root: Path, text: str = ONE_FILE, name: str = "ours_2026.toml") -> Path:
    path = root / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_rulebook_may_be_one_file(tmp_path: Path) -> None:
    path = file(tmp_path)
    assert rulebooks.lint(path, examples=True) == []
    (book,) = rulebooks.load_own(path)
    assert (book.id, book.collection) == ("ours-2026", "ours")


def test_a_folder_may_hold_rulebooks_of_both_sorts(tmp_path: Path) -> None:
    file(tmp_path)
    next_year(tmp_path)
    books = rulebooks.load_own(tmp_path)
    assert [book.id for book in books] == ["eyfsp-2028", "ours-2026"]


def test_the_faults_of_a_file_are_told_by_its_name(tmp_path: Path) -> None:
    path = file(tmp_path, f'{ONE_FILE}status = "voluntary"\nnonsense = 1\n')
    complaints = rulebooks.lint(path)
    assert all(one.startswith("ours_2026.toml: ") for one in complaints)
    with pytest.raises(RulebookError, match="'voluntary' is not one of"):
        rulebooks.load_own(path)
    (complaint,) = rulebooks.lint(file(tmp_path, "title = [", "broken_2026.toml"))
    assert complaint.startswith("broken_2026.toml: this is not TOML")


def test_a_path_with_no_rulebook_says_so(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="there is no rulebook here"):
        rulebooks.load_own(tmp_path)
    with pytest.raises(RulebookError, match=r"There is no .*gone\.toml"):
        rulebooks.load_own(tmp_path / "gone.toml")


@pytest.mark.parametrize("name", ["Ours", "our-own", "1st"])
def test_a_collection_has_a_plain_name(tmp_path: Path, name: str) -> None:
    path = file(tmp_path, ONE_FILE.replace("ours", name))
    assert any(
        "must be small letters and digits" in one for one in rulebooks.lint(path)
    )


EXAMPLE = """
[examples.P07.more]
says = "A sound UPN."
rows.1.upn = "@upn"
"""


def test_an_example_that_does_not_fire_is_a_fault_when_examples_are_run(
    tmp_path: Path,
) -> None:
    path = file(tmp_path, ONE_FILE + EXAMPLE)
    assert rulebooks.lint(path) == []
    (complaint,) = rulebooks.lint(path, examples=True)
    assert (
        complaint == "ours_2026.toml: examples.P07.more: 'A sound UPN.' does not fire."
    )


def test_an_example_that_fires_though_it_should_not_is_a_fault(tmp_path: Path) -> None:
    text = EXAMPLE.replace('"@upn"', '"@temporary"') + "fires = false\n"
    (complaint,) = rulebooks.lint(file(tmp_path, ONE_FILE + text), examples=True)
    assert complaint.endswith("'A sound UPN.' fires.")


def test_an_example_that_cannot_be_run_is_a_fault(tmp_path: Path) -> None:
    text = '[examples.P15.more]\nsays = "No list."\n'
    (complaint,) = rulebooks.lint(file(tmp_path, ONE_FILE + text), examples=True)
    assert "cannot be run: The school's list of pupils was not given." in complaint


@pytest.mark.parametrize(
    "wrong", ["[codes.Z]\nname = 3\n", '[components.REA]\ncodes = ["EXP"]\n']
)
def test_examples_are_not_tried_where_there_are_other_faults_and_that_is_said_once(
    tmp_path: Path, wrong: str
) -> None:
    path = file(tmp_path, ONE_FILE + EXAMPLE + wrong)
    *others, last = rulebooks.lint(path, examples=True)
    assert others
    assert not any("examples" in one for one in others)
    assert last == "ours_2026.toml: the examples are tried once this is put right."


def test_what_an_example_cannot_change_is_said_in_words(tmp_path: Path) -> None:
    text = EXAMPLE.replace('rows.1.upn = "@upn"', 'context.roll.9.sex = "F"')
    (complaint,) = rulebooks.lint(file(tmp_path, ONE_FILE + text))
    assert complaint.endswith("cannot be tried: there is no 9 to change.")
    text = EXAMPLE.replace('rows.1.upn = "@upn"', "rows.1.upn = 3")
    (complaint,) = rulebooks.lint(file(tmp_path, ONE_FILE + text))
    assert complaint.endswith("something it changes is not given as such things are.")


def test_a_rulebook_of_ones_own_never_takes_the_place_of_a_national_one(
    tmp_path: Path,
) -> None:
    text = 'extends = "ks2_2025"\ncollection = "ks2"\nyear = 2026\n'
    path = file(tmp_path, text, "ks2_2026.toml")
    with pytest.raises(RulebookError, match="ks2-2026 comes with Keystage"):
        rulebooks.load_own(path)


def test_lists_within_lists_without_end_are_refused_in_a_sentence(
    tmp_path: Path,
) -> None:
    (complaint,) = rulebooks.lint(file(tmp_path, "a = " + "[" * 100_000))
    assert complaint == "ours_2026.toml: lists or tables stand too deep."
