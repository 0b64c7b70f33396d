"""Two versions of a return are told apart by pupil, in words; a teacher sees the own."""

from typing import Any

import pytest

from keystage_web.accounts.models import Authority, School
from keystage_web.accounts.roles import Role
from keystage_web.files.models import Cover, File
from keystage_web.files.receipts import receipt_of
from keystage_web.returns.models import Version
from keystage_web.returns.versions.queries import (
    Kind,
    content,
    difference,
    standing,
    unsent,
)
from keystage_web.returns.versions.receipts import proof
from keystage_web.rolls.models import Pupil
from tests.integration.web.returns.marks.desk import Desk
from tests.integration.web.returns.moves.season import (
    file,
    officer,
    ready,
    school,
    send_rows,
    submit,
    version,
)
from tests.integration.web.returns.moves.test_unlocking import unlock
from tests.service.unguarded import unguarded

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def twice() -> Desk:
    """Send a return; change a mark, a name, a class; one comes, one goes; send it again."""
    at = ready()
    ann, _, cas, dot = at.pupils
    Pupil.unscoped.filter(id=dot).update(year_group="5")
    submit(at)
    unlock(at)
    at.save((ann, "mark", "12", 1))
    Pupil.unscoped.filter(id=ann).update(surname="Quince", klass=at.elm)
    Pupil.unscoped.filter(id=dot).update(year_group="1")
    at.save((cas, "mark", "", 1))
    Pupil.unscoped.filter(id=cas).update(year_group="5")
    submit(at)
    return at


def test_what_differs_is_told_by_pupil() -> None:
    at = twice()
    one, two = (version(at, number).id for number in (1, 2))
    found = difference(at.who(), one, two)
    assert found
    told: dict[str, Any] = {line.name: (line.kind, len(line.parts)) for line in found}
    assert told == {
        "Quince, Ann": (Kind.CHANGED, 3),
        "Quill, Dot": (Kind.ADDED, 1),
        "Quill, Cas": (Kind.GONE, 1),
    }
    ann = next(line for line in found if line.name == "Quince, Ann")
    parts = {part.title: (part.before, part.after) for part in ann.parts}
    assert parts["Surname"] == ("Quill", "Quince")
    assert parts["Class"] == ("Oak", "Elm")
    assert [part.component for part in ann.parts] == ["", "", "mark"]
    assert difference(at.who(), one, one) == []
    assert difference(at.who(), one, "0" * 16) is None


def test_a_teacher_sees_the_own_pupils_of_what_was_sent() -> None:
    at = ready()
    submit(at)
    teacher = at.who(Role.TEACHER)
    found = content(teacher, version(at).id)
    assert found
    assert [line.forename for line in found] == ["Ann", "Bob"]
    whole = content(at.who(), version(at).id)
    assert whole
    assert len(whole) == 4
    assert content(teacher, "0" * 16) is None


def test_another_school_sees_none_and_the_authority_all() -> None:
    at = ready()
    assert standing(at.who(), at.round) == ""
    assert unsent(at.who(), at.round) == {}
    submit(at)
    assert standing(officer(at), at.round, school(at)) == version(at).id
    assert unsent(officer(at), at.round, school(at)) == {}
    at.number = "2002"
    other = at.who()
    assert content(other, Version.unscoped.get().id) is None
    assert standing(other, at.round) == ""
    assert unsent(other, at.round) == {}


def renamed(at: Desk, name: str) -> None:
    """Call the authority, the school and the file another name."""
    Authority.objects.filter(id=at.town.authority.id).update(name=name, number="998")
    School.unscoped.filter(id=school(at)).update(name=name, number="2009")


def test_a_receipt_says_the_names_of_then_whatever_they_are_today() -> None:
    at = ready()
    of = file(at)
    send_rows(at, of, (at.pupils[0], "mark", "12"))
    id_, by = version(at).id, at.who()

    def receipts() -> tuple[object, object]:
        return proof(by, id_), receipt_of(by=by, file=of)

    before = receipts()
    renamed(at, "Another")
    Cover.unscoped.update(sender="Another", role="head", on_time=False, errors=9)
    assert receipts() == before
    File.unscoped.update(name="")
    assert receipts()[0] == before[0]


def test_a_receipt_of_before_says_the_names_of_today() -> None:
    at = ready()
    of = file(at)
    send_rows(at, of, (at.pupils[0], "mark", "12"))
    id_, by = version(at).id, at.who()
    before = proof(by, id_)
    with unguarded():
        Version.unscoped.update(told={})
    File.unscoped.update(told="")
    assert proof(by, id_) == before
    renamed(at, "Another")
    after = proof(by, id_)
    assert after
    assert after.receipt.school.name == "Another"
    assert receipt_of(by=by, file=of).school.number == "9982009"
