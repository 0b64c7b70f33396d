"""The rulebooks, each printed whole with what has changed, and which rule is in which."""

from keystage import rulebooks
from keystage.rulebooks import comparing


def pages() -> dict[str, str]:
    """Return a page for each rulebook, and the table of rules."""
    books = [rulebooks.load(name) for name in rulebooks.available()]
    made = {
        f"rulebooks/{book.id}.md": rulebooks.show(book, since=comparing.last_year(book))
        for book in books
    }
    return {"coverage.md": rulebooks.coverage().page()} | made
