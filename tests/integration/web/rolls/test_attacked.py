"""A roll's pages in the hands of somebody who sends what no page of ours asks for."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from keystage.core.errors import UsageError
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.audit import queries as audit
from keystage_web.rolls import actions
from keystage_web.rolls.actions import imports
from keystage_web.rolls.children import KEY, Facts
from keystage_web.rolls.looking import looked
from keystage_web.rolls.models import Class, Draft, Pupil
from keystage_web.rolls.policies import SEARCH_LA, VIEW
from keystage_web.rolls.queries import drafts
from keystage_web.rolls.queries.child import history
from keystage_web.rolls.queries.classes import groups
from keystage_web.rolls.reading.file import Asked, read
from keystage_web.rolls.reading.model import Reading
from tests.integration.web.accounts.town import BEGIN, Town, town
from tests.unit.web.rolls.files import YEAR, csv, row

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]
ANN, BOB = row(1, "Quill", "Ann"), row(2, "Moss", "Bob", Class="Ash")
STRANGE = b"No;Nachname;Vorname;Geb\n1;Moss;Bob;2020-01-02\n"


@pytest.fixture
def here(settings: Settings) -> Town:
    """Two schools with a child or two, on the day of the demonstration."""
    settings.CLOCK, settings.BEGAN = BEGIN, time.time()
    made = town("999", "2001", "2002")
    for school, rows in (("2001", [ANN, BOB]), ("2002", [row(3, "Reed", "Cat")])):
        by = made.holds(Role.OFFICE, school).scope()
        actions.take(by=by, year=YEAR, name="r.csv", data=csv(rows), now=BEGIN)
    return made


@pytest.fixture
def office(here: Town) -> Scope:
    """Who keeps the roll of the first school."""
    return here.holds(Role.OFFICE, "2001").scope()


@pytest.fixture
def client(here: Town) -> Client:
    """A browser in which the first school's office is signed in."""
    made = Client()
    made.force_login(here.holds(Role.OFFICE, "2001").person)
    return made


def sent(by: Scope, minutes: int = 0, data: bytes = b"") -> str:
    now = BEGIN + timedelta(minutes=minutes)
    data = data or csv([ANN])
    return actions.upload(by=by, year=YEAR, name="r.csv", data=data, now=now)


def test_a_person_imports_so_often_in_an_hour_and_no_oftener(
    office: Scope, client: Client, settings: Settings
) -> None:
    settings.CONFIG = replace(settings.CONFIG, uploads_an_hour=2)
    actions.discard(by=office, draft=sent(office), now=BEGIN)
    sent(office, 1)
    with pytest.raises(actions.TooMany):
        sent(office, 2)
    file = SimpleUploadedFile("r.csv", csv([ANN]))
    answer = client.post(reverse("school:roll-import"), {"file": file})
    assert answer.status_code == 422
    assert "2 files within an hour" in answer.content.decode()
    assert sent(office, 61)


def test_a_later_file_of_a_person_and_year_takes_the_place_of_an_earlier(
    here: Town, office: Scope
) -> None:
    head = here.holds(Role.HEAD, "2001").scope()
    heads, first, second = sent(head), sent(office, data=STRANGE), sent(office, 1)
    gone = Draft.of(office.authority).get(id=first)
    assert (gone.name, bytes(gone.data), gone.reading) == ("", b"", None)
    assert {one.id for one in drafts.waiting(office, YEAR)} == {heads, second}
    assert drafts.draft(office, first) is None


