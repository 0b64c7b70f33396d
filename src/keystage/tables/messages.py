"""Every sentence with which a file of tables is refused."""

from typing import Final

from keystage.core.errors import Refused
from keystage.xmlguard.messages import Sentence

_SAVE_AS = (
    "Open it in a spreadsheet program, copy the table alone into a new workbook, and "
    "save that as .xlsx, .ods or .csv."
)
_AGAIN = "Get the file again from where it came from, and try once more."

SENTENCES: Final = {
    "unreadable": Sentence(
        "FILE-UNREADABLE",
        "The file could not be read: {reason}.",
        "Check that the file is there, is a file, and that you may open it.",
    ),
    "empty": Sentence("FILE-EMPTY", "The file is empty: it holds no table.", _AGAIN),
    "size": Sentence(
        "SHEET-TOO-LARGE",
        "The file is larger than {limit} MB, the most that is read.",
        _SAVE_AS,
    ),
    "part": Sentence(
        "SHEET-TOO-LARGE",
        "The part {part} of the workbook is, unpacked, larger than it may be "
        "({limit} MB, or {ratio} times its packed size).",
        _SAVE_AS,
    ),
    "cells": Sentence(
        "SHEET-TOO-LARGE",
        "The sheet {sheet!r} has more than {limit} cells that hold something, merged "
        "and repeated ones counted.",
        _SAVE_AS,
    ),
    "far": Sentence(
        "SHEET-SHAPE",
        "In the sheet {sheet!r} something stands in row {row}, column {column}; "
        "only {rows} rows and {columns} columns are read.",
        _SAVE_AS,
    ),
    "text": Sentence(
        "SHEET-SHAPE",
        "In the sheet {sheet!r}, row {row}, a cell holds more than {limit} characters.",
        _SAVE_AS,
    ),
    "parts": Sentence(
        "SHEET-PARTS",
        "The workbook is made of more than {limit} parts; no table needs so many.",
        _SAVE_AS,
    ),
    "macro": Sentence(
        "SHEET-MACRO",
        "The workbook holds a program (a macro), so it is not opened.",
        "Save it without macros: as 'Excel workbook (.xlsx)' or as .ods.",
    ),
    "encrypted": Sentence(
        "SHEET-ENCRYPTED",
        "The workbook is locked with a password.",
        "Open it, take the password off, and save it again.",
    ),
    "old": Sentence(
        "SHEET-OLD",
        "This is a workbook of the old kind (.xls), or another older Office document.",
        "Open it in a spreadsheet program and save it as .xlsx.",
    ),
    "kind": Sentence(
        "SHEET-TYPE",
        "This is {what}, not a table that can be read here.",
        "Give a workbook (.xlsx or .ods) or a table of text (.csv).",
    ),
    "open": Sentence(
        "SHEET-TYPE",
        "This is an OpenDocument workbook (.ods), which is not taken as a marksheet.",
        "Open it in the program that made it and save it as .xlsx.",
    ),
    "dtd": Sentence(
        "SHEET-DTD",
        "The part {part} of the workbook holds a DOCTYPE, which no spreadsheet "
        "program writes.",
        _AGAIN,
    ),
    "slow": Sentence(
        "SHEET-TOO-LARGE",
        "Reading this file took more than {seconds} seconds, so it was stopped.",
        _SAVE_AS,
    ),
    "heavy": Sentence(
        "SHEET-TOO-LARGE",
        "Reading this file took more than {megabytes} MB of memory, so it was stopped.",
        _SAVE_AS,
    ),
    "broken": Sentence(
        "SHEET-BROKEN", "The file is damaged or was altered: {reason}.", _AGAIN
    ),
}


def refusal(key: str, **facts: object) -> Refused:
    """Return the `Refused` that `SENTENCES[key]` words, its facts filled in."""
    code, message, fix = SENTENCES[key]
    return Refused(code, message.format(**facts), fix)
