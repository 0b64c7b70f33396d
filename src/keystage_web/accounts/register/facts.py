"""What is known of a school, each fact with its name and how it is written."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keystage.reports.shown import plain
from keystage_web.ui.forms import unseen

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from keystage_web.accounts.models import School

OLDEST = 25  # the highest age the register gives
_DATES = ("%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y")  # the register's own is the first
_NUMBER = re.compile(r"(?:\d{3}[ /-]?)?(\d{4})")  # with the authority's, or without
_URN = re.compile(r"\d{6}|EY\d{6}")
_AGE = re.compile(r"[0-9]{1,3}")
_AGES = {"lowest", "highest"}
_SHOWN = 60  # characters that are said again
_DAYS = {"opened", "closed"}


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of a school; '' or None for what is not known."""

    number: str = ""
    urn: str = ""
    name: str = ""
    kind: str = ""
    phase: str = ""
    lowest: int | None = None
    highest: int | None = None
    address: str = ""
    email: str = ""
    ward: str = ""
    cluster: str = ""
    opened: date | None = None
    closed: date | None = None

    @property
    def ages(self) -> str:
        """The ages in words, as 4 to 11; '' where they are not known."""
        if self.lowest is None or self.highest is None:
            return ""
        ages = {"low": self.lowest, "high": self.highest}
        return _("%(low)d to %(high)d") % ages

    def plain(self) -> dict[str, Any]:
        """Return the facts by name, days in ISO form: what an audit can keep."""
        told = asdict(self)
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in told.items()
        }


LABELS: Mapping[str, "StrOrPromise"] = {
    "number": gettext_lazy("School number"),
    "urn": gettext_lazy("URN"),
    "name": gettext_lazy("Name"),
    "kind": gettext_lazy("Type"),
    "phase": gettext_lazy("Phase"),
    "lowest": gettext_lazy("Lowest age"),
    "highest": gettext_lazy("Highest age"),
    "address": gettext_lazy("Address"),
    "email": gettext_lazy("E-mail address"),
    "ward": gettext_lazy("Ward"),
    "cluster": gettext_lazy("Cluster"),
    "opened": gettext_lazy("Opened"),
    "closed": gettext_lazy("Closed"),
}
NAMES = tuple(field.name for field in fields(Facts))
LENGTHS: Mapping[str, int] = {
    "name": 160,
    "kind": 80,
    "phase": 40,
    "address": 400,
    "email": 254,
    "ward": 80,
    "cluster": 80,
}


class Unreadable(ValueError):
    """A fact that cannot be read; the text is a sentence for the person."""


def facts_of(school: "School") -> Facts:
    """Return what is known of a school."""
    return Facts(**{name: getattr(school, name) for name in NAMES})


def read(name: str, text: str) -> Any:
    """Return the value of a fact as a person or a register wrote it.

    Raises `Unreadable` with what was wanted.
    """
    text = text.strip()
    if unseen(text):
        raise _wrong(name, plain(text)[:_SHOWN], _("take out what nobody sees"))
    if name in _AGES:
        return _age(name, text)
    if name in _DAYS:
        return _day(name, text)
    own = {"number": _number, "urn": _urn, "email": _email}.get(name)
    if own:
        return own(text) if text else ""
    most = LENGTHS[name]
    if len(text) > most:
        told = _("it is longer than %(most)d characters") % {"most": most}
        raise _wrong(name, f"{text[:20]}…", told)
    return text


def _number(text: str) -> str:
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise _wrong("number", text, _("write the four digits of the school, as 2014"))
    return found[1]


def _urn(text: str) -> str:
    if not _URN.fullmatch(text.upper()):
        raise _wrong("urn", text, _("write six digits, or EY and six digits"))
    return text.upper()


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        wanted = _("write one address, as office@school.example")
        raise _wrong("email", text, wanted) from None
    return text.lower()


def _age(name: str, text: str) -> int | None:
    if not text:
        return None
    if not _AGE.fullmatch(text) or int(text) > OLDEST:
        raise _wrong(name, text, _("write an age in whole years"))
    return int(text)


def _day(name: str, text: str) -> date | None:
    if not text:
        return None
    for form in _DATES:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise _wrong(name, text, _("write a day as 27-03-2021"))


def _wrong(name: str, text: str, wanted: str) -> Unreadable:
    told = {"label": LABELS[name], "text": text, "wanted": wanted}
    return Unreadable(_("%(label)s “%(text)s”: %(wanted)s.") % told)
