"""Put the page together from its parts."""

import base64
import hashlib
import json
from html import escape
from importlib import resources
from importlib.resources.abc import Traversable

from keystage.transfer.messages import MESSAGES

TITLE = "Check a receipt"
SCRIPT, STYLE = "verify.mjs", "verify.css"
_PACKAGE = __name__.rpartition(".")[0]

# What is shown of a receipt, and where it stands in it.
_ROWS = (
    ("Reference", "reference"),
    ("School", "school.name"),
    ("Number of the school", "school.number"),
    ("Sent to", "authority.name"),
    ("Collection", "collection.title"),
    ("Version", "version"),
    ("File", "file.name"),
    ("Sent", "sent.at"),
    ("Sent by", "sent.by"),
    ("Declared by", "declaration.name"),
    ("Confirmed by", "confirmed.by"),
    ("Pupils", "counts.pupils"),
    ("Errors left when sent", "findings.errors"),
    ("Fingerprint of the key", "installation"),
    ("SHA-256 of the data", "data.sha256"),
    ("SHA-256 of the file", "file.sha256"),
)
_MOMENTS = {"sent.at"}
_FRAME = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{tool}</main>
<script type="module">{script}</script>
</body>
</html>
"""


def served() -> Traversable:
    """Return the folder of the style and the script, for a service to serve them from."""
    return resources.files(_PACKAGE) / "served"


def tool() -> str:
    """Return the tool as HTML to stand in a page that loads its style and script."""
    messages = json.dumps(MESSAGES, ensure_ascii=False)
    rows = "\n        ".join(_row(label, path) for label, path in _ROWS)
    text = _asset("verify.html").replace("{rows}", rows)
    return text.replace("{messages}", escape(messages))


def standing_alone() -> str:
    """Return the whole page as one file. It can ask nothing of anyone: its policy says so."""
    style = f"{_asset('alone.css')}\n{_text(served() / STYLE)}"
    script = _text(served() / SCRIPT)
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src {_hashed(style)}; script-src {_hashed(script)}"
    )
    return _FRAME.format(
        policy=policy, title=TITLE, style=style, tool=tool(), script=script
    )


def _row(label: str, path: str) -> str:
    form = ' data-form="moment"' if path in _MOMENTS else ""
    return (
        f'<div class="verify__row" data-row><dt>{escape(label)}</dt>'
        f'<dd data-path="{path}"{form}></dd></div>'
    )


def _asset(name: str) -> str:
    return _text(resources.files(_PACKAGE) / "assets" / name)


def _text(path: Traversable) -> str:
    return path.read_text(encoding="utf-8")


def _hashed(inline: str) -> str:
    digest = base64.b64encode(hashlib.sha256(inline.encode()).digest())
    return f"'sha256-{digest.decode('ascii')}'"
