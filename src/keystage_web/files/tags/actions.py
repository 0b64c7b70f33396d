"""Make a tag, and show it or no longer: nobody takes away what files were sent under."""

from datetime import datetime

from django.db import transaction
from django.http import Http404

from keystage.core.errors import KeystageError
from keystage_web.accounts.scopes import Scope
from keystage_web.files.models import Tag
from keystage_web.files.policies import TAGS
from keystage_web.files.tags.queries import LAST, collections


class Taken(KeystageError):
    """There is a tag of this name."""


@transaction.atomic
def add(*, by: Scope, name: str, collection: str, now: datetime) -> str:
    """Make a tag of the authority's own and return its id; raises `Taken`, `Refused`."""
    TAGS.demand(by)
    names = {str(one).casefold() for one in (*LAST.values(), *collections().values())}
    own = Tag.of(by.authority).filter(standing="").values_list("name", flat=True)
    if name.casefold() in names | {one.casefold() for one in own}:
        raise Taken(name)
    row = Tag.of(by.authority).create(
        authority_id=by.authority, name=name, collection=collection
    )
    TAGS.done(by, now, said={"tag": row.id, "name": name, "collection": collection})
    return row.id


@transaction.atomic
def show(*, by: Scope, tag: str, on: bool, now: datetime) -> None:
    """Offer a tag to schools, or no longer: an id, or the key of one always there.

    Raises `Http404` for none, `Refused` without the right.
    """
    standing = tag if tag in collections() else ""
    rows = Tag.of(by.authority).select_for_update()
    if standing:
        TAGS.demand(by)
        row, _ = rows.get_or_create(
            standing=standing, defaults={"authority_id": by.authority, "name": standing}
        )
    else:
        found = rows.filter(id=tag, standing="").first()
        if found is None:
            raise Http404
        TAGS.demand(by)
        row = found
    row.shown = on
    row.save(update_fields=["shown"])
    TAGS.done(by, now, said={"tag": tag, "shown": on})
