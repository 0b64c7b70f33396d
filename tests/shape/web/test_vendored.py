"""Other people's style sheets and scripts stand as they were made, and no more."""

import re
from pathlib import Path

import pytest

from tests.shape.tree import ROOT
from tools.vendored import govuk

ELSEWHERE = re.compile(r"""(?:src|href)=["'](?:https?:)?//|url\(["']?(?:https?:)?//""")


def test_the_vendored_files_are_as_they_were_made() -> None:
    assert govuk.faults(govuk.FOLDER) == []


def test_nothing_a_page_loads_comes_from_elsewhere() -> None:
    found = []
    for path in (ROOT / "src/keystage_web").rglob("*.*"):
        if path.suffix in {".html", ".css"}:
            found += ELSEWHERE.findall(path.read_text(encoding="utf-8"))
    assert not found


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """A folder of two files, as they were made."""
    folder = tmp_path / "govuk"
    told = govuk.write({"a.css": b"a{}", "a.js": b"1"}, folder)
    assert '"a.css" = ' in told
    assert govuk.faults(folder) == []
    return folder


def test_a_planted_change_is_caught(planted: Path) -> None:
    (planted / "a.css").write_text("a{color:red}")
    assert govuk.faults(planted) == ["a.css: not as it was made"]


def test_a_planted_stranger_and_a_lost_file_are_caught(planted: Path) -> None:
    (planted / "a.css").rename(planted / "b.css")
    assert govuk.faults(planted) == [
        "b.css: not in the manifest",
        "a.css: not as it was made",
    ]


@pytest.mark.parametrize(
    "words", ["font-family:GDS Transport", "@font-face{}", "/govuk-crest.svg"]
)
def test_what_is_for_gov_uk_alone_is_caught(tmp_path: Path, words: str) -> None:
    govuk.write({"a.css": words.encode()}, tmp_path / "govuk")
    assert govuk.faults(tmp_path / "govuk") == [
        "a.css: holds what only GOV.UK may show"
    ]


def test_a_planted_link_to_elsewhere_is_caught() -> None:
    assert ELSEWHERE.search('<script src="https://cdn.example/x.js">')
    assert ELSEWHERE.search("url(//cdn.example/x.woff)")
    assert not ELSEWHERE.search('<a href="/rules">')
