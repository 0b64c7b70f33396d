"""What is asked about a file of schools."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keystage_web.accounts.register.facts import LABELS
from keystage_web.accounts.register.incoming.waiting import Waiting
from keystage_web.accounts.register.review.model import Alike
from keystage_web.ui.forms import Form, Radios

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_KINDS = ".csv,.xlsx,.ods"
_ADDRESS = {
    "street": _("Address, first line"),
    "locality": _("Address, second line"),
    "third": _("Address, third line"),
    "town": _("Town"),
    "county": _("County"),
    "postcode": _("Postcode"),
}
_AUTHORITY = {"authority": _("Number of the authority")}
_SAMPLE = 30  # letters of the first cell shown beside its heading


class FileForm(Form):
    """A file of schools, and the register's links."""

    schools = forms.FileField(
        label=_("File of schools"),
        help_text=_("CSV or a workbook (.xlsx, .ods), with a row of headings."),
        widget=forms.FileInput({"accept": _KINDS}),
    )
    links = forms.FileField(
        label=_("The register's file of links, if you have it"),
        required=False,
        help_text=_("It says which school went before which."),
        widget=forms.FileInput({"accept": _KINDS}),
    )

    def content(self, name: str) -> bytes:
        """Return the bytes of a file; b'' where none was chosen."""
        file = self.cleaned_data.get(name)
        return bytes(file.read()) if file else b""


class ColumnsForm(Form):
    """For each fact the heading that holds it."""

    def __init__(self, *args: Any, seen: Waiting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, StrOrPromise]] = [("", _("Not in the file"))]
        for place, heading in enumerate(seen.headings):
            shown = f"{heading} ({sample})" if (sample := _of(seen, place)) else heading
            choices.append((str(place), shown))
        for fact, label in {**LABELS, **_ADDRESS, **_AUTHORITY}.items():
            known = seen.columns.get(fact)
            self.fields[fact] = forms.ChoiceField(
                label=label,
                required=False,
                choices=choices,
                initial="" if known is None else str(known),
            )

    def clean(self) -> dict[str, Any]:
        """Want what a school is told by, and no column twice."""
        told = super().clean() or {}
        taken: dict[str, str] = {}
        for fact, place in list(told.items()):
            if place and place in taken:
                self.add_error(fact, _("This column is taken for something else."))
            taken.setdefault(place, fact)
        if not told.get("name"):
            self.add_error("name", _("Choose the column of the name."))
        if not (told.get("number") or told.get("urn")):
            self.add_error("number", _("Choose the column of the number, or the URN."))
        return told

    def places(self) -> dict[str, int]:
        """Return the place of each fact's column, once it is valid."""
        return {fact: int(at) for fact, at in self.cleaned_data.items() if at}


class AlikeForm(Form):
    """Of each school that may be one of ours, whether it is."""

    def __init__(self, *args: Any, alike: Sequence[Alike], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.alike = alike
        for one in alike:
            known = one.facts.number or one.facts.urn
            told = {"number": known, "name": one.facts.name}
            ours = {"number": one.number, "name": one.name}
            self.fields[f"line_{one.line}"] = forms.ChoiceField(
                label=_("%(number)s %(name)s") % told,
                help_text=one.reason,
                choices=[
                    ("same", _("It is %(number)s %(name)s: change that") % ours),
                    ("new", _("It is another school: add it")),
                ],
                widget=Radios(),
            )

    def same(self) -> dict[int, bool]:
        """Return the answers by line, once they are valid."""
        return {
            one.line: self.cleaned_data[f"line_{one.line}"] == "same"
            for one in self.alike
        }


def _of(seen: Waiting, place: int) -> str:
    return seen.sample[place][:_SAMPLE] if place < len(seen.sample) else ""
