"""What was sent, given on: as files that hold just that, and as lists back to schools."""

import csv
import io
import re
import time
import zipfile
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from keystage import ctf, tables
from keystage.exports.tables import table
from keystage_web.accounts.models import School
from keystage_web.accounts.roles import Role
from keystage_web.accounts.signing.proofs import proof
from keystage_web.audit.models import Event, Kind, Payload
from keystage_web.notices.models import Mail
from keystage_web.returns.giving import files
from keystage_web.returns.giving.versions import standing
from keystage_web.returns.models import Act, Granted, Posted, Round, Step
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.returns.marks.desk import Desk
from tests.integration.web.returns.moves.season import officer, ready, school, submit

pytestmark = [pytest.mark.database, pytest.mark.django_db]
WHY = {"reason": "The moderation meeting."}


@pytest.fixture
def at(settings: Settings, db: None, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A school that has sent its phonics return, and a second factor just given."""
    settings.CLOCK, settings.BEGAN = BEGIN + timedelta(hours=1), time.time()
    monkeypatch.setattr(proof, "fresh", lambda request: True)
    made = ready()
    School.unscoped.update(lowest=4, highest=11, phase="Primary")
    submit(made)
    return made


def client(at: Desk, role: Role = Role.OFFICER, number: str = "") -> Client:
    found = Client()
    found.force_login(at.town.holds(role, number).person)
    return found


def words(answer: Any) -> str:
    text = answer.content.decode()
    main = text[text.index("<main") : text.index("</main")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def download(at: Desk, form: str) -> Any:
    address = reverse("authority:download", args=[at.round, school(at)])
    return client(at).post(address, {"form": form, **WHY})


def sent(at: Desk) -> dict[str, str]:
    """Return the mark of each pupil, as the version that stands has it."""
    (given,) = standing(officer(at), at.round)
    return {line.upn: line.results.get("mark", "") for line in given.lines}


def every(at: Desk, form: str) -> tuple[Any, bytes]:
    address = reverse("authority:download-all", args=[at.round])
    answer: Any = client(at).post(address, {"form": form, **WHY})
    assert answer.status_code == 200
    return answer, b"".join(answer.streaming_content)


def test_a_return_as_a_common_transfer_file_holds_what_was_sent(at: Desk) -> None:
    answer = download(at, "ctf")
    assert re.search(
        r'filename="9992001_\w{3}_999LLLL_001.xml"', answer["Content-Disposition"]
    )
    found = ctf.read(answer.content)
    marks = {
        one.upn: part.result
        for one in found.pupils
        for part in one.assessments
        if part.result.isdigit()
    }
    assert marks == sent(at)
    assert Step.unscoped.filter(act=Act.RECEIVED).exists()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_return_as_a_table_holds_what_was_sent(at: Desk, form: str) -> None:
    answer = download(at, form)
    assert f'filename="9992001-phonics-2026-version-1.{form}"' in str(
        answer["Content-Disposition"]
    )
    (sheet,) = tables.read(answer.content).sheets
    texts = [{at: cell.text for at, cell in row.items()} for row in sheet.rows.values()]
    held = {row.get(1, ""): set(row.values()) for row in texts[1:]}
    for upn, mark in sent(at).items():
        assert mark in held[upn]
    looks = Event.objects.filter(action="export.la_one", kind=Kind.LOOKED)
    assert looks.count() == 1


def test_what_reads_back_otherwise_is_given_to_nobody(
    at: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "to_csv", lambda rows: "altered")
    answer = download(at, "csv")
    assert answer.status_code == 422
    assert "This file cannot be made" in words(answer)
    assert not Step.unscoped.filter(act=Act.RECEIVED).exists()


def test_a_setting_without_a_number_has_tables_and_no_transfer_file(at: Desk) -> None:
    School.unscoped.filter(id=school(at)).update(number="", urn="EY123456")
    answer = download(at, "ctf")
    assert "needs the school's number" in words(answer).replace("&#x27;", "'")
    assert "EY123456-phonics" in str(download(at, "csv")["Content-Disposition"])
    _answer, data = every(at, "ctf")
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert names == ["left-out.txt"]


def test_all_returns_of_a_round_are_one_table(at: Desk) -> None:
    _answer, data = every(at, "csv")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == 1 + len(sent(at))
    for upn, mark in sent(at).items():
        (row,) = (row for row in rows if upn in row)
        assert mark in row


@pytest.mark.parametrize(("form", "ending"), [("ctf", ".xml"), ("xlsx", ".xlsx")])
def test_all_returns_of_a_round_are_a_zip_of_a_file_for_each(
    at: Desk, form: str, ending: str
) -> None:
    answer, data = every(at, form)
    assert answer["Content-Disposition"].endswith(f'"phonics-2026-{form}.zip"')
    zipped = zipfile.ZipFile(io.BytesIO(data))
    assert zipped.testzip() is None
    (name,) = zipped.namelist()
    assert name.endswith(ending)
    given = next(standing(officer(at), at.round))
    made = files.file_of(given, files.Form(form), BEGIN + timedelta(hours=1))
    if form == "ctf":
        assert len(ctf.read(zipped.read(name)).pupils) == len(sent(at))
    assert made.name == name


def test_who_takes_all_is_written_down_and_the_administrators_are_told(
    at: Desk,
) -> None:
    at.town.holds(Role.ADMINISTRATOR)
    every(at, "csv")
    (event,) = Event.objects.filter(action="export.la_bulk", kind=Kind.DONE)
    assert event.by == at.town.holds(Role.OFFICER).person_id
    (mail,) = Mail.objects.filter(template="returns/exported")
    assert mail.to == at.town.holds(Role.ADMINISTRATOR).person.email
    assert mail.values["count"] == 1
    looks = Event.objects.filter(action="export.la_bulk", kind=Kind.LOOKED)
    assert looks.count() == 1


def test_all_is_asked_for_with_a_reason_and_there_has_to_be_something(
    at: Desk,
) -> None:
    address = reverse("authority:download-all", args=[at.round])
    assert client(at).post(address, {"form": "csv"}).status_code == 422
    Round.unscoped.update(state="open")
    at.row.__class__.unscoped.update(version=0)
    answer = client(at).post(address, {"form": "csv", **WHY}, follow=True)
    assert "No school has sent its return yet." in words(answer)


def test_all_is_given_to_who_signed_in_anew(
    at: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "fresh", lambda request: False)
    address = reverse("authority:download-all", args=[at.round])
    assert "/again" in client(at).get(address).headers["Location"]


def test_one_return_is_given_with_a_reason_to_who_signed_in_anew(
    at: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = reverse("authority:download", args=[at.round, school(at)])
    assert "Version 1, as the school sent it" in words(client(at).get(address))
    assert client(at).post(address, {"form": "csv"}).status_code == 422
    assert client(at).post(address, WHY).status_code == 422
    assert not Event.objects.filter(action="export.la_one").exists()
    download(at, "csv")
    done = Event.objects.get(action="export.la_one", kind=Kind.DONE)
    assert done.school == school(at)
    assert WHY["reason"] in Payload.objects.get(number=done.number).body
    monkeypatch.setattr(proof, "fresh", lambda request: False)
    assert "/again" in client(at).get(address).headers["Location"]
    assert "/again" in download(at, "csv").headers["Location"]
    at.row.__class__.unscoped.update(version=0)
    assert client(at).get(address).status_code == 404


def test_past_the_number_of_an_hour_the_administrators_are_told_once(
    at: Desk, settings: Settings
) -> None:
    settings.CONFIG = replace(settings.CONFIG, downloads_an_hour=2)
    admin = at.town.holds(Role.ADMINISTRATOR).person.email
    mails = Mail.objects.filter(template="returns/taken")
    for many in (0, 0, 1, 1):
        assert download(at, "csv").status_code == 200
        assert mails.count() == many
    assert mails.get().to == admin
    settings.BEGAN -= 3600 * 2
    for many in (1, 1, 2):
        assert download(at, "csv").status_code == 200
        assert mails.count() == many


def test_a_list_is_given_back_once_and_told_to_the_address_the_school_prefers(
    at: Desk,
) -> None:
    School.unscoped.filter(id=school(at)).update(
        report_to="reports@school.invalid", email="office@school.invalid"
    )
    page = reverse("authority:report", args=[at.round])
    assert "mail to reports@school.invalid" in words(client(at).get(page))
    told = client(at).post(page, {"schools": [school(at)]}, follow=True)
    assert "1 school has its list." in words(told)
    (mail,) = Mail.objects.filter(template="returns/posted")
    assert mail.to == "reports@school.invalid"
    assert not any(name in str(mail.values) for name in ("Quill", "Ann"))
    assert "nothing new was sent" in words(client(at).get(page))
    client(at).post(page, {"schools": [school(at)]})
    assert Posted.unscoped.count() == 1


def test_the_school_reads_its_list_and_keeps_it_as_a_table(at: Desk) -> None:
    head = client(at, Role.HEAD, at.number)
    page = reverse("school:list", args=[at.round])
    assert "has not given a list back yet" in words(head.get(page))
    post = reverse("authority:report", args=[at.round])
    client(at).post(post, {"schools": [school(at)]})
    text = words(head.get(page))
    assert "Quill, Ann" in text
    assert "Your list: Phonics" in words(head.get(reverse("school:home")))
    for form in ("csv", "xlsx"):
        answer = head.get(reverse("school:list-table", args=[at.round, form]))
        assert answer.status_code == 200
    teacher = client(at, Role.TEACHER, at.number)
    text = words(teacher.get(page))
    assert "Quill, Ann" in text
    assert "Quill, Dot" not in text
    missing = reverse("school:list-table", args=[at.round, "ctf"])
    assert head.get(missing).status_code == 404
    assert client(at).get(page).status_code == 404


def test_the_list_stays_the_one_that_was_given_back(at: Desk) -> None:
    post = reverse("authority:report", args=[at.round])
    client(at).post(post, {"schools": [school(at)]})
    unlock = reverse("authority:unlock", args=[at.round, school(at)])
    day = {"until_0": "15", "until_1": "6", "until_2": "2026"}
    client(at).post(unlock, {**day, **WHY})
    at.save((at.pupils[0], "mark", "39", 1))
    submit(at)
    head = client(at, Role.HEAD, at.number)
    assert "39" not in words(head.get(reverse("school:list", args=[at.round])))
    client(at).post(post, {"schools": [school(at)]})
    assert "39" in words(head.get(reverse("school:list", args=[at.round])))


def test_ways_and_guidance_of_a_round_are_set_and_shown(at: Desk) -> None:
    officer_ = client(at)
    routes = reverse("authority:round-routes", args=[at.round])
    assert officer_.post(routes, {}).status_code == 422
    told = officer_.post(routes, {"routes": ["file"], "gateway": "on"}, follow=True)
    assert "In a file of the school's own system" in words(told).replace("&#x27;", "'")
    assert "Schools upload to the national gateway themselves" in words(told)
    guidance = reverse("authority:round-guidance", args=[at.round])
    wrong = officer_.post(guidance, {"link": "no address"})
    assert wrong.status_code == 422
    more = {"guidance": "Ask Sam.", "link": "https://www.example.org/gateway"}
    assert "Ask Sam." in words(officer_.post(guidance, more, follow=True))
    head = client(at, Role.HEAD, at.number)
    text = head.get(reverse("school:return-guidance", args=[at.round])).content.decode()
    assert "Ask Sam." in text
    assert 'href="https://www.example.org/gateway"' in text


def test_a_way_is_granted_to_a_school_until_a_day(at: Desk) -> None:
    grant = reverse("authority:round-grant", args=[at.round])
    told = {"schools": [school(at)], "routes": ["file"], **WHY}
    past = {"until_0": "1", "until_1": "6", "until_2": "2026"}
    assert client(at).post(grant, {**told, **past}).status_code == 422
    later = {**past, "until_0": "20"}
    text = words(client(at).post(grant, {**told, **later}, follow=True))
    assert "It is kept for 1 school." in text
    assert "granted until 20 June 2026" in text
    page = reverse("authority:round-school", args=[at.round, school(at)])
    assert "Granted until Saturday 20 June 2026" in words(client(at).get(page))
    client(at).post(grant, {**told, "routes": []})
    assert Granted.unscoped.get().routes == []


def test_more_time_for_a_school_begins_with_it_chosen(at: Desk) -> None:
    page = reverse("authority:round-school", args=[at.round, school(at)])
    assert "Give this school more time" in words(client(at).get(page))
    extend = reverse("authority:round-extend", args=[at.round])
    text = client(at).get(f"{extend}?school={school(at)}").content.decode()
    box = re.search(rf'<input[^>]*value="{school(at)}"[^>]*>', text, re.S)
    assert box
    assert "checked" in box.group()
