"""A school's report as PDF: ours beside WeasyPrint's, of the same page of figures."""

import gc
import importlib
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bench import made
from bench.table import table
from keystage import measures
from keystage.intake.interpret import Reading, interpret
from keystage.intake.options import Options
from keystage.intake.recognise import recognise
from keystage.intake.shelf import standard
from keystage.measures import Situation
from keystage.reports.school import build, html, pdf, workbook
from keystage.reports.school.model import Given, Person, Report, Wishes
from keystage.reports.summary.model import School

type Size = tuple[str, int, bool]
type Way = Callable[[Report], bytes | str]

DAY = date(2026, 6, 10)
PEER = "weasyprint"
SIZES: tuple[Size, ...] = (
    ("One page of figures", 30, False),
    ("30 pupils, with their list", 30, True),
    ("120 pupils, with their list", 120, True),
)
# It cannot set heads upright, and cuts off what is wider than the page.
FITTING = """
.list table { table-layout: fixed; font-size: 6pt; }
.list th { overflow-wrap: anywhere; min-width: 0 !important; width: auto; }
.list th:first-child { width: 14%; }
.list th:nth-child(2) { width: 7%; }
"""


def given(pupils: int, number: int = 1) -> Given:
    """Return a school of so many pupils, read from a file as any other."""
    file = made.school("eyfsp", pupils, number)
    found = recognise(file, standard(), Options())
    (book,) = found.books
    rows = interpret(file, book, found.plans, Reading()).rows
    people = [Person(row, measures.of_rows([row])[0]) for row in rows]
    return Given(School("9992001", "A school"), book, Situation(today=DAY), people)


def peer() -> Callable[[Report], bytes] | str:
    """Return the peer's way of making the PDF, or why there is none here."""
    try:
        weasyprint = importlib.import_module(PEER)
    except (ImportError, OSError) as why:
        return f"{PEER} cannot be loaded here: {type(why).__name__}"

    def render(report: Report) -> bytes:
        page = weasyprint.HTML(string=html.render(report))
        styles = [weasyprint.CSS(string=FITTING)]
        made_of: bytes = page.write_pdf(stylesheets=styles, pdf_variant="pdf/ua-1")
        return made_of

    return render


def prove_equal(report: Report, ways: Sequence[Callable[[Report], bytes]]) -> None:
    """Stop unless every way's file holds every figure of the report."""
    program = shutil.which("pdftotext")
    if program is None:
        return
    for way in ways:
        done = subprocess.run(
            [program, "-raw", "-", "-"],
            input=way(report),
            capture_output=True,
            check=True,
        )
        text = "".join(done.stdout.decode().split())
        cells = (
            line
            for section in report.sections
            for row in section.grid.rows
            for cell in row
            for line in cell.splitlines()
        )
        for line in cells:
            assert "".join(line.split()) in text, line


def report(rounds: int, sizes: Sequence[Size] = SIZES) -> str:
    """Return the tables: a page of figures, a class, and a large year group."""
    other = peer()
    told = []
    for title, pupils, lists in sizes:
        schools = [given(pupils, number) for number in range(1, rounds + 2)]
        told.append(f"### {title}\n\n{_measured(schools, other, lists)}")
    return "\n\n".join(told)


def _measured(
    schools: Sequence[Given], other: Callable[[Report], bytes] | str, lists: bool
) -> str:
    """Return the table over schools of which no two are alike.

    typst remembers what it has set before, so nothing is made of one school twice.
    """
    ways: dict[str, Way] = {"HTML page": html.render, "workbook": workbook.render}
    if callable(other):
        ways["WeasyPrint, PDF/UA-1"] = other
    ratios: dict[str, list[float]] = {}
    first, *others = schools
    if callable(other):
        prove_equal(_shown(first, lists), (pdf.render, other))
    pdf.render(_shown(first, lists))
    for school in others:
        shown = _shown(school, lists)
        floor = _seconds(pdf.render, shown)
        own = _seconds(_built, school)
        ratios.setdefault("values and pictures", []).append(own / floor)
        for name, way in ways.items():
            ratios.setdefault(name, []).append(_seconds(way, shown) / floor)
    rows = [
        (name, f"{statistics.median(found):.2f}", f"{min(found):.2f}..{max(found):.2f}")
        for name, found in ratios.items()
    ]
    if not callable(other):
        rows.append((other, "-", "-"))
    size = len(pdf.render(_shown(first, lists))) / 1024
    heads = ("Way", "x our PDF/UA-1 by typst", "range")
    return f"{table(heads, rows)}\n\nOur PDF: {size:.0f} kB."


def _built(school: Given) -> Report:
    return build.report(school, Wishes(), DAY)


def _shown(school: Given, lists: bool) -> Report:
    whole = _built(school)
    return whole if lists else replace(whole, lists=())


def _seconds(way: Callable[[Any], object], shown: object = None) -> float:
    gc.collect()
    began = time.process_time()
    way(shown)
    return time.process_time() - began
