"""Every sentence of the reader: code, weight, what is wrong, what to do."""

from typing import Final, NamedTuple

from keystage.core.errors import Refused
from keystage.core.findings import Place, Severity

_NOTHING = (
    "Nothing has to be done about these results. Tell your supplier: other systems "
    "may refuse the file."
)


class Sentence(NamedTuple):
    """How a finding is worded; `{times}`, `{what}` and other facts are filled in.

    `deviation` is whether the file differs from the format's description there.
    """

    rule: str
    severity: Severity
    message: str
    fix: str
    deviation: bool = True


def _note(rule: str, message: str, fix: str = _NOTHING) -> Sentence:
    return Sentence(rule, Severity.NOTE, message, fix)


_WRITTEN = (
    _note("XML-BOM", "The file begins with a byte-order mark, which is not needed."),
    _note(
        "XML-VERSION",
        "The first line says XML version {what}; results files are version 1.0. "
        "It was read as 1.0.",
    ),
    _note(
        "XML-PI",
        "The file holds instructions to other programs ({what}; {times}). "
        "None was followed.",
    ),
    _note("XML-COMMENT", "The file holds comments ({times}). They were passed over."),
    _note(
        "CTF-NAMESPACE",
        "The elements are in a namespace ({what}), which the format does not have. "
        "They were read by their names alone.",
    ),
    _note(
        "CTF-ORDER",
        "Some elements do not stand in the format's order ({times}; the first is "
        "{what}). Every value was read.",
    ),
    _note(
        "CTF-GENDER",
        "The file writes {what} ({times}), which version {version} calls {other}. "
        "The values were read.",
        "Nothing has to be done about these results. Ask your supplier for an "
        "export that fits the version.",
    ),
    _note(
        "CTF-VERSION-FORM",
        "CTFversion is written {what}; the format writes {other}.",
    ),
    _note(
        "CTF-UNKNOWN-ELEMENT",
        "The file holds elements the format does not know: {what} ({times}). "
        "They were kept, and not checked.",
    ),
    _note(
        "CTF-UNKNOWN-ATTRIBUTE",
        "The file holds attributes, which the format does not have: {what} "
        "({times}). They were passed over.",
    ),
    _note(
        "CTF-MISSING",
        "Results do not say {what} ({times}). They were read without it.",
    ),
    _note(
        "CTF-NAMES-IN-DETAILS",
        "{what} stands inside BasicDetails, not before it ({times}). "
        "The values were read from there.",
    ),
)

SENTENCES: Final = {
    **{sentence.rule: sentence for sentence in _WRITTEN},
    "CTF-EXTRA-DATA": Sentence(
        "CTF-EXTRA-DATA",
        Severity.NOTE,
        "Beside results the file holds other personal data: {what} ({times}). "
        "A results return does not ask for it.",
        "Next time, untick these parts when you export: results and basic details "
        "are enough.",
        deviation=False,
    ),
    "CTF-SPACES": Sentence(
        "CTF-SPACES",
        Severity.NOTE,
        "Spaces or line breaks stand around the text of {what} ({times}). They were left "
        "out.",
        "Nothing has to be done about these results.",
        deviation=False,
    ),
    "CTF-HEADER": Sentence(
        "CTF-HEADER",
        Severity.QUERY,
        "The file has no Header, so it does not say which school it comes from.",
        "Export the file again; if the new one has none either, ask your supplier.",
    ),
    "CTF-INCOMPLETE": Sentence(
        "CTF-INCOMPLETE",
        Severity.QUERY,
        "Some results do not say {what} ({times}), so it may not be known what they "
        "are results of.",
        "Export the file again; if the new one says the same, ask your supplier.",
    ),
    "XML-ENCODING-READ-AS-1252": Sentence(
        "XML-ENCODING-READ-AS-1252",
        Severity.QUERY,
        "The file is not written in the characters its first line promises. "
        "{Times} a character was read as Windows-1252: {what}.",
        "Check that these texts are right. Tell your supplier that the export does "
        "not write UTF-8.",
    ),
    "XML-MIXED": Sentence(
        "XML-MIXED",
        Severity.ERROR,
        "{what} holds {inside} inside its text. The text was read whole, as "
        "{value}, and must be confirmed.",
        "Type the value again in your system and export the file again.",
    ),
    "stray": Sentence(
        "XML-MIXED",
        Severity.ERROR,
        "{what} holds the text {value} between its elements, where none belongs.",
        "Export the file again; if the new one says the same, ask your supplier.",
    ),
    "CTF-REPEATED": Sentence(
        "CTF-REPEATED",
        Severity.ERROR,
        "{what} is given twice: first {first}, then {second}. Only the {taken} was "
        "taken.",
        "Find out which is right, correct it in your system and export the file again.",
    ),
    "block": Sentence(
        "CTF-REPEATED",
        Severity.ERROR,
        "{what} stands twice in the same place, where the format has it once.",
        "Export the file again; if the new one says the same, ask your supplier.",
    ),
    "foreign": Sentence(
        "CTF-UNKNOWN-ELEMENT",
        Severity.ERROR,
        "The element {what} belongs to another format ({uri}). Nothing it asks "
        "for was done.",
        "Results files hold no such element. Export the file again; if the new one "
        "has it too, ask your supplier.",
    ),
}

_EXPORT = "Export the results as a Common Transfer File (CTF) and send that file."


class Refusal(NamedTuple):
    """How the refusal of a well-formed file is worded."""

    code: str
    message: str
    fix: str


_REFUSALS: Final = {
    "root": Refusal(
        "CTF-ROOT",
        "This is not a Common Transfer File: it begins with {name}, not with CTfile. "
        "It looks like {what}.",
        _EXPORT,
    ),
    "document": Refusal(
        "CTF-ROOT",
        "This is not a file of results: its DocumentName is {name}. "
        "It looks like {what}.",
        _EXPORT,
    ),
    "pupils": Refusal(
        "CTF-TOO-MANY-PUPILS",
        "The file holds more than {limit} pupils; no school's return does.",
        "Export the pupils of one school and one collection, and send that file.",
    ),
}


def refusal(key: str, place: Place, **facts: str) -> Refused:
    """Return the refusal `key` words, its facts filled in."""
    code, message, fix = _REFUSALS[key]
    return Refused(code, message.format(**facts), fix, place)
