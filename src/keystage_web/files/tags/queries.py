"""Ask for tags: what a school may choose from, and what an authority has made of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from keystage import rulebooks
from keystage_web.accounts.scopes import Scope
from keystage_web.files.models import Tag
from keystage_web.files.policies import TAGS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

OTHER, NONE = "other", "none"
LAST: "dict[str, StrOrPromise]" = {OTHER: _("Other"), NONE: _("No tag")}
"""The tags of files that nobody checks: always the last to choose from."""


@dataclass(frozen=True, slots=True)
class Due:
    """A collection that files are taken for: the id of its round, and its title."""

    id: str
    collection: str
    title: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A tag to choose. `round` is what a file under it is for; '' where none is."""

    key: str
    label: str
    round: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A tag as the authority edits it: `id` is '' for one that is always there."""

    id: str
    standing: str
    label: str
    collection: str
    shown: bool


def collections() -> dict[str, str]:
    """Return what the collections are called, by id, whatever the year."""
    found: dict[str, str] = {}
    for name in rulebooks.books_for(None):
        book = rulebooks.load(name)
        found[book.collection] = str(book.words.get("title", book.title))
    return found


def offered(scope: Scope, due: Sequence[Due]) -> list[Offered]:
    """Return the tags a file may be sent under, where these collections are due.

    A tag of a collection that is not due is not among them. Of two rounds of one
    collection, the first of `due` is the one a tag of the authority's own is for.
    """
    rows = list(Tag.within(scope).order_by("name", "id"))
    hidden = {row.standing for row in rows if row.standing and not row.shown}
    rounds: dict[str, str] = {}
    for each in due:
        rounds.setdefault(each.collection, each.id)
    found = [
        Offered(each.id, each.title, each.id)
        for each in due
        if each.collection not in hidden
    ]
    found += [
        Offered(row.id, row.name, rounds.get(row.collection, ""))
        for row in rows
        if row.shown and not row.standing
        if not row.collection or row.collection in rounds
    ]
    return [*found, *(Offered(key, str(label)) for key, label in LAST.items())]


def kept(scope: Scope) -> list[Kept]:
    """Return all tags, as who edits them sees them; raises `Refused` for others."""
    TAGS.demand(scope)
    rows = list(Tag.within(scope).order_by("name", "id"))
    shown = {row.standing: row.shown for row in rows if row.standing}
    names = collections()
    always = [
        Kept("", key, title, key, shown.get(key, True)) for key, title in names.items()
    ]
    own = [
        Kept(row.id, "", row.name, names.get(row.collection, ""), row.shown)
        for row in rows
        if not row.standing
    ]
    return [*always, *own]
