"""Signs that no database keeps: refused at the door, in whatever they are sent."""

import io
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from keystage_web.accounts import ids
from keystage_web.accounts.roles import Role
from keystage_web.ui.middleware import understood
from tests.integration.web.accounts.town import BEGIN, Town, town

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]
ODD = "Mo\0ss"
UPLOAD = (
    b'--edge\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n'
    b"Content-Type: text/csv\r\n\r\na\0b\r\n--edge\r\n"
    b'Content-Disposition: form-data; name="%s"\r\n\r\n%s\r\n--edge--\r\n'
)
type Enter = Callable[..., Client]


@pytest.fixture
def here(settings: Settings) -> Town:
    """A school and its authority, on the day of the demonstration."""
    settings.CLOCK = BEGIN
    return town("999", "2001")


@pytest.fixture
def enter(here: Town) -> Enter:
    """Sign somebody in by role; errors are answered, as people see them."""

    def entered(role: Role, school: str = "", *, proof: bool = False) -> Client:
        client = Client(raise_request_exception=False, enforce_csrf_checks=proof)
        client.force_login(here.holds(role, school).person)
        return client

    return entered


@pytest.mark.parametrize(
    "cookie", ['session="aaaa\\000"', 'csrf="a\\000"', "other=a\0"]
)
def test_a_cookie_of_odd_signs_is_refused(
    cookie: str, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client(raise_request_exception=False, HTTP_COOKIE=cookie)
    answer = client.get(reverse("school:home"))
    assert answer.status_code == 400
    assert b"could not be understood" in answer.content
    assert not [each for each in caplog.records if each.levelno >= logging.ERROR]


@pytest.mark.parametrize(
    "asked",
    [
        *("school/roll?group=%00&class=%00&find=%00", "school/roll?%00=1"),
        *("school/pupils/%00", "files/%00", "school/pupils/a%00", "%00"),
    ],
)
def test_an_address_of_odd_signs_is_refused(enter: Enter, asked: str) -> None:
    assert enter(Role.OFFICE, "2001").get(f"/{asked}").status_code == 400


def test_a_query_of_odd_signs_is_refused_at_the_authority(enter: Enter) -> None:
    client = enter(Role.ADMINISTRATOR)
    at = reverse("authority:schools")
    assert client.get(f"{at}?phase=%00&ward=%00").status_code == 400
    assert client.get(f"{at}?phase=%0A&ward=%EF%BF%BD").status_code == 200
    assert client.post(reverse("authority:pupils"), {"find": ODD}).status_code == 400


@pytest.mark.parametrize(
    "sent",
    [
        *({"pupil": ODD}, {"pupil": ["fine", ODD]}, {ODD: "1"}),
        {"to": "class:\0", "pupil": "\0"},
    ],
)
def test_a_form_of_odd_signs_is_refused(
    enter: Enter, sent: dict[str, str | list[str]]
) -> None:
    client = enter(Role.OFFICE, "2001")
    at = reverse("school:roll-move")
    assert client.post(at, sent).status_code == 400
    coded = "application/x-www-form-urlencoded"
    assert client.post(at, "pupil=a%00", content_type=coded).status_code == 400
    assert client.post(at, "pu%00pil=a", content_type=coded).status_code == 400


def test_what_is_in_a_file_is_for_its_reader_to_judge(enter: Enter) -> None:
    client, at = enter(Role.OFFICE, "2001"), reverse("school:roll-import")
    kind = "multipart/form-data; boundary=edge"
    taken = client.post(at, UPLOAD % (b"note", b"fine"), content_type=kind)
    assert taken.status_code in {200, 302, 422}
    odd = client.post(at, UPLOAD % (b"note", b"\0"), content_type=kind)
    assert odd.status_code == 400


def test_a_form_without_proof_is_refused_unread(enter: Enter) -> None:
    client = enter(Role.OFFICE, "2001", proof=True)
    answer = client.post(reverse("school:roll-move"), {"pupil": ODD})
    assert answer.status_code == 403


@pytest.mark.parametrize("charset", ["raw_unicode_escape", "utf-7", "utf-16"])
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=edge", "text/plain"])
def test_what_is_not_written_in_utf_8_is_refused(
    enter: Enter, kind: str, charset: str
) -> None:
    """Some other codes can write half a sign."""
    client = enter(Role.OFFICE, "2001")
    coded = f"{kind}; charset={charset}"
    at = f"{reverse('school:roll')}?find=%5Cud800"
    assert client.get(at, headers={"content-type": coded}).status_code == 400
    sent = UPLOAD % (b"pupil", b"\\ud800")
    to = reverse("school:roll-import")
    assert client.post(to, sent, content_type=coded).status_code == 400


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "kind",
    [
        *("text/plain; charset=hex", "multipart/form-data; boundary=a; charset=rot13"),
        *('text/plain; charset="a\0"', "text/plain; charset*=utf-8''%00"),
        "text/plain; charset*=raw_unicode_escape''%5Cud800",
        *("text/plain; x*=nothing-known''%41", "x" * 70_000),
    ],
)
def test_a_type_nobody_can_read_is_refused_before_there_is_a_request(
    kind: str, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Django raises for each before any middleware is asked."""
    told: list[str] = []
    asked: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": "/sign-in",
        "QUERY_STRING": "a=1",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "wsgi.input": io.BytesIO(b"a=1"),
        "wsgi.url_scheme": "http",
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": "3",
    }
    answer = understood(get_wsgi_application())(
        asked, lambda status, _: told.append(status)
    )
    assert told == ["400 Bad Request"]
    assert b"could not be understood" in b"".join(answer)
    assert not [each for each in caplog.records if each.levelno >= logging.ERROR]


@pytest.mark.parametrize("charset", ["utf-8", "UTF8", "nothing-known"])
def test_utf_8_by_any_of_its_names_is_read(enter: Enter, charset: str) -> None:
    client = enter(Role.OFFICE, "2001")
    told = {"content-type": f"text/plain; charset={charset}"}
    assert client.get(reverse("school:roll"), headers=told).status_code == 200


def test_an_id_that_leads_nowhere_is_not_found(enter: Enter) -> None:
    client = enter(Role.OFFICE, "2001")
    assert client.get(reverse("school:pupil", args=[ids.new()])).status_code == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "QUERY"])
@pytest.mark.parametrize("at", ["/sign-in", "/terms", "/school/", "/nowhere"])
def test_a_method_no_page_is_meant_for_is_refused(
    enter: Enter, method: str, at: str
) -> None:
    answer = enter(Role.OFFICE, "2001").generic(method, at)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, POST"
    assert answer.content == b""
