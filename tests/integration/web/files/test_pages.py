"""A school sends a file by its page; what is odd is answered in words, and kept."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from keystage_web.accounts.entrance import CHOSEN
from keystage_web.accounts.roles import Role
from keystage_web.audit.models import Event
from keystage_web.files import actions, names
from keystage_web.files.models import File
from keystage_web.files.store import Arrival, Store
from tests.integration.badinput.test_names_of_uploads import NAMES
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.files.desk import Desk, chosen, ctf, wrong

pytestmark = [pytest.mark.database, pytest.mark.django_db]
GIVEN = Path(__file__).parents[5] / "shared" / "reference" / "badinput"


def browser(ours: Desk, role: Role, number: str = "") -> Client:
    """Return somebody's browser, signed in."""
    held = ours.town.holds(role, number)
    client = Client()
    client.force_login(held.person)
    session = client.session
    session[CHOSEN] = held.id
    session.save()
    return client


@dataclass
class Page:
    """A school's page of files, in the browser of its office."""

    ours: Desk
    client: Client

    @property
    def address(self) -> str:
        return f"/school/{self.ours.school()}/files"

    def send(self, content: bytes, name: str = "results.xml", **more: Any) -> Any:
        """Send a file as the form does."""
        file = SimpleUploadedFile("x", content, "text/html")
        vars(file)["_name"] = name  # as it came, not as Django tidies it
        return self.client.post(
            self.address, {"tag": "none", "file": file, "key": "page-0", **more}
        )


@pytest.fixture
def page(ours: Desk) -> Page:
    return Page(ours, browser(ours, Role.OFFICE, "2001"))


def left(ours: Desk) -> list[Path]:
    """Return what is left in the folder where files come in."""
    return [one for one in ours.store.tmp.iterdir() if one.suffix != ".lock"]


def test_sent_listed_shown_downloaded_recalled(page: Page) -> None:
    assert "No file has been sent." in page.client.get(page.address).content.decode()
    answer = page.send(ctf(1), "Year 2.xml", key="page-1")
    row = File.unscoped.get()
    done = f"/files/{row.id}/take"
    assert (answer.status_code, answer.headers["Location"]) == (302, done)
    assert "Sent to" in page.client.get(done).content.decode()
    receipt = page.client.get(f"/files/{row.id}").content.decode()
    for told in (row.sha256, "Year 2.xml", "No tag", "Recall the file"):
        assert told in receipt
    assert "Quince" not in receipt
    for told in ("neither empty nor too large", "Not looked at: whose children"):
        assert told in receipt
    listed = page.client.get(page.address).content.decode()
    assert "Year 2.xml" in listed
    assert "Common Transfer File" in listed
    got: Any = page.client.get(f"/files/{row.id}/original")
    assert b"".join(got.streaming_content) == ctf(1)
    assert got.headers["Content-Disposition"] == (
        "attachment; filename=\"Year 2.xml\"; filename*=UTF-8''Year%202.xml"
    )
    assert got.headers["Cache-Control"] == "no-store"
    again = page.send(ctf(1), "other.xml")
    shown = page.client.get(again.headers["Location"]).content.decode()
    assert "had been sent already" in shown
    assert page.client.post(f"/files/{row.id}/recall").status_code == 302
    assert "Recalled" in page.client.get(f"/files/{row.id}").content.decode()
    assert page.client.get(f"/files/{row.id}/original").status_code == 403
    assert left(page.ours) == []
    assert wrong() == []


