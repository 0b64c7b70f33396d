"""A school's report as PDF: the figures as texts, tagged, inside the page, the same twice."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile
from pathlib import Path

import pytest

from keystage.core.errors import MissingExtra
from keystage.reports.school import fonts, pdf
from keystage.reports.school.model import Report
from tests.unit.reports.school.making import child, crowd, report, school

BOOKS = ("eyfsp-2026", "phonics-2025", "ks1-2026", "ks2-2026", "mtc-2026")
CASES = [("eyfsp-2026", 0), *((book, many) for book in BOOKS for many in (1, 30, 120))]
type Word = tuple[float, float, float, float, str]

MARGIN = 0.02  # of the page's width: 4 mm


def poppler(program: str, *words: object) -> str:
    """Return what one of poppler's programs says of a file."""
    found = shutil.which(program)
    if found is None:
        pytest.skip("no poppler-utils on this machine: they read PDF files")
    command = [found, *map(str, words)]
    done = subprocess.run(command, check=True, capture_output=True, timeout=60)
    return done.stdout.decode()


@cache
def crowded(book: str, number: int) -> tuple[Report, bytes]:
    """Return the report of a crowd, by class, and its file."""
    made = report(crowd(book, number), "class" if number else None)
    return made, pdf.render(made)


def saved(made: Report, folder: Path) -> Path:
    path = folder / "report.pdf"
    path.write_bytes(pdf.render(made))
    return path


def plain(text: str) -> str:
    """Return text without white space, or the breaks a long word may have."""
    return re.sub(r"[\s\u200b]", "", text)


def inked(picture: bytes) -> tuple[list[int], int, int]:
    """Return the darkest value at each x of a grey picture, its width and height."""
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", picture)
    assert head is not None
    wide, high = int(head[1]), int(head[2])
    pixels = picture[head.end() :]
    return [min(pixels[at::wide]) for at in range(wide)], wide, high


@pytest.mark.parametrize(("book", "number"), CASES)
def test_every_figure_and_pupil_can_be_read_out_of_the_file(
    book: str, number: int, tmp_path: Path
) -> None:
    made, data = crowded(book, number)
    path = tmp_path / "report.pdf"
    path.write_bytes(data)
    # In the order of the tags: a table read across, cell by cell.
    text = plain(poppler("pdftotext", "-enc", "UTF-8", "-raw", path, "-"))
    for section in made.sections:
        for row in section.grid.rows:
            for cell in row:
                for line in fonts.shown(cell).splitlines():
                    assert plain(line)[:18] in text, line
    for fact in made.facts:
        assert plain(fact.figure) in text


