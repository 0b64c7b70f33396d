"""Sessions as Django keeps them in the database, asked for in words written once."""

from collections.abc import Hashable
from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from keystage_web.database.questions import Question


class SessionStore(db.SessionStore):
    """The session of a browser."""

    def _get_session_from_db(self) -> Any:
        key = self.session_key or ""
        found = _SESSION.first(None, key, timezone.now())
        if found is None:
            self._session_key = None
        return found


def _session(_: Hashable, key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


_SESSION = Question(_session)