def test_an_officer_receives_and_sends_for_a_school(page: Page) -> None:
    page.send(ctf(1))
    row = File.unscoped.get()
    officer = browser(page.ours, Role.OFFICER)
    shown = officer.get(f"/files/{row.id}").content.decode()
    assert "Mark as received" in shown
    assert "Recall the file" not in shown
    assert officer.post(f"/files/{row.id}/received").status_code == 302
    assert page.client.post(f"/files/{row.id}/recall").status_code == 403
    Page(page.ours, officer).send(ctf(2))
    told = officer.get(page.address).content.decode()
    assert "the authority, for the school" in told
    protection = browser(page.ours, Role.PROTECTION)
    assert protection.get(f"/files/{row.id}").status_code == 200
    assert protection.get(page.address).status_code == 403


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_is_shown_and_given_back_and_is_never_a_path(
    page: Page, name: str
) -> None:
    answer = page.send(ctf(1), name)
    assert answer.status_code == 302, answer.content
    row = File.unscoped.get()
    assert len(row.name) <= names.MOST
    assert not re.search(r"[\r\n\0\u202e/\\]", row.name)
    got: Any = page.client.get(f"/files/{row.id}/original")
    told = got.headers["Content-Disposition"]
    assert re.fullmatch(
        r"attachment; filename=\"[A-Za-z0-9 _][A-Za-z0-9 ._-]*\"; "
        r"filename\*=UTF-8''[A-Za-z0-9._~%-]+",
        told,
    ), told
    assert b"".join(got.streaming_content) == ctf(1)
    [stored] = [one for one in page.ours.store.root.rglob("*") if one.is_file()]
    assert stored.name == row.sha256
    page_ = page.client.get(page.address).content.decode()
    assert "<img" not in page_
    assert wrong() == []


def test_a_name_is_cut_and_keeps_its_ending() -> None:
    assert names.shown("x" * 400 + ".xml") == "x" * 116 + ".xml"
    assert names.shown("\u200b\u202e") == ""
    assert names.disposition("", "ods").startswith('attachment; filename="file.ods"')


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"<html><body>Sign in</body></html>", "This is a web page"),
        (b"PK\x03\x04 cut short", "damaged or was altered"),
    ],
)
def test_what_is_refused_says_why_and_what_to_do_beside_the_field(
    page: Page, content: bytes, said: str
) -> None:
    answer = page.send(content)
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in told
    assert said in told
    assert 'href="#id_file"' in told
    assert not File.unscoped.exists()
    assert left(page.ours) == []
    assert Event.objects.filter(kind="refused", action="file.upload_ctf").count() == 1


def test_without_a_file_and_with_too_many_one_is_told_so(page: Page) -> None:
    nothing = page.client.post(page.address, {"key": "page-1", "tag": "none"})
    assert nothing.status_code == 422
    assert "choose a file" in nothing.content.decode()
    many = [SimpleUploadedFile("a.xml", ctf(at)) for at in range(21)]
    sent = {"file": many, "key": "page-1", "tag": "none"}
    answer = page.client.post(page.address, sent)
    assert answer.status_code == 422
    assert "More than 20 files" in answer.content.decode()
    assert left(page.ours) == []
    assert not File.unscoped.exists()


def test_one_byte_over_the_limit_is_a_page_and_at_it_is_taken(
    page: Page, settings: Settings
) -> None:
    content = ctf(1) + b" " * 5000
    settings.CONFIG = chosen(upload_limit=len(content))
    assert page.send(content).status_code == 302
    answer = page.send(content + b" ")
    assert answer.status_code == 413
    assert "too large" in answer.content.decode()
    assert File.unscoped.count() == 1
    assert left(page.ours) == []


def test_too_many_in_an_hour_says_when_to_come_back(
    page: Page, settings: Settings
) -> None:
    settings.CONFIG = chosen(uploads_an_hour=1)
    page.send(ctf(1))
    answer = page.send(ctf(2))
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3600")


