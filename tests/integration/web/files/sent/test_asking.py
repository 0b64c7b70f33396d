"""An authority asks schools for files and edits its tags; routes may be switched off."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from keystage_web import clock
from keystage_web.accounts.roles import Role
from keystage_web.files.models import Asked, Cover, File, Request, Tag
from keystage_web.files.requests import queries
from keystage_web.returns.actions import rounds
from keystage_web.returns.models import Round, Version
from keystage_web.returns.states import Move
from tests.integration.web.files.sent.results import as_csv, marked, results
from tests.integration.web.files.sent.seat import School, school, told

__all__ = ["school"]
pytestmark = [pytest.mark.database, pytest.mark.django_db]
NOTE = b"Monday or Tuesday.\n"


def asked(school: School, **more: Any) -> dict[str, Any]:
    """Return what is filled in to ask for a file."""
    day = clock.now() + timedelta(days=5)
    parts = {"deadline_0": day.day, "deadline_1": day.month, "deadline_2": day.year}
    return {"title": "Moderation dates", "expected": "any", **parts, **more}


def test_a_request_is_on_the_schools_pages_until_it_is_closed(school: School) -> None:
    officer = school.browser(Role.OFFICER)
    assert "Nothing was asked for yet." in told(officer.get("/authority/requests"))
    assert officer.get("/authority/requests/add").status_code == 200
    made = officer.post("/authority/requests/add", asked(school, schools="2001"))
    assert made.status_code == 302
    request = Request.unscoped.get()
    assert not request.everyone
    assert Asked.unscoped.get().school_id == school.id
    page = told(school.client.get(school.page))
    assert "Moderation dates" in page
    home = told(school.client.get("/school/"))
    assert "Moderation dates" in home
    assert "Asked for" in home
    assert f"{school.page}/{school.at.round}" in home
    other = school.browser(Role.OFFICE, "2002")
    elsewhere = school.at.town.schools["2002"].id
    assert "Moderation dates" not in told(other.get(f"/school/{elsewhere}/files"))
    form = told(school.client.get(f"{school.page}?request={request.id}"))
    assert "Send a file for: Moderation dates" in form
    file = school.sent(NOTE, name="days.txt", tag="other", request=request.id)
    assert Cover.unscoped.get(file=file).request == request.id
    assert "1 of 1" in told(officer.get("/authority/requests"))


def test_a_request_is_changed_and_closed_and_gone_from_the_schools(
    school: School,
) -> None:
    officer = school.browser(Role.OFFICER)
    officer.post("/authority/requests/add", asked(school, schools="2001"))
    request = Request.unscoped.get()
    other = school.browser(Role.OFFICE, "2002")
    elsewhere = school.at.town.schools["2002"].id
    school.sent(NOTE, name="days.txt", tag="other", request=request.id)
    shown = told(officer.get(f"/authority/requests/{request.id}"))
    assert "0 schools have sent nothing yet." in shown
    edit = f"/authority/requests/{request.id}/edit"
    assert 'name="schools"' in told(officer.get(edit))
    assert ">2001<" in officer.get(edit).content.decode().replace("\n", "")
    officer.post(edit, asked(school, title="Days for moderation", several="on"))
    request.refresh_from_db()
    assert request.everyone
    assert "Days for moderation" in told(other.get(f"/school/{elsewhere}/files"))
    assert officer.post(f"/authority/requests/{request.id}/close").status_code == 302
    assert officer.post(f"/authority/requests/{request.id}/close").status_code == 302
    assert "Days for moderation" not in told(school.client.get(school.page))
    assert "Closed" in told(officer.get("/authority/requests"))
    late = school.sent(b"Too late.\n", name="x.txt", tag="other", request=request.id)
    assert Cover.unscoped.get(file=late).request == ""


def test_what_is_wrong_with_a_request_is_told(school: School) -> None:
    officer = school.browser(Role.OFFICER)
    page = officer.post(
        "/authority/requests/add",
        asked(school, schools="2001 7777", deadline_2=2020),
    )
    assert page.status_code == 422
    assert "7777" in told(page)
    assert "this day is over" in told(page)
    assert not Request.unscoped.exists()


def test_a_request_over_its_deadline_is_told_so_on_both_sides(
    school: School, settings: Settings
) -> None:
    officer = school.browser(Role.OFFICER)
    officer.post("/authority/requests/add", asked(school))
    by = school.at.town.holds(Role.OFFICER).scope()
    [wanted] = queries.open_to(by, school.id)
    assert not wanted.late(clock.now())
    Request.unscoped.update(deadline=clock.now() - timedelta(days=1))
    assert "(late)" in told(school.client.get(school.page))
    assert "Late" in told(school.client.get("/school/"))
    assert "Over its deadline" in told(officer.get("/authority/requests"))


def test_tags_are_made_hidden_and_shown_again(school: School) -> None:
    admin = school.browser(Role.ADMINISTRATOR)
    page = told(admin.get("/authority/tags"))
    assert "Phonics" in page
    assert "No tag" in page
    for name, collection in (("Class lists", ""), ("Retakes", "phonics")):
        admin.post("/authority/tags", {"name": name, "collection": collection})
    again = admin.post("/authority/tags", {"name": "class LISTS", "collection": ""})
    assert again.status_code == 422
    assert "there is one of this name" in told(again)
    form = told(school.client.get(school.page))
    assert "Class lists" in form
    retakes = Tag.unscoped.get(name="Retakes")
    file = school.sent(results(marked("Ann", 1, 31)), tag=retakes.id)
    assert Cover.unscoped.get(file=file).checked
    assert File.unscoped.get(id=file).bundle == school.at.round
    for tag in ("phonics", Tag.unscoped.get(name="Class lists").id):
        admin.post("/authority/tags", {"tag": tag, "on": "0"})
    hidden = told(school.client.get(school.page))
    assert "Class lists" not in hidden
    assert "Retakes" in hidden
    assert "Phonics screening check 2026</option>" not in hidden
    admin.post("/authority/tags", {"tag": "phonics", "on": "1"})
    assert "Phonics screening check 2026</option>" in told(
        school.client.get(school.page)
    )
    missing = admin.post("/authority/tags", {"tag": "no-such-tag", "on": "1"})
    assert missing.status_code == 404


def test_only_the_ways_a_round_is_switched_to_are_taken(school: School) -> None:
    Round.unscoped.update(routes=["marksheet", "file"])
    answer = school.send(as_csv(marked("Ann", 1, 31)), name="results.csv")
    assert answer.status_code == 422
    assert "A workbook or a CSV is not taken for" in told(answer)
    assert school.send(results(marked("Ann", 1, 31))).status_code == 302
    Round.unscoped.update(routes=["marksheet", "template"])
    answer = school.send(results(marked("Bob", 2, 31)))
    assert "A Common Transfer File is not taken for" in told(answer)
    assert File.unscoped.count() == 1


def test_b285_a_closed_collection_takes_no_file(school: School) -> None:
    by = school.at.town.holds(Role.ADMINISTRATOR).scope()
    direct = f"{school.page}/{school.at.round}"
    assert "Send a file: Phonics" in told(school.client.get(direct))
    rounds.move(by=by, round_id=school.at.round, move=Move.CLOSE, now=clock.now())
    page = told(school.client.get(direct))
    assert "No file is taken for this collection now." in page
    answer = school.send(results(marked("Ann", 1, 31)))
    assert answer.status_code == 422
    assert "No file is taken under that tag now" in told(answer)
    assert not File.unscoped.exists()
    assert school.client.get(f"{school.page}/{school.id}").status_code == 404


def test_what_an_officer_sent_and_opened_is_received_and_waits_no_more(
    school: School,
) -> None:
    officer = school.browser(Role.OFFICER)
    sent = officer.post(
        school.page,
        {
            "file": [SimpleUploadedFile("r.xml", results(marked("Ann", 1, 31)))],
            "tag": school.at.round,
            "key": "k",
        },
    )
    assert sent.status_code == 302
    file = File.unscoped.get()
    assert file.behalf
    got = officer.post(f"/files/{file.id}/original", {"reason": "To look"})
    assert b"Quill" in b"".join(got)
    answer = school.client.post(f"/files/{file.id}/take", {"seen": "0", "key": "k"})
    assert answer.headers["Location"] == f"/files/{file.id}"
    assert school.marks() == {}


def test_an_officer_makes_a_version_on_behalf_of_a_setting_that_asked(
    school: School,
) -> None:
    officer = school.browser(Role.OFFICER)
    content = results(marked("Ann", 1, 31), marked("Eve", 5, 30))
    sent = {
        "file": [SimpleUploadedFile("r.xml", content)],
        "tag": school.at.round,
        "key": "k",
    }
    officer.post(school.page, sent)
    file = File.unscoped.get()
    page = told(officer.get(f"/files/{file.id}/review"))
    assert "Not on the list of pupils, and left out" in page
    assert school.take(file.id, officer).status_code == 302
    assert school.marks() == {"Ann": "31"}
    assert Version.unscoped.get().source == "behalf"


def test_where_nearly_all_are_new_the_list_is_taken_from_a_file_first(
    school: School,
) -> None:
    many = [marked(f"New{at}", at + 10, 30) for at in range(41)]
    file = school.sent(results(*many))
    page = told(school.client.get(f"/files/{file}/review"))
    assert "So many are not on your list" in page
    assert "/school/roll/import" in page
    assert 'name="add"' not in page
    assert page.count("<li>Quill, New") == 41


@pytest.mark.parametrize(
    ("expected", "content", "said"),
    [
        ("results", NOTE, "asks for results here"),
        ("document", results(marked("Ann", 1, 31)), "asks for a document here"),
        ("document", as_csv(marked("Ann", 1, 31)), "asks for a document here"),
    ],
)
def test_a_request_takes_the_sort_of_file_it_asks_for(
    school: School, expected: str, content: bytes, said: str
) -> None:
    officer = school.browser(Role.OFFICER)
    officer.post("/authority/requests/add", asked(school, expected=expected))
    request = Request.unscoped.get().id
    page = told(school.client.get(f"{school.page}?request={request}"))
    assert "Your local authority asks for a" in page
    answer = school.send(content, name="x", tag="other", request=request)
    assert answer.status_code == 422
    assert said in told(answer)
    assert "send it under its own tag" in told(answer)
    assert not File.unscoped.exists()
    assert school.send(content, name="x", tag="other").status_code == 302, "by itself"
    fitting = {"results": results(marked("Bob", 2, 3)), "document": b"%PDF-1.7 x"}
    school.sent(fitting[expected], name="y", tag="other", request=request, key="2")
    assert Cover.unscoped.filter(request=request).count() == 1
