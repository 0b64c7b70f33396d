"""A sheet opens on one class, with all of them and each year beside it."""

from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from keystage_web.accounts.roles import Role
from keystage_web.rolls.models import Class, ClassTeacher, Pupil
from tests.integration.web.returns.marks.desk import GOALS
from tests.integration.web.school.marksheet.room import Room, said

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def names(page: str) -> list[str]:
    """Return the forenames of the desk's pupils who are on a page."""
    return [name for name in ("Ann", "Bob", "Cas", "Dot") if f"Quill, {name}" in page]


def opened(room: Room, role: Role = Role.HEAD, query: str = "") -> str:
    """Return the grid as it opens for somebody."""
    answer = room.client(role).get(f"{room.at()}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_sheet_opens_on_the_first_class_with_all_classes_beside_it(
    room: Room,
) -> None:
    page = opened(room)
    assert names(page) == ["Cas"]
    told = said(page)
    assert "Displaying 1 of 4 pupils" in told
    assert "Elm: 0 of 1 complete" in told
    assert f'<option value="{room.desk.elm.id}" selected>Elm</option>' in " ".join(
        page.split()
    )
    assert "All classes" in told
    assert "In no class" in told
    every = opened(room, query="?class=all")
    assert names(every) == ["Ann", "Bob", "Cas", "Dot"]
    assert "Displaying 4 pupils" in said(every)
    assert "All classes: 0 of 4 complete" in said(every)


def test_a_teacher_opens_on_the_first_of_her_own_classes(room: Room) -> None:
    assert names(opened(room, Role.TEACHER)) == ["Ann", "Bob"]
    both = room.desk.town.holds(Role.TEACHER, "2001").person
    elm, school = room.desk.elm, room.desk.town.schools["2001"]
    where: dict[str, Any] = {"authority": school.authority, "school": school}
    ClassTeacher.unscoped.create(**where, klass=elm, person=both)
    page = opened(room, Role.TEACHER)
    assert names(page) == ["Cas"]
    assert "Displaying 1 of 3 pupils" in said(page)


def test_what_was_asked_for_is_shown_and_no_class_chosen_over_it(room: Room) -> None:
    everyone = ["Ann", "Bob", "Cas", "Dot"]
    assert names(opened(room, query="?year=R")) == everyone
    assert names(opened(room, query="?class=none")) == ["Dot"]
    assert names(opened(room, query="?show=blanks")) == ["Cas"]
    assert names(opened(room, query="?class=nonsense")) == ["Cas"]


def test_what_the_script_sends_is_of_the_class_the_sheet_opened_on(room: Room) -> None:
    page = unescape(opened(room))
    for name in ("save", "changes", "here"):
        address = page.partition(f'data-{name}="')[2].partition('"')[0]
        assert parse_qs(urlsplit(address).query)["class"] == [room.desk.elm.id]
    every = unescape(opened(room, query="?class=all"))
    address = every.partition('data-here="')[2].partition('"')[0]
    assert parse_qs(urlsplit(address).query)["class"] == ["all"]
    client = room.client()
    for klass in ("all", "none", room.desk.elm.id):
        at, sort = f"{room.at('here')}?class={klass}", "application/json"
        answer = client.post(at, "{}", content_type=sort)
        assert answer.status_code == 200
        there = client.get(f"{room.at('changes')}?since=0&class={klass}")
        assert there.status_code == 200


def test_one_class_is_that_class_and_nothing_is_to_be_chosen(room: Room) -> None:
    Pupil.unscoped.update(klass=room.desk.oak)
    page = opened(room)
    assert names(page) == ["Ann", "Bob", "Cas", "Dot"]
    assert "Oak: 0 of 4 complete" in said(page)
    assert 'name="class"' not in page
    Pupil.unscoped.update(klass=None)
    page = opened(room)
    assert names(page) == ["Ann", "Bob", "Cas", "Dot"]
    assert "All classes: 0 of 4 complete" in said(page)
    assert 'name="class"' not in page


