"""Whoever sees a pupil on a page of a return is written down, and of whom."""

import io

import pytest

from keystage import ctf
from keystage_web import clock
from keystage_web.accounts.roles import Role
from keystage_web.audit.models import Event, Subject
from keystage_web.returns import actions
from keystage_web.returns.models import Query
from tests.integration.web.returns.sheet.test_against import as_sent
from tests.integration.web.school.signing.office import Office
from tests.integration.web.school.signing.test_talking import ask, propose

pytestmark = [pytest.mark.database, pytest.mark.django_db]


SEEN = [0]  # how many looks were told of


@pytest.fixture(autouse=True)
def fresh() -> None:
    SEEN[0] = 0


def looks() -> list[tuple[str, set[str]]]:
    """Return what was looked at since it was last asked: the action, and of whom."""
    found = []
    for one in Event.objects.filter(kind="looked").order_by("number"):
        about = Subject.objects.filter(authority=one.authority, number=one.number)
        found.append((one.action, set(about.values_list("subject", flat=True))))
    before, SEEN[0] = SEEN[0], len(found)
    return found[before:]


def test_each_page_that_names_a_pupil_writes_it_down(room: Office) -> None:
    room.signed()
    query, correction = ask(room), propose(room)
    ann, pupils = {room.desk.pupils[0]}, set(room.desk.pupils)
    looks()
    for name, ids, action, about in (
        ("", (), "return.view", ann),
        ("questions", (), "messages.thread", ann),
        ("question", (query,), "messages.thread", ann),
        ("correction", (correction,), "return.agree_correction", ann),
        ("version", (1,), "marksheet.view", pupils),
        ("cells", (), "marksheet.view", pupils),
    ):
        room.page(name, *ids)
        assert looks() == [(action, about)], name
    actions.agree(by=room.desk.who(), correction=correction, now=clock.now())
    room.page("difference", 2)
    assert looks() == [("marksheet.view", ann)]


def test_a_teacher_is_written_down_for_the_own_class_alone(room: Office) -> None:
    room.signed()
    correction = propose(room)
    ask(room)
    looks()
    room.page(role=Role.TEACHER)
    assert looks() == []
    room.page("cells", role=Role.TEACHER)
    assert looks() == [("marksheet.view", set(room.desk.pupils[:2]))]
    actions.agree(by=room.desk.who(), correction=correction, now=clock.now())
    room.page("difference", 2, role=Role.TEACHER)
    assert looks() == [("marksheet.view", {room.desk.pupils[0]})]


def test_a_page_that_names_nobody_writes_nothing(room: Office) -> None:
    room.signed()
    query = ask(room, pupil="", component="")
    looks()
    for name, *ids in (("",), ("questions",), ("question", query), ("versions",)):
        room.page(name, *ids)
    assert Query.unscoped.exists()
    assert looks() == []


def test_a_file_held_against_the_return_shows_who_differs(room: Office) -> None:
    room.signed()
    looks()
    for ann, seen in (("30", []), ("29", [("check.dry_run", set(room.desk.pupils))])):
        marks = {"Ann": ann, "Bob": "31", "Cas": "32", "Dot": "33"}
        file = io.BytesIO(ctf.write(as_sent("phonics-2026", "mark", marks)))
        file.name = "own.xml"
        assert room.client().post(room.at("mine"), {"file": file}).status_code == 200
        assert looks() == seen
