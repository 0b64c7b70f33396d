"""What may be known of the matrix's children is on their pages alone.

Their names, numbers and births are canaries: whoever asks for whatever, none may be in
the log, in a mail, in a job, in the address one is sent to, or on a page that refuses.
"""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models.signals import post_save

from keystage_web.jobs.models import Job
from keystage_web.logs import Line
from keystage_web.notices.models import Mail
from tests.integration.web.authz.trial import Came
from tests.integration.web.authz.ways import rolls

CANARIES = (
    *("quill", "moss", "ives", rolls.NUMBER.lower()),
    *("2021-03-05", "2020-05-01", "2020-04-03", "5 march 2021"),
)
_REFUSED = frozenset({400, 403, 404, 413, 429, 500, 503})


def sung(text: str) -> list[str]:
    """Return the canaries that are in a text."""
    small = text.lower()
    return [one for one in CANARIES if one in small]


def leaked(came: Came) -> list[str]:
    """Return the canaries in the address one was sent to, or on a page that refuses."""
    page = came.body.decode("utf-8", "replace") if came.status in _REFUSED else ""
    return sung(f"{came.to}\n{page}")


@contextmanager
def listening() -> Iterator[list[str]]:
    """Listen while pages are asked for; what was heard is complete at the end."""
    heard: list[str] = []
    log = logging.StreamHandler(io.StringIO())
    log.setFormatter(Line())

    def saved(sender: type, instance: Any, **_: Any) -> None:
        heard.extend(f"{sender.__name__}: {one}" for one in sung(repr(vars(instance))))

    logging.getLogger().addHandler(log)
    for model in (Mail, Job):
        post_save.connect(saved, sender=model)
    try:
        yield heard
    finally:
        logging.getLogger().removeHandler(log)
        for model in (Mail, Job):
            post_save.disconnect(saved, sender=model)
    heard.extend(f"log: {one}" for one in sung(log.stream.getvalue()))
    heard.extend(f"file: {one}" for one in _left(Path(settings.CONFIG.data)))


def _left(folder: Path) -> list[str]:
    """Return the canaries in names of files, and in what lies in the folder for a while."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    names = "\n".join(path.relative_to(folder).as_posix() for path in files)
    held = [path for path in files if "tmp" in path.relative_to(folder).parts]
    within = [path.read_bytes() for path in held]
    return sung("\n".join([names, *(data.decode("latin-1") for data in within)]))