def test_a_class_in_which_nobody_is_left_is_not_opened_on(room: Room) -> None:
    cas = Pupil.unscoped.filter(id=room.desk.pupils[2])
    cas.update(left="2026-02-02", gone_to="abroad")
    assert names(opened(room)) == ["Ann", "Bob"]


def test_a_link_of_the_check_lands_on_its_cell_whatever_the_class(room: Room) -> None:
    for pupil in (0, 2, 3):
        room.desk.save((room.desk.pupils[pupil], "E01", "9", 0))
    page = unescape(room.page("check"))
    for pupil, klass in (
        (0, room.desk.oak.id),
        (2, room.desk.elm.id),
        (3, "none"),
    ):
        cell = room.cell(pupil, "E01")
        address = f"{room.at()}?class={klass}"
        assert f'href="{address}#{cell}"' in page
        assert f'id="{cell}"' in opened(room, query=f"?class={klass}")


def test_the_lines_before_signing_land_on_their_cells_too(room: Room) -> None:
    room.desk.save((room.desk.pupils[3], "E01", "9", 0))
    address = reverse("school:return-sign", args=[room.desk.round])
    page = unescape(room.client().get(address).content.decode())
    cell = room.cell(3, "E01")
    assert f'href="{room.at()}?class=none#{cell}"' in page


def test_years_are_chosen_where_there_are_several_and_there_alone(
    phonics: Room,
) -> None:
    assert 'name="year"' not in opened(phonics)
    ann = phonics.desk.pupils[0]
    Pupil.unscoped.filter(id=ann).update(year_group="2")
    page = opened(phonics, query="?class=all")
    assert "Year 1" in said(page)
    two = opened(phonics, query="?class=all&year=2")
    assert names(two) == ["Ann"]
    assert "Displaying 1 of 4 pupils" in said(two)
    assert "Year 2: " in said(two)
    one = unescape(opened(phonics, query="?year=1&show=blanks"))
    assert names(one) == ["Bob", "Cas", "Dot"]
    assert "year=1&show=problems" in one
    assert f"{phonics.at('fill')}?year=1" in one


def test_what_is_said_of_a_class_that_is_done_is_said_with_its_numbers(
    room: Room,
) -> None:
    oak = room.desk.oak.id
    assert "0 of 2 children complete" in said(room.page("done", oak))
    room.send({}, "done", oak)
    assert "Oak, done" in said(opened(room))
    assert Class.unscoped.filter(id=oak).exists()


def test_who_has_nobody_in_a_collection_is_told_so_in_a_sentence(room: Room) -> None:
    ClassTeacher.unscoped.all().delete()
    page = opened(room, Role.TEACHER)
    assert "No child of your classes is in this collection" in said(page)
    assert "data-marksheet" not in page
    Pupil.unscoped.update(year_group="6")
    page = opened(room)
    assert "No child on your list of pupils is in this collection" in said(page)


def test_where_a_choice_leaves_nobody_that_is_said(room: Room) -> None:
    page = said(opened(room, query="?class=all&show=problems"))
    assert "Nobody is shown: choose another class, or show everyone." in page
    assert "Nobody is shown" not in opened(room)


def test_what_the_foot_is_of_stands_in_its_head(room: Room) -> None:
    for goal in GOALS:
        room.desk.save((room.desk.pupils[2], goal, "2", 0))
    assert 'Elm<small id="foot-of">of 1 complete</small>' in opened(room)
    every = opened(room, query="?class=all")
    assert 'All classes<small id="foot-of">of 1 complete</small>' in every


def test_a_column_that_is_called_like_its_id_says_so_once(phonics: Room) -> None:
    assert "<small>mark</small>" not in opened(phonics)
    assert "Mark" in opened(phonics)


def test_the_door_to_a_class_being_done_is_there_for_a_class_alone(
    room: Room,
) -> None:
    assert room.at("done", room.desk.elm.id) in opened(room)
    for query in ("?class=all", "?class=none"):
        assert "Say that the class is done" not in opened(room, query=query)
