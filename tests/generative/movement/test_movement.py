"""Whatever the timeline: one school, or nobody by a row, or a plain 'not covered'."""

import dataclasses
import random
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage import rulebooks
from keystage.core.errors import UsageError
from keystage.movement import Facts, Missing, Table, Verdict, decide
from keystage.movement.facts import Answer
from keystage.movement.search import answers, apply, completed
from keystage.movement.timeline import Timeline, Unknown
from tests.generative.movement.timelines import (
    SCHOOLS,
    Secret,
    everything_told,
    hidden,
    some_hidden,
)

BOOKS = ("eyfsp-2024", "phonics-2024", "ks1-2023", "ks1-2024", "ks2-2024")
MOST_QUESTIONS = 12
MEANT_WHEN_LEFT_OUT = {"joined", "left", "came_from", "gone_to"}

each_book = pytest.mark.parametrize("book", BOOKS)


@cache
def table(name: str) -> Table:
    """Return a table without dates of its own: all come from the facts."""
    found = rulebooks.movement_of(rulebooks.load(name))
    assert found is not None
    settings = dataclasses.replace(found.settings, opens=None, closes=None)
    return dataclasses.replace(found, settings=settings)


def outcome(verdict: Verdict) -> tuple[str | None, bool, bool]:
    return verdict.reports, verdict.nobody, verdict.covered


def told_whole(book: str, facts: Facts) -> Verdict:
    """Return the verdict, answering what only a person could know with the first."""
    verdict = decide(table(book), facts)
    while verdict.missing is not None:
        assert verdict.missing.fact in {"most_time", "longest"}
        facts = facts.answered(verdict.missing, min(verdict.missing.among))
        verdict = decide(table(book), facts)
    return verdict


@each_book
@given(facts=everything_told)
def test_one_school_is_responsible_whoever_asks_or_a_row_says_nobody(
    book: str, facts: Facts
) -> None:
    verdict = told_whole(book, facts)
    rows = {row.id: row for row in table(book).rows}
    duties = [verdict.duty_of(school) for school in facts.schools]
    if not verdict.covered:
        assert set(duties) == {"not known"}
        assert verdict.says
        return
    assert duties.count("reports") == (0 if verdict.nobody else 1)
    assert verdict.rows
    assert set(verdict.rows) <= rows.keys()
    kinds = {rows[name].reports for name in verdict.rows}
    assert (kinds == {"nobody"}) is verdict.nobody
    for stay in facts.stays:
        if stay.sent and stay.school != verdict.reports:
            assert stay.school in verdict.withdraws


@each_book
@given(facts=everything_told, secrets=some_hidden, order=st.randoms())
def test_the_order_of_facts_has_no_meaning(
    book: str, facts: Facts, secrets: frozenset[Secret], order: st.DataObject
) -> None:
    known = hidden(facts, secrets)
    stays = list(known.stays)
    order.shuffle(stays)  # type: ignore[attr-defined]  # Hypothesis's own Random
    other = dataclasses.replace(known, stays=tuple(stays))
    assert decide(table(book), other) == decide(table(book), known)


@each_book
@given(facts=everything_told)
def test_the_names_of_schools_have_no_meaning(book: str, facts: Facts) -> None:
    names = dict(zip(SCHOOLS, ("Z", "Y", "X"), strict=True))
    renamed = dataclasses.replace(
        facts,
        stays=tuple(
            dataclasses.replace(stay, school=names[stay.school]) for stay in facts.stays
        ),
        most_time=names[facts.most_time or ""],
        longest=names[facts.longest or ""],
    )
    verdict, other = decide(table(book), facts), decide(table(book), renamed)
    assert other.rows == verdict.rows
    assert other.reports == (verdict.reports and names[verdict.reports])
    assert (other.missing is None) is (verdict.missing is None)


@each_book
@given(facts=everything_told, secrets=some_hidden)
def test_what_was_not_asked_for_cannot_change_the_verdict(
    book: str, facts: Facts, secrets: frozenset[Secret]
) -> None:
    known = hidden(facts, secrets)
    verdict = decide(table(book), known)
    if verdict.missing is None:
        for secret in secrets:
            for more in told_again(known, facts, secret):
                assert outcome(decide(table(book), more)) == outcome(verdict)


def told_again(known: Facts, facts: Facts, secret: Secret) -> list[Facts]:
    """Return what is known with one secret out, where it was one.

    What has a meaning when left out is no secret: the school left first, the one the
    pupil is at, a check where the pupil was not in the weeks of the check, and a
    school's own half-term where the day of all schools stands in for it.
    """
    fact, school = secret
    if fact in MEANT_WHEN_LEFT_OUT or is_elsewhere(facts, secret):
        return []
    if fact == "second_half" and school and known.second_half:
        return []
    if not school:
        return [dataclasses.replace(known, **{fact: getattr(facts, fact)})]
    true = {stay.school: getattr(stay, fact) for stay in facts.stays}
    stays = tuple(
        dataclasses.replace(stay, **{fact: true[school]})
        if stay.school == school
        else stay
        for stay in known.stays
    )
    try:
        return [dataclasses.replace(known, stays=stays)]
    except UsageError:
        return []


def is_elsewhere(facts: Facts, secret: Secret) -> bool:
    """Whether a secret is a check at a school the pupil was not at in its weeks."""
    weeks = Timeline(facts).between(facts.opens or date.min, facts.closes or date.max)
    return secret[0] == "assessed" and secret[1] not in weeks


@each_book
@given(facts=everything_told, secrets=some_hidden, pick=st.integers(0, 10_000))
def test_questions_lead_to_an_answer_and_none_is_asked_twice(
    book: str, facts: Facts, secrets: frozenset[Secret], pick: int
) -> None:
    known, asked = hidden(facts, secrets), set()
    for turn in range(MOST_QUESTIONS):
        verdict = decide(table(book), known)
        if verdict.missing is None:
            return
        key = (verdict.missing.fact, verdict.missing.school)
        assert key not in asked
        asked.add(key)
        options = list(completed(known, verdict.missing, None))
        known = options[(pick + turn) % len(options)]
    pytest.fail(f"still asking after {MOST_QUESTIONS} answers")


def played(book: str, known: Facts, plan: dict[Missing, Answer], seed: int) -> object:
    """Return the outcome with all else answered by `plan`, which is drawn as needed."""
    values = random.Random(seed)
    while (missing := first_unknown(book, known)) is not None:
        drawn = plan.setdefault(missing, values.choice(list(answers(known, missing))))
        try:
            known = known.answered(missing, drawn)
        except UsageError:
            return None
    return apply(table(book), known)[0]


def first_unknown(book: str, known: Facts) -> Missing | None:
    try:
        apply(table(book), known)
    except Unknown as unknown:
        return unknown.missing
    return None


@each_book
@given(facts=everything_told, secrets=some_hidden)
def test_the_missing_fact_decides(
    book: str, facts: Facts, secrets: frozenset[Secret]
) -> None:
    known = hidden(facts, secrets)
    missing = decide(table(book), known).missing
    if missing is None:
        return
    told = list(completed(known, missing, None))
    for seed in range(400):
        plan: dict[Missing, Answer] = {}
        found = {played(book, more, plan, seed) for more in told}
        if len(found - {None}) > 1:
            return
    pytest.fail(f"{missing} decides nothing")
