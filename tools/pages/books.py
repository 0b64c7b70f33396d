"""The rulebooks, each printed whole, and which rule is in which."""

from keystage import rulebooks


def pages() -> dict[str, str]:
    """Return a page for each rulebook, and the table of rules."""
    books = [rulebooks.load(name) for name in rulebooks.available()]
    made = {f"rulebooks/{book.id}.md": rulebooks.show(book) for book in books}
    return {"coverage.md": rulebooks.coverage().page()} | made
