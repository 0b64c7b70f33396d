"""`keystage columns`: what the columns of somebody's table may be, remembered."""

from pathlib import Path

import pytest

from keystage.cli.main import run
from tests.unit.tables.making import xlsx, xlsx_rows

TRACKER = (
    "Oak class\n"
    "Pupil No;Family name;First name;Born;PSC score;Notes\n"
    "Y004100123001;Ashdown;Mina;05/11/2018;32;ok\n"
    "Y004100123002;Costa;Mateus;06/12/2018;A;\n"
)


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    path = tmp_path / "tracker.csv"
    path.write_text(TRACKER, encoding="utf-8")
    return path


def test_each_column_is_named_with_the_reason_why(
    tracker: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["columns", str(tracker), "--for", "phonics-2025"]) == 0
    told = capsys.readouterr().out
    assert "headings in row 2" in told
    assert "sheet" not in told
    assert "A “Pupil No”: likely: UPN; what stands there can only be UPN" in told
    assert "B “Family name”: Surname; that is another heading for Surname" in told
    assert "F “Notes”: left alone; nothing says what it holds" in told


def test_a_guess_that_is_saved_lets_the_table_be_checked(
    tracker: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "tracker.toml"
    words = ["columns", str(tracker), "--for", "phonics-2025", "--save", str(saved)]
    assert run(words) == 0
    assert "look it over" in capsys.readouterr().err
    run(["check", str(tracker), "--columns", str(saved)])
    told = capsys.readouterr().out
    assert "Phonics 2025, 2 pupils; CSV, semicolons" in told


def test_a_table_of_which_no_headings_are_known_is_told_of_the_verb_for_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Child,Pupil No,Got\nAshdown Mina,Y004100123001,31\n")
    assert run(["check", str(path), "--year", "2026", "--collection", "phonics"]) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert "say which column is which: 'keystage columns' makes the file" in said


def test_a_needed_column_that_is_not_found_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        xlsx(xlsx_rows([["UPN", "", "Mark"], ["Y004100123001", "x", "3"]]))
    )
    assert run(["columns", str(path), "--for", "phonics-2025"]) == 1
    told = capsys.readouterr().out
    assert "sheet Codes, headings in row 1" in told
    assert "No column was found for Surname, Forename, Date of birth." in told


def test_a_column_of_whole_names_stands_for_both_parts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text('UPN,Name,DOB,Mark\nY004100123001,"Ash, Mina",5/11/2018,3\n')
    assert run(["columns", str(path), "--for", "phonics-2025"]) == 0
    assert "No column" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        (TRACKER, (), "Say whose results they are: --for phonics-2026"),
        (TRACKER, ("--for", "phonics-1999"), "There is no rulebook phonics-1999"),
        ("one\ntwo\n", ("--for", "phonics-2025"), "holds no table"),
        ("%PDF-1.7", ("--for", "phonics-2025"), "PDF"),
    ],
)
def test_what_cannot_be_told_is_said_in_a_sentence(
    tracker: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    text: str,
    words: tuple[str, ...],
    told: str,
) -> None:
    tracker.write_text(text, encoding="utf-8")
    assert run(["columns", str(tracker), *words]) == 2
    assert told in capsys.readouterr().err


def test_a_file_that_is_there_is_not_written_over(
    tracker: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["columns", str(tracker), "--for", "phonics-2025", "--save", __file__]
    assert run(words) == 2
    assert "already there" in capsys.readouterr().err


def test_a_template_says_itself_whose_results_it_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "made.xlsx"
    assert run(["template", "phonics-2026", str(path)]) == 0
    assert run(["columns", str(path)]) == 0
    assert "Phonics screening check 2026" in capsys.readouterr().out


def test_what_was_remembered_is_taken_by_every_verb_that_counts(
    tracker: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = str(tmp_path / "tracker.toml")
    assert run(["columns", str(tracker), "--for", "phonics-2025", "--save", saved]) == 0
    assert run(["summary", str(tracker)]) == 2
    assert "--year 2026 is the summer" in " ".join(capsys.readouterr().out.split())
    run(["summary", str(tracker), "--columns", saved])
    shown = capsys.readouterr().out
    assert "Phonics screening check 2025" in shown
    assert "2 pupils" in shown
    page = tmp_path / "page.html"
    assert run(["report", str(tracker), str(page), "--columns", saved]) == 0
    assert "Ashdown" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("verb", ["summary", "report"])
def test_what_was_remembered_is_never_written_over(
    verb: str, tracker: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "tracker.html"
    words = ["columns", str(tracker), "--for", "phonics-2025", "--save", str(saved)]
    assert run(words) == 0
    before = saved.read_bytes()
    out = ["--output", str(saved)] if verb == "summary" else [str(saved)]
    assert run([verb, str(tracker), *out, "--columns", str(saved)]) == 2
    assert saved.read_bytes() == before
    assert "Traceback" not in capsys.readouterr().err


def test_a_table_that_says_no_year_is_of_the_year_whose_report_is_wanted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "own.csv"
    heads = "UPN,Surname,Forename,Date of birth,Phonics mark\n"
    table.write_text(f"{heads}Y004100123001,Ashdown,Mina,05/11/2018,32\n")
    page = tmp_path / "page.html"
    assert run(["report", str(table), str(page)]) == 2
    assert "--year 2026 is the summer" in capsys.readouterr().err
    words = ["report", str(table), str(page), "--year", "2025"]
    assert run([*words, "--collection", "phonics"]) == 0
    assert "Phonics screening check 2025" in page.read_text(encoding="utf-8")
