"""What may be known of a child is on its own pages alone: listened for in the whole run.

Every test of the service runs beneath this watch, in each process of the run. At its
end no name, UPN or birth of the tests' children may have been in a line of the log, a
mail, a job, an address that was given out, a page that refuses, the name of a file or
what lies in a folder for a while. A test that lets one sing on purpose wants `deaf`.
"""

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from django.core.handlers.base import BaseHandler
from django.db.models.signals import post_save
from django.http import HttpResponseBase

from keystage_web.jobs.models import Job
from keystage_web.logs import Line
from keystage_web.notices.models import Mail

# Surnames and forenames of children, a UPN of the invented authority, a birth.
_NAMES = "quill|quillon|moss|ives|reed|vale|marigold|quince|zephyrine"
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_CANARY = re.compile(
    rf"\b(?:{_NAMES})\b"
    r"|\b[a-z]004\d{8}[0-9a-z]\b"
    r"|\b20(?:1\d|2[01])-[01]\d-[0-3]\d\b"
    r"|\b[0-3]?\d/[01]?\d/20(?:1\d|2[01])\b"
    rf"|\b[0-3]?\d (?:{_MONTHS}) 20(?:1\d|2[01])\b",
    re.IGNORECASE,
)
_LINKS = re.compile(r'(?:href|action|src)="([^"]*)"')
_REFUSED = frozenset({400, 403, 404, 413, 429, 500, 503})
_SHORT = 2_000_000  # bytes of a file that are looked at


def sung(text: str) -> list[str]:
    """Return the canaries in a text, in small letters."""
    return sorted({found[0].lower() for found in _CANARY.finditer(text)})


class Watch:
    """What was heard, each with where; nothing while it is `deaf`."""

    def __init__(self) -> None:
        self.heard: set[str] = set()
        self.begun = False
        self._deaf = 0
        self._log = logging.StreamHandler(io.StringIO())
        self._log.setFormatter(Line())

    def note(self, where: str, text: str) -> None:
        """Note the canaries in a text."""
        if not self._deaf:
            self.heard |= {f"{where}: {one}" for one in sung(text)}

    @contextmanager
    def deaf(self) -> Iterator[None]:
        """Hear nothing of what is done within."""
        self._deaf += 1
        try:
            yield
        finally:
            self._hear_log()
            self._deaf -= 1

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Listen to all the service does within this process."""
        self.begun, answer = True, BaseHandler.get_response

        def answered(handler: BaseHandler, request: Any) -> HttpResponseBase:
            found = answer(handler, request)
            self.came(found)
            return found

        logging.getLogger().addHandler(self._log)
        for model in (Mail, Job):
            post_save.connect(self._saved, sender=model)
        try:
            with mock.patch.object(BaseHandler, "get_response", answered):
                yield
        finally:
            logging.getLogger().removeHandler(self._log)
            for model in (Mail, Job):
                post_save.disconnect(self._saved, sender=model)
            self._hear_log()
            self.begun = False

    def look(self, folder: Path) -> None:
        """Look at the names of files, and at what lies there for a while."""
        for path in folder.rglob("*"):
            if path.is_file() and "tmp" in path.relative_to(folder).parent.parts:
                self.note("name of a file", path.name)
                with path.open("rb") as file:
                    self.note("file", file.read(_SHORT).decode("latin-1"))

    def _saved(self, sender: type, instance: Any, **_: Any) -> None:
        self.note(sender.__name__, repr(vars(instance)))

    def came(self, answer: HttpResponseBase) -> None:
        """Listen to one answer: where it leads, what it links to, a page that refuses."""
        self._hear_log()
        self.note("address", answer.headers.get("Location", ""))
        if getattr(answer, "streaming", True):
            return
        kind = answer.headers.get("Content-Type", "")
        page = answer.content.decode("utf-8", "replace") if "html" in kind else ""  # type: ignore[attr-defined]  # no stream: it has one
        if answer.status_code in _REFUSED:
            self.note(f"page that refuses ({answer.status_code})", page)
        self.note("address", "\n".join(_LINKS.findall(page)))

    def _hear_log(self) -> None:
        stream = self._log.stream
        if text := stream.getvalue():
            self.note("log", text)
            stream.seek(0)
            stream.truncate()


WATCH = Watch()
