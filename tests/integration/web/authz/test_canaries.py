"""A canary that sings where it should not is heard: the watch over the matrix works."""

import logging
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect

from keystage_web.jobs.models import Job
from keystage_web.notices.models import Mail
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.authz.canaries import leaked, listening
from tests.integration.web.authz.trial import Came
from tests.service.canaries import Watch

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def came(status: int, body: str, to: str) -> Came:
    """Return an answer."""
    return Came(status, body.encode(), to, changed=False, done=set(), refused=set())


@pytest.mark.usefixtures("deaf")
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


@pytest.mark.usefixtures("deaf")
def test_the_watch_over_the_whole_run_hears_each_of_them(tmp_path: Path) -> None:
    own, upn = Watch(), "A004200124001"
    (tmp_path / "tmp").mkdir()
    (tmp_path / "tmp" / "Marigold.part").write_text("born 5 March 2019")
    with own.listening():
        logging.getLogger("keystage.files").warning("of %s", upn)
        Mail.objects.create(
            authority="a", effect_key="m", to="x", values={"of": "Moss"}, made_at=BEGIN
        )
        own.came(HttpResponseRedirect("/school/roll?find=Quill"))
        own.came(HttpResponse("<p>Ann Reed</p>", status=404))
        own.came(HttpResponse('<p>Cat Vale</p><a href="/roll?born=2020-05-11">on</a>'))
        own.came(HttpResponse("<p>Cat Vale agreed on 2026-05-11</p>"))
    own.look(tmp_path)
    assert own.heard == {
        "log: a004200124001",
        "Mail: moss",
        "address: quill",
        "page that refuses (404): reed",
        "address: 2020-05-11",
        "name of a file: marigold",
        "file: 5 march 2019",
    }
