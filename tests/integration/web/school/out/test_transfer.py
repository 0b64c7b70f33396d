"""A child who moves takes a file along: all that is held here, and on the record."""

import pytest
from django.urls import reverse

from keystage_web.accounts import ids
from keystage_web.accounts.roles import Role
from keystage_web.audit import queries as audit
from keystage_web.audit.models import Event, Kind
from keystage_web.returns.models import Result
from keystage_web.rolls.models import Pupil
from tests.integration.web.school.marksheet.room import text
from tests.integration.web.school.out.hall import (
    Hall,
    last,
    name_of,
    results,
    tree,
    year_before,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def at(hall: Hall, place: int = 0) -> str:
    return reverse("school:transfer", args=[hall.desk.pupils[place]])


def pupil(hall: Hall, **said: str) -> None:
    Pupil.unscoped.filter(id=hall.desk.pupils[0]).update(**said)


def test_every_result_held_here_goes_along_of_whatever_year(hall: Hall) -> None:
    goals = {"E01": "2", "E02": "1"}
    year_before(hall.desk, "eyfsp-2025", hall.desk.pupils[0], goals)
    page = text(hall.client().get(at(hall)))
    assert "Ann Quill: File for the next school" in page
    assert "Early years foundation stage profile 2025: 2 results" in page
    assert "Phonics screening check 2026: 1 result" in page
    answer = hall.client().post(at(hall), {"to": "school", "number": "998/1234"})
    assert name_of(answer) == "9992001_CTF_9981234_001.xml"
    ((_, name, values),) = results(answer)
    assert (name, sorted(values)) == ("Ann", ["1", "2", "30"])
    years = [one.text for one in tree(answer).iter("Year")]
    assert sorted(map(str, years)) == ["2025", "2025", "2026"]


def test_that_it_was_given_is_on_the_record_of_the_child(hall: Hall) -> None:
    hall.client().get(at(hall))
    answer = hall.client().post(at(hall), {"to": "mmm"})
    assert name_of(answer) == "9992001_CTF_MMMMMMM_001.xml"
    event, told = last()
    assert (event.action, event.kind) == ("export.school_ctf", Kind.DONE)
    assert told["about"] == [hall.desk.pupils[0]]
    assert told["said"]["to"] == "mmm"
    lines = audit.history(
        authority=hall.desk.town.authority.id, pupil=hall.desk.pupils[0]
    )
    assert [one.action for one in lines][:2] == ["export.school_ctf", "marksheet.view"]
    page = reverse("school:pupil-history", args=[hall.desk.pupils[0]])
    assert "Took a file with this pupil's results" in text(hall.client().get(page))
    assert hall.client().post(at(hall), {"to": "xxx"}).headers["Content-Disposition"]
    assert last()[1]["said"]["file"] == "9992001_CTF_XXXXXXX_002.xml"


@pytest.mark.parametrize(
    ("said", "to", "number"),
    [
        ({"gone_to": "another_school", "to_school": "9981234"}, "school", "9981234"),
        ({"gone_to": "another_school", "to_school": "nowhere"}, "xxx", ""),
        ({"gone_to": "abroad"}, "mmm", ""),
        ({}, "xxx", ""),
    ],
)
def test_the_place_is_the_one_the_roll_says(
    hall: Hall, said: dict[str, str], to: str, number: str
) -> None:
    pupil(hall, **said)
    form = hall.client().get(at(hall)).context["form"]
    assert form.initial == {"to": to, "number": number}


def test_another_school_is_told_by_its_number(hall: Hall) -> None:
    answer = hall.client().post(at(hall), {"to": "school", "number": "12"})
    assert answer.status_code == 422
    assert "seven digits, as 999/2001" in text(answer)
    assert hall.client().post(at(hall), {}).status_code == 422
    assert not Event.objects.filter(action="export.school_ctf", kind=Kind.DONE)


def test_what_is_no_result_stays_here_and_is_told(hall: Hall) -> None:
    Result.unscoped.filter(pupil=hall.desk.pupils[0]).update(value="99")
    page = text(hall.client().get(at(hall)))
    assert "stay here: Phonics screening check 2026: Phonics mark" in page
    assert "No results are held here" in page
    ((_, _, values),) = results(hall.client().post(at(hall), {"to": "xxx"}))
    assert values == []


def test_a_child_without_a_upn_takes_its_own_results_alone(hall: Hall) -> None:
    Pupil.unscoped.update(upn="")
    ((upn, _, values),) = results(hall.client().post(at(hall, 1), {"to": "xxx"}))
    assert (upn, values) == ("", ["31"])


def test_a_child_of_another_school_is_not_there(hall: Hall) -> None:
    gone = reverse("school:transfer", args=[ids.new()])
    assert hall.client().get(gone).status_code == 404
    assert hall.client(Role.TEACHER).get(at(hall)).status_code == 403


def test_a_name_no_file_can_hold_is_told(hall: Hall) -> None:
    pupil(hall, forename="An\x0bn")
    answer = hall.client().post(at(hall), {"to": "xxx"}, follow=True)
    assert answer.status_code == 200
    assert "a character that no XML file can hold" in text(answer)


def test_the_second_factor_is_asked_for_again(hall: Hall) -> None:
    session = hall.client().session
    session["proved"] = 0.0
    session.save()
    answer = hall.client().post(at(hall), {"to": "xxx"})
    assert answer.headers["Location"].startswith(reverse("accounts:step-up"))


def test_the_childs_page_leads_to_it(hall: Hall) -> None:
    page = hall.client().get(reverse("school:pupil", args=[hall.desk.pupils[0]]))
    assert at(hall) in page.content.decode()
