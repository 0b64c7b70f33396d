"""What the service shows of the keys it signs receipts with, and of verifying one."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from pytest_django import Settings

from keystage.transfer import page, read_keys
from keystage_web.audit import signing
from tests.integration.web.files.desk import chosen

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def keys(tmp_path: Path, settings: Settings) -> list[str]:
    """Two keys, made one after the other; the fingerprints, the newest first."""
    signing.make(tmp_path, now=datetime(2025, 5, 1, 9, tzinfo=UTC))
    signing.renew(tmp_path, now=datetime(2026, 5, 2, 9, tzinfo=UTC))
    settings.CONFIG = chosen(data=tmp_path)
    return [one.fingerprint for one in signing.public_keys()]


def test_every_key_is_listed_with_its_dates(client: Client, keys: list[str]) -> None:
    told = client.get("/keys").content.decode()
    assert told.index(keys[0]) < told.index(keys[1])
    assert "In use since 2 May 2026" in told
    assert "From 1 May 2025 to 2 May 2026" in told


def test_the_keys_as_text_are_what_the_command_line_takes(
    client: Client, keys: list[str]
) -> None:
    answer = client.get("/keys.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert read_keys(answer.content.decode()) == tuple(keys)
    assert "since 2025-05-01" in answer.content.decode()


def test_the_page_that_verifies_is_that_of_the_library(client: Client) -> None:
    told = client.get("/verify").content.decode()
    assert page.tool() in told
    alone = page.standing_alone()
    for name in ("verify.css", "verify.mjs"):
        assert f"/static/verify/{name}" in told
        found = finders.find(f"verify/{name}")
        assert isinstance(found, str)
        assert Path(found).read_text("utf-8") in alone
    assert "<style" not in told
    assert " style=" not in told
