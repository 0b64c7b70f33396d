"""What is asked of who sends a file."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from keystage.core.errors import Refused
from keystage_web.accounts import ids
from keystage_web.files import messages
from keystage_web.files.names import COMMENT
from keystage_web.files.tags.queries import Offered
from keystage_web.files.uploads import Upload
from keystage_web.ui.forms import Form

MOST = 20  # files sent at once
_UNTAGGED = {
    "required": _("Choose what is in the files"),
    "invalid_choice": _("No file is taken under that tag now: choose one"),
}


class Several(forms.FileInput):
    """Chooses files, as many as one likes."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return all that were chosen."""
        return files.getlist(name)


class Files(forms.FileField):
    """The files of a form: `clean` returns all of them."""

    widget = Several

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the files; raises `ValidationError` for none."""
        one = super().clean
        return [one(each, initial) for each in data or [None]]


class Chosen(Form):
    """Files, and what is in them.

    The key of the page comes after the files: where it is missing, the line broke on the
    way, and what came is not all. Sent twice with one key, a file is taken once.
    """

    file = Files(
        label=_("Files (required)"),
        widget=Several({"multiple": True}),
        allow_empty_file=True,  # refused in words that say what to do
        max_length=None,
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    field_order = ("file", "tag", "comment", "key")

    def __init__(
        self, tags: Sequence[Offered], *args: Any, wanted: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.tags = {one.key: one for one in tags}
        choices: list[tuple[str, Any]] = [("", _("Choose one"))]
        choices += [(one.key, one.label) for one in tags]
        self.fields["tag"] = forms.ChoiceField(
            label=_("What is in them?"),
            choices=choices,
            initial=wanted,
            error_messages=_UNTAGGED,
        )
        self.order_fields(self.field_order)
        self.fields["key"].initial = ids.new()
        most = filesizeformat(settings.CONFIG.upload_limit)
        self.fields["file"].widget.attrs |= {
            "data-most": str(settings.CONFIG.upload_limit),
            "data-large": str(_("too large, it will not be taken")),
            "data-empty": str(_("empty, it will not be taken")),
        }
        told = _(
            "A Common Transfer File (.xml) from your school's system, a workbook (.xlsx, "
            ".ods) or CSV, or a zip of such. At most %(most)s each. What a file is "
            "called does not matter."
        )
        self.fields["file"].help_text = str(told) % {"most": most}

    @property
    def uploads(self) -> list[Upload]:
        """The files, once the form is valid."""
        found: list[Upload] = self.cleaned_data["file"]
        return found

    @property
    def offered(self) -> Offered:
        """The tag that was chosen, once the form is valid."""
        return self.tags[self.cleaned_data["tag"]]

    def clean(self) -> dict[str, Any]:
        """Want all of the files to have come, and not too many."""
        told = super().clean() or {}
        if "file" in told and not told.get("key"):
            self.refuse(messages.cut_short())
        elif len(told.get("file", ())) > MOST:
            self.refuse(messages.many_at_once(MOST))
        return told

    def refuse(self, refused: Refused, name: str = "") -> None:
        """Say why a file was not taken, and what to do."""
        said = f"{refused.message} {refused.fix}".strip()
        self.add_error("file", f"{name}: {said}" if name else said)


class FileForm(Chosen):
    """Files to be sent, with a comment to the authority."""

    comment = forms.CharField(
        label=_("Comment (optional)"),
        help_text=_(
            "What the officer should know, such as “one pupil to be added to our file of "
            "9 June”. No names of children, please."
        ),
        widget=forms.Textarea({"rows": 3}),
        required=False,
        max_length=COMMENT,
    )


class Why(Form):
    """Why an officer takes a file away."""

    reason = forms.CharField(
        label=_("Why do you need it?"),
        widget=forms.Textarea({"rows": 3}),
        max_length=COMMENT,
    )
