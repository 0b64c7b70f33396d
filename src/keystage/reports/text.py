"""The findings as plain text for a terminal: at most 100 columns, nothing cut."""

from collections import Counter
from collections.abc import Iterator, Sequence

from keystage.core.findings import Severity
from keystage.reports import document as documents
from keystage.reports import words
from keystage.reports.document import Document, Item, SentFile
from keystage.reports.folding import folded, gathered, the_rest
from keystage.reports.shown import plain, wrap
from keystage.reports.values import Json

COLUMNS = 100
_RESET = "\x1b[0m"
_COLOURS = {
    Severity.ERROR: "\x1b[1;31m",
    Severity.QUERY: "\x1b[1;33m",
    Severity.NOTE: "\x1b[1;36m",
}
_BOLD = "\x1b[1m"


def render(data: Json, *, colour: bool = False) -> str:
    """Return the findings document `data` as text, every finding in full.

    With `colour`, headings are also coloured; they say the same without. Raises
    `UsageError` where `data` is not a findings document.
    """
    document = documents.read(data)
    lines: list[str] = []
    for number, file in enumerate(document.files, 1):
        lines += _file(file, f"{number} of {len(document.files)}", colour=colour)
    if document.across:
        lines += [_strong("Between schools", _BOLD, colour), ""]
        lines += _weights(document.across, colour=colour)
    lines += _summary(document, colour=colour)
    return "\n".join(lines) + "\n"


def _file(file: SentFile, number: str, *, colour: bool) -> Iterator[str]:
    yield from _heading(file.path, colour=colour)
    sent = "; ".join(words.sent(part) for part in file.returns)
    facts = (words.school(file), sent, words.written(file))
    yield from _indented("; ".join(fact for fact in facts if fact), 2)
    yield from _indented(f"File {number}: {_outcome(file)}", 2)
    yield ""
    yield from _weights(file.items, colour=colour)


def _outcome(file: SentFile) -> str:
    if file.status == "unreadable" or not file.items:
        return words.status(file)
    counts = Counter(item.finding.severity for item in file.items)
    weights = [weight for weight in Severity if counts[weight]]
    return ", ".join(words.weigh(counts[weight], weight) for weight in weights)


def _heading(path: str, *, colour: bool) -> Iterator[str]:
    for line in wrap(plain(path), COLUMNS):
        yield _strong(line, _BOLD, colour)


def _weights(items: Sequence[Item], *, colour: bool) -> Iterator[str]:
    for weight, heading in words.HEADINGS.items():
        chosen = [item for item in items if item.finding.severity is weight]
        if chosen:
            title = f"{heading} ({words.weigh(len(chosen), weight)})"
            yield "  " + _strong(title, _COLOURS[weight], colour)
            yield ""
            for alike in gathered(chosen):
                yield from _item(alike[0], 4, alike[1:])
                yield ""


def _item(item: Item, indent: int, alike: Sequence[Item] = ()) -> Iterator[str]:
    finding = item.finding
    who = (words.pupil(finding.pupil), *words.pupil_details(finding.pupil))
    title = ", ".join(part for part in (*who, item.about) if part)
    if title:
        yield from _indented(title, indent)
        indent += 2
    yield from _indented(finding.message, indent)
    for said in (finding.fix, words.in_your_system(item)):
        yield from _indented(said, indent)
    yield from _indented(" ".join(words.evidence(finding)), indent)
    yield from _indented(words.repair(finding.repair), indent)
    yield from _indented(words.both(item.files), indent)
    place = (words.where(finding.place), f"rule {words.rule(finding)}")
    line = "; ".join(part for part in place if part)
    yield from _indented(line[0].upper() + line[1:] + ".", indent)
    yield from _indented(the_rest(alike), indent)
    if item.beneath:
        yield from _indented("This also goes away with it:", indent)
        for below, elsewhere in folded(item.beneath):
            yield from _item(below, indent + 2)
            yield from _indented(elsewhere, indent + 4)


def _summary(document: Document, *, colour: bool) -> Iterator[str]:
    counts = document.summary
    yield _strong("Summary", _BOLD, colour)
    for one, many in (("file", "files"), ("pupil", "pupils"), ("result", "results")):
        yield "  " + words.count(counts[many], one, many)
    statuses = Counter(words.kind_of_status(file) for file in document.files)
    for status, said in words.STATUS.items():
        if statuses[status]:
            files = words.count(statuses[status], "file", "files")
            yield f"  {files}: {said}"
    totals = (
        words.weigh(counts[name], weight)
        for name, weight in zip(documents.COUNTS[3:], Severity, strict=True)
    )
    yield "  " + ", ".join(totals)
    for left in document.not_run():
        told = f"{words.unasked(left)}: {words.asked(left.rules)}. {left.reason}"
        yield from _indented(told, 2)
    for path, reason in document.skipped:
        yield from _indented(f"Passed over: {path}. {reason}", 2)


def _indented(text: str, indent: int) -> list[str]:
    if not text:
        return []
    return [" " * indent + line for line in wrap(plain(text), COLUMNS - indent)]


def _strong(text: str, code: str, colour: bool) -> str:
    return f"{code}{text}{_RESET}" if colour else text
