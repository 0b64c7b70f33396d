"""What goes into the log: one line of JSON for each event, and nobody's data.

Addresses as typed, messages of exceptions and values of variables may each name a
child, so none is written: an error is told by its class and the places it passed.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_DEEP = 8  # places told of one error, the last ones


class Line(logging.Formatter):
    """One event as a line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat("T", "seconds"),
            "level": record.levelname.lower(),
            "from": record.name,
        }
        request = getattr(record, "request", None)
        if request is not None:
            told |= _asked(request)
        elif not record.name.startswith("django"):
            told["message"] = record.getMessage()
        status = getattr(record, "status_code", None)
        if status is not None:
            told["status"] = status
        if record.exc_info and record.exc_info[1]:
            told |= _error(record.exc_info[1])
        return json.dumps(told, ensure_ascii=True)


def _asked(request: Any) -> dict[str, str]:
    """Return which page was asked for: by its route, never as typed."""
    match = getattr(request, "resolver_match", None)
    return {
        "method": str(getattr(request, "method", "")),
        "route": f"/{match.route}" if match else "none",
        "reference": str(getattr(request, "reference", "")),
    }


def _error(error: BaseException) -> dict[str, Any]:
    passed = traceback.extract_tb(error.__traceback__)[-_DEEP:]
    places = [f"{Path(at.filename).name}:{at.lineno} {at.name}" for at in passed]
    return {"error": type(error).__name__, "places": places}


def configured() -> dict[str, Any]:
    """Return Django's LOGGING: everything, from warnings up, to standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": Line}},
        "handlers": {
            "line": {"class": "logging.StreamHandler", "formatter": "line"},
        },
        "root": {"handlers": ["line"], "level": "WARNING"},
        "loggers": {
            # Django brings handlers of its own, one of which writes mail.
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            "keystage": {"level": "INFO"},
        },
    }
