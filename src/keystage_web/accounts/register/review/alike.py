"""Could two schools be one? By name and by postcode; a person decides."""

import re
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from keystage_web.accounts.register.facts import Facts

_CLOSE = 0.86
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}")
_KINDS = re.compile(
    r"\b(the|school|primary|infants?|juniors?|academy|nursery|community|"
    r"church of england|c ?of ?e|ce|catholic|rc|voluntary|aided|controlled|and)\b"
)


def likeness(one: Facts, other: Facts) -> str:
    """Return why two schools may be one, in a sentence; '' where nothing says so."""
    names = _bare(one.name), _bare(other.name)
    if names[0] and names[0] == names[1]:
        return _("Their names are the same but for what kind of school they are.")
    if SequenceMatcher(None, one.name.lower(), other.name.lower()).ratio() >= _CLOSE:
        return _("Their names are nearly the same.")
    codes = _postcode(one.address), _postcode(other.address)
    if codes[0] and codes[0] == codes[1]:
        return _("They have the same postcode.")
    return ""


def _bare(name: str) -> str:
    """Return what names the place: without the words for kinds of school."""
    plain = re.sub(r"[^a-z0-9 ]", "", name.lower().replace("-", " "))
    return " ".join(_KINDS.sub(" ", plain).split())


def _postcode(address: str) -> str:
    found = _POSTCODE.search(address.upper())
    return found[0].replace(" ", "") if found else ""
