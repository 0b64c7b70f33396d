"""The pages of a roll through the door: whom they show, whom they keep out, what they do."""

import time
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from keystage_web.accounts.roles import Role
from keystage_web.audit.models import Event, Subject
from keystage_web.rolls import actions
from keystage_web.rolls.models import Class, Draft, FormerUpn, Pupil
from tests.integration.web.accounts.town import BEGIN, Town, town
from tests.unit.web.rolls.files import YEAR, csv, number, row

pytestmark = [
    pytest.mark.database,
    pytest.mark.django_db,
    pytest.mark.usefixtures("spared"),
]
ANN, BOB, CAT = (
    row(1, "Quill", "Ann"),
    row(2, "Moss", "Bob"),
    row(3, "Reed", "Cat", Class="Ash", **{"Year group": "2"}),
)
type Enter = Callable[..., Client]


@pytest.fixture
def here(settings: Settings) -> Town:
    """A school with three children in two classes, on the day of the demonstration."""
    settings.CLOCK, settings.BEGAN = BEGIN, time.time()
    made = town("999", "2001", "2002")
    by = made.holds(Role.OFFICE, "2001").scope()
    data = csv([ANN, BOB, CAT])
    actions.take(by=by, year=YEAR, name="roll.csv", data=data, now=BEGIN)
    return made


@pytest.fixture
def enter(here: Town) -> Enter:
    """Sign somebody in by role and school."""

    def entered(role: Role, school: str = "2001") -> Client:
        client = Client()
        client.force_login(here.holds(role, school).person)
        return client

    return entered


def pupil(surname: str) -> Pupil:
    return Pupil.unscoped.get(surname=surname)