@pytest.mark.parametrize(("book", "number"), CASES)
def test_nothing_is_cut_off_and_no_words_overlap(
    book: str, number: int, tmp_path: Path
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(crowded(book, number)[1])
    poppler("pdftoppm", "-r", "40", "-gray", path, tmp_path / "page")
    pages = sorted(tmp_path.glob("page-*.pgm"))
    assert pages
    for page in pages:
        darkest, wide, _ = inked(page.read_bytes())
        edge = int(wide * MARGIN)
        assert min(darkest[:edge] + darkest[-edge:]) > 250, page.name
    boxes = poppler("pdftotext", "-bbox", path, "-")
    for one in boxes.split("<page ")[1:]:
        assert not overlapping(one)


def overlapping(page: str) -> list[tuple[str, str]]:
    """Return the words of a page that stand in one another, upright ones left out."""
    form = r'xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">([^<]*)<'
    words: list[Word] = [
        (float(a), float(b), float(c), float(d), text)
        for a, b, c, d, text in re.findall(form, page)
    ]
    level = sorted(
        (one for one in words if one[2] - one[0] > 0.2 * (one[3] - one[1])),
        key=lambda one: one[1],
    )
    return [
        (first[4], second[4])
        for at, first in enumerate(level)
        for second in near(first, level[at + 1 :])
        if min(first[2], second[2]) - max(first[0], second[0]) > 2
    ]


def near(word: Word, below: Sequence[Word]) -> Iterator[Word]:
    """Return the words that begin before `word` ends, of words from above downward."""
    return takewhile(lambda one: one[1] < word[3] - 4, below)


def test_planted_words_in_one_another_are_found() -> None:
    line = '<word xMin="{}" yMin="10" xMax="{}" yMax="20">{}</word>'
    first, apart, over = ((1, 30, "a"), (32, 50, "b"), (25, 60, "c"))
    assert not overlapping(line.format(*first) + line.format(*apart))
    assert overlapping(line.format(*first) + line.format(*over)) == [("a", "c")]


@pytest.mark.parametrize("book", BOOKS)
def test_the_figures_of_a_class_stand_on_one_page(book: str, tmp_path: Path) -> None:
    made = report(crowd(book, 30))
    text = poppler("pdftotext", "-enc", "UTF-8", saved(made, tmp_path), "-")
    first, *others = map(plain, text.split("\f"))
    for said in (*made.missing, *made.notes, *(part.title for part in made.summary)):
        assert plain(said) in first
    for listed in made.lists:
        assert plain(listed.title) not in first
        assert any(plain(listed.title) in page for page in others)


def test_the_file_is_tagged_and_says_what_it_is(tmp_path: Path) -> None:
    path = saved(report(school("eyfsp-2026", child(1, "2"))), tmp_path)
    told = poppler("pdfinfo", path)
    assert re.search(r"Tagged: +yes", told)
    assert re.search(r"JavaScript: +no", told)
    assert "Early years foundation stage profile 2026: Ash Primary School" in told
    tags = poppler("pdfinfo", "-struct", path)
    assert re.findall(r"^ *H(\d)", tags, re.M) == ["1", "2", "2", "2", "2", "2"]
    assert tags.count("Figure") == 2
    assert tags.count("THead") == 3


def test_its_typeface_is_its_own(tmp_path: Path) -> None:
    path = saved(report(crowd("eyfsp-2026", 5)), tmp_path)
    lines = poppler("pdffonts", path).splitlines()[2:]
    assert {line.split()[0].partition("+")[2] for line in lines} == {
        "NotoSans-Bold",
        "NotoSans-Regular",
    }
    assert all(line.split()[-5] == "yes" for line in lines)


def test_a_letter_the_typeface_lacks_is_named_and_the_report_says_so(
    tmp_path: Path,
) -> None:
    made = report(
        school("eyfsp-2026", child(1, "2", surname="李", forename="Nin\u0303"))
    )
    text = poppler("pdftotext", "-enc", "UTF-8", saved(made, tmp_path), "-")
    assert "[U+674E], Niñ" in text
    assert "the page (.html) shows the letter itself" in " ".join(text.split())


def test_where_every_letter_is_there_nothing_is_said_of_letters(tmp_path: Path) -> None:
    made = report(school("eyfsp-2026", child(1, "2", surname="Nguyễn")))
    text = poppler("pdftotext", "-enc", "UTF-8", saved(made, tmp_path), "-")
    assert "Nguyễn" in text
    assert "U+" not in text


def test_text_is_never_taken_for_markup(tmp_path: Path) -> None:
    evil = '#panic("x") *a* $b$ \\ @c [d]'
    made = report(school("eyfsp-2026", child(1, "2", surname=evil)))
    text = poppler("pdftotext", "-enc", "UTF-8", saved(made, tmp_path), "-")
    assert plain('#panic("x")*a*$b$\\@c[d],Ana') in plain(text)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert pdf.render(report(crowd("ks2-2026", 9))) == pdf.render(
        report(crowd("ks2-2026", 9))
    )


def test_without_typst_a_sentence_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtra, match=r"keystage\[pdf\]"):
        pdf.render(report(school("eyfsp-2026", child(1, "2"))))


def test_the_typeface_has_the_letters_of_many_languages() -> None:
    letters = "ąćęłńóśźż ğışİ ạảấầẩẫậắằẳẵặệ ŵŷẁẃẅ ḃċḋḟġṁṗṡṫ ẹọṣ ɓɗƙ ịụṅ șț əŋøðþ ω Ж"
    assert fonts.shown(letters) == letters
    assert fonts.shown("a\nb") == "a\nb"
    assert fonts.shown("李é") == "[U+674E]é"
    assert "SIL OPEN FONT LICENSE" in (fonts.folder() / "OFL.txt").read_text().upper()
