"""An administrator's pages about schools, days and rounds, as they are asked for."""

import re
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from keystage_web.accounts.models import Duty, School, Term
from keystage_web.accounts.roles import Role
from keystage_web.returns.models import Round
from tests.integration.web.accounts.register.sheets import line, register
from tests.integration.web.accounts.town import Town, town
from tests.integration.web.authz.world import Actor, Place, actor

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("june", "spared"),
]


@pytest.fixture
def june(settings: Settings) -> None:
    """The moment of the demonstration."""
    settings.CLOCK = datetime(2026, 6, 10, 9, tzinfo=UTC)
    settings.BEGAN = time.time()


@pytest.fixture
def place() -> Town:
    """An authority with two schools."""
    return town("999", "2001", "2002")


@pytest.fixture
def admin(place: Town) -> Client:
    return signed(place, Role.ADMINISTRATOR).client


def signed(place: Town, role: Role, number: str = "") -> Actor:
    return actor(role, Place("here", place, number))


def day(name: str, *parts: int) -> dict[str, str]:
    return {f"{name}_{at}": str(part) for at, part in enumerate(parts)}


def page(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def post(client: Client, name: str, /, *ids: str, **data: object) -> Any:
    """Send a form and follow where it leads."""
    address = reverse(f"authority:{name}", args=ids)
    return client.post(address, data, follow=True)


PLAN = {
    **day("opens", 8, 6, 2026),
    **day("deadline", 23, 6, 2026),
    "declaration": "head",
}


def test_the_list_is_cut_into_pages_and_counts_what_it_shows(
    place: Town, admin: Client
) -> None:
    School.of(place.authority.id).bulk_create(
        School(authority=place.authority, number=str(3000 + n), name=f"Many {n:03}")
        for n in range(120)
    )
    first = page(admin.get("/authority/schools/"))
    assert "1 to 50 of 122" in first
    assert "Page 1 of 3" in first
    last = page(admin.get("/authority/schools/?page=9&words=many"))
    assert "101 to 120 of 120" in last
    assert "Many 119" in last
    one = page(admin.get("/authority/schools/?words=3007"))
    assert "1 to 1 of 1" in one
    assert "Many 007" in one
    assert "No school is like this" in page(admin.get("/authority/schools/?phase=x"))


def test_a_school_is_added_changed_and_closed(place: Town, admin: Client) -> None:
    facts = {"number": "2003", "name": "Elm Primary", "lowest": "4", "highest": "11"}
    told = page(post(admin, "school-add", **facts))
    assert "The school was added." in told
    assert "takes in year 6" in told
    one = School.of(place.authority.id).get(number="2003")
    facts |= {"name": "Elm Academy", "address": "1 Lane\r\nTown", "urn": "180003"}
    assert "3 facts changed." in page(post(admin, "school-edit", one.id, **facts))
    assert "0 facts changed." in page(post(admin, "school-edit", one.id, **facts))
    post(admin, "school-close", one.id, **day("day", 31, 5, 2026))
    assert "Elm Academy" not in page(admin.get("/authority/schools/"))
    assert "Elm Academy" in page(admin.get("/authority/schools/?standing=closed"))


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"name": ""}, "Name is missing"),
        ({"number": ""}, "A school needs a number or a URN."),
        ({"number": "2002"}, "Another school has it already."),
        ({"lowest": "four"}, "write an age in whole years"),
        (
            {**day("opened", 1, 9, 2026), **day("closed", 1, 1, 2020)},
            "It cannot close before it opens.",
        ),
    ],
)
def test_a_fact_that_cannot_be_is_told_at_its_place(
    place: Town, admin: Client, facts: dict[str, str], told: str
) -> None:
    one = place.schools["2001"]
    answer = post(
        admin, "school-edit", one.id, **{"number": "2001", "name": "A", **facts}
    )
    assert answer.status_code == 422
    assert told in page(answer)
    assert School.of(place.authority.id).get(id=one.id).name == "School 2001"


