"""The head looks at what is to be sent, signs it, it is locked, and there is proof."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from keystage.transfer import verify
from keystage_web.accounts.roles import Role
from keystage_web.returns.models import Result, Return, Round, Version
from keystage_web.returns.states import Declaration, ReturnState
from keystage_web.rolls.models import Pupil
from tests.integration.web.returns.moves import season
from tests.integration.web.school.marksheet.room import text
from tests.integration.web.school.signing.office import Areas, Office

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def version() -> Version:
    return Version.unscoped.order_by("-number")[0]


def test_before_signing_there_are_counts_figures_and_the_statements(
    room: Office,
) -> None:
    page = room.page("sign")
    assert "4 of 4 pupils complete" in page
    assert "Marks 0 to 40 A Absent" in page
    assert "Phonics mark 4 0 0 0" in page
    assert "What it comes to 2026 2025 2024" in page
    assert "average mark 31.5" in page
    assert "The check was given and marked as the Department" in page
    assert "Send Phonics screening check 2026 to Local authority" in page
    assert "Without all results" not in page


def test_signed_once_it_is_sent_locked_and_can_still_be_read(room: Office) -> None:
    told = room.form("sign")
    answer = room.send("sign", told)
    assert answer.redirect_chain[-1][0] == room.at("sent")
    again = room.client().post(room.at("sign"), told, follow=True)
    assert "This return has been sent." in text(again)
    assert Version.unscoped.count() == 1
    assert version().declaration["name"] == version().name == "Headteacher 2001"
    page = room.page("sent")
    assert "Phonics screening check 2026 sent to Local authority" in page
    assert season.version(room.desk).id[:4].upper() in page
    assert "Sent on Wednesday 10 June 2026, 10:00:" in page
    assert "by Headteacher 2001, Headteacher." in page
    sheet = room.client().get(reverse("school:marksheet", args=[room.desk.round]))
    shown = sheet.content.decode()
    assert "ks-locked" in shown
    assert "This return has been sent. Ask your local authority to unlock it." in shown
    assert 'data-do="undo"' not in shown
    for name, *ids in (("print",), ("pupil", room.desk.pupils[0])):
        one = reverse(f"school:marksheet-{name}", args=[room.desk.round, *ids])
        assert "30" in text(room.client().get(one))
    paper = reverse("school:marksheet-print", args=[room.desk.round])
    assert "by Headteacher 2001, Headteacher, as version 1" in text(
        room.client().get(paper)
    )
    assert "Read back by" in text(room.client().get(paper, {"blank": "1"}))


def test_what_is_left_wrong_is_explained_by_rule_or_it_is_not_sent(
    room: Office,
) -> None:
    Result.unscoped.filter(pupil=room.desk.pupils[0]).update(value="77")
    told = room.form("sign")
    reasons = list(Areas(room.get("sign").content.decode()).found)
    assert reasons
    empty = room.send("sign", {**told, **dict.fromkeys(reasons, " ")})
    assert empty.status_code == 422
    assert "Problem 1: say why it is right" in text(empty)
    assert "1. 77 is not a mark" in text(empty)
    assert "Quill, Ann" in text(empty)
    sent = room.send("sign", {**told, **dict.fromkeys(reasons, "Told by telephone")})
    assert "sent to Local authority" in text(sent)
    assert set(version().explained.values()) == {"Told by telephone"}
    assert "“Told by telephone”" in room.page("version", 1)


def test_one_signature_is_for_both_years_of_phonics(room: Office) -> None:
    Pupil.unscoped.filter(id=room.desk.pupils[3]).update(year_group="2")
    assert "4 of 4 pupils complete" in room.page("sign")
    room.signed()
    assert Version.unscoped.count() == 1
    assert "Quill, Ann 30" in room.page("version", 1)
    assert "Quill, Dot 33" in room.page("version", 1)


def test_every_statement_and_the_name_are_needed(room: Office) -> None:
    told = room.form("sign")
    told.pop("said_administered")
    answer = room.send("sign", {**told, "name": ""})
    assert answer.status_code == 422
    assert "Your name is missing: enter it" in text(answer)
    assert "Tick it, or do not send: The check was given and marked" in text(answer)
    assert not Version.unscoped.exists()


def test_results_changed_meanwhile_are_looked_at_first(room: Office) -> None:
    told = room.form("sign")
    room.desk.save((room.desk.pupils[0], "mark", "12", 1))
    answer = room.send("sign", told)
    assert answer.status_code == 422
    assert "Results were changed while you looked" in text(answer)
    assert not Version.unscoped.exists()
    again = room.form("sign")
    assert "sent to Local authority" in text(room.send("sign", again))


def test_pupils_without_a_result_are_named(room: Office) -> None:
    Result.unscoped.filter(pupil__in=room.desk.pupils[1:3]).update(value="")
    page = room.page("sign")
    assert "1. There is neither a mark nor a code. Quill, Bob , Quill, Cas" in page
    assert page.count("Quill, Bob") == 1  # once, with what is to be done about it
    assert "Without all results" not in page
    assert "Blank still to come" in page


def test_the_second_factor_is_asked_for_again_and_what_was_typed_goes_on(
    room: Office,
) -> None:
    told = room.form("sign")
    client = room.client()
    session = client.session
    session["proved"] = 0.0
    session.save()
    answer = client.post(room.at("sign"), told)
    assert answer.headers["Location"].startswith(reverse("accounts:step-up"))
    assert not Version.unscoped.exists()


def test_nothing_is_signed_where_nothing_is_taken(room: Office) -> None:
    Round.unscoped.update(state="closed")
    assert "This collection takes no returns now." in room.page("sign")
    Return.unscoped.update(state=ReturnState.EXCUSED)
    assert "does not take part" in room.page("sign")
    assert "Nothing of this return is sent at the moment." in room.page("sent")


def test_without_a_pupil_it_is_no_return(room: Office) -> None:
    told = room.form("sign")
    Result.unscoped.all().delete()
    Pupil.unscoped.update(year_group="6")
    answer = room.send("sign", {**told, "seen": str(room.desk.row.seq)})
    assert "There is no pupil in this return." in text(answer)


def test_apart_the_head_confirms_on_a_page_of_its_own(room: Office) -> None:
    Round.unscoped.update(declaration=Declaration.APART)
    page = room.page("sign")
    assert "The headteacher confirms it on a page of its own" in page
    assert "I am the headteacher" not in page
    assert "sent to Local authority" in text(room.signed())
    assert not version().signed
    assert "Confirm it now" in room.page("sent")
    assert "Sent, awaiting confirmation" in room.page()
    assert "Please confirm it by the end of Tuesday 23 June 2026" in room.page(
        "confirm"
    )
    told = room.form("confirm")
    wrong = room.send("confirm", {**told, "name": ""})
    assert wrong.status_code == 422
    answer = room.send("confirm", told)
    assert "You have confirmed what was sent." in text(answer)
    assert "Confirmed Wednesday 10 June 2026" in room.page()
    assert "Nothing waits to be confirmed." in room.page("confirm")


def test_what_is_confirmed_is_the_version_that_was_looked_at(room: Office) -> None:
    Round.unscoped.update(declaration=Declaration.APART)
    room.signed()
    told = room.form("confirm")
    answer = room.send("confirm", {**told, "seen": "9"})
    assert "Another version was sent since" in text(answer)
    client = room.client()
    session = client.session
    session["proved"] = 0.0
    session.save()
    asked = client.post(room.at("confirm"), told)
    assert asked.headers["Location"].startswith(reverse("accounts:step-up"))


def test_the_receipt_is_a_page_a_pdf_and_a_file_that_verifies(room: Office) -> None:
    room.signed()
    row, head = version(), room.client()

    def answer(name: str) -> bytes:
        found = head.get(reverse(f"returns:{name}", args=[row.id]))
        assert found.status_code == 200
        return bytes(found.content)

    page = text(head.get(reverse("returns:receipt", args=[row.id])))
    assert "School 2001 (9992001)" in page
    assert "The check was given and marked as the Department" in page
    assert "On the marksheet" in page
    assert row.digest in page
    assert "Quill" not in page
    assert answer("receipt-pdf").startswith(b"%PDF")
    data = answer("receipt-json")
    assert data == answer("receipt-json")
    told = json.loads(data)["receipt"]
    assert told["data"]["sha256"] == row.digest
    assert verify(data, fingerprints=[told["installation"]]).good


def test_an_officer_sees_the_receipt_too_and_a_stranger_does_not(
    room: Office,
) -> None:
    room.signed()
    at = reverse("returns:receipt", args=[version().id])
    for role, status in ((Role.OFFICER, 200), (Role.ANALYST, 403)):
        client = Client()
        client.force_login(room.desk.town.holds(role).person)
        assert client.get(at).status_code == status
