"""Results leave in four steps: who, for whom, what; then a file that says just that."""

import hashlib
import time
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import Settings

from keystage.core import upn as numbers
from keystage.core.findings import Severity
from keystage.intake import Options, check_bytes
from keystage_web.accounts.models import School
from keystage_web.accounts.roles import Role
from keystage_web.audit.models import Event, Kind
from keystage_web.returns.models import Result, Round
from keystage_web.rolls.models import Asked, Prior, Pupil
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.returns.marks.desk import desk
from tests.integration.web.returns.moves.season import submit
from tests.integration.web.school.marksheet.room import text
from tests.integration.web.school.out.hall import Hall, last, name_of, results, tree

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DRAFT = "Not sent yet: these are the results as they stand on the marksheet."


def upn(hall: Hall, at: int) -> str:
    return Pupil.unscoped.get(id=hall.desk.pupils[at]).upn


def test_everybody_goes_to_the_schools_own_authority_in_four_steps(hall: Hall) -> None:
    assert DRAFT in hall.page()
    assert "Selected: 4 of 4" in hall.page()
    assert "Our local authority (999)" in text(hall.pick())
    page = text(hall.through())
    assert "Your file is ready 9992001_PHO_999LLLL_001.xml" in page
    assert "40 cells compared, 0 differ" in page
    assert "4 pupils, 4 results" in page
    answer = hall.file()
    assert name_of(answer) == "9992001_PHO_999LLLL_001.xml"
    assert answer.headers["Content-Type"] == "application/xml"
    assert results(answer) == [
        (upn(hall, 0), "Ann", ["30"]),
        (upn(hall, 1), "Bob", ["31"]),
        (upn(hall, 2), "Cas", ["32"]),
        (upn(hall, 3), "Dot", ["33"]),
    ]
    head = tree(answer).find("Header")
    assert head is not None
    assert [head.findtext(f"DestSchool/{one}") for one in ("LEA", "Estab")] == [
        "999",
        "LLLL",
    ]
    assert head.findtext("SourceSchool/AcademicYear") == "2025"


def test_whoever_gets_the_file_finds_nothing_to_put_right_in_it(
    hall: Hall,
) -> None:
    hall.desk.save((hall.desk.pupils[3], "mark", "A", 1), sure=True)
    hall.through()
    answer = hall.file()
    found = check_bytes(name_of(answer), answer.content, Options(now=BEGIN))
    told = [one for one in found.findings if one.severity is not Severity.NOTE]
    assert [one.message for one in told] == []
    (one,) = found.returns
    assert (one.collection, one.pupils) == ("phonics", 4)


def test_the_file_is_one_event_about_its_pupils_and_the_next_has_the_next_number(
    hall: Hall,
) -> None:
    hall.through(0, 2)
    before = Event.objects.count()
    answer = hall.file()
    event, told = last()
    assert Event.objects.count() == before + 1
    assert (event.action, event.kind) == ("export.school_ctf", Kind.DONE)
    assert told["about"] == sorted([hall.desk.pupils[0], hall.desk.pupils[2]])
    said = told["said"]
    assert said["file"] == name_of(answer)
    assert said["sha256"] == hashlib.sha256(answer.content).hexdigest()
    assert said["to"] == "la"
    assert said["cells"] == "20"
    assert len(said) == 5


def test_a_file_taken_twice_is_the_same_and_another_has_another_number(
    hall: Hall, settings: Settings
) -> None:
    hall.through(0, 2)
    first = hall.file()
    settings.CLOCK += timedelta(minutes=1)
    again = hall.file()
    assert name_of(again) == name_of(first)
    assert again.content == first.content
    assert Event.objects.filter(action="export.school_ctf").count() == 2
    hall.through(0, 2)
    assert name_of(hall.file()).endswith("_003.xml"), "made anew, it is another"
    hall.desk.save((hall.desk.pupils[0], "mark", "40", 1))
    assert name_of(hall.file()).endswith("_004.xml"), "what it holds has changed"


def test_a_part_complete_pupil_goes_out_as_it_stands_on_the_marksheet(
    hall: Hall,
) -> None:
    hall.desk.save((hall.desk.pupils[1], "mark", "A", 1))
    hall.through()
    assert [values for _, _, values in results(hall.file())] == [
        ["30"],
        ["A"],
        ["32"],
        ["33"],
    ]


