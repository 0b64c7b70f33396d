"""What a file is when it is not XML, told from its first bytes."""

import re
from typing import Final

from keystage.xmlguard.messages import refusal

_BLANK = b" \t\r\n"
UTF8_MARK: Final = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_ENOUGH_COMMAS = 2
# What stands in the first bytes of a packed document, the surest first.
_PACKED = (
    (b"word/", "a Word document"),
    (b"xl/", "an Excel workbook"),
    (b"ppt/", "a PowerPoint presentation"),
    (b"application/vnd.oasis.opendocument.text", "an OpenDocument text"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet"),
    (b"[Content_Types].xml", "a Word, Excel or PowerPoint document"),
)
_MESSAGE = re.compile(
    rb"(?:Return-Path|Received|Delivered-To|From|To|Subject|Date|Message-ID|"
    rb"MIME-Version|X-[A-Za-z-]+): [^\n]*\n(?:[A-Z][A-Za-z-]*:|[ \t])"
)

_ARCHIVES = (
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a compressed file (bzip2)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip file"),
    (b"Rar!", "a RAR file"),
    (b"\xfd7zXZ", "a compressed file (xz)"),
    (b"\x28\xb5\x2f\xfd", "a compressed file (zstd)"),
)
_OTHERS = (
    (b"%PDF", "a PDF document"),
    (b"\xd0\xcf\x11\xe0", "an older Excel or Word document"),
    (b"{\\rtf", "a rich-text document"),
)
_HIDDEN = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"<\x00\x00\x00", "UTF-32"),
    (b"\x00\x00\x00<", "UTF-32"),
    (b"<\x00", "UTF-16 without its byte-order mark"),
    (b"\x00<", "UTF-16 without its byte-order mark"),
    (b"\x4c\x6f\xa7\x94", "EBCDIC"),
)
_WEB_PAGE = re.compile(
    rb"(?:<\?xml[^>]*>|<!--.*?-->|\s)*+<(?:!doctype\s+html\b|(?:html|head|body)\b|"
    # What a page may begin with that some system wrote, or a program copied; a table
    # of a workbook's own has a namespace.
    rb"(?:meta|title|style|script|link|div|span|center|table)\b(?![^>]*\sxmlns=))",
    re.IGNORECASE | re.DOTALL,
)
_TABLE = re.compile(rb"<table\b", re.IGNORECASE)
_OUR_ROOT = b"CTfile"


def refuse_other_kinds(head: bytes) -> None:
    """Raise `Refused` where `head`, a file's first bytes, is no XML at all.

    Nothing is unpacked; an encoding that is never read is refused here too.
    """
    if not head:
        raise refusal("file_empty")
    if not head.strip(b"\x00"):
        raise refusal("empty", what="empty bytes: it was not copied whole")
    _refuse_by_magic(head)
    for mark in (UTF8_MARK, *_UTF16_MARKS):
        if head.startswith(mark + mark):
            raise refusal("two_marks")


def refuse_other_text(head: bytes) -> None:
    """Raise `Refused` where `head`, first text as UTF-8 without a mark, is no XML.

    Blank text is left for the parser, which sees the whole of it.
    """
    text = head.strip(_BLANK)
    if not text:
        return
    if text.startswith(b"\x00"):
        raise refusal("starts_null")
    if _WEB_PAGE.match(text) and _OUR_ROOT not in text:
        raise refusal("html_table" if _TABLE.search(text) else "html")
    if not text.startswith(b"<"):
        raise refusal("not_xml", what=_kind_of_text(text))


def _refuse_by_magic(head: bytes) -> None:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        kinds = (what for part, what in _PACKED if part in head)
        raise refusal("compressed", what=next(kinds, "a zip file"))
    for magic, what in _ARCHIVES:
        if head.startswith(magic):
            raise refusal("compressed", what=what)
    for magic, what in _OTHERS:
        if head.startswith(magic):
            raise refusal("not_xml", what=what)
    for magic, found in _HIDDEN:
        if head.startswith(magic):
            raise refusal("encoding_hidden", found=found)


def _kind_of_text(text: bytes) -> str:
    if text.startswith((b"{", b"[")):
        return "a JSON file"
    if _MESSAGE.match(text):
        return "a saved message"
    line = text.split(b"\n", 1)[0]
    if max(map(line.count, (b",", b";", b"\t"))) >= _ENOUGH_COMMAS:
        return "a CSV file or another table of text"
    return "plain text or data of another kind"
