"""Words for what became of a kit: what is wrong, and what a developer is to do."""

from collections.abc import Sequence

from keystage.core.findings import Severity
from keystage.reports.words import count
from keystage.synth.conformance.likeness import Way
from keystage.synth.conformance.outcome import (
    THE_FILE,
    Fault,
    Heading,
    Kind,
    Outcome,
    Tally,
)

HEADINGS = {
    Heading.FILES: "Files",
    Heading.CHILDREN: "Children",
    Heading.RESULTS: "Results",
    Heading.WRITING: "Ways of writing",
}
MEANINGS = {
    Heading.FILES: "files of the kit that came, and files of nobody in it",
    Heading.CHILDREN: "UPN, names, date of birth and sex as entered, and nobody else",
    Heading.RESULTS: "each result under its words, with its value, and no other",
    Heading.WRITING: "files of which nothing is noted beside what they say",
}
NOBODY = "Files in which nobody of the kit was found"
_TITLES = {
    (Heading.FILES, Kind.MISSING): "No file came",
    (Heading.FILES, Kind.UNEXPECTED): "A file holds nobody of the kit",
    (Heading.CHILDREN, Kind.MISSING): "Children are missing",
    (Heading.CHILDREN, Kind.UNEXPECTED): "Children are there who should not be",
    (Heading.CHILDREN, Kind.ALTERED): "Not as entered",
    (Heading.RESULTS, Kind.MISSING): "Results are missing",
    (Heading.RESULTS, Kind.UNEXPECTED): "Results are there that should not be",
    (Heading.RESULTS, Kind.ALTERED): "Results were altered",
    (Heading.WRITING, Kind.UNREAD): "A file could not be read",
    (Heading.WRITING, Kind.WRITTEN): "Texts are written in another way",
}
_TO_DO = {
    (Heading.FILES, Kind.MISSING): "Export this file and put it beside the others.",
    (Heading.FILES, Kind.UNEXPECTED): "Take it out of the folder, or export the "
    "children of the kit.",
    (
        Heading.CHILDREN,
        Kind.MISSING,
    ): "See why the export leaves them out; what each is "
    "there to try stands in brackets.",
    (Heading.CHILDREN, Kind.UNEXPECTED): "See that the export takes only those the kit "
    "wants in this file.",
    (Heading.CHILDREN, Kind.ALTERED): "Write the text as it was entered.",
    (Heading.RESULTS, Kind.MISSING): "See that the export writes this component and "
    "every code it takes.",
    (Heading.RESULTS, Kind.UNEXPECTED): "Write only results that the kit gives the "
    "child, each once.",
    (Heading.RESULTS, Kind.ALTERED): "Write value and words as the kit has them.",
    (Heading.WRITING, Kind.WRITTEN): "Nothing is lost by it; write it as it was "
    "entered all the same.",
}
_WAYS = {
    Way.CASE: "only capitals and small letters differ",
    Way.QUOTE: "another sign stands for the apostrophe",
    Way.COMPOSED: "accents stand apart from their letters (Unicode NFC is usual)",
    Way.SPACES: "only spaces differ",
    Way.ZEROS: "a nought stands before the number",
    Way.EMPTY: "it is empty",
    Way.ENCODING: "UTF-8 was read as another encoding",
    Way.LOST: "letters were lost: the encoding used does not have them",
    Way.ESCAPED: "it was escaped twice, or an entity was typed",
    Way.ACCENTS: "accents were lost",
    Way.SIGNS: "apostrophes, hyphens or spaces were lost",
    Way.CUT: "it is cut short",
    Way.DATE: "a date is written YYYY-MM-DD",
    Way.ANOTHER_NAME: "another name or number of the child stands there",
    Way.WORDS: "words stand in place of the code",
    Way.STATUS: "estimates or targets stand where results should",
    Way.CODING: "they stand under other words: stage, year, subject, method or component",
}
_PARTS = 3  # parts of a file that a title names
_WHOLE = frozenset({Way.CODING, Way.STATUS})
SHAPES = {Severity.ERROR: "error", Severity.QUERY: "query", Severity.NOTE: "note"}


def title(faults: Sequence[Fault]) -> str:
    """Return what is wrong with a group of faults, and with which parts of a file."""
    first = faults[0]
    if first.rule:
        return first.message
    named = _TITLES[first.heading, first.kind]
    if first.heading not in {Heading.CHILDREN, Heading.RESULTS} or first.way in _WHOLE:
        return named
    parts = list(dict.fromkeys(fault.what for fault in faults))
    if first.heading is Heading.CHILDREN and first.kind is not Kind.ALTERED:
        return named
    more = f" and {len(parts) - _PARTS:,} more" if len(parts) > _PARTS else ""
    return f"{named}, {', '.join(parts[:_PARTS])}{more}"


def makers(outcome: Outcome) -> str:
    """Return who made the files, by what they say: each product once."""
    found = dict.fromkeys(
        f"{one.supplier or 'no supplier'} ({one.version or 'no version'})"
        for one in outcome.files
        if not one.message
    )
    return f"Made by {', '.join(found)}." if found else "No file was read."


def way(fault: Fault) -> str:
    """Return how the text differs, '' where nothing is known of it."""
    return _WAYS.get(fault.way, "") if fault.way else ""


def to_do(fault: Fault) -> str:
    """Return what is to be done."""
    return fault.fix if fault.rule else _TO_DO[fault.heading, fault.kind]


def who(fault: Fault) -> str:
    """Return the child a fault is about, and what the kit tries with it."""
    if not fault.upn and not fault.name:
        return ""
    tried = f" ({fault.case})" if fault.case else ""
    return f"{fault.name}, {fault.upn}{tried}"


def part(fault: Fault) -> str:
    """Return the part of the file a fault is about, and why it matters there."""
    return f"{fault.what}: {fault.message}" if _explained(fault) else fault.what


def _explained(fault: Fault) -> bool:
    return bool(fault.message) and not fault.rule


def values(fault: Fault) -> str:
    """Return the part of the file, what was expected and what stands there."""
    said = [] if fault.what == THE_FILE and fault.file else [part(fault)]
    if fault.expected or fault.found:
        if fault.expected:
            said.append(f"expected {quoted(fault.expected)}")
        said.append(f"found {quoted(fault.found)}" if fault.found else "found nothing")
    return ", ".join(said)


def quoted(text: str) -> str:
    """Return a value between quotation marks, so that its ends can be seen."""
    return f'"{text}"'


def place(fault: Fault) -> str:
    """Return where it stands: file and line."""
    return f"{fault.file}, line {fault.line:,}" if fault.line else fault.file


def share(tally: Tally) -> str:
    """Return a score: '98 %', or a dash for nothing asked."""
    return "-" if tally.score is None else f"{tally.score} %"


def verdict(outcome: Outcome) -> str:
    """Return in a sentence what the files came to."""
    weights = outcome.weights
    if not weights.total():
        return "All right: every child and every result came through as entered."
    wrong = count(weights[Severity.ERROR], "fault", "faults")
    mild = weights[Severity.QUERY] + weights[Severity.NOTE]
    besides = count(mild, "way of writing to look at", "ways of writing to look at")
    if not weights[Severity.ERROR]:
        return f"Everything came through; {besides}."
    return f"To mend: {wrong}, and {besides}." if mild else f"To mend: {wrong}."