def test_while_a_file_of_a_school_is_read_no_other_is(
    here: Town, office: Scope, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    head, seen = here.holds(Role.HEAD, "2001").scope(), list[object]()
    other = here.holds(Role.OFFICE, "2002").scope()
    asked = sent(head, data=STRANGE)

    def reading(data: bytes, of: Asked) -> Reading:
        monkeypatch.setattr(imports, "read_apart", read)
        assert not [one for one in drafts.waiting(office, YEAR) if one.id != asked]
        with pytest.raises(actions.Busy):
            sent(head)
        with pytest.raises(actions.Busy):
            actions.columns(by=head, draft=asked, mapping={}, now=BEGIN)
        file = SimpleUploadedFile("r.csv", csv([ANN]))
        answer = client.post(reverse("school:roll-import"), {"file": file})
        seen.append((answer.status_code, "being read" in answer.content.decode()))
        assert sent(other)
        return read(data, of)

    monkeypatch.setattr(imports, "read_apart", reading)
    assert sent(office)
    assert seen == [(422, True)]
    assert sent(head)


def test_a_reading_that_was_killed_holds_a_school_up_for_minutes_only(
    office: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(data: bytes, of: Asked) -> Reading:
        raise MemoryError

    monkeypatch.setattr(imports, "read_apart", killed)
    with pytest.raises(MemoryError):
        sent(office)
    monkeypatch.setattr(imports, "read_apart", read)
    id_ = sent(office)
    row_ = Draft.of(office.authority).filter(id=id_)
    row_.update(data=b"x", reading=None)
    with pytest.raises(actions.Busy):
        sent(office)
    assert sent(office, 2)


def test_columns_of_a_file_that_was_replaced_are_not_asked_for(
    office: Scope, client: Client
) -> None:
    first = sent(office, data=STRANGE)
    sent(office, 1)
    with pytest.raises(actions.Gone):
        actions.columns(by=office, draft=first, mapping={}, now=BEGIN)
    answer = client.post(reverse("school:roll-draft-columns", args=[first]))
    assert answer.status_code == 404


def test_a_version_of_five_thousand_digits_is_a_stale_page(
    office: Scope, client: Client
) -> None:
    save = reverse("school:roll-draft-save", args=[sent(office)])
    for version in ("9" * 5000, "\uff11", ""):
        answer = client.post(save, {"version": version}, follow=True)
        assert answer.status_code == 200
        assert "The roll is saved" not in answer.content.decode()


def test_older_events_are_reached_past_those_of_the_authority(
    here: Town, office: Scope, client: Client
) -> None:
    ann = Pupil.within(office).get(surname="Quill")
    officer = here.holds(Role.OFFICER).scope()
    for at in range(audit.PAGE + 5):
        looked(by=office, right=VIEW, pupils=[ann.id], school=office.school, now=BEGIN)
        if at % 10 == 0:
            looked(by=officer, right=SEARCH_LA, pupils=[ann.id], school="", now=BEGIN)
    page = history(office, ann.id)
    assert len(page) == audit.PAGE
    older = history(office, ann.id, page[-1].number)
    assert [one.action for one in older][-1] == "roll.import"
    assert len(older) == 6
    there = reverse("school:pupil-history", args=[ann.id])
    assert "Older ones" in client.get(there).content.decode()


def test_a_name_that_folds_to_far_more_letters_is_kept(office: Scope) -> None:
    long: Facts = {"surname": "\ufdfa" * 128, "forename": "Ann"}
    actions.add(by=office, year=YEAR, key="0123456789abcdef", facts=long, now=BEGIN)
    one = Pupil.within(office).get(id="0123456789abcdef")
    assert len(one.key) == KEY


def test_a_key_that_is_another_schools_child_is_a_stale_page(
    here: Town, office: Scope, client: Client
) -> None:
    theirs = Pupil.of(office.authority).get(surname="Reed")
    with pytest.raises(UsageError):
        actions.add(
            by=office,
            year=YEAR,
            key=theirs.id,
            facts={"surname": "Ives", "forename": "Eve"},
            now=BEGIN,
        )
    told = {
        "surname": "Ives",
        "forename": "Eve",
        "sex": "F",
        "born_0": "3",
        "born_1": "4",
        "born_2": "2020",
        "year_group": "1",
        "joined_0": "1",
        "joined_1": "6",
        "joined_2": "2026",
        "came_from": "another_school",
        "key": theirs.id,
    }
    answer = client.post(reverse("school:pupil-add"), told)
    assert answer.status_code == 422
    assert "Load this page again" in answer.content.decode()
    theirs.refresh_from_db()
    assert (theirs.surname, theirs.school_id) == ("Reed", theirs.school_id)
    assert not Pupil.of(office.authority).filter(surname="Ives").exists()


def test_a_teacher_sees_groups_of_children_of_their_own_alone(
    here: Town, office: Scope
) -> None:
    teacher = here.holds(Role.TEACHER, "2001")
    ash = Class.within(office).get(name="Ash")
    actions.teachers(by=office, klass=ash.id, people=[teacher.person_id], now=BEGIN)
    ids = {one.surname: one.id for one in Pupil.within(office)}
    for name, members in (
        ("Readers", ["Quill", "Moss"]),
        ("Singers", ["Quill"]),
        ("Nobody", []),
    ):
        actions.make(by=office, year=YEAR, name=name, group=True, now=BEGIN)
        (one,) = [each for each in groups(office, YEAR) if each.name == name]
        pupils = [ids[each] for each in members]
        actions.members(by=office, group=one.id, pupils=pupils, now=BEGIN)
    every = [(one.name, one.count) for one in groups(office, YEAR)]
    assert every == [("Nobody", 0), ("Readers", 2), ("Singers", 1)]
    own = [(one.name, one.count) for one in groups(teacher.scope(), YEAR)]
    assert own == [("Readers", 1)]
