"""How the files were checked: program, rulebooks, and what could not be run."""

from keystage.reports import words
from keystage.reports.document import Document, Unasked
from keystage.reports.parts import markup

_DIGEST_SHOWN = 12


def section(document: Document) -> str:
    """Return the closing section of the page."""
    books = sorted(
        {
            (sent.rulebook, sent.digest)
            for file in document.files
            for sent in file.returns
            if sent.rulebook
        }
    )
    listed = "".join(
        f"<li>{markup.text(name)} <code>{markup.text(digest[:_DIGEST_SHOWN])}</code>"
        "</li>"
        for name, digest in books
    )
    rulebooks = f"<h3>Rulebooks</h3><ul>{listed}</ul>" if listed else ""
    return (
        '<section id="method"><h2>How this was checked</h2>'
        f"<p>By Keystage {markup.text(document.made_by)}. An error must be put right. "
        "A query is worth a look: put it right, or be ready to say why it stands. "
        "A note is for information.</p>"
        f"{rulebooks}{_not_run(document)}{_skipped(document)}</section>"
    )


def _not_run(document: Document) -> str:
    reasons = document.not_run()
    if not reasons:
        return ""
    listed = "".join(
        f"<li>{markup.text(words.asked(one.rules))}: {markup.isolated(one.reason)}"
        f"{_share(one)}</li>"
        for one in reasons
    )
    return f"<h3>Not checked</h3><ul>{listed}</ul>"


def _share(one: Unasked) -> str:
    return f" {markup.text(words.unasked(one))}." if one.files and one.read > 1 else ""


def _skipped(document: Document) -> str:
    if not document.skipped:
        return ""
    listed = "".join(
        f"<li>{markup.isolated(path)}: {markup.isolated(reason)}</li>"
        for path, reason in document.skipped
    )
    return f"<h3>Passed over</h3><ul>{listed}</ul>"
