"""The tables of returns."""

from keystage_web.returns.models.answers import Exemption, Known, Opened, Paper
from keystage_web.returns.models.cells import Change, Clash, Kept, Result, Via
from keystage_web.returns.models.posted import Posted
from keystage_web.returns.models.remarks import ClassDone, Flag, Note, Present
from keystage_web.returns.models.returns import Return, Save
from keystage_web.returns.models.rounds import Book, Extension, Granted, Round
from keystage_web.returns.models.standings import (
    Excuse,
    Kind,
    Late,
    Progress,
    Ticked,
    Uploaded,
)
from keystage_web.returns.models.talks import (
    Asked,
    Correction,
    Message,
    Query,
    Unlock,
    Why,
)
from keystage_web.returns.models.versions import (
    Act,
    Confirmation,
    Source,
    Step,
    Version,
)

__all__ = [
    "Act",
    "Asked",
    "Book",
    "Change",
    "Clash",
    "ClassDone",
    "Confirmation",
    "Correction",
    "Excuse",
    "Exemption",
    "Extension",
    "Flag",
    "Granted",
    "Kept",
    "Kind",
    "Known",
    "Late",
    "Message",
    "Note",
    "Opened",
    "Paper",
    "Posted",
    "Present",
    "Progress",
    "Query",
    "Result",
    "Return",
    "Round",
    "Save",
    "Source",
    "Step",
    "Ticked",
    "Unlock",
    "Uploaded",
    "Version",
    "Via",
    "Why",
]
