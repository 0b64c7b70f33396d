"""Put into the outbox, in the transaction of what it tells of: a mail, an event."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection

from keystage.core.errors import UsageError
from keystage_web.audit.chain import ID_FORM
from keystage_web.jobs.actions import enqueue
from keystage_web.jobs.values import key
from keystage_web.notices import letters, words
from keystage_web.notices.models import Mail

_TEMPLATE = re.compile(r"[a-z_]{1,30}/[a-z_]{1,30}")


def mail(
    *,
    authority: str,
    to: str,
    template: str,
    values: Mapping[str, Any],
    now: datetime,
    effect_key: str,
) -> str:
    """Write a mail and return its id; it is sent once the transaction is committed.

    `template` is `app/name` for the file `app/mail/name.txt` among the app's
    templates; `values` are on the list in `notices.words`, and become words when it
    is sent. The same `effect_key` of an authority gives the same mail again. Raises
    `UsageError` outside a transaction, for a template that is not there, and for
    an address or a value that is not in form; the message does not repeat it.
    """
    if not connection.in_atomic_block:
        raise UsageError("A mail is written in the transaction of what it tells of.")
    if not ID_FORM.fullmatch(authority):
        raise UsageError("An authority is told by its random id.")
    if not _TEMPLATE.fullmatch(template) or not letters.exists(template):
        raise UsageError(f"There is no mail {template!a}.")
    row, fresh = Mail.objects.get_or_create(
        authority=authority,
        effect_key=key(effect_key),
        defaults={
            "to": _address(to),
            "template": template,
            "values": words.judged(values, now),
            "made_at": now,
        },
    )
    if fresh:
        enqueue(
            authority=authority,
            kind="notices.mail",
            values={"mail": row.id},
            now=now,
            effect_key=f"notices.mail:{row.id}",
        )
    return row.id


def _address(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise UsageError("A mail goes to one address, as name@example.org.") from None
    return text
