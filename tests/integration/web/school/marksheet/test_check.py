"""The check, this year beside the last two, what closes a result, and how much is asked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keystage_web.accounts.roles import Role
from keystage_web.returns.models import Known
from keystage_web.rolls.models import Pupil
from tests.integration.web.authz.ways.marksheet import met_before
from tests.integration.web.authz.world import Place
from tests.integration.web.school.marksheet.room import Room, said, text

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]


def test_the_check_leads_each_line_to_its_cell_and_tells_each_problem_once(
    room: Room,
) -> None:
    ann = room.desk.pupils[0]
    room.desk.save((ann, "E12", "3", 0))
    page = room.page("check")
    assert page.count(f'#{room.cell(0, "E12")}">') == 1
    assert page.count("3 is not a result") == 1
    assert page.count(f'#{room.cell(0, "E01")}">') == 1
    assert "19 of one kind" in said(page)
    assert "There is a problem" in page
    assert "Beside the last two years" in page


def test_what_is_said_of_many_pupils_is_said_once_with_their_names(
    phonics: Room,
) -> None:
    phonics.desk.save((phonics.desk.pupils[0], "mark", "47", 0))
    page = phonics.page("check")
    told = said(page)
    assert told.count("neither a mark nor a code") == 1
    named = told.partition("neither a mark nor a code.")[2].partition("Enter")[0]
    assert named.split() == ["Quill,", "Bob", "Quill,", "Cas", "Quill,", "Dot"]
    for at in (1, 2, 3):
        assert page.count(f'#{phonics.cell(at, "mark")}">') == 1


def test_where_last_year_is_missing_as_a_whole_one_line_says_so(phonics: Room) -> None:
    Pupil.unscoped.update(year_group="2")
    page = said(phonics.page())
    assert page.count("ask the school before") == 0
    assert page.count("Last year's results (2025) were not taken in") == 1
    told = {"value": "20", "source": "The office, by telephone"}
    phonics.send(told, "known", phonics.desk.pupils[0])
    page = said(phonics.page())
    assert page.count("Last year's results (2025) were not taken in") == 1
    bob = phonics.desk.pupils[1]
    met_before(Place("here", phonics.desk.town, phonics.desk.number), {"pupil": bob})
    page = said(phonics.page())
    assert "were not taken in" not in page
    assert page.count("ask the school before") == 2


def test_what_was_put_right_already_is_told(room: Room) -> None:
    told = {"pupil": room.desk.pupils[0], "component": "E12", "new": "2"}
    assert "put right already" in text(room.send(told, "check"))


def test_who_has_no_result_is_named_beside_the_last_two_years(room: Room) -> None:
    page = said(room.page("compare"))
    assert "2026 2025 2024" in page
    assert "Quill, Ann : 0 of 17 entered" in page


def test_a_closed_result_is_opened_with_a_reason(phonics: Room) -> None:
    ann = phonics.desk.pupils[0]
    met_before(Place("here", phonics.desk.town, phonics.desk.number), {"pupil": ann})
    page = phonics.page("pupil", ann)
    assert "Met the standard in 2025 (38)" in page
    assert phonics.at("open", ann, "mark") in page
    assert phonics.send({"reason": ""}, "open", ann, "mark").status_code == 422
    answer = phonics.send({"reason": "Came back"}, "open", ann, "mark")
    assert "It is open" in text(answer)
    address = phonics.at("open", ann, "mark")
    assert phonics.client().get(address).status_code == 404


def test_what_the_school_before_said_is_kept_with_its_source(phonics: Room) -> None:
    ann = phonics.desk.pupils[0]
    Pupil.unscoped.filter(id=ann).update(year_group="2")
    told = {"value": "30", "source": "The office, by telephone"}
    assert "Kept, with its source" in text(phonics.send(told, "known", ann))
    row = Known.unscoped.get()
    assert (row.value, row.year, row.component) == ("30", 2025, "mark")
    assert phonics.send({}, "known", ann).status_code == 422


def test_a_grid_asks_as_little_for_many_as_for_few(room: Room) -> None:
    client, address = room.client(), f"{room.at()}?class=all"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    Pupil.unscoped.bulk_create(
        Pupil(
            authority=room.desk.town.authority,
            school=room.desk.town.schools["2001"],
            year=2026,
            surname="Many",
            forename=str(at),
            key=f"many {at}",
            year_group="R",
        )
        for at in range(40)
    )
    client.get(address)
    with CaptureQueriesContext(connection) as many:
        page = client.get(address)
    assert "Displaying 44 pupils" in page.content.decode()
    assert len(many) == len(few) <= 20


def test_home_leads_to_the_marksheet_with_how_much_is_complete(room: Room) -> None:
    room.desk.save((room.desk.pupils[0], "E01", "2", 0))
    for role in (Role.TEACHER, Role.HEAD):
        page = room.client(role).get("/school/").content.decode()
        assert f'href="{room.at()}"' in page
    assert "0 of 4 children complete" in page
    assert "complete" not in room.client(Role.TRUST).get("/school/").content.decode()
