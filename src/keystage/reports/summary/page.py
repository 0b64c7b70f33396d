"""One HTML page that needs nothing but itself, in the look of the findings page.

No address is fetched and no script may run; the only style is named by hash in the
page's own policy.
"""

from datetime import datetime
from functools import cache
from importlib import resources

from keystage import __version__
from keystage.reports.parts import markup
from keystage.reports.parts import page as frame


def page(
    title: str, what: str, body: str, made_at: datetime | None, *, style: str = ""
) -> str:
    """Return a page called `title` with `body` beneath the band.

    `what` stands beside the product's name, `made_at` is shown as it stands; `style`
    is what the body needs besides the common one.
    """
    whole = (
        f'{_band(what, made_at)}<main id="main" class="wide">'
        f"<h1>{markup.text(title)}</h1>{body}</main>"
    )
    return frame.page(title, whole, skip="Skip to the figures", style=_style() + style)


def listed(sentences: list[str]) -> str:
    """Return sentences as a list, or nothing for none."""
    items = "".join(f"<li>{markup.isolated(one)}</li>" for one in sentences)
    return f'<ul class="said">{items}</ul>' if items else ""


def _band(what: str, made_at: datetime | None) -> str:
    when = f"{made_at.day} {made_at:%B %Y, %H:%M}" if made_at else ""
    made = f'<p class="when">Made {when}</p>' if when else ""
    return (
        '<header class="band"><div class="wide"><p class="product">'
        f'<strong>Keystage</strong> <span class="what">{markup.text(what)}</span></p>'
        f'{made}<p class="version">version {markup.text(__version__)}</p>'
        "</div></header>"
    )


@cache
def _style() -> str:
    reports = resources.files("keystage.reports")
    common = reports / "assets" / "report.css"
    own = reports / "summary" / "assets" / "summary.css"
    return common.read_text(encoding="utf-8") + own.read_text(encoding="utf-8")