def test_of_year_2_those_alone_are_shown_who_take_the_check_again(hall: Hall) -> None:
    met, again = hall.desk.pupils[2:]
    Pupil.unscoped.filter(id__in=[met, again]).update(year_group="2")
    Result.unscoped.filter(pupil=met).delete()
    for one, mark in ((met, "38"), (again, "12")):
        row = Pupil.unscoped.get(id=one)
        Prior.unscoped.create(
            authority=row.authority,
            upn=row.upn,
            born=row.born or date(2019, 11, 5),
            surname="quill",
            collection="phonics",
            year=2025,
            component="mark",
            value=mark,
        )
    answer = hall.client().get(hall.at())
    assert [one.child.forename for one in answer.context["out"].owed] == [
        "Ann",
        "Bob",
        "Dot",
    ]
    assert "1 more whom your school does not return, and why Quill, Cas: " in text(
        answer
    )
    hall.through()
    assert [name for _, name, _ in results(hall.file())] == ["Ann", "Bob", "Dot"]


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ({"find": "BOB"}, ["Bob"]),
        ({"find": "quill, a"}, ["Ann", "Cas"]),
        ({"find": "nobody"}, []),
        ({"year": ["1"]}, ["Ann", "Bob", "Cas", "Dot"]),
        ({"year": ["2"]}, []),
        ({"class": ["none"]}, ["Dot"]),
        ({"find": "o", "do": "clear"}, ["Ann", "Bob", "Cas", "Dot"]),
    ],
)
def test_pupils_are_found_and_filtered_and_ticks_stay(
    hall: Hall, told: dict[str, Any], names: list[str]
) -> None:
    asked: dict[str, Any] = {"do": "find", "pupils": [0, 3], **told}
    answer = hall.pick(**asked)
    shown = [one.person.child.forename for one in answer.context["lines"]]
    assert shown == names
    assert answer.context["chosen"] == 2
    assert hall.client().get(hall.at()).context["chosen"] == 2


def test_a_upn_finds_one_and_a_class_is_a_tick(hall: Hall) -> None:
    answer = hall.pick("find", find=upn(hall, 2).lower())
    assert [one.person.child.forename for one in answer.context["lines"]] == ["Cas"]
    oak: dict[str, Any] = {"class": [hall.desk.oak.pk]}
    answer = hall.pick("filter", **oak)
    assert [one.person.child.forename for one in answer.context["lines"]] == [
        "Ann",
        "Bob",
    ]


def test_all_shown_are_selected_or_none_of_them_and_others_stay(hall: Hall) -> None:
    oak: dict[str, Any] = {"class": [hall.desk.oak.pk]}
    assert hall.pick("none", **oak).context["chosen"] == 2
    assert hall.pick("all", pupils=[3], **oak).context["chosen"] == 3
    ids = [hall.desk.pupils[0]]
    answer = hall.send("", {"shown": ids[0], "pupil": [], "do": "find"})
    assert answer.context["chosen"] == 2


def test_columns_are_shown_as_one_ticks_them(hall: Hall) -> None:
    answer = hall.pick("columns", column=["upn", "born", "sex", "joined", "left"])
    assert upn(hall, 0) in text(answer)
    assert "1 Nov 2019" in text(answer)
    assert "UPN Date of birth Sex" in text(answer)
    assert "UPN Date of birth Sex" in hall.page()
    assert "UPN" not in hall.pick("columns").context["heads"]


def test_without_anybody_there_is_no_next_step(hall: Hall) -> None:
    answer = hall.pick(pupils=[])
    assert answer.status_code == 422
    assert "Choose at least one of the pupils." in text(answer)
    for step in ("to", "kind"):
        answer = hall.client().get(hall.at(step))
        assert answer.headers["Location"] == hall.at()
    assert hall.client().get(hall.at("ready")).headers["Location"] == hall.at("kind")
    assert hall.file().headers["Location"] == hall.at("kind")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, "Choose whom the file is for"),
        ({"to": "naa"}, "Select a valid choice"),
        ({"to": "own"}, "usually go to: Our local authority (999). Tick"),
        ({"to": "school", "sure": "on"}, "seven digits, as 999/2001"),
        ({"to": "school", "sure": "on", "number": "99920"}, "seven digits"),
        (
            {"to": "school", "sure": "on", "number": "9992001"},
            "This is your own school's number",
        ),
    ],
)
def test_a_wrong_place_is_impossible_without_saying_so(
    hall: Hall, told: dict[str, str], said: str
) -> None:
    hall.pick()
    answer = hall.send("to", told)
    assert answer.status_code == 422
    assert said in text(answer)


