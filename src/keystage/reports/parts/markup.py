"""The one door through which text becomes HTML."""

from html import escape

from keystage.core.findings import Severity
from keystage.reports import words
from keystage.reports.shown import pieces

# A state is told by its word and its shape; colour comes third.
SHAPES = {
    "error": "■",
    "query": "▲",
    "note": "●",
    "clean": "✓",
    "unreadable": "✕",
}
TAG_OF_STATUS = {"errors": "error", "queries": "query"}


def text(value: str) -> str:
    """Return `value` as markup, hidden characters named where they stand."""
    return "".join(
        f'<span class="hidden-character">{escape(piece.text)}</span>'
        if piece.hidden
        else escape(piece.text)
        for piece in pieces(value)
    )


def isolated(value: str) -> str:
    """Return `value` as markup that cannot turn round the text beside it."""
    return f"<bdi>{text(value)}</bdi>"


def paragraph(name: str, value: str) -> str:
    """Return a paragraph of class `name`, or nothing for an empty value."""
    return f'<p class="{name}">{isolated(value)}</p>' if value else ""


def tag(kind: str, label: str) -> str:
    """Return a small label: a shape and a word."""
    shape = f'<span aria-hidden="true">{SHAPES[kind]}</span>'
    return f'<span class="tag {kind}">{shape} {escape(label)}</span>'


def weight_tag(number: int, weight: Severity) -> str:
    """Return the label for so many findings of a weight."""
    return tag(weight.value, words.weigh(number, weight))


def link(anchor: str, label: str) -> str:
    """Return a link to a place on the same page."""
    return f'<a href="#{anchor}">{isolated(label)}</a>'
