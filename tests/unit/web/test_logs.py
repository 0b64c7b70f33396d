"""What the log tells, and the names it does not."""

import json
import logging
import sys

from django.test import RequestFactory
from django.urls import resolve

from keystage_web import logs

CANARY = "Zebedee Quillfeather"


def told(record: logging.LogRecord) -> dict[str, object]:
    """Return a record's line, read."""
    line = logs.Line().format(record)
    assert "\n" not in line
    read: dict[str, object] = json.loads(line)
    return read


def record(name: str, message: str, *arguments: object) -> logging.LogRecord:
    return logging.LogRecord(name, logging.ERROR, "x.py", 1, message, arguments, None)


def test_what_our_own_code_says_is_written_as_it_is() -> None:
    line = told(record("keystage.health", "unwell: %s", "database"))
    assert line["message"] == "unwell: database"
    assert line["level"] == "error"
    assert str(line["at"]).endswith("+00:00")


def test_a_message_over_two_lines_stays_one_line() -> None:
    line = told(record("keystage.csp", "a\n{forged}"))
    assert line["message"] == "a\n{forged}"


def test_an_address_as_typed_is_told_by_its_route_alone() -> None:
    entry = record("django.request", "Not Found: %s", f"/pupils/{CANARY}")
    request = RequestFactory().get(f"/health?{CANARY}")
    request.resolver_match = resolve("/health")
    entry.__dict__ |= {"request": request, "status_code": 404}
    line = told(entry)
    assert line["route"] == "/health"
    assert line["status"] == 404
    assert CANARY not in str(line)


def test_an_address_that_is_nowhere_has_no_route() -> None:
    entry = record("django.request", "Not Found: %s", f"/pupils/{CANARY}")
    entry.__dict__["request"] = RequestFactory().get(f"/pupils/{CANARY}")
    line = told(entry)
    assert line["route"] == "none"
    assert CANARY not in str(line)


def test_what_django_says_of_values_is_left_out() -> None:
    line = told(record("django.security.DisallowedHost", "Invalid: %s", CANARY))
    assert line["from"] == "django.security.DisallowedHost"
    assert CANARY not in str(line)


def test_an_error_is_told_by_its_class_and_places_never_by_its_words() -> None:
    entry = record("django.request", "Internal Server Error: /")
    try:
        raise ValueError(CANARY)
    except ValueError:
        entry.exc_info = sys.exc_info()
    line = told(entry)
    assert line["error"] == "ValueError"
    assert "test_logs.py" in str(line["places"])
    assert CANARY not in str(line)