@pytest.mark.parametrize(
    ("told", "name", "words"),
    [
        ({"to": "own"}, "9992001_CTF_9992001_001.xml", "Our own system"),
        (
            {"to": "school", "number": "998/1234"},
            "9992001_CTF_9981234_001.xml",
            "School 998/1234",
        ),
        ({"to": "mmm"}, "9992001_CTF_MMMMMMM_001.xml", "outside the maintained"),
        ({"to": "xxx"}, "9992001_CTF_XXXXXXX_001.xml", "A school nobody knows"),
    ],
)
def test_a_file_for_somebody_else_is_an_ordinary_one_and_says_whom(
    hall: Hall, told: dict[str, str], name: str, words: str
) -> None:
    answer = hall.through(0, **told, sure="on")
    assert name in text(answer)
    assert words in text(answer)
    assert name_of(hall.file()) == name
    again = hall.client().get(hall.at("to"))
    assert again.context["form"].initial["to"] == told["to"]


def test_a_return_may_be_called_an_ordinary_file(hall: Hall) -> None:
    hall.through()
    page = text(hall.send("kind", {"tag": "CTF", **hall.explained()}))
    assert "9992001_CTF_999LLLL_001.xml" in page
    hall.send("to", {"to": "xxx", "sure": "on"})
    hall.send("to", {"to": "la"})
    assert hall.client().get(hall.at("kind")).context["form"].initial["tag"] == "PHO"


def test_nothing_goes_out_with_errors_and_the_page_leads_to_them(hall: Hall) -> None:
    Result.unscoped.filter(pupil=hall.desk.pupils[0]).delete()
    hall.pick()
    page = hall.page("kind")
    assert "1 error must be put right first" in page
    assert "Quill, Ann: There is neither a mark nor a code." in page
    assert "1 with results still to come: what is blank stays blank" in page
    assert "Make the file" not in page
    assert hall.client().get(hall.at("ready")).headers["Location"] == hall.at("kind")
    assert hall.file().status_code == 302
    hall.pick(pupils=[1, 2, 3])
    page = hall.page("kind")
    assert "Your school returns 1 more who is not in this file: Quill, Ann" in page
    assert "Make the file" in page


def test_a_query_is_explained_before_the_file_goes(hall: Hall) -> None:
    zeros = ((pupil, "mark", "0", 1) for pupil in hall.desk.pupils[:3])
    hall.desk.save(*zeros, sure=True)
    hall.pick()
    why = hall.explained()
    assert why
    assert hall.client().get(hall.at("ready")).headers["Location"] == hall.at("kind")
    answer = hall.send("kind", {"tag": "PHO"})
    assert answer.status_code == 422
    assert "Say why it is right, or put it right" in text(answer)
    answer = hall.send("kind", {"tag": "PHO", **why})
    assert "Your file is ready" in text(answer)
    hall.file()
    said = last()[1]["said"]
    assert {name for name in said if name.startswith("why ")} == {
        name.replace("-", " ", 1) for name in why
    }
    again = hall.client().get(hall.at("kind")).context["form"]
    assert {again.initial[name] for name in why} == {"It is so."}


def test_of_what_was_sent_just_that_goes_out_whatever_stands_there_now(
    hall: Hall,
) -> None:
    submit(hall.desk)
    Pupil.unscoped.filter(id=hall.desk.pupils[0]).update(forename="Anna", klass=None)
    Result.unscoped.filter(pupil=hall.desk.pupils[1]).update(value="3")
    assert "as they were sent (version 1)" in hall.page()
    hall.through()
    assert [told[1:] for told in results(hall.file())][:2] == [
        ("Ann", ["30"]),
        ("Bob", ["31"]),
    ]
    assert last()[1]["said"]["version"] == "1"


def test_who_came_after_the_sending_is_told_apart(hall: Hall) -> None:
    submit(hall.desk)
    row = Pupil.unscoped.get(id=hall.desk.pupils[0])
    Pupil.unscoped.create(
        authority=row.authority,
        school=row.school,
        year=row.year,
        surname="Quill",
        forename="Eve",
        key="quill eve",
        born=row.born,
        year_group="1",
    )
    Pupil.unscoped.filter(id=hall.desk.pupils[3]).update(year_group="5")
    page = hall.page()
    assert "Quill, Eve: Not in what was sent." in page
    assert "Quill, Dot No longer on the roll." in page


