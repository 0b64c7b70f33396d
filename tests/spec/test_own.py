"""An authority's own rulebook, written by following CONTRIBUTING and nothing else."""

from datetime import UTC, datetime
from pathlib import Path

from keystage import intake, rulebooks
from tests.shape.tree import ROOT
from tests.unit.intake.makers import as_bytes, ctf_file, given, kind, pupil

BOOK = ROOT / "tests" / "fixtures" / "rulebooks" / "ks2predictions_2026.toml"
NOW = datetime(2026, 7, 1, tzinfo=UTC)


def predictions(**results: str) -> bytes:
    """Return a file of one pupil with predictions by subject."""
    subjects = {"REA": "ENG", "WRI": "ENG", "MAT": "MAT"}
    rows = [
        given(kind("KS2", subjects[name], name, qualifier="LP"), value)
        for name, value in results.items()
    ]
    return as_bytes(ctf_file([pupil(1, rows, dob="2014-11-05")]))


def checked(tmp_path: Path, data: bytes) -> intake.FileReport:
    """Return what is found in the file with the authority's rulebook at hand."""
    (tmp_path / "9991001_CTF_999LLLL_001.xml").write_bytes(data)
    options = intake.Options(now=NOW, rulebooks=(BOOK,))
    (report,) = intake.check_paths([tmp_path], options).files
    return report


def test_it_has_no_fault_and_its_examples_come_out() -> None:
    assert rulebooks.lint(BOOK, examples=True) == []


def test_it_holds_what_the_authoritys_letter_says() -> None:
    (book,) = rulebooks.load_own(BOOK)
    assert (book.id, book.title) == (
        "ks2predictions-2026",
        "Key stage 2 predictions 2026",
    )
    assert list(book.components) == ["REA", "WRI", "MAT"]
    assert {part.codes for part in book.components.values()} == {("WTS", "EXS", "GDS")}


def test_a_file_of_predictions_is_checked_by_it(tmp_path: Path) -> None:
    report = checked(tmp_path, predictions(REA="EXS", WRI="PK6"))
    assert [one.book for one in report.returns] == ["ks2predictions-2026"]
    assert [(one.rule, one.severity.value) for one in report.findings] == [
        ("R02", "error"),
        ("KP-1", "query"),
    ]


def test_without_it_nobody_knows_what_the_results_are(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(predictions(REA="EXS"))
    (report,) = intake.check_paths([tmp_path], intake.Options(now=NOW)).files
    assert not [one for one in report.returns if one.collection == "ks2predictions"]


def test_the_guide_shows_it_as_it_is() -> None:
    guide = ROOT / "docs" / "how-to" / "write-a-rulebook.md"
    assert BOOK.read_text(encoding="utf-8") in guide.read_text(encoding="utf-8")
