"""The app's name for Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from keystage_web.notices import words


class FilesConfig(AppConfig):
    """Files as they were sent, and what became of them."""

    name = "keystage_web.files"
    label = "files"

    def ready(self) -> None:
        """Name what systems can be told of files, and what the audit may not forget."""
        # Models are up by now, and not before.
        from keystage_web.audit import seals  # noqa: PLC0415
        from keystage_web.files.verify.kept import kept  # noqa: PLC0415

        seals.holds(kept)
        words.announce("file.sent", _("A file was sent"))
        words.announce("file.recalled", _("A school recalled a file"))
        words.announce("file.received", _("The authority received a file"))
