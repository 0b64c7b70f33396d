"""A receipt as a PDF that a screen reader can read: tagged, with its own typeface."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from importlib import resources
from typing import Any

from keystage.reports.receipt.moments import in_london
from keystage.reports.receipt.rows import HOW, parts
from keystage.reports.receipt.words import Words
from keystage.reports.school import fonts
from keystage.reports.school.pdf import typeset, written

_NO_WORDS: Words = {}
_NAMED = (
    "A letter that the typeface of this PDF does not have is shown by its number, as "
    "[U+674E]; the .json file has the letter itself."
)


def render(told: Mapping[str, Any], words: Words = _NO_WORDS) -> bytes:
    """Return a receipt as PDF/UA-1; the same receipt gives the same bytes.

    Raises `MissingExtra` where typst is not installed.
    """
    sent = in_london(datetime.fromisoformat(told["sent"]["at"]))
    title = (told["collection"] or {"title": "a file"})["title"]
    data: dict[str, Any] = {
        "title": f"Receipt: {title}",
        "school": told["school"]["name"],
        "authority": told["authority"]["name"],
        "reference": told["reference"],
        "sent": [sent.year, sent.month, sent.day],
        "parts": [asdict(part) for part in parts(told, words)],
        "how_title": "How to check it",
        "how": list(HOW),
    }
    if fonts.shown(written(data)) != written(data):
        data["how"].append(_NAMED)
    assets = resources.files("keystage.reports.receipt") / "assets"
    return typeset(assets, "receipt", fonts.shown(written(data)), sent.date())
