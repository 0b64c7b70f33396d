"""The report as a PDF that a screen reader can read: tagged, with its own typeface.

The only module that asks for typst, and only once a PDF is wanted.
"""

import json
import unicodedata
from dataclasses import asdict
from datetime import UTC, date, datetime
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from keystage.core.errors import MissingExtra
from keystage.reports.school import fonts
from keystage.reports.school.html import ABOUT, MISSING, made_on
from keystage.reports.school.model import Report

NAMED = (
    "A letter that the typeface of this PDF does not have is shown by its number, as "
    "[U+674E]; the page (.html) shows the letter itself."
)


def render(report: Report) -> bytes:
    """Return `report` as PDF/UA-1; the same report gives the same bytes.

    Raises `MissingExtra` where typst is not installed.
    """
    assets = resources.files("keystage.reports.school") / "assets"
    return typeset(assets, "report", _data(report), report.made)


def typeset(assets: Traversable, name: str, told: str, day: date) -> bytes:
    """Return a template of a folder, filled with the JSON it is `told`, as PDF/UA-1.

    The template is called `name`, and so is what it asks for. Every character told is
    one that `fonts.shown` left. Dated `day`, so that the same gives the same bytes.
    Raises `MissingExtra` where typst is not installed.
    """
    try:
        import typst  # noqa: PLC0415 - an extra: only a PDF needs it
    except ImportError:
        raise MissingExtra("Making a PDF", "pdf") from None
    noon = datetime(*day.timetuple()[:3], 12, tzinfo=UTC)
    with (
        resources.as_file(assets) as folder,
        resources.as_file(fonts.folder()) as typefaces,
    ):
        made: bytes = typst.compile(
            folder / f"{name}.typ",
            root=folder,
            font_paths=[typefaces],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={name: told},
            pdf_standards="ua-1",
            timestamp=int(noon.timestamp()),
        )
    return made


def _data(report: Report) -> str:
    """Return the report as JSON, every character one that the typeface has."""
    told = asdict(report)
    told["made"] = [report.made.year, report.made.month, report.made.day]
    told["made_on"] = f"School report, made {made_on(report)}"
    told["foot"] = f"{report.title}, {report.school}. {report.rulebook}"
    told["missing_title"], told["notes_title"] = MISSING, ABOUT
    if fonts.shown(written(told)) != written(told):
        told["notes"] = (*told["notes"], NAMED)
    return fonts.shown(written(told))


def written(told: dict[str, Any]) -> str:
    """Return what a template is told as JSON, each letter in its shortest form."""
    return unicodedata.normalize("NFC", json.dumps(told, ensure_ascii=False))