def body(client: Client, name: str, *ids: str, **query: str) -> str:
    answer = client.get(reverse(f"school:{name}", args=ids), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_shows_the_roll_and_counts_that_agree(enter: Enter) -> None:
    page = body(enter(Role.OFFICE), "roll")
    assert page.index("Moss, Bob") < page.index("Quill, Ann") < page.index("Reed, Cat")
    assert "3 pupils on the roll" in page
    assert "3 pupils shown" in page
    only = body(enter(Role.OFFICE), "roll", group="2")
    assert "1 pupil shown" in only
    assert "Quill" not in only


def test_a_teacher_sees_the_own_classes_alone(enter: Enter, here: Town) -> None:
    teacher = here.holds(Role.TEACHER, "2001")
    client = enter(Role.TEACHER)
    assert "There is nobody on this roll yet" in body(client, "roll")
    address = reverse("school:pupil", args=[pupil("Reed").id])
    assert client.get(address).status_code == 404
    office = here.holds(Role.OFFICE, "2001").scope()
    ash = Class.within(office).get(name="Ash")
    people = [teacher.person_id]
    actions.teachers(by=office, klass=ash.id, people=people, now=BEGIN)
    assert "Reed, Cat" in body(client, "roll")
    assert "Quill" not in body(client, "roll")
    assert client.get(address).status_code == 200


def test_a_search_is_sent_and_finds_by_name_or_by_a_former_number(enter: Enter) -> None:
    client = enter(Role.OFFICE)
    ann = pupil("Quill")
    address = reverse("school:pupil-upn", args=[ann.id])
    assert client.post(address, {"upn": number(8)}).status_code == 302
    for find in ("QUILL", "ann q", ANN["UPN"], number(8)):
        answer = client.post(reverse("school:roll"), {"find": find})
        page = answer.content.decode()
        assert "Quill, Ann" in page, find
        assert "1 pupil shown" in page


@pytest.mark.parametrize("many", [30, 300])
def test_a_page_asks_as_many_questions_for_three_hundred_as_for_thirty(
    enter: Enter, here: Town, many: int
) -> None:
    by = here.holds(Role.OFFICE, "2002").scope()
    rows = [
        row(at, f"Name{at:03}", "Child", **{"Date of birth": "2020-01-02"})
        for at in range(100, 100 + many)
    ]
    actions.take(by=by, year=YEAR, name="r.csv", data=csv(rows), now=BEGIN)
    client = enter(Role.OFFICE, "2002")
    body(client, "roll")
    with CaptureQueriesContext(connection) as asked:
        page = body(client, "roll")
    assert page.count('name="pupil"') == min(many, 100)
    assert len([one for one in asked if "rolls_" in one["sql"]]) <= 9


def test_looking_at_a_list_is_one_event_about_all_on_it(enter: Enter) -> None:
    before = Event.objects.count()
    body(enter(Role.OFFICE), "roll")
    event = Event.objects.get(number=before + 1)
    assert (event.kind, event.action) == ("looked", "pupil.view_core")
    assert Subject.objects.filter(number=event.number).count() == 3


def test_a_file_is_looked_at_and_then_saved(enter: Enter) -> None:
    client = enter(Role.OFFICE)
    changed = {**ANN, "Surname": "Quillon"}
    renumbered = {**BOB, "UPN": number(7)}
    upload(client, [changed, renumbered, row(4, "Vale", "Dan")])
    draft = Draft.unscoped.get()
    page = body(client, "roll-draft", draft.id)
    for words in ("Quillon", "Same name and date of birth, another UPN", "Vale, Dan"):
        assert words in page
    assert "1 child is of a year group this file does not hold" in page
    bob = pupil("Moss")
    save = reverse("school:roll-draft-save", args=[draft.id])
    told = {"version": str(1)}
    refused = client.post(save, told)
    assert refused.status_code == 422
    assert "say who this child is" in refused.content.decode()
    done = client.post(save, {**told, f"close-{bob.id}": "same"}, follow=True)
    assert "The roll is saved" in done.content.decode()
    again = client.post(save, {**told, f"close-{bob.id}": "same"}, follow=True)
    assert "The roll is saved" in again.content.decode()
    bob.refresh_from_db()
    assert bob.upn == number(7)
    assert {one.surname for one in Pupil.unscoped.all()} == {
        "Quillon",
        "Moss",
        "Reed",
        "Vale",
    }


def upload(client: Client, rows: list[dict[str, str]]) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    file = SimpleUploadedFile("roll.csv", csv(rows))
    answer = client.post(reverse("school:roll-import"), {"file": file})
    assert answer.status_code == 302, answer.content.decode()


def test_who_is_gone_leaves_with_a_tick_and_a_day(enter: Enter) -> None:
    client = enter(Role.OFFICE)
    upload(client, [ANN])
    draft, bob = Draft.unscoped.get(), pupil("Moss")
    save = reverse("school:roll-draft-save", args=[draft.id])
    ticked = {"version": "1", f"gone-{bob.id}": "on"}
    assert client.post(save, ticked).status_code == 422
    day = {f"day-{bob.id}_{at}": part for at, part in enumerate(("22", "5", "2026"))}
    assert client.post(save, {**ticked, **day}).status_code == 302
    bob.refresh_from_db()
    assert str(bob.left) == "2026-05-22"


def test_columns_nobody_knows_are_asked_about_once(enter: Enter) -> None:
    client = enter(Role.OFFICE)
    strange = {
        "UPN": "No",
        "Surname": "Nachname",
        "Forename": "Vorname",
        "Date of birth": "Geb",
    }
    rows = [{strange.get(key, key): value for key, value in ANN.items()}]
    heads = list(rows[0])
    file = csv(rows, heads)
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    client.post(
        reverse("school:roll-import"), {"file": SimpleUploadedFile("r.csv", file)}
    )
    draft = Draft.unscoped.get()
    assert "Which column is which?" in body(client, "roll-draft", draft.id)
    ids = {
        "UPN": "upn",
        "Surname": "surname",
        "Forename": "forename",
        "Date of birth": "dob",
    }
    told = {f"column-{at}": ids.get(key, "") for at, key in enumerate(ANN)}
    answer = client.post(reverse("school:roll-draft-columns", args=[draft.id]), told)
    assert answer.status_code == 302, answer.content.decode()
    assert "Look before it is saved" in body(client, "roll-draft", draft.id)
    draft.refresh_from_db()
    assert bytes(draft.data) == b""
    client.post(
        reverse("school:roll-import"), {"file": SimpleUploadedFile("r.csv", file)}
    )
    latest = Draft.unscoped.exclude(id=draft.id).get()
    assert "Look before it is saved" in body(client, "roll-draft", latest.id)


def test_a_file_with_faults_says_each_and_changes_nothing(enter: Enter) -> None:
    client = enter(Role.OFFICE)
    wrong = {**ANN, "Date of birth": "31/02/2020"}
    upload(client, [wrong, {**BOB, "UPN": CAT["UPN"]}, CAT])
    page = body(client, "roll-draft", Draft.unscoped.get().id)
    assert "31/02/2020 is not a date" in page
    assert "two different pupils have the same UPN" in page


def test_a_child_comes_by_hand_once_and_the_page_says_who_reports(enter: Enter) -> None:
    client = enter(Role.OFFICE)
    told = {
        "surname": "Ives",
        "forename": "Eve",
        "middle": "",
        "upn": "",
        "sex": "F",
        "born_0": "3",
        "born_1": "4",
        "born_2": "2020",
        "year_group": "1",
        "joined_0": "1",
        "joined_1": "6",
        "joined_2": "2026",
        "group": "Oak",
        "came_from": "another_school",
        "from_school": "999/2002",
        "also_at": "",
        "key": "0123456789abcdef",
    }
    add = reverse("school:pupil-add")
    for _ in range(2):
        page = client.post(add, told, follow=True).content.decode()
        assert "Who reports this child" in page
        assert "Phonics" in page
    assert Pupil.unscoped.filter(surname="Ives").count() == 1
    twin = {**told, "key": "0123456789abcdeg"}
    answer = client.post(add, twin)
    assert answer.status_code == 422
    assert "is on the roll: look first" in answer.content.decode()


def test_a_child_leaves_and_comes_back(enter: Enter) -> None:
    client, ann = enter(Role.OFFICE), pupil("Quill")
    told = {
        "day_0": "29",
        "day_1": "5",
        "day_2": "2026",
        "gone_to": "abroad",
        "to_school": "",
    }
    client.post(reverse("school:pupil-leave", args=[ann.id]), told)
    ann.refresh_from_db()
    assert str(ann.left) == "2026-05-29"
    assert "This child has left" in body(client, "pupil", ann.id)
    assert "1 left in this school year" in body(client, "roll")
    client.post(reverse("school:pupil-back", args=[ann.id]))
    ann.refresh_from_db()
    assert (ann.left, ann.gone_to) == (None, "")


def test_a_number_that_is_none_is_refused_with_what_may_have_been_meant(
    enter: Enter,
) -> None:
    client, ann = enter(Role.OFFICE), pupil("Quill")
    slip = f"A{number(8)[1:]}"
    address = reverse("school:pupil-upn", args=[ann.id])
    answer = client.post(address, {"upn": slip})
    assert answer.status_code == 422
    assert number(8) in answer.content.decode()
    assert not FormerUpn.unscoped.exists()


def test_every_page_of_a_school_opens(enter: Enter) -> None:
    client, ann = enter(Role.HEAD), pupil("Quill")
    ash = Class.unscoped.get(name="Ash")
    client.post(reverse("school:classes"), {"name": "Readers", "kind": "group"})
    for name in ("roll-import", "pupil-add", "classes"):
        body(client, name)
    for name in (
        "pupil",
        "pupil-leave",
        "pupil-upn",
        "pupil-facts",
        "pupil-history",
        "pupil-needs",
    ):
        body(client, name, ann.id)
    body(client, "class", ash.id)
    assert "Readers" in body(client, "classes")


def test_an_officer_finds_a_pupil_and_the_sixty_first_search_waits(
    enter: Enter,
) -> None:
    client = enter(Role.OFFICER, "")
    find = reverse("authority:pupils")
    for _ in range(60):
        answer = client.post(find, {"find": "quill"})
    assert "Quill, Ann" in answer.content.decode()
    assert client.post(find, {"find": "quill"}).status_code == 429
    ann = pupil("Quill")
    assert client.get(reverse("authority:pupil", args=[ann.id])).status_code == 200
    assert (
        client.get(reverse("authority:roll", args=[ann.school_id])).status_code == 200
    )


def test_no_name_stands_in_an_address(enter: Enter) -> None:
    client = enter(Role.OFFICE)
    page = client.post(reverse("school:roll"), {"find": "quill"}).content.decode()
    links = [part.split('"')[0] for part in page.split('href="')[1:]]
    assert links
    assert not [one for one in links if "uill" in one.lower() or ANN["UPN"] in one]


def test_the_columns_one_chose_are_kept_for_oneself(enter: Enter) -> None:
    client = enter(Role.OFFICE)
    chosen = {"column": ["sex", "joined", "premium"]}
    assert client.post(reverse("school:roll-columns"), chosen).status_code == 302
    page, other = body(client, "roll"), body(enter(Role.HEAD), "roll")
    assert "02/09/2024" in page  # the first day on the roll
    assert "11/02/2020" not in page
    assert "11/02/2020" in other
    assert "Pupil premium" not in page  # nobody asked for it
