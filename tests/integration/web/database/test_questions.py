"""Questions and rows whose words are written once say what Django's own say."""

from collections.abc import Hashable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection, transaction
from django.db.models import Q, QuerySet
from django.test.utils import CaptureQueriesContext

from keystage_web.accounts.models import Authority, School, Within
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.audit.models import Head, Subject
from keystage_web.database.questions import Question, Turned
from keystage_web.database.rows import Rows
from keystage_web.jobs.models import Job

pytestmark = [pytest.mark.database, pytest.mark.django_db]
BEGIN = datetime(2026, 6, 10, 9, tzinfo=UTC)


def _subjects(_: Hashable, authority: str, *numbers: int) -> QuerySet[Subject]:
    rows = Subject.objects.filter(authority=authority, number__in=numbers)
    return rows.order_by("number", "subject")


def _held(count: int) -> Question[Subject]:
    Rows(Subject).put(
        [Subject(authority="ash", number=at, subject="p1") for at in range(count)]
    )
    return Question(_subjects)


def test_a_question_sent_again_answers_for_other_values() -> None:
    asked = _held(5)
    for numbers in ((1, 2), (3, 4), (4, 9)):
        found = asked.all(None, "ash", *numbers)
        assert found == list(_subjects(None, "ash", *numbers))
        assert [one.number for one in found] == [n for n in numbers if n < 5]
    assert asked.first(None, "elm", 1, 2) is None
    assert asked.all(None, "ash") == []  # of none of the numbers: nothing is asked


def test_a_question_of_very_many_values_is_asked_all_the_same() -> None:
    asked = _held(40)
    assert len(asked.all(None, "ash", *range(40))) == 40


def test_a_moment_is_sent_as_the_database_keeps_it() -> None:
    def due(_: Hashable, before: datetime) -> QuerySet[Job]:
        return Job.objects.filter(due_at__lt=before).order_by("id")

    asked: Question[Job] = Question(due)
    for days in (0, 1):
        before = BEGIN + timedelta(days=days)
        assert asked.all(None, before) == list(due(None, before))


def test_a_question_whose_words_turn_on_a_value_is_not_sent_with_others() -> None:
    def longer(_: Hashable, text: str) -> QuerySet[Subject]:
        return Subject.objects.filter(authority=text * 2)

    with pytest.raises(Turned):
        Question(longer).all(None, "ash")


def test_a_question_within_a_scope_reads_what_stands_beside(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    authority = Authority.objects.create(number="999", name="Ash")
    here, there = (
        School.unscoped.create(
            authority=authority,
            number=number,
            name=f"School {number}",
            phase="Primary",
            lowest=4,
            highest=11,
        )
        for number in ("2001", "2002")
    )
    asked = Within(
        School, lambda rows, name: rows.filter(name=name).select_related("authority")
    )
    scope = Scope(authority.id, "person", "", Role.HEAD, here.id)
    found = asked.first(scope, here.name)
    with CaptureQueriesContext(connection) as told:
        assert found == here
        assert found.authority.name == "Ash"
    assert not told.captured_queries
    assert asked.first(scope, there.name) is None
    monkeypatch.setattr(School, "reach", classmethod(lambda *_: Q()))
    assert asked.first(scope, there.name) == there  # a filter taken off is seen


def test_rows_are_put_over_those_that_are_there_and_renewed() -> None:
    heads = Rows(Head, unique=["authority"], over=["number", "digest"])
    heads.put([])
    first = Head(authority="ash", number=0, digest="a")
    heads.keep(first)
    first.number, first.digest = 1, "b"
    heads.keep(first)
    assert Head.objects.values_list("number", "digest").get(authority="ash") == (1, "b")
    with pytest.raises(ObjectDoesNotExist):
        heads.renew(Head(authority="elm", number=1, digest=""))


def test_a_row_that_is_there_is_not_put_twice() -> None:
    row = Subject(authority="ash", number=1, subject="p1")
    Rows(Subject).put([row])
    with pytest.raises(IntegrityError), transaction.atomic():
        Rows(Subject).put([Subject(authority="ash", number=1, subject="p1"), row])
