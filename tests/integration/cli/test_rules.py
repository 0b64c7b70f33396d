"""`keystage rules` lists, shows and looks over the rulebooks."""

import json
import re
from pathlib import Path

import pytest

from keystage import rulebooks
from keystage.cli.main import run
from tests.shape.tree import ROOT


def test_every_rulebook_is_listed_with_its_standing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["rules", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(rulebooks.available())
    told = {line.split()[0] for line in lines if "provisional" in line}
    books = map(rulebooks.load, rulebooks.available())
    assert told == {book.id for book in books if book.provisional}


def test_a_rulebook_is_shown_for_people_and_for_programs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["rules", "show", "phonics-2026"]) == 0
    assert "2026" in capsys.readouterr().out.splitlines()[0]
    assert run(["rules", "show", "phonics-2026", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "phonics-2026"


def test_a_rulebook_that_is_not_there_is_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["rules", "show", "phonics-1066"]) == 2
    assert "1066" in capsys.readouterr().err


def test_the_rulebooks_that_come_with_keystage_are_without_fault(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["rules", "lint", "phonics-2026"]) == 0
    assert capsys.readouterr().err == "1 rulebook read, 0 faults found\n"
    assert run(["rules", "lint"]) == 0
    assert "rulebooks read, 0 faults found" in capsys.readouterr().err


def test_a_faulty_rulebook_is_told_by_book_and_place(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "rulebook.toml").write_text("title = 3\n")
    assert run(["rules", "lint", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert "rulebook.toml" in said.out
    assert "faults found" in said.err


OWN = ROOT / "tests" / "fixtures" / "rulebooks" / "ks2predictions_2026.toml"


def test_a_rulebook_of_ones_own_is_looked_over_and_shown_as_a_page(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["rules", "lint", str(OWN)]) == 0
    assert run(["rules", "show", str(OWN), "--format", "html"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("<!doctype html>")
    assert "<title>Key stage 2 predictions 2026</title>" in page


def test_a_rulebook_with_an_id_of_ours_is_a_fault_unless_it_says_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rules", "rebase", "phonics-2024", "--into", str(tmp_path)]) == 0
    path = tmp_path / "phonics_2024"
    assert run(["rules", "lint", str(path)]) == 0
    said = capsys.readouterr()
    assert "says what the phonics-2024 that comes with Keystage says" in said.out
    assert said.err == "1 rulebook read, 0 faults found\n"
    (tmp_path / "other").mkdir()  # a rulebook is read once from where it lies
    path = path.rename(tmp_path / "other" / "phonics_2024")
    book = path / "rulebook.toml"
    text = book.read_text(encoding="utf-8")
    book.write_text(
        re.sub('(?m)^title = ".*"', 'title = "Ours"', text), encoding="utf-8"
    )
    assert run(["rules", "lint", str(path)]) == 1
    said = capsys.readouterr()
    assert "phonics-2024 comes with Keystage and is not replaced" in said.out
    assert said.err == "1 rulebook read, 1 fault found\n"
    ours = ROOT / "src" / "keystage" / "rulebooks" / "data" / "phonics_2024"
    assert run(["rules", "lint", str(ours)]) == 0
    assert capsys.readouterr().out == ""


def test_a_path_that_holds_several_rulebooks_must_be_narrowed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a_2026", "b_2026"):
        text = f'extends = "ks1_2026"\ncollection = "{name[0]}"\n'
        (tmp_path / f"{name}.toml").write_text(text)
    assert run(["rules", "show", str(tmp_path)]) == 2
    assert "several rulebooks (a-2026, b-2026)" in capsys.readouterr().err


def test_two_rulebooks_are_compared_in_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["rules", "diff", "eyfsp-2019", "eyfsp-2022"]) == 0
    page = capsys.readouterr().out
    assert page.startswith(
        "# Early years foundation stage profile 2022: what has changed"
    )
    assert "- No longer: 3 (Exceeding)." in page
    assert "## Measures" in page


def test_two_collections_are_compared_under_both_their_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rules", "diff", "eyfsp-2025", "ks2-2026"]) == 0
    assert capsys.readouterr().out.startswith(
        "# Key stage 2 teacher assessment 2026: how it differs from Early years "
        "foundation stage profile 2025\n"
    )
    path = tmp_path / "ours_2026.toml"
    path.write_text('extends = "ks1_2026"\ncollection = "ours"\n', encoding="utf-8")
    assert run(["rules", "diff", "ks1-2026", str(path)]) == 0
    assert "Nothing differs but what they are called." in capsys.readouterr().out


def test_what_has_changed_in_a_rulebook_of_ones_own_is_found_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / OWN.name, tmp_path / "ks2predictions_2027.toml"
    first.write_bytes(OWN.read_bytes())
    second.write_text('extends = "ks2predictions_2026"\nyear = 2027\n')
    assert run(["rules", "changed", str(second)]) == 0
    title = "# Key stage 2 predictions 2027: what has changed since 2026\n"
    assert capsys.readouterr().out.startswith(title)
    assert run(["rules", "changed", str(first)]) == 2  # what it extends has no year
    assert "no rulebook before ks2predictions-2026" in capsys.readouterr().err
    third = tmp_path / "ours_2026.toml"
    third.write_text('extends = "ks1_2026"\ncollection = "ours"\n')
    assert run(["rules", "changed", str(third)]) == 0
    assert "(ours-2026): how it differs from ks1-2026\n" in capsys.readouterr().out


def test_one_wrong_code_is_told_where_it_stands_and_not_in_every_example(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / OWN.name
    text = OWN.read_text(encoding="utf-8").replace('"EXS"', '"EXP"')
    path.write_text(text, encoding="utf-8")
    assert run(["rules", "lint", str(path)]) == 1
    said = capsys.readouterr()
    assert "cannot be tried" not in said.out
    assert said.out.splitlines()[-1].endswith("tried once this is put right.")
    assert said.err == "1 rulebook read, 5 faults found\n"


def test_what_has_changed_since_last_year_is_a_page_for_heads(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["rules", "changed", "ks2-2024", "--format", "html"]) == 0
    page = capsys.readouterr().out
    assert (
        "<h1>Key stage 2 teacher assessment 2024: what has changed since 2023</h1>"
        in page
    )
    assert "How it is checked" not in page
    assert run(["rules", "changed", "mtc-2022"]) == 2
    assert "no rulebook before mtc-2022" in capsys.readouterr().err


def test_a_new_base_is_printed_or_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["rules", "rebase", "ks1-2022"]) == 0
    assert "[checks.K1-X1]" in capsys.readouterr().out
    assert run(["rules", "rebase", "ks1-2022", "--into", str(tmp_path)]) == 0
    assert str(tmp_path / "ks1_2022" / "checks.toml") in capsys.readouterr().out
    assert run(["rules", "lint", str(tmp_path / "ks1_2022")]) == 0
    assert run(["rules", "rebase", "ks1-2022", "--into", str(tmp_path)]) == 2
    assert "is there already" in capsys.readouterr().err


def test_next_years_rulebooks_are_started_and_lint_clean(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newest = max(int(name.split("-")[1]) for name in rulebooks.available())
    assert run(["rules", "new", f"{newest + 1}", "--into", str(tmp_path)]) == 0
    assert capsys.readouterr().out.count("rulebook.toml written") == 5
    assert run(["rules", "lint", str(tmp_path)]) == 0
    assert "5 rulebooks read, 0 faults found" in capsys.readouterr().err
    assert run(["rules", "new", f"{newest + 2}", "--into", str(tmp_path)]) == 2
    assert f"those of {newest + 1}" in capsys.readouterr().err
    assert run(["rules", "new", f"{newest}", "--into", str(tmp_path)]) == 2
    assert f"rulebooks of {newest} or later already." in capsys.readouterr().err


def test_a_rulebook_may_be_named_in_any_case(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["rules", "show", "EYFSP-2026"]) == 0
    assert "eyfsp-2026" in capsys.readouterr().out


def test_who_names_a_rulebook_that_is_not_there_is_shown_the_way_to_those_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["rules", "show", "eyfsp-1926"]) == 2
    said = capsys.readouterr().err
    assert "There is no rulebook eyfsp-1926" in said
    assert "keystage rules list" in said