def test_schools_are_merged_and_the_later_one_knows_them(
    place: Town, admin: Client
) -> None:
    later, earlier = place.schools["2001"], place.schools["2002"]
    told = post(
        admin, "school-merge", later.id, earlier="2002", **day("day", 1, 9, 2026)
    )
    assert "9992002" in page(told)
    earlier.refresh_from_db()
    assert str(earlier.closed) == "2026-08-31"
    wrong = {"earlier": "2001, 2099", **day("day", 1, 9, 2026)}
    told = page(post(admin, "school-merge", later.id, **wrong))
    assert "There is no other school 2001, 2099 here." in told


def test_an_earlier_school_is_added_by_its_number(place: Town, admin: Client) -> None:
    one = place.schools["2001"].id
    for wrong in ("2", "\uff19\uff19\uff192001"):
        told = page(post(admin, "school-before", one, number=wrong))
        assert "Write seven digits" in told
    told = page(post(admin, "school-before", one, number="998/2001"))
    assert "9982001" in told


def test_what_a_school_owes_is_shown_with_its_reason_and_can_be_said(
    place: Town, admin: Client
) -> None:
    one = place.schools["2001"].id
    wrong = post(admin, "school-owes", one, "ks2-2026", owes="no")
    assert "Say why" in page(wrong)
    told = post(admin, "school-owes", one, "ks2-2026", owes="no", reason="No year 6.")
    assert "No year 6. (said by the authority)" in page(told)
    assert Duty.of(place.authority.id).count() == 1
    post(admin, "school-owes", one, "ks2-2026", owes="ages")
    assert Duty.of(place.authority.id).count() == 0
    missing = reverse("authority:school-owes", args=(one, "ks2-1999"))
    assert admin.get(missing).status_code == 404


def test_a_file_of_schools_is_looked_through_and_saved(
    place: Town, admin: Client
) -> None:
    data = register(
        line("2001", "180001", "School 2001"),
        line("2002", "180002", "Renamed"),
        line("2005", "180005", "Oak Primary"),
        line("2006", "180006", "Elsewhere", la="998"),
    )
    told = post(admin, "register", schools=SimpleUploadedFile("schools.csv", data))
    text = page(told)
    assert "Nothing is saved yet." in text
    assert "School 2002" in text
    assert "1 line of another authority" in text
    digest = re.search(r'name="digest" value="(\w+)"', told.content.decode())
    arrival = told.request["PATH_INFO"].rsplit("/", 1)[1]
    assert digest
    School.of(place.authority.id).filter(number="2001").update(ward="East")
    stale = post(admin, "register-review", arrival, digest="0" * 64)
    assert "Nothing was saved: the schools have changed" in page(stale)
    done = post(admin, "register-review", arrival, digest=digest[1])
    assert "1 schools added, 2 changed." in page(done)
    gone = admin.get(reverse("authority:register-review", args=(arrival,)))
    assert gone.status_code == 404


def test_a_file_that_cannot_be_used_says_why(admin: Client) -> None:
    for data, told in (
        (b"", "empty"),
        (b"%PDF-1.7 x", "a PDF document"),
        (b"Name\n", "no table"),
        (register(line("2001", "1", "A", la="998")), "No line of the file is of"),
    ):
        answer = post(admin, "register", schools=SimpleUploadedFile("x.csv", data))
        assert answer.status_code == 422
        assert told in page(answer)
    wrong = SimpleUploadedFile("links.csv", b"A,B\n1,2\n")
    right = SimpleUploadedFile("x.csv", register(line("2001", "180001", "A")))
    answer = post(admin, "register", schools=right, links=wrong)
    assert "needs the columns URN, LinkURN and LinkType" in page(answer)


def test_columns_nobody_knows_are_asked_for(place: Town, admin: Client) -> None:
    data = b"Establishment,Code,Area\r\nOak Primary,2005,East\r\nElm,2006,West\r\n"
    told = post(admin, "register", schools=SimpleUploadedFile("own.csv", data))
    assert "Which column is which?" in page(told)
    arrival = told.request["PATH_INFO"].split("/")[-2]
    empty = page(post(admin, "register-columns", arrival, ward="2"))
    assert "Choose the column of the name." in empty
    twice = page(post(admin, "register-columns", arrival, name="0", number="0"))
    assert "This column is taken for something else." in twice
    review = post(admin, "register-columns", arrival, name="0", number="1", ward="2")
    assert "Oak Primary" in page(review)
    digest = re.search(r'name="digest" value="(\w+)"', review.content.decode())
    assert digest
    post(admin, "register-review", arrival, digest=digest[1])
    assert School.of(place.authority.id).get(number="2005").ward == "East"