def test_what_is_unlocked_is_said_to_be_not_sent_again(hall: Hall) -> None:
    submit(hall.desk)
    row = hall.desk.row
    row.state = "unlocked"
    row.save()
    assert "Unlocked: these are the results on the marksheet" in hall.page()


def test_a_school_without_a_number_is_told_what_it_can_take_out(hall: Hall) -> None:
    School.unscoped.filter(number="2001").update(number="", urn="512345")
    hall.pick()
    page = hall.page("kind")
    assert "A Common Transfer File names a school by its number" in page
    assert "Make the file" not in page


def test_a_name_no_file_can_hold_is_told_and_nothing_goes_out(hall: Hall) -> None:
    Pupil.unscoped.filter(id=hall.desk.pupils[0]).update(forename="An\x0bn")
    hall.pick()
    hall.send("kind", {"tag": "PHO", **hall.explained()})
    assert hall.file().status_code == 302


def test_whether_addresses_are_asked_for_is_said(hall: Hall) -> None:
    hall.pick()
    assert "None: this collection does not ask for them." in hall.page("kind")
    Round.unscoped.update(addresses=True)
    pupil = Pupil.unscoped.filter(id=hall.desk.pupils[1])
    pupil.update(postcode="ZZ1 1ZZ")
    assert "no postcode is kept on this roll" in hall.page("kind")
    Asked.unscoped.create(authority=hall.desk.town.authority, facts=["postcode"])
    assert "The postcode of 1 of 4 goes along." in hall.page("kind")
    hall.through()
    codes = [
        one.findtext("Address/PostCode") for one in tree(hall.file()).iter("Pupil")
    ]
    assert codes == [None, "ZZ1 1ZZ", None, None]


def test_an_address_goes_to_whom_results_are_returned_and_to_nobody_else(
    hall: Hall,
) -> None:
    Round.unscoped.update(addresses=True)
    Asked.unscoped.create(authority=hall.desk.town.authority, facts=["postcode"])
    Pupil.unscoped.update(postcode="ZZ1 1ZZ")
    hall.through(to="xxx", sure="on")
    assert "and to nobody else" in hall.page("kind")
    assert b"PostCode" not in hall.file().content


def test_where_schools_upload_themselves_the_way_ends_in_the_file_and_two_ticks(
    settings: Settings, db: None
) -> None:
    settings.CLOCK, settings.BEGAN = BEGIN, time.time()
    hall = Hall(desk("ks2-2026", group="6"))
    for turn, pupil in enumerate(hall.desk.pupils, 1):
        number = numbers.make("004", "2001", 2019, turn)
        born = date(2014, 11, turn)
        Pupil.unscoped.filter(id=pupil).update(upn=number, born=born, sex="F")
        hall.desk.save((pupil, "WRI", "GDS", 0), (pupil, "SCI", "EXS", 0))
    page = text(hall.through(to="naa"))
    assert "9992001_KS2_NAALLLL_001.xml" in page
    assert "national gateway" not in page
    Round.unscoped.update(gateway=True)
    page = hall.page("ready")
    assert "Upload this file on the national gateway, as your school." in page
    assert "Let the headteacher make the declaration there." in page
    ready = hall.client().get(hall.at("ready")).content.decode()
    assert reverse("school:return", args=[hall.desk.round]) in ready
    hall.through(to="la", sure="on")
    assert "national gateway" not in hall.page("ready")
    assert [told[2] for told in results(hall.file())] == [["GDS", "EXS"]] * 4


def test_whoever_is_not_of_the_office_takes_no_file(hall: Hall) -> None:
    answer = hall.client(Role.TEACHER).get(hall.at())
    assert answer.status_code == 403


def test_the_second_factor_is_asked_for_again_before_a_file_is_given(
    hall: Hall,
) -> None:
    hall.through()
    session = hall.client().session
    session["proved"] = 0.0
    session.save()
    before = Event.objects.count()
    answer = hall.file()
    assert answer.headers["Location"].startswith(reverse("accounts:step-up"))
    assert Event.objects.filter(action="export.school_ctf", kind=Kind.DONE).count() == 0
    assert Event.objects.count() == before


def test_choices_are_kept_for_a_few_rounds_alone(hall: Hall) -> None:
    hall.pick(pupils=[0])
    session = hall.client().session
    held = session["out"]
    session["out"] = {**{f"other{at}": {} for at in range(12)}, **held}
    session.save()
    hall.pick(pupils=[0, 1])
    assert len(hall.client().session["out"]) == 8
    assert hall.client().get(hall.at()).context["chosen"] == 2
