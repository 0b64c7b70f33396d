"""What the marksheet's script says: it holds no words of its own."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def words() -> dict[str, str | list[str]]:
    """Return the sentences of the script by their names, `{n}` and others to be put in.

    A sentence that counts is a pair: for one, and for more.
    """
    return {
        **_saving(),
        **_cells(),
        **_doing(),
        "list": _("Codes"),
        "blanks": _pair("{n} blank", "{n} blanks"),
        "problems": _pair("{n} problem", "{n} problems"),
        "flags": _pair("{n} flag", "{n} flags"),
        "complete": _("{n} of {all} complete"),
        "of": _("of {n} complete"),
        "present": _("Also on this class: {names}"),
        "locked": _("This marksheet takes no results now."),
        "blank": _("Blank"),
        "again": _("Try now"),
        "enter_unkept": _(
            "Enter goes so until you leave this page. It could not be kept."
        ),
    }


def _pair(one: str, more: str) -> list[str]:
    """Return both forms of a sentence, its number still open."""
    return [ngettext(one, more, 1), ngettext(one, more, 2)]


def _saving() -> dict[str, str | list[str]]:
    """Return what the status line says."""
    return {
        "saved": _("Saved {at}"),
        "saving": _("Saving"),
        "waiting": _pair(
            "{n} cell is waiting for the connection.",
            "{n} cells are waiting for the connection.",
        ),
        "fault": _pair(
            "{n} cell is not saved yet, and is sent again.",
            "{n} cells are not saved yet, and are sent again.",
        ),
        "fault_said": _("The service cannot answer now."),
        "out": _pair(
            "{n} cell is kept in this browser until then.",
            "{n} cells are kept in this browser until then.",
        ),
        "out_said": _("You are signed out. Load this page again and sign in to go on."),
        "stopped": _pair(
            "{n} cell is not saved. It stays in this browser.",
            "{n} cells are not saved. They stay in this browser.",
        ),
        "stopped_said": _("This cannot be saved now. Load the page again."),
        "unkept": _(
            "This browser keeps nothing for later. Leave the page open until all is saved."
        ),
        "resent": _pair(
            "{n} cell from before was kept here, and is sent now.",
            "{n} cells from before were kept here, and are sent now.",
        ),
        "refused_some": _pair(
            "{n} cell was refused. F8 finds it.",
            "{n} cells were refused. F8 finds them.",
        ),
        "conflict_some": _pair(
            "{n} cell has two values. F8 finds it; Control and Enter shows both.",
            "{n} cells have two values. F8 finds them; Control and Enter shows both.",
        ),
    }


def _cells() -> dict[str, str | list[str]]:
    """Return what is read out beside a cell."""
    return {
        "cell_waiting": _("waiting for the connection"),
        "cell_refused": _("not saved"),
        "cell_conflict": _("two values: choose one"),
        "cell_asked": _("a question is open"),
        "cell_saved": _("saved"),
        "impossible": _(
            "This is no code or mark of this column. Choose one of the list."
        ),
        "value_blank": _("blank"),
    }


def _doing() -> dict[str, str | list[str]]:
    """Return what is told of something done."""
    return {
        "pasted": _pair("{taken} of {n} cell taken", "{taken} of {n} cells taken"),
        "pasted_marked": _pair("{n} marked", "{n} marked"),
        "pasted_closed": _pair("{n} closed and left", "{n} closed and left"),
        "pasted_outside": _pair(
            "{n} outside the list and left out", "{n} outside the list and left out"
        ),
        "pasted_long": _pair("{n} too long and left out", "{n} too long and left out"),
        "paste_merged": _(
            "Nothing was pasted: some cells of the block are merged. Undo the merging in "
            "the spreadsheet and copy again."
        ),
        "paste_large": _("Nothing was pasted: the block is too large."),
        "paste_empty": _("Nothing was pasted: there is no text on the clipboard."),
        "paste_keys": _(
            "The browser does not let the page read the clipboard. "
            "Press Control and V (Command and V on a Mac)."
        ),
        "copied": _pair("{n} cell copied", "{n} cells copied"),
        "filled": _pair("{n} cell filled", "{n} cells filled"),
        "fill_count": _pair("{n} cell will be filled.", "{n} cells will be filled."),
        "blanked": _pair("{n} cell made blank", "{n} cells made blank"),
        "undone": _pair("Undone: {n} cell", "Undone: {n} cells"),
        "redone": _pair("Done again: {n} cell", "Done again: {n} cells"),
        "overtaken": _pair(
            "{n} cell was left: somebody has changed it since.",
            "{n} cells were left: somebody has changed them since.",
        ),
        "nothing_undo": _("There is nothing to undo."),
        "nothing_redo": _("There is nothing to do again."),
        "nothing_next": _("No blanks and no problems here."),
        "settled": _("Your choice is saved."),
        "not_settled": _("Your choice could not be saved. Try again."),
        "changed_by": _pair(
            "Somebody else changed {n} cell.", "Somebody else changed {n} cells."
        ),
    }
