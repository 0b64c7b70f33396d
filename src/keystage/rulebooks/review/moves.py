"""What is wrong with the table of movers in a rulebook."""

from keystage.checks.model import Rulebook
from keystage.movement.faults import faults
from keystage.rulebooks.overlay import Document


def complaints(book: Rulebook, document: Document) -> list[str]:
    """Return what is wrong with the decision table of `book`, by file and place."""
    if not book.movement:
        return []
    found = faults(book.movement, book.sources)
    return [f"{document.place('movement', *keys)}: {said}" for keys, said in found]
