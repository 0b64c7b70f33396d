"""The findings as one HTML page that needs nothing but itself.

No address is fetched, no script is needed to read it, and the only script and
style that may run are the two named by hash in the page's own policy.
"""

from datetime import datetime
from functools import cache
from importlib import resources

from keystage.reports import document as documents
from keystage.reports import schools as grouping
from keystage.reports.parts import filters, listing, method, overview, page, tables
from keystage.reports.values import Json

# Measured: 4,000 lines are some 2.5 MB, open in 1.5 s and are filtered in as much.
LINES = 4000


def render(
    data: Json, *, checked_at: datetime | None = None, lines: int = LINES
) -> str:
    """Return the findings document `data` as a page.

    `checked_at` is shown as it stands. About `lines` findings are listed in full;
    beyond that each rule of each file says how many more there are. Raises
    `UsageError` where `data` is not a findings document.
    """
    document = documents.without_folder(documents.read(data))
    schools = grouping.group(document)
    collections = grouping.collections(document)
    across = grouping.concerned(document.across, schools)
    plan = listing.plan(schools, across, lines)
    checked = f"{checked_at.day} {checked_at:%B %Y, %H:%M}" if checked_at else ""
    body = (
        overview.header(document.made_by, checked),
        '<main id="main" class="wide">',
        overview.verdict(document, schools),
        overview.cards(document, schools),
        overview.contents(schools, across=bool(document.across)),
        filters.bar(schools, collections),
        tables.schools(schools, collections),
        tables.rules(schools),
        listing.across(across, plan),
        listing.findings(schools, plan),
        method.section(document),
        "</main>",
    )
    title = overview.title(document, schools)
    return page.page(
        title,
        "".join(body),
        skip="Skip to the findings",
        style=_asset("report.css"),
        script=_asset("report.js"),
        kind="" if plan.opened else "long",
    )


@cache
def _asset(name: str) -> str:
    found = resources.files("keystage.reports") / "assets" / name
    return found.read_text(encoding="utf-8")
