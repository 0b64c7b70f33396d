"""What every form of the service begins with: its own words, and no browser's."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.widgets import ChoiceWidget
from django.utils.translation import gettext_lazy as _

from keystage.reports.shown import pieces

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# What an address may hold of a number: the page of a list, the number of an event.
PAGE_DIGITS, EVENT_DIGITS = 4, 9
_ENTER = _("%(label)s is missing: enter it")
_CHOOSE = _("%(label)s: choose one")
_FILE = _("%(label)s: choose a file")
_NO_ADDRESS = _("E-mail address is not complete: write it as name@example.sch.uk")
_LONG_ADDRESS = _("E-mail address is too long: use 254 characters or fewer")
_TICK = _("%(label)s: tick it to go on")
_UNSEEN = _("%(label)s has a character nobody sees: type it again, do not paste it")


class Fault(NamedTuple):
    """A line of the error summary: what is wrong, and the anchor of where."""

    sentence: str
    anchor: str


class Form(forms.Form):
    """A form whose fields say what is missing by name, and that the server judges.

    A field with a `required` message of its own keeps it. No text, but for a password,
    holds what nobody sees.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if (
                field.error_messages["required"]
                == forms.Field.default_error_messages["required"]
            ):
                label = field.label or name.replace("_", " ").capitalize()
                told = _missing(field) % {"label": str(label).rstrip("?: ")}
                field.error_messages["required"] = told
            if isinstance(field, forms.CharField) and not isinstance(
                field.widget, forms.PasswordInput
            ):
                field.validators.append(_Seen(str(field.label or name)))


def unseen(text: str) -> bool:
    """Return whether a text holds what nobody sees, or what turns a line round.

    Controls, marks of direction, spaces without width, heaps of accents: what the
    library names instead of showing it. A name with one could pass for another.
    """
    return any(piece.hidden for piece in pieces(text))


class _Seen:
    """Judges that all of a text can be seen; `label` is what its field is called."""

    def __init__(self, label: str) -> None:
        self.label = label.rstrip("?: ")

    def __call__(self, text: str) -> None:
        """Raise `ValidationError` for any other."""
        if unseen(text):
            raise ValidationError(_UNSEEN % {"label": self.label})


def _missing(field: forms.Field) -> "StrOrPromise":
    if isinstance(field, forms.FileField):
        return _FILE
    if isinstance(field, forms.BooleanField):
        return _TICK
    return _CHOOSE if isinstance(field.widget, ChoiceWidget) else _ENTER


class Email(forms.EmailField):
    """An e-mail address as it is kept: trimmed, in small letters, no longer than one is.

    `more` may hold `error_messages` of its own.
    """

    LONGEST = 254  # characters, as mail allows and as the tables hold

    def __init__(
        self, error_messages: "dict[str, StrOrPromise] | None" = None, **more: Any
    ) -> None:
        words = {"invalid": _NO_ADDRESS, "max_length": _LONG_ADDRESS}
        super().__init__(
            max_length=self.LONGEST,
            error_messages={**words, **(error_messages or {})},
            **more,
        )

    def clean(self, value: Any) -> Any:
        """Return the address as it is kept; '' where none is given and none need be."""
        return str(super().clean(value)).lower()


class Radios(forms.RadioSelect):
    """Radio buttons, each with a hint where `hints` has one for its value."""

    def __init__(
        self, hints: "dict[str, StrOrPromise] | None" = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.hints = hints or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> Any:
        """Return what the template draws one button from."""
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        return option


def faults(form: forms.BaseForm) -> Iterator[Fault]:
    """Yield every error of a form, with the anchor of the field it is about."""
    for sentence in form.non_field_errors():
        yield Fault(str(sentence), "main")
    for bound in form:
        for sentence in bound.errors:
            yield Fault(str(sentence), anchor(bound))


def anchor(bound: BoundField) -> str:
    """Return the id of the control to go to: the first one, of several."""
    several = bound.use_fieldset and len(bound.subwidgets) > 0
    return f"{bound.auto_id}_0" if several else str(bound.auto_id)