def test_a_close_match_is_asked_about(place: Town, admin: Client) -> None:
    School.of(place.authority.id).filter(number="2001").update(name="Oak Primary")
    data = register(line("2009", "180009", "Oak Academy"))
    told = post(admin, "register", schools=SimpleUploadedFile("x.csv", data))
    assert "It is 2001 Oak Primary: change that" in page(told)
    arrival = told.request["PATH_INFO"].rsplit("/", 1)[1]
    digest = re.search(r'name="digest" value="(\w+)"', told.content.decode())
    assert digest
    answers = {"digest": digest[1]}
    assert post(admin, "register-review", arrival, **answers).status_code == 422
    answers["line_2"] = "same"
    post(admin, "register-review", arrival, **answers)
    assert School.of(place.authority.id).get(number="2009").name == "Oak Academy"


def test_the_term_and_the_days_off_are_the_authoritys(
    place: Town, admin: Client
) -> None:
    wrong = {**day("second_half", 1, 6, 2025), **day("ends", 17, 7, 2026)}
    assert "This day is not in 2026." in page(post(admin, "calendar-term", **wrong))
    order = {**day("half_term", 2, 6, 2026), **day("second_half", 1, 6, 2026)}
    assert "must be after" in page(post(admin, "calendar-term", **order))
    told = page(post(admin, "calendar-term", **day("second_half", 1, 6, 2026)))
    assert "Monday 1 June 2026" in told
    assert Term.of(place.authority.id).get().school is None
    off = page(post(admin, "calendar", **day("day", 25, 5, 2026), name="Bank holiday"))
    assert "Monday 25 May 2026: Bank holiday" in off
    found = re.search(
        r"/authority/calendar/(\w+)/back", post(admin, "calendar").content.decode()
    )
    assert found
    assert "None is kept yet." in page(post(admin, "day-back", found[1]))


def test_a_round_goes_from_draft_to_archive(place: Town, admin: Client) -> None:
    chosen = post(admin, "round-add", book="phonics-2026")
    assert "Schools can begin on" in page(chosen)
    made = post(admin, "round-make", book="phonics-2026", **PLAN)
    text = page(made)
    assert "no school sees it yet" in text
    assert "Due by the end of Tuesday 23 June 2026" in text
    assert "9 working days left" in text
    one = Round.of(place.authority.id).get().id
    edited = post(admin, "round-edit", one, **PLAN, at="16:00")
    assert "Due by 16:00 on Tuesday 23 June 2026" in page(edited)
    for move, told in (
        ("open", "schools that owe it see it now"),
        ("close", "nothing more is taken"),
        ("reopen", "open again"),
        ("close", "nothing more is taken"),
        ("archive", "schools no longer see it"),
        ("open", "Nothing was changed"),
        ("x", "Nothing was changed"),
    ):
        assert told in page(post(admin, "round-move", one, move=move))
    assert "Nothing was changed" in page(post(admin, "round-edit", one, **PLAN))
    assert "Phonics" in page(admin.get("/authority/rounds/"))
    assert "There is no round yet." in page(admin.get("/authority/"))
    again = post(admin, "round-make", book="phonics-2026", **PLAN)
    assert "A new round" in page(again)


def test_this_summers_collections_come_first_and_others_are_said_to_be_others(
    admin: Client,
) -> None:
    text = page(admin.get("/authority/rounds/add"))
    this, others = text.split("Other years")
    assert "This summer, 2026 " in this
    assert "Phonics screening check 2026" in this
    assert "2027" not in this
    not_yet = "Carried forward from the year before, not yet confirmed."
    assert f"Phonics screening check 2027 {not_yet}" in others
    assert others.count(not_yet) == 5
    assert not_yet not in this
    again = page(post(admin, "round-add", book="phonics-2020"))
    assert again.count(not_yet) == 5


