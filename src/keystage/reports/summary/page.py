"""One HTML page that needs nothing but itself, in the look of the findings page.

No address is fetched and no script may run; the only style is named by hash in the
page's own policy.
"""

import base64
import hashlib
from datetime import datetime
from functools import cache
from importlib import resources

from keystage import __version__
from keystage.reports.parts import markup


def page(title: str, what: str, body: str, made_at: datetime | None) -> str:
    """Return a page called `title` with `body` beneath the band.

    `what` stands beside the product's name, `made_at` is shown as it stands.
    """
    style = _style()
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{markup.text(title)} - Keystage</title>\n"
        '<link rel="icon" href="data:,">\n'
        f"<style>{style}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#main">Skip to the figures</a>\n'
        f'{_band(what, made_at)}<main id="main" class="wide">'
        f"<h1>{markup.text(title)}</h1>{body}</main>\n</body>\n</html>\n"
    )


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


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
