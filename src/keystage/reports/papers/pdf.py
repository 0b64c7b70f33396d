"""A paper as a PDF that a screen reader can read: tagged, with its own typeface."""

from dataclasses import asdict
from importlib import resources

from keystage.reports.papers.model import Paper
from keystage.reports.school import fonts
from keystage.reports.school.pdf import typeset, written

_NAMED = (
    "A letter that the typeface of this PDF does not have is shown by its number, as "
    "[U+674E]."
)


def render(paper: Paper) -> bytes:
    """Return `paper` as PDF/UA-1; the same paper gives the same bytes.

    Raises `MissingExtra` where typst is not installed.
    """
    told = asdict(paper)
    made = paper.made
    told["made"] = [made.year, made.month, made.day]
    told["made_on"] = f"{paper.kind}, made {made.day} {made:%B %Y}"
    told["named"] = _NAMED if fonts.shown(written(told)) != written(told) else ""
    assets = resources.files("keystage.reports.papers") / "assets"
    return typeset(assets, "paper", fonts.shown(written(told)), made)
