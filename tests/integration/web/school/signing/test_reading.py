"""What a school reads of its return: history, its own system beside it, guidance."""

import io

import pytest

from keystage import ctf, rulebooks
from keystage_web.accounts.roles import Role
from keystage_web.returns.models import Round
from keystage_web.rolls.models import Pupil
from tests.integration.web.returns.sheet.test_against import as_sent
from tests.integration.web.school.marksheet.room import text
from tests.integration.web.school.signing.office import Office

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_every_change_of_a_cell_is_told_with_who_and_when(room: Office) -> None:
    room.desk.save((room.desk.pupils[0], "mark", "12", 1))
    page = room.page("cells", role=Role.OFFICE)
    assert "Quill, Ann Phonics mark (mark) 30 → 12 Headteacher 2001" in page
    assert page.index("30 → 12") < page.index("Quill, Bob") < page.index("→ 31")
    teacher = room.page("cells", role=Role.TEACHER)
    assert "Quill, Ann" in teacher
    assert "Quill, Cas" not in teacher


def test_before_anything_was_entered_nothing_was_changed(room: Office) -> None:
    Round.unscoped.update(summer=2030)
    assert "Nothing was sent yet." in room.page("versions")
    room.desk.row.delete()
    assert "Nothing was changed yet." in room.page("cells")
    assert "Enter results" in room.page(role=Role.OFFICE)


def test_a_version_holds_what_was_sent_and_a_teacher_sees_the_own_class(
    room: Office,
) -> None:
    room.signed()
    page = room.page("version", 1)
    assert "Quill, Ann 30 Quill, Bob 31 Quill, Cas 32 Quill, Dot 33" in page
    assert "Phonics mark marks: 4" in page
    assert "4 of 4 pupils complete" in page
    assert "Receipt" in page
    assert "The check was given and marked as the Department" in page
    teacher = room.page("version", 1, role=Role.TEACHER)
    assert "Quill, Bob 31" in teacher
    assert "Quill, Cas" not in teacher
    assert "Phonics mark marks: 2" in teacher
    assert "2 pupils of your classes" in teacher
    assert "4 of 4" not in teacher
    for name in ("", "sign/sent", "versions", "versions/1"):
        at = room.at() if not name else room.at().replace("/return", f"/{name}")
        answer = room.client(Role.TEACHER).get(at)
        assert answer.status_code == 200
        assert "/receipt" not in answer.content.decode()
    assert "there is nothing before it" in room.page("difference", 1)
    assert room.get("version", 2).status_code == 404
    assert room.get("version", "x").status_code == 404


def test_a_version_that_changed_nothing_says_so(room: Office) -> None:
    room.signed()
    room.send("withdraw", {"reason": "x"})
    room.send("resume", {})
    room.signed()
    assert "No result is different." in room.page("difference", 2)


def test_a_pupil_who_came_or_went_is_told_between_versions(room: Office) -> None:
    room.signed()
    room.send("withdraw", {"reason": "x"})
    room.send("resume", {})
    room.desk.save((room.desk.pupils[3], "mark", "", 1))
    Pupil.unscoped.filter(id=room.desk.pupils[3]).update(year_group="5")
    room.signed()
    assert "No longer in it Quill, Dot" in room.page("difference", 2)


def test_a_file_of_the_own_system_is_held_against_the_return(room: Office) -> None:
    room.signed()
    assert "It is read once and not kept" in room.page("mine")

    def sent(**marks: str) -> str:
        data = ctf.write(as_sent("phonics-2026", "mark", marks))
        file = io.BytesIO(data)
        file.name = "own.xml"
        found = room.client().post(room.at("mine"), {"file": file})
        assert found.status_code == 200
        return text(found)

    same = sent(Ann="30", Bob="31", Cas="32", Dot="33")
    assert "4 pupils: all is the same in both." in same
    other = sent(Ann="29", Bob="31", Eve="5")
    assert "Phonics mark: 30 → 29" in other
    assert "Only in the return Cas Quill" in other
    assert "Only in your file Eve Quill" in other
    assert "Of 1 pupil more all is the same." in other


def test_what_cannot_be_compared_is_told_at_the_file(room: Office) -> None:
    assert room.send("mine", {}).status_code == 422
    file = io.BytesIO(b"no file")
    file.name = "own.xml"
    found = room.client().post(room.at("mine"), {"file": file})
    assert found.status_code == 422
    assert "not an XML file" in text(found)


def test_what_changed_and_what_may_be_given_is_drawn_from_the_rulebook(
    room: Office,
) -> None:
    page = room.page("changed", role=Role.TRUST)
    assert "The week of the check begins: Monday 8 June 2026." in page
    page = room.page("guidance", role=Role.TEACHER)
    for text_ in rulebooks.load("phonics-2026").guidance.values():
        assert text_ in page
    assert "Phonics mark 0 to 40, A Absent" in page
    assert "Maladministration" not in page
    assert "Met the standard" not in page


def test_without_a_year_before_there_is_nothing_new_to_tell(room: Office) -> None:
    Round.unscoped.update(summer=2026)
    row = Round.unscoped.get().book
    row.book = "phonics-2017"
    row.save()
    assert "This is the first year of this collection here." in room.page("changed")
