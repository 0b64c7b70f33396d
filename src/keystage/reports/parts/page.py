"""The frame of a page that needs nothing but itself.

No address is fetched, and no script or style may run but those given here, which the
page's own policy names by hash.
"""

import base64
import hashlib

from keystage.reports.parts import markup


def page(
    title: str,
    body: str,
    *,
    skip: str,
    style: str,
    script: str = "",
    kind: str = "",
) -> str:
    """Return the page called `title`; `body` is markup and holds the id `main`.

    `skip` are the words of the link to it, `kind` is the class of the whole.
    """
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; "
        + (f"script-src {_hash(script)}; " if script else "")
        + "img-src data:; base-uri 'none'; form-action 'none'"
    )
    of_kind = f' class="{kind}"' if kind else ""
    run = f"<script>{script}</script>\n" if script else ""
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{markup.text(title)} - Keystage</title>\n"
        '<link rel="icon" href="data:,">\n'
        f"<style>{style}</style>\n</head>\n<body{of_kind}>\n"
        f'<a class="skip" href="#main">{skip}</a>\n'
        f"{body}\n{run}</body>\n</html>\n"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
