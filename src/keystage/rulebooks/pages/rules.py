"""What is worked out of results, what is checked, and who says so."""

import json
from collections.abc import Iterator

from keystage.checks.model import Check, Rulebook
from keystage.measures import specs
from keystage.rulebooks.pages.lines import doubt


def measures(book: Rulebook) -> Iterator[str]:
    """Yield every measure by its title, with its note and source."""
    if not book.measures:
        return
    yield "## Measures"
    yield ""
    for spec in specs(book):
        national = "" if spec.national else " Not a national figure."
        source = f" Source: {spec.source}." if spec.source else ""
        note = f" {spec.note}" if spec.note else ""
        yield f"- {spec.title}{doubt(spec.verified)}.{note}{national}{source}"
    yield ""


def rules(book: Rulebook) -> Iterator[str]:
    """Yield every rule: its words, its kind, its source, its examples."""
    yield "## Rules"
    yield ""
    for key, check in book.checks.items():
        yield f"### {check.id}: {check.severity.value}" + (
            "" if key == check.id else f" ({key})"
        )
        yield ""
        yield f"> {check.message} {check.fix}"
        yield ""
        yield from (f"- {line}" for line in _rule_lines(book, check))
        yield ""


def _rule_lines(book: Rulebook, check: Check) -> Iterator[str]:
    parameters = json.dumps(check.params, ensure_ascii=False) if check.params else ""
    yield f"Kind: `{check.kind}` {parameters}".rstrip()
    yield f"Source: {book.sources.get(check.source, check.source)}{doubt(check.verified)}"
    if check.official_rule is not None:
        number = f"{check.official_rule}{doubt(check.official_rule_verified)}"
        yield f"The Department's number: {number}"
    if check.refuses:
        yield "Nothing of the file is taken."
    if check.after:
        yield f"Goes under: {', '.join(check.after)}"
    for example in check.examples:
        yield f"{'Fires' if example.fires else 'Does not fire'}: {example.says}"


def sources(book: Rulebook) -> Iterator[str]:
    """Yield who says all this, and the digest of the book."""
    yield "## Sources"
    yield ""
    yield from (f"- {text}" for text in book.sources.values())
    yield ""
    yield f"Digest of this rulebook: `{book.digest}`"
