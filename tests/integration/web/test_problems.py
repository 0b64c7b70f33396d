"""Problem pages: what is wrong, what to do, and nothing about the inside."""

import logging
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.db import DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from django.utils.translation import override
from pytest_django import Settings

from keystage_web import urls
from keystage_web.ui import problems

CANARY = "Zebedee Quillfeather"


def raising(error: Exception) -> Callable[[HttpRequest], HttpResponse]:
    """Return a view that ends in an error."""

    def view(_: HttpRequest) -> HttpResponse:
        raise error

    return view


def remembering(request: HttpRequest) -> HttpResponse:
    """Keep something in the session, which may be gone by the end of the page."""
    request.session["seen"] = request.session.get("seen", 0) + 1
    if request.GET.get("ended"):
        Session.objects.all().delete()
    return HttpResponse("kept")


urlpatterns = [
    path("remembering", remembering),
    *urls.urlpatterns,
    path("denied", raising(PermissionDenied(CANARY))),
    path("absent", raising(Http404(CANARY))),
    path("strange", raising(SuspiciousOperation(CANARY))),
    path("large", raising(RequestDataTooBig(CANARY))),
    path("broken", raising(ValueError(CANARY))),
    path("down", raising(OperationalError(CANARY))),
    path("away", raising(InterfaceError(CANARY))),
    path("unkept", raising(DataError(CANARY))),
    path("twice", raising(IntegrityError(CANARY))),
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture
def client() -> Client:
    """A client that sees error pages, as people do."""
    return Client(raise_request_exception=False)


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/denied", 403, "You cannot do this"),
        ("/absent", 404, "Page not found"),
        ("/nowhere", 404, "Page not found"),
        ("/strange", 400, "could not be understood"),
        ("/large", 413, "too large"),
        ("/broken", 500, "Sorry, something went wrong here"),
        ("/down", 503, "not available just now"),
        ("/away", 503, "not available just now"),
        ("/unkept", 500, "Sorry, something went wrong here"),
        ("/twice", 500, "Sorry, something went wrong here"),
    ],
)
def test_each_problem_has_its_page_and_no_word_from_inside(
    client: Client, address: str, status: int, said: str
) -> None:
    page = client.get(address)
    text = page.content.decode()
    assert page.status_code == status
    assert said in text
    assert text.count("<h1") == 1
    for inside in (CANARY, "Traceback", "Error(", "django"):
        assert inside not in text


@pytest.mark.urls(__name__)
def test_a_database_that_is_down_says_when_to_try_again(client: Client) -> None:
    assert client.get("/down").headers["Retry-After"] == "120"


@pytest.mark.urls(__name__)
@pytest.mark.database
@pytest.mark.django_db
def test_a_session_that_ended_meanwhile_is_told_and_nothing_said_of_what_was_done(
    client: Client,
) -> None:
    assert client.get("/remembering").content == b"kept"
    page = client.get("/remembering?ended=1")
    assert page.status_code == 400
    assert "You were signed out in the meantime" in page.content.decode()
    assert "Nothing was changed" not in page.content.decode()


@pytest.mark.urls(__name__)
@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_session_that_the_database_cannot_keep_is_no_fault_of_the_senders(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    client.get("/remembering")

    def failing(*_: object, **__: object) -> None:
        raise error(CANARY)

    monkeypatch.setattr(Session, "save", failing)
    page = client.get("/remembering")
    assert page.status_code == 503
    assert page.headers["Retry-After"] == "120"


@pytest.mark.urls(__name__)
def test_what_is_missing_and_what_is_not_ones_own_look_alike(client: Client) -> None:
    missing, hidden = client.get("/nowhere"), client.get("/absent")
    assert missing.content == hidden.content


@pytest.mark.urls(__name__)
def test_an_error_gives_a_reference_that_differs_each_time(client: Client) -> None:
    first, second = client.get("/broken"), client.get("/broken")
    assert b'class="reference"' in first.content
    assert first.content != second.content


@pytest.mark.urls(__name__)
def test_the_reference_on_the_page_is_the_one_in_the_log(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    page = client.get("/broken").content.decode()
    reference = page.split('class="reference">')[1][:8]
    [record] = [r for r in caplog.records if r.levelno == logging.ERROR]
    from keystage_web.logs import Line  # noqa: PLC0415 - only here

    assert reference in Line().format(record)


def test_a_form_that_did_not_come_from_here_is_told_so_kindly() -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.post("/")
    assert page.status_code == 403
    assert b"This page was open for too long" in page.content


def test_what_is_larger_than_any_file_is_refused(
    settings: Settings,
) -> None:
    most = settings.CONFIG.upload_limit + 1024 * 1024

    def sent(size: int) -> int:
        return Client().generic("POST", "/nowhere", b"x" * size).status_code

    assert sent(most + 1) == 413
    assert sent(most) == 404
    for told in ("many", "²", "1" * 5000):
        assert Client().post("/nowhere", CONTENT_LENGTH=told).status_code == 413


def test_a_name_that_is_not_the_services_own_is_not_answered_for() -> None:
    page = Client().get("/", headers={"host": "other.example"})
    assert page.status_code == 400
    assert b"other.example" not in page.content


def test_too_many_tries_says_when_to_try_again() -> None:
    page = problems.problem(RequestFactory().get("/"), 429, retry_after=60)
    assert page.status_code == 429
    assert page.headers["Retry-After"] == "60"
    assert b"Too many tries" in page.content


@pytest.mark.parametrize("status", sorted(problems.PROBLEMS))
def test_every_problem_page_says_what_to_do(status: int, settings: Settings) -> None:
    page = problems.problem(RequestFactory().get("/"), status).content.decode()
    with override("en-gb"):
        told = problems.PROBLEMS[status]
        assert len(told.said) >= 2
        assert str(told.title) in page
    assert settings.DEBUG is False


def test_whom_to_ask_is_on_the_page(settings: Settings) -> None:
    from dataclasses import replace  # noqa: PLC0415 - only here

    settings.CONFIG = replace(
        settings.CONFIG, help_email="help@la.invalid", help_telephone="01632 960000"
    )
    page = problems.problem(RequestFactory().get("/"), 500).content.decode()
    assert "mailto:help@la.invalid" in page
    assert "01632 960000" in page
