"""What is asked about a system that is to be told of events."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from keystage.core.errors import UsageError
from keystage_web.notices import wire, words
from keystage_web.ui.forms import Email, Form


class HookForm(Form):
    """Where to, of what, and who is told when nobody answers there."""

    url = forms.CharField(
        label=_("Address of the system"),
        max_length=500,
        help_text=_("For example, https://system.example.org/hook."),
        widget=forms.URLInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    events = forms.MultipleChoiceField(
        label=_("What is it told of?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one event")},
    )
    contact = Email(
        label=_("E-mail address of who looks after it"),
        help_text=_("It is written to once if the system takes nothing for long."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.MultipleChoiceField", self.fields["events"])
        field.choices = list(words.events().items())

    def clean_url(self) -> str:
        """Want an address that could be sent to."""
        url = str(self.cleaned_data["url"]).strip()
        try:
            wire.judge(url)
        except UsageError:
            raise ValidationError(
                _(
                    "Write the whole address with the system's name, as "
                    "https://system.example.org/hook"
                )
            ) from None
        return url
