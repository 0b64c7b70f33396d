"""The tables of returns."""

from keystage_web.returns.models.answers import Exemption, Known, Opened, Paper
from keystage_web.returns.models.cells import Change, Clash, Kept, Result, Via
from keystage_web.returns.models.remarks import ClassDone, Flag, Note, Present
from keystage_web.returns.models.returns import Return, Save
from keystage_web.returns.models.rounds import Book, Extension, Round

__all__ = [
    "Book",
    "Change",
    "Clash",
    "ClassDone",
    "Exemption",
    "Extension",
    "Flag",
    "Kept",
    "Known",
    "Note",
    "Opened",
    "Paper",
    "Present",
    "Result",
    "Return",
    "Round",
    "Save",
    "Via",
]
