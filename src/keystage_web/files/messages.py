"""Every sentence with which a file is refused here, beside those of its reader."""

from django.utils.translation import gettext as _

from keystage.core.errors import Refused
from keystage_web.files.kinds import Expected

_MEGABYTE = 1024 * 1024


def too_large(limit: int) -> Refused:
    """Return the refusal of a file beyond the limit."""
    return Refused(
        "FILE-TOO-LARGE",
        _("The file is larger than %(limit)s MB, the most that is taken.")
        % {"limit": f"{limit / _MEGABYTE:.3g}"},
        _("Export results alone, without photographs or attachments, and send that."),
    )


def nameless() -> Refused:
    """Return the refusal of a file without a name."""
    return Refused(
        "FILE-NAME",
        _("The file has no name."),
        _("Give it one, such as results.xml, and send it again."),
    )


def no_room() -> Refused:
    """Return the refusal of a file for which an authority has no room left."""
    return Refused(
        "FILE-QUOTA",
        _("The space for files of this authority is full, so this one was not taken."),
        _("Tell the authority, which can make room, and send the file again then."),
    )


def too_many(most: int) -> Refused:
    """Return the refusal of one file too many in an hour."""
    return Refused(
        "RATE",
        _("You have sent %(most)d files within an hour, the most that are taken.")
        % {"most": most},
        _("Wait a while, then send the rest."),
    )


def cut_short() -> Refused:
    """Return the refusal of a file that was broken off on its way."""
    return Refused(
        "FILE-CUT",
        _("The file did not come whole, so it was not taken."),
        _("Choose it again and send it once more."),
    )


def many_at_once(most: int) -> Refused:
    """Return the refusal of more files than are taken at once."""
    return Refused(
        "FILE-COUNT",
        _("More than %(most)d files were chosen.") % {"most": most},
        _("Send them in parts, or as a zip."),
    )


def empty_bundle() -> Refused:
    """Return the refusal of a zip without files."""
    return Refused(
        "FILE-ZIP",
        _("The zip holds no file."),
        _("Put the files into it again, or send them one by one."),
    )


def many_inside(most: int) -> Refused:
    """Return the refusal of a zip with too many files."""
    return Refused(
        "FILE-ZIP",
        _("The zip holds more than %(most)d files.") % {"most": most},
        _("Send it in parts."),
    )


def closed(why: str) -> Refused:
    """Return the refusal of a file for a collection that takes none; `why` says it."""
    return Refused("COLLECTION-CLOSED", why, "")


def no_route(title: str, *, filled: bool) -> Refused:
    """Return the refusal of a file that does not come as results are to come."""
    what = _("A workbook or a CSV") if filled else _("A Common Transfer File")
    return Refused(
        "FILE-ROUTE",
        _("%(what)s is not taken for %(title)s.") % {"what": what, "title": title},
        _("Ask your local authority if your school has to send it in this way."),
    )


def not_expected(expected: Expected) -> Refused:
    """Return the refusal of a file that is not what a request asks for."""
    wanted = {
        Expected.RESULTS: _(
            "Your local authority asks for results here: a Common Transfer File, a "
            "workbook or a CSV. This file is none of these."
        ),
        Expected.DOCUMENT: _(
            "Your local authority asks for a document here, such as a PDF or a Word "
            "document. This file holds a table or results."
        ),
    }
    return Refused(
        "FILE-EXPECTED",
        wanted[expected],
        _("Choose the file you meant. To send this one, send it under its own tag."),
    )


def not_tagged(title: str, found: str) -> Refused:
    """Return the refusal of a file that holds something else than its tag says."""
    return Refused(
        "FILE-TAG",
        _("The file was tagged %(title)s, and holds %(found)s.")
        % {"title": title, "found": found},
        _("Choose the tag for what is in it, or the file you meant."),
    )
