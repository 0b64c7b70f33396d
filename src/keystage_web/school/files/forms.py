"""What is asked of who sends a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keystage.core.errors import Refused
from keystage_web.accounts import ids
from keystage_web.files import messages
from keystage_web.files.uploads import Upload
from keystage_web.ui.forms import Form


class FileForm(Form):
    """One file, and the key of the page it is sent from: sent twice, it is taken once.

    The key comes after the file: where it is missing, the line broke on the way, and
    what came of the file is not all of it.
    """

    file = forms.FileField(
        label=_("File of results"),
        help_text=_(
            "A Common Transfer File (.xml) from your school's system, or a workbook "
            "(.xlsx, .ods) or CSV. What it is called does not matter."
        ),
        allow_empty_file=True,  # refused in words that say what to do
        max_length=None,
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = ids.new()

    @property
    def upload(self) -> Upload:
        """The one file, once the form is valid."""
        found: Upload = self.cleaned_data["file"]
        return found

    def clean(self) -> dict[str, Any]:
        """Want one file and no more."""
        told = super().clean() or {}
        if len(self.files.getlist("file")) > 1:
            self.refuse(messages.not_one())
        elif "file" in told and not told.get("key"):
            self.refuse(messages.cut_short())
        return told

    def refuse(self, refused: Refused) -> None:
        """Say why a file was not taken, and what to do."""
        self.add_error("file", f"{refused.message} {refused.fix}".strip())
