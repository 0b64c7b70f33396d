"""What a school keeps proves itself: receipt, results and file, without the service."""

import io
import json

import pytest
from django.urls import reverse

from keystage.transfer import Code, verify
from keystage_web.accounts.roles import Role
from keystage_web.audit.models import Event, Subject
from keystage_web.audit.signing import public_keys
from keystage_web.files.models import File
from tests.integration.web.files.content import ctf
from tests.integration.web.returns.moves import season
from tests.integration.web.school.signing.office import Office

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def given(room: Office, name: str, role: Role = Role.HEAD) -> bytes:
    """Return a file of the version that stands."""
    at = reverse(f"returns:{name}", args=[season.version(room.desk).id])
    answer = room.client(role).get(at)
    assert answer.status_code == 200
    return bytes(answer.content)


def test_the_results_a_receipt_is_of_are_given_and_verify_by_it(room: Office) -> None:
    room.signed()
    proof, data = given(room, "receipt-json"), given(room, "data")
    known = [one.fingerprint for one in public_keys()]
    assert verify(proof, fingerprints=known, data_file=io.BytesIO(data)).good
    other = verify(proof, data_file=io.BytesIO(data.replace(b"31", b"32")))
    assert [one.code for one in other.problems] == [Code.DATA_DIFFER]
    looked = Event.objects.filter(action="return.export", kind="looked").get()
    told = Subject.objects.filter(authority=looked.authority, number=looked.number)
    assert set(told.values_list("subject", flat=True)) == set(room.desk.pupils)
    assert b"(JSON)" in given(room, "receipt")


def test_nobody_but_the_school_s_office_and_head_is_given_the_results(
    room: Office,
) -> None:
    room.signed()
    at = reverse("returns:data", args=[season.version(room.desk).id])
    assert room.client(Role.OFFICE).get(at).status_code == 200
    assert room.client(Role.TEACHER).get(at).status_code in {403, 404}
    other = room.client()
    session = other.session
    del session["proved"]
    session.save()
    assert other.get(at).headers["Location"].startswith(reverse("accounts:step-up"))


def test_a_teacher_who_sees_two_classes_counts_by_one_gets_no_receipt(
    room: Office,
) -> None:
    room.signed()
    version = season.version(room.desk).id
    for name in ("receipt", "receipt-pdf", "receipt-json"):
        at = reverse(f"returns:{name}", args=[version])
        assert room.client(Role.OFFICE).get(at).status_code == 200
        assert room.client(Role.TEACHER).get(at).status_code == 403


def test_the_receipt_of_results_sent_as_a_file_proves_the_file(room: Office) -> None:
    desk = room.desk
    file = season.file(desk)
    season.send_rows(desk, file, (desk.pupils[0], "mark", "12"))
    proof, row = given(room, "receipt-json"), File.unscoped.get(id=file)
    told = json.loads(proof)["receipt"]["file"]
    assert told["sha256"] == row.sha256
    assert told["length"] == row.length
    assert verify(proof, file=io.BytesIO(ctf(0))).good
