"""A date asked for as people write it: day, month and year, each in a box."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from keystage_web import clock
from keystage_web.config.figures import whole

_PARTS = (_("Day"), _("Month"), _("Year"))
_CENTURY = 1900  # a year of two digits is a slip, not the first century
_AHEAD = 20  # years: a school may tell that it closes, nobody tells of the next century
_DIGITS = 4
_SHOWN = 40  # characters of what was typed that are said again


class DateBoxes(forms.MultiWidget):
    """Three boxes, for day, month and year."""

    template_name = "ui/widgets/date.html"
    use_fieldset = True

    def __init__(self) -> None:
        super().__init__([forms.TextInput({"inputmode": "numeric"}) for _ in _PARTS])

    def decompress(self, value: date | None) -> list[str]:
        """Return what stands in each box for a date."""
        return (
            [str(value.day), str(value.month), str(value.year)] if value else [""] * 3
        )

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Return what the template draws from, with the word above each box."""
        told: dict[str, Any] = super().get_context(name, value, attrs)
        for part, word in zip(told["widget"]["subwidgets"], _PARTS, strict=True):
            part["label"] = word
        return told


class DateField(forms.Field):
    """A `date`, or None where none was asked for and none given."""

    widget = DateBoxes

    def to_python(self, value: list[str] | None) -> date | None:
        """Return the date in the boxes; raises `ValidationError` naming what is wrong."""
        given = [(part or "").strip() for part in value or []]
        if not any(given):
            return None
        missing = [
            str(word) for word, part in zip(_PARTS, given, strict=True) if not part
        ]
        if missing:
            told = {"label": self.label, "missing": ", ".join(missing).lower()}
            raise ValidationError(_("%(label)s: add the %(missing)s") % told)
        return self._read(given)

    def _read(self, given: list[str]) -> date:
        try:
            day, month, year = (whole(part, _DIGITS) or 0 for part in given)
            found = date(year, month, day)
        except (ValueError, OverflowError):
            found = None
        if found is None or found.year < _CENTURY:
            told = {"label": self.label, "given": "/".join(given)[:_SHOWN]}
            raise ValidationError(
                _("%(label)s: %(given)s is no day, write it as 27 3 2021") % told
            )
        last = clock.now().year + _AHEAD
        if found.year > last:
            far = {"label": self.label, "year": str(found.year), "last": str(last)}
            raise ValidationError(
                _("%(label)s: %(year)s is too far ahead, give a year up to %(last)s")
                % far
            )
        return found

    def has_changed(self, initial: date | None, data: list[str] | None) -> bool:
        """Return whether the boxes say another date than they began with."""
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True
