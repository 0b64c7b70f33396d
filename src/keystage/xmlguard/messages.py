"""Every sentence with which a file is refused before it is understood."""

from typing import Final, NamedTuple

from keystage.core.errors import Refused
from keystage.core.findings import Place


class Sentence(NamedTuple):
    """A stable code, what is wrong, and what to do; `{facts}` are filled in."""

    code: str
    message: str
    fix: str


_AGAIN = "Export the file again and send the new one."
_SUPPLIER = (
    "Export the file again. If the new one says the same, send this message to "
    "your supplier."
)
_XML_ITSELF = "Send the XML file itself, as your system exported it."
_SAVE_AS = (
    "Export the file again from your system instead of saving it in another program."
)

SENTENCES: Final = {
    "file_empty": Sentence(
        "FILE-EMPTY", "The file is empty: it holds 0 bytes.", _AGAIN
    ),
    "too_large": Sentence(
        "FILE-TOO-LARGE",
        "The file is larger than {limit} MB ({bytes} bytes), the most that is read.",
        "Export only what this collection asks for: results, without attendance, "
        "addresses or contacts.",
    ),
    "unreadable": Sentence(
        "FILE-UNREADABLE",
        "The file could not be read: {reason}.",
        "Check that the file is there, is a file, and that you may open it.",
    ),
    "html": Sentence(
        "FILE-HTML",
        "This is a web page, not a results file; often it is a sign-in page that "
        "was saved in the file's place.",
        "Sign in to your system and export the file again.",
    ),
    "html_table": Sentence(
        "FILE-HTML",
        "This is a web page with a table in it, not a results file; some systems export "
        "such a page under the ending .xls.",
        "Open it in Excel or LibreOffice and save it as .xlsx; if it is a page of your "
        "system's that was saved in the file's place, export the file again.",
    ),
    "compressed": Sentence(
        "FILE-COMPRESSED",
        "This is {what}, not an XML file.",
        _XML_ITSELF + " If it is inside, take it out first.",
    ),
    "not_xml": Sentence(
        "FILE-NOT-XML", "This is {what}, not an XML file.", _XML_ITSELF
    ),
    "two_marks": Sentence(
        "FILE-NOT-XML",
        "The file begins with two byte-order marks, so it is not an XML file.",
        _SAVE_AS,
    ),
    "empty": Sentence("XML-EMPTY", "There is nothing in the file but {what}.", _AGAIN),
    "dtd": Sentence(
        "XML-DTD",
        "Line {line} holds a DOCTYPE. Files with one are not read, because it can "
        "change what the rest of the file says.",
        "Results files have no DOCTYPE. Export the file again; if the new one has "
        "it too, ask your supplier.",
    ),
    "version": Sentence(
        "XML-VERSION",
        "Line {line} says XML version {version}; results files are version 1.0.",
        _SUPPLIER,
    ),
    "depth": Sentence(
        "XML-DEPTH",
        "At line {line} more than {limit} elements stand inside each other; a "
        "results file has no more than a dozen.",
        _SUPPLIER,
    ),
    "token": Sentence(
        "XML-TOKEN",
        "At line {line} {what} is longer than a results file ever needs "
        "({limit} characters are read).",
        _SUPPLIER,
    ),
    "attributes": Sentence(
        "XML-TOKEN",
        "At line {line} one element has more than {limit} attributes; results "
        "files have none.",
        _SUPPLIER,
    ),
    "elements": Sentence(
        "XML-TOO-MANY-ELEMENTS",
        "Up to line {line} the file holds more than {limit} elements; no results "
        "file of its size does.",
        _SUPPLIER,
    ),
    "encoding_unknown": Sentence(
        "XML-ENCODING",
        "The first line says the characters are written as {encoding}, which is "
        "not read here.",
        "Save or export the file as UTF-8 (UTF-16 with a byte-order mark, "
        "ISO-8859-1 and Windows-1252 are read too).",
    ),
    "encoding_differs": Sentence(
        "XML-ENCODING",
        "The first line says the characters are written as {encoding}, but the "
        "file's first bytes say {found}.",
        _SAVE_AS,
    ),
    "encoding_unmarked": Sentence(
        "XML-ENCODING",
        "The first line says the characters are written as {encoding}, but the file "
        "does not begin with the byte-order mark that goes with it.",
        _SAVE_AS,
    ),
    "encoding_hidden": Sentence(
        "XML-ENCODING",
        "The characters are written as {found}, which is not read here.",
        "Save or export the file as UTF-8.",
    ),
    "encoding_bytes": Sentence(
        "XML-ENCODING",
        "Line {line} holds bytes ({bytes}) that are no character in {encoding}, "
        "so the text there cannot be trusted.",
        _SUPPLIER,
    ),
    "ampersand": Sentence(
        "XML-MALFORMED",
        "Line {line}, column {column}: a '&' stands in the text. In an XML file "
        "'&' must be written '&amp;'.",
        "Correct the name in your system if you can (write 'and'), and tell your "
        "supplier that the export does not write '&' properly.",
    ),
    "less_than": Sentence(
        "XML-MALFORMED",
        "Line {line}, column {column}: a '<' stands in the text or a tag is not "
        "complete. In text '<' must be written '&lt;'.",
        _SUPPLIER,
    ),
    "control": Sentence(
        "XML-MALFORMED",
        "Line {line}, column {column}: there is a hidden control character "
        "({character}), which no XML file may hold.",
        "Type the value there again in your system (it was probably pasted in), "
        "then export the file again.",
    ),
    "nulls": Sentence(
        "XML-MALFORMED",
        "From line {line} the file holds only empty bytes: it was not copied whole.",
        "Export the file again, and copy it once it is finished.",
    ),
    "starts_null": Sentence(
        "XML-MALFORMED",
        "The file begins with empty bytes: it was not copied whole.",
        "Export the file again, and copy it once it is finished.",
    ),
    "truncated": Sentence(
        "XML-MALFORMED",
        "The file stops before its end, at line {line}, column {column}{inside}. "
        "It was read so far and nothing of it was kept.",
        "Export the file again and wait until it is finished; it was cut short.",
    ),
    "second_file": Sentence(
        "XML-MALFORMED",
        "At line {line} a second file begins: two files were pasted into one.",
        "Send them as two files.",
    ),
    "trailing": Sentence(
        "XML-MALFORMED",
        "Line {line}, column {column}: something follows the end of the file's "
        "contents.",
        _AGAIN,
    ),
    "blank_first": Sentence(
        "XML-MALFORMED",
        "The file begins with blank lines or spaces, before the line "
        "'<?xml ...?>', which must come first.",
        _SUPPLIER,
    ),
    "second_declaration": Sentence(
        "XML-MALFORMED",
        "Line {line} holds a second '<?xml ...?>'; only the first line of a file "
        "may be one.",
        _SUPPLIER,
    ),
    "declaration": Sentence(
        "XML-MALFORMED",
        "Line {line}: the first line '<?xml ...?>' is not written properly.",
        _SUPPLIER,
    ),
    "reference": Sentence(
        "XML-MALFORMED",
        "Line {line}, column {column}: the file refers to a character that no XML "
        "file may hold.",
        "Type the value there again in your system, then export the file again.",
    ),
    "entity": Sentence(
        "XML-MALFORMED",
        "Line {line}, column {column}: the file uses '&...;' with a word that XML "
        "does not know.",
        _SUPPLIER,
    ),
    "mismatch": Sentence(
        "XML-MALFORMED",
        "Line {line}, column {column}: a closing tag does not fit the element "
        "that is open there{inside}.",
        _SUPPLIER,
    ),
    "twice": Sentence(
        "XML-MALFORMED",
        "Line {line}: an element has the same attribute twice.",
        _SUPPLIER,
    ),
    "prefix": Sentence(
        "XML-MALFORMED",
        "Line {line}: a name has a prefix (before ':') that is not explained anywhere.",
        _SUPPLIER,
    ),
    "other": Sentence(
        "XML-MALFORMED",
        "Line {line}, column {column}: the file does not follow the rules of XML "
        "({reason}).",
        _SUPPLIER,
    ),
}


def refusal(key: str, place: Place | None = None, **facts: object) -> Refused:
    """Return the `Refused` that `SENTENCES[key]` words, its facts filled in."""
    code, message, fix = SENTENCES[key]
    return Refused(code, message.format(**facts), fix, place)
