"""A school with a round of phonics open, and the browsers of its people."""

import re
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from keystage_web.accounts.entrance import CHOSEN
from keystage_web.accounts.roles import AT_AUTHORITY, Role
from keystage_web.audit import signing
from keystage_web.returns.models import Result
from keystage_web.rolls.models import Pupil
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.files.desk import chosen
from tests.integration.web.files.sent.results import number
from tests.integration.web.returns.marks.desk import Desk, desk


class School:
    """A school with a phonics round open, in the browser of somebody of it."""

    def __init__(self, at: Desk) -> None:
        self.at = at
        self.client = self.browser(Role.OFFICE)
        self.id = at.town.schools[at.number].id
        self.page = f"/school/{self.id}/files"

    def browser(self, role: Role, number: str = "2001") -> Client:
        """Return somebody's browser, signed in, the second factor just given."""
        held = self.at.town.holds(role, "" if role in AT_AUTHORITY else number)
        client = Client()
        client.force_login(held.person)
        session = client.session
        session[CHOSEN] = held.id
        session["proved"] = BEGIN.timestamp()
        session.save()
        return client

    def send(self, *contents: bytes, name: str = "results.xml", **more: Any) -> Any:
        """Send files as the form does, under the round's tag."""
        files = [SimpleUploadedFile(name, content) for content in contents]
        told = {"file": files, "tag": self.at.round, "key": "page", **more}
        return self.client.post(self.page, told)

    def sent(self, *contents: bytes, **more: Any) -> str:
        """Send one file that is taken, and return its id."""
        answer = self.send(*contents, **more)
        assert answer.status_code == 302, told(answer)
        return str(answer.headers["Location"].split("/")[2])

    def take(self, file: str, client: Client | None = None, **more: Any) -> Any:
        """Send a file's results, as its page is filled in."""
        browser = client or self.client
        page = told(browser.get(f"/files/{file}/review"))
        asked: dict[str, Any] = {
            name: re.search(rf'name="{name}" value="([^"]*)"', page)[1]  # type: ignore[index]
            for name in ("seen", "key")
        }
        return browser.post(f"/files/{file}/take", {**asked, **more})

    def marks(self) -> dict[str, str]:
        """Return the marks that stand, by forename."""
        rows = Result.unscoped.exclude(value="")
        return dict(rows.values_list("pupil__forename", "value"))


def told(answer: Any) -> str:
    """Return the text of a page, its white space made plain."""
    return " ".join(answer.content.decode().split())


@pytest.fixture
def school(db: None, tmp_path: Path, settings: Settings) -> School:
    settings.CONFIG = chosen(data=tmp_path)
    settings.CLOCK, settings.BEGAN = BEGIN, time.time()
    for name in ("files", "tmp"):
        (tmp_path / name).mkdir()
    signing.make(tmp_path, now=BEGIN)
    at = desk("phonics-2026", group="1")
    for turn, pupil in enumerate(at.pupils, 1):
        Pupil.unscoped.filter(id=pupil).update(
            upn=number(turn), born=date(2019, 11, turn % 28 + 1), sex="F"
        )
    return School(at)