@pytest.mark.parametrize("body", [b"--x\r\n", b"", b"--x\r\nContent-Disposition: form"])
def test_what_is_no_form_is_refused_and_leaves_nothing(page: Page, body: bytes) -> None:
    answer = page.client.post(
        page.address, data=body, content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code in {400, 422}
    assert left(page.ours) == []


@pytest.mark.parametrize(
    ("cut", "said"),
    [
        (b"", "choose a file"),  # in the file itself: Django drops it
        (b"\r\n--x\r\nContent-Disposition: form-data; na", "did not come whole"),
    ],
)
def test_an_upload_that_is_broken_off_is_not_taken_even_if_it_could_be_read(
    page: Page, cut: bytes, said: str
) -> None:
    start = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"'
    whole = start + b"\r\n\r\nUPN,Surname\r\nA1,Quince\r\nA2,Mo" + cut
    answer = page.client.post(
        page.address, whole, content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not File.unscoped.exists()
    assert left(page.ours) == []


def test_a_disk_that_is_full_is_said_so_and_reading_goes_on(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.send(ctf(1))
    row = File.unscoped.get()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    page.client.raise_request_exception = False
    for where, call in ((Arrival, "take"), (Store, "keep")):
        with monkeypatch.context() as broken:
            broken.setattr(where, call, full)
            assert page.send(ctf(2)).status_code == 503
            got: Any = page.client.get(f"/files/{row.id}/original")
            assert b"".join(got.streaming_content) == ctf(1)
    assert left(page.ours) == []
    assert page.send(ctf(2)).status_code == 302
    assert wrong() == []


def test_damaged_bytes_are_a_page_and_health_says_so(page: Page) -> None:
    page.send(ctf(1))
    row = File.unscoped.get()
    path = next(one for one in page.ours.store.root.rglob("*") if one.is_file())
    path.write_bytes(b"no longer")
    answer = page.client.get(f"/files/{row.id}/original")
    assert answer.status_code == 503
    assert "is not what was sent" in answer.content.decode()
    told = page.client.get("/health", headers={"Accept": "application/json"}).json()
    assert told["checks"]["Every file that was read was what had been sent."] is False


@pytest.mark.given
def test_every_bad_file_the_team_collected_is_taken_whole_or_refused_in_words(
    page: Page,
) -> None:
    lines = (GIVEN / "manifest.jsonl").read_text().splitlines()
    cases = [json.loads(line) for line in lines]
    tried = 0
    for case in cases[:: 1 if len(cases) < 60 else 7]:
        path = GIVEN / (case["file"] or "none")
        if not path.is_file() or path.stat().st_size > 3_145_728:
            continue
        tried += 1
        before = File.unscoped.count()
        answer = page.send(path.read_bytes(), f"{case['id']}.xml", key=case["id"])
        assert answer.status_code in {302, 422}, case["id"]
        if answer.status_code == 422:
            assert File.unscoped.count() == before
            assert "There is a problem" in answer.content.decode()
    assert tried > 10
    assert left(page.ours) == []
    assert wrong() == []


def test_the_list_is_filtered_by_state_and_by_school_year(page: Page) -> None:
    page.ours.send(ctf(1), name="waits.xml")
    got = page.ours.send(ctf(2), name="taken.xml")
    before = page.ours.send(
        ctf(3), name="before.xml", now=datetime(2025, 7, 1, 9, tzinfo=UTC)
    )
    for receipt in (got, before):
        actions.mark_received(by=page.ours.officer, file=receipt.file, now=BEGIN)
    officer = browser(page.ours, Role.OFFICER)
    for client in (page.client, officer):

        def shown(query: str, client: Client = client) -> set[str]:
            text = client.get(f"{page.address}?{query}").content.decode()
            names = ("waits.xml", "taken.xml", "before.xml")
            return {name for name in names if name in text}

        assert shown("") == {"waits.xml", "taken.xml", "before.xml"}
        assert shown("state=sent") == {"waits.xml"}
        assert shown("state=received") == {"taken.xml", "before.xml"}
        assert shown("state=received&year=2025") == {"before.xml"}
        assert shown("state=sent&year=2025") == set()
        assert shown("state=lost&year=19") == {"waits.xml", "taken.xml", "before.xml"}
    nothing = page.client.get(f"{page.address}?state=sent&year=2025").content.decode()
    assert "No file is like this." in nothing
