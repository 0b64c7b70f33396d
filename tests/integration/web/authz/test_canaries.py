"""A canary that sings where it should not is heard: the watch over the matrix works."""

import logging
from pathlib import Path

import pytest
from django.conf import settings

from keystage_web.jobs.models import Job
from keystage_web.notices.models import Mail
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.authz.canaries import leaked, listening
from tests.integration.web.authz.trial import Came

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def came(status: int, body: str, to: str) -> Came:
    """Return an answer."""
    return Came(status, body.encode(), to, changed=False, done=set(), refused=set())


def test_a_name_in_log_mail_job_or_file_is_heard() -> None:
    left = Path(settings.CONFIG.data) / "tmp" / "spooled"
    with listening() as heard:
        logging.getLogger("keystage.files").warning("of Ann Quill")
        Mail.objects.create(
            authority="a", effect_key="m", to="x", values={"of": "Moss"}, made_at=BEGIN
        )
        Job.objects.create(
            authority="a",
            effect_key="j",
            kind="k",
            values={"of": "IVES"},
            made_at=BEGIN,
            due_at=BEGIN,
        )
        left.write_text("2021-03-05")
    left.unlink()
    assert sorted(heard) == [
        *("Job: ives", "Mail: moss", "file: 2021-03-05", "log: quill")
    ]


def test_a_name_in_an_address_or_on_a_refusal_is_heard_and_on_its_page_is_not() -> None:
    assert leaked(came(302, "", "/school/roll?find=Quill")) == ["quill"]
    assert leaked(came(404, "<p>No Ann Quill here</p>", "")) == ["quill"]
    assert leaked(came(200, "<p>Ann Quill</p>", "")) == []
