"""The forms of the door."""

import json
from typing import Any, cast

from django import forms
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from keystage_web.accounts.signing.proofs.passwords import LONGEST
from keystage_web.ui.forms import Email, Form, Radios

_CODE = 32


def _password(label: Any, autocomplete: str, **more: Any) -> forms.CharField:
    """Return a field for a password; too long a one never reaches the hash."""
    return forms.CharField(
        label=label,
        strip=False,
        max_length=LONGEST,
        error_messages={
            "max_length": _("Password is too long: use 256 characters or fewer")
        },
        widget=forms.PasswordInput({"autocomplete": autocomplete}),
        **more,
    )


class SignIn(Form):
    """Who one is, and what only they know."""

    email = Email(
        label=_("E-mail address"),
        widget=forms.EmailInput({"autocomplete": "username", "spellcheck": "false"}),
    )
    password = _password(_("Password"), "current-password")


class Code(Form):
    """A code of an authenticator app, or a printed one."""

    code = forms.CharField(
        label=_("Code"),
        max_length=_CODE,
        help_text=_(
            "The six digits your authenticator app shows, or one of your printed codes."
        ),
        widget=forms.TextInput(
            {
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "spellcheck": "false",
                "class": "govuk-input--width-10",
            }
        ),
    )


class AppCode(Form):
    """The first code of an app that is to be added."""

    code = forms.CharField(
        label=_("The six digits the app shows"),
        max_length=_CODE,
        widget=forms.TextInput(
            {
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "spellcheck": "false",
                "class": "govuk-input--width-10",
            }
        ),
    )


class CodeAtDoor(Code):
    """The same on the way in, where a browser can be trusted."""

    trust = forms.BooleanField(
        label=_("Do not ask again on this browser for 30 days"),
        required=False,
        help_text=_("Only on a computer that nobody else uses under your name."),
    )


class Passkey(Form):
    """What a passkey answered; the script fills it in."""

    credential = forms.CharField(
        widget=forms.HiddenInput,
        max_length=20_000,
        error_messages={"required": _("The passkey did not answer: try again")},
    )

    def clean_credential(self) -> Any:
        """Return what it answered, as plain values."""
        try:
            found = json.loads(self.cleaned_data["credential"])
        except (ValueError, RecursionError):  # as of a bracket in a bracket, and on
            found = None
        if not isinstance(found, dict):
            raise ValidationError(_("The passkey did not answer: try again"))
        return found


class PasskeyAtDoor(Passkey):
    """The same on the way in."""

    trust = forms.BooleanField(required=False, widget=forms.HiddenInput)


class NewPasskey(Passkey):
    """A passkey to be added, and what to call it."""

    name = forms.CharField(
        label=_("What to call it"),
        max_length=40,
        help_text=_("So that you know it again, as Work laptop."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    field_order = ("name", "credential")


class Address(Form):
    """Where to send a link to."""

    email = Email(
        label=_("E-mail address"),
        help_text=_("The one you sign in with."),
        widget=forms.EmailInput({"autocomplete": "username", "spellcheck": "false"}),
    )


class NewAddress(Form):
    """The address to sign in with from now on."""

    email = Email(
        label=_("New e-mail address"),
        help_text=_("Your own, not one that others read too."),
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
    )


class NewPassword(Form):
    """A password, judged by how well it would hold."""

    password = _password(_("New password"), "new-password")

    def __init__(self, *args: Any, person: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        told = " ".join(str(text) for text in password_validators_help_texts())
        self.fields["password"].help_text = told

    def clean_password(self) -> str:
        """Return the password; complain of one that would not hold."""
        password = str(self.cleaned_data["password"])
        validate_password(password, self.person)
        return password


class Terms(Form):
    """That one agrees."""

    agree = forms.BooleanField(label=_("I have read these terms and agree to them"))


class Agreeing(Terms):
    """The same, of the terms that were shown; of others one is asked anew."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, version: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": version}, **kwargs)
        self.now = version

    def clean(self) -> dict[str, Any]:
        """Complain where they have changed since they were shown."""
        told = super().clean() or {}
        if told.get("version") not in {"", self.now}:
            self.data = {**cast("QueryDict", self.data).dict(), "version": self.now}
            raise ValidationError(_("The terms were changed just now: read them again"))
        return told


class Role(Form):
    """In which of several roles to go on."""

    role = forms.ChoiceField(label=_("Which role is it today?"), widget=Radios)

    def __init__(self, *args: Any, roles: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles  # type: ignore[attr-defined]  # a ChoiceField


class Name(Form):
    """What one is called."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("As colleagues and the authority know you."),
        widget=forms.TextInput({"autocomplete": "name", "spellcheck": "false"}),
    )


class Joining(Name, NewPassword, Agreeing):
    """What a new account begins with; `name` is what the invitation says."""

    field_order = ("name", "password", "agree", "version")

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["name"] = name
