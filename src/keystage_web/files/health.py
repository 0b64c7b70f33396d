"""Whether every file is still what was sent, as far as anyone has looked."""

from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _

from keystage_web.files.models import Stored
from keystage_web.ui.health import Check


def _sound() -> str:
    try:
        count = Stored.objects.filter(damaged=True).count()
    except DatabaseError as error:
        return f"It cannot be asked ({type(error).__name__})."
    if not count:
        return ""
    return f"{count} files are not what was sent: run keystage verify."


sound = Check(_("Every file that was read was what had been sent."), _sound)
