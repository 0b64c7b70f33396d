"""What the kinds and the states of files are called on pages."""

from django.utils.translation import gettext_lazy as _

from keystage_web.accounts.roles import Role
from keystage_web.files.kinds import Expected, Kind
from keystage_web.files.queries import Sent
from keystage_web.files.states import CALLED
from keystage_web.files.states import State as Standing
from keystage_web.ui.parts import State, Tone

KINDS = {
    Kind.CTF: _("Common Transfer File"),
    Kind.XLSX: _("Excel workbook"),
    Kind.ODS: _("OpenDocument workbook"),
    Kind.CSV: _("CSV"),
    Kind.PDF: _("PDF"),
    Kind.DOCX: _("Word document"),
    Kind.OTHER: _("Another file"),
}
EXPECTED = {
    Expected.RESULTS: _(
        "Your local authority asks for a Common Transfer File, a workbook or a CSV."
    ),
    Expected.DOCUMENT: _(
        "Your local authority asks for a document, such as a PDF or a Word document."
    ),
}
# The ids in a receipt, in words: kinds of files, roles, and the ways they came.
RECEIPT = {
    **{kind.value: word for kind, word in KINDS.items()},
    **{role.value: role.label for role in Role},
    "file": _("As a file"),
    "behalf": _("By the authority, for the school"),
}
STATES = {
    Standing.SENT: State(CALLED[Standing.SENT], Tone.SENT),
    Standing.RECEIVED: State(CALLED[Standing.RECEIVED], Tone.DONE),
    Standing.RECALLED: State(CALLED[Standing.RECALLED], Tone.QUIET),
    Standing.SUPERSEDED: State(CALLED[Standing.SUPERSEDED], Tone.QUIET),
}
_UNSENT = State(_("Results not sent yet"), Tone.WAITING)


def standing(file: Sent, *, in_return: bool) -> State:
    """Return where a file stands, in a word.

    One of results that are in no return yet is not called sent: only the file is.
    """
    if file.round and file.state is Standing.SENT and not in_return:
        return _UNSENT
    return STATES[file.state]


FILTERS = {
    Standing.SENT.value: _("Sent and not yet received"),
    Standing.RECEIVED.value: _("Received"),
}