def test_what_is_declared_is_shown_before_the_round_is_made(admin: Client) -> None:
    text = page(admin.get("/authority/rounds/make?book=phonics-2026"))
    assert "It is declared: The results are true and complete" in text
    assert "The check was given and marked as the Department" in text
    assert "I send this return with the authority of the headteacher." in text
    assert "I am the headteacher, or" in text


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        (day("deadline", 27, 6, 2026), "Saturday 27 June 2026 is at a weekend"),
        (day("opens", 6, 6, 2026), "begin on: Saturday 6 June 2026 is at a weekend"),
        (
            {"declaration": "apart", **day("confirm_by", 27, 6, 2026)},
            "word is due on: Saturday 27 June 2026 is at a weekend",
        ),
        (day("deadline", 23, 6, 2025), "cannot be due before schools begin"),
        ({"declaration": "apart"}, "Give the day by which it is due."),
        ({"at": "late"}, "Write a time as 16:00"),
        (day("deadline", 25, 6, 2026), "is a day off. Is that meant?"),
        (day("deadline", 31, 7, 2026), "is outside the term"),
    ],
)
def test_a_day_that_looks_unmeant_is_asked_about(
    admin: Client, plan: dict[str, str], told: str
) -> None:
    post(admin, "calendar", **day("day", 25, 6, 2026), name="Holiday")
    term = {**day("begins", 13, 4, 2026), **day("ends", 17, 7, 2026)}
    post(admin, "calendar-term", **term, **day("second_half", 1, 6, 2026))
    answer = post(admin, "round-make", book="phonics-2026", **{**PLAN, **plan})
    assert answer.status_code == 422
    assert told in page(answer)


def test_a_day_that_does_not_count_is_not_asked_about(admin: Client) -> None:
    plan = {**PLAN, **day("confirm_by", 27, 6, 2026)}
    told = page(post(admin, "round-make", book="phonics-2026", **plan))
    assert "is at a weekend" not in told


def test_a_weekend_that_is_meant_is_taken(admin: Client) -> None:
    plan = {**PLAN, **day("deadline", 27, 6, 2026), "meant": "on"}
    told = page(post(admin, "round-make", book="phonics-2026", **plan))
    assert "Due by the end of Saturday 27 June 2026" in told


def test_a_national_day_is_confirmed_in_the_round(admin: Client) -> None:
    plan = {
        **day("opens", 2, 6, 2025),
        **day("deadline", 26, 6, 2025),
        "declaration": "apart",
        **day("confirm_by", 26, 6, 2025),
        **day("national_school", 27, 6, 2025),
    }
    told = page(post(admin, "round-make", book="ks2-2025", **plan))
    assert "Schools to the Department Friday 27 June 2025" in told


def test_more_time_is_given_with_a_reason(place: Town, admin: Client) -> None:
    post(admin, "round-make", book="ks2-2026", **PLAN)
    one = Round.of(place.authority.id).get().id
    post(admin, "round-move", one, move="open")
    officer = signed(place, Role.OFFICER).client
    school = place.schools["2001"].id
    early = {"schools": [school], **day("until", 1, 6, 2026), "reason": "Flood."}
    assert "after the deadline" in page(post(officer, "round-extend", one, **early))
    late = early | day("until", 30, 6, 2026)
    told = page(post(officer, "round-extend", one, **late))
    assert "1 school has more time." in told
    assert "until Tuesday 30 June 2026" in told
    post(admin, "round-move", one, move="close")
    assert "Nothing was changed" in page(post(officer, "round-extend", one, **late))


def test_an_officer_is_led_from_a_school_to_its_pupils_and_files(
    place: Town, admin: Client
) -> None:
    school = place.schools["2001"].id
    address = reverse("authority:school", args=[school])
    ways = [reverse("authority:roll", args=[school]), f"/school/{school}/files"]
    officer = signed(place, Role.OFFICER).client
    seen = officer.get(address).content.decode()
    assert [way for way in ways if f'"{way}"' in seen] == ways
    assert {officer.get(way).status_code for way in ways} == {200}
    kept = admin.get(address).content.decode()
    assert not [way for way in ways if f'"{way}"' in kept]
