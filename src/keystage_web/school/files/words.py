"""What the kinds and the states of files are called on pages."""

from django.utils.translation import gettext_lazy as _

from keystage_web.accounts.roles import Role
from keystage_web.files.kinds import Kind
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
# The ids in a receipt, in words: kinds of files, roles, and the ways they came.
RECEIPT = {
    **{kind.value: word for kind, word in KINDS.items()},
    **{role.value: role.label for role in Role},
    "file": _("As a file"),
    "behalf": _("By the authority, for the school"),
}
STATES = {
    Standing.SENT: State(_("Sent"), Tone.SENT),
    Standing.RECEIVED: State(_("Received"), Tone.DONE),
    Standing.RECALLED: State(_("Recalled"), Tone.QUIET),
    Standing.SUPERSEDED: State(_("Superseded"), Tone.QUIET),
}
FILTERS = {
    Standing.SENT.value: _("Sent and not yet received"),
    Standing.RECEIVED.value: _("Received"),
}
