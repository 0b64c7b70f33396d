"""The rulebooks, each printed whole, and which rule is in which."""

from keystage import rulebooks
from keystage.checks.model import Rulebook
from tools.pages import code, table

INTRO = """# Rules by rulebook

E is an error, Q a query, N a note. An empty cell: the rule is not in that rulebook."""


def coverage(books: list[Rulebook]) -> str:
    """Return the table of every rule, and its weight in every rulebook."""
    rules: dict[str, dict[str, set[str]]] = {}
    for book in books:
        for check in book.checks.values():
            weights = rules.setdefault(check.id, {}).setdefault(book.id, set())
            weights.add(check.severity.value[0].upper())
    rows = (
        (code(rule), *("".join(sorted(where.get(book.id, ()))) for book in books))
        for rule, where in sorted(rules.items())
    )
    heads = (f"[{book.id}](rulebooks/{book.id}.md)" for book in books)
    return table(("Rule", *heads), rows)


def pages() -> dict[str, str]:
    """Return a page for each rulebook, and the table of rules."""
    books = [rulebooks.load(name) for name in rulebooks.available()]
    made = {f"rulebooks/{book.id}.md": rulebooks.show(book, "md") for book in books}
    return {"rules.md": f"{INTRO}\n\n{coverage(books)}\n"} | made
