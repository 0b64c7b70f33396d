"""What keeps the database itself from changing what was sent: triggers, on both."""

from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

from keystage_web.audit import guards
from keystage_web.ui.health import Check


def install(to: BaseDatabaseWrapper) -> None:
    """Put every trigger there that is not. A change that remakes a table runs it again."""
    guards.install(to, __package__)


def wanted(vendor: str) -> list[str]:
    """Return the names of the triggers of one kind of database."""
    return guards.wanted(vendor, __package__)


def missing(of: BaseDatabaseWrapper) -> list[str]:
    """Return the names of the triggers that are not there, or are switched off."""
    return guards.missing(of, __package__)


def _guarded() -> str:
    try:
        found = missing(connection)
    except DatabaseError as error:
        return f"It cannot be asked ({type(error).__name__})."
    if not found:
        return ""
    return f"The database lacks {', '.join(found)}: get it from a backup."


guarded = Check(_("The database refuses to change what was sent."), _guarded)
