"""What every closed year came to, revision by revision: `digests.txt`.

    python -m tests.spec.closed.digests

prints the file as it would be now. A line that has once been released is never changed:
an erratum is `revision = 2` in the layer it is made in, and a further line for every book
that stands on that layer.
"""

from pathlib import Path

from keystage import rulebooks

FILE = Path(__file__).with_name("digests.txt")
LAST_CLOSED = 2025

type Digests = dict[str, dict[int, str]]


def written() -> Digests:
    """Return what the file says: digests by book and revision."""
    found: Digests = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        book, revision, digest = line.split()
        found.setdefault(book, {})[int(revision)] = digest
    return found


def now() -> Digests:
    """Return the closed years as they are, one revision of each."""
    books = (rulebooks.load(name) for name in rulebooks.available())
    return {
        book.id: {book.revision: book.digest}
        for book in books
        if book.year <= LAST_CLOSED
    }


def lines(digests: Digests) -> list[str]:
    """Return the lines of the file."""
    return [
        f"{book} {revision} {digest}"
        for book, by_revision in sorted(digests.items())
        for revision, digest in sorted(by_revision.items())
    ]


if __name__ == "__main__":
    before = written() if FILE.exists() else {}
    merged = {book: {**before.get(book, {}), **new} for book, new in now().items()}
    print("\n".join(lines(merged)))  # noqa: T201 - what this is for
