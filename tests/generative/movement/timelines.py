"""Timelines of a child nobody knows: schools, days, gaps, overlaps, things not told."""

import dataclasses
from datetime import date, timedelta

from hypothesis import strategies as st

from keystage.core.errors import UsageError
from keystage.movement import STILL, Facts, Place, Stay
from keystage.movement.facts import CAME_FROM, GONE_TO

FIRST = date(2024, 4, 25)
SCHOOLS = ("A", "B", "C")

days = st.integers(0, 70).map(lambda n: FIRST + timedelta(days=n))
since = st.one_of(st.just(date(2023, 9, 5)), days)


def _stay(  # noqa: PLR0917 - one argument for each field, as builds() gives them
    school: str,
    joined: date,
    stayed: int | None,
    second_half: date | None,
    assessed: bool,
    sent: bool,
) -> Stay:
    left = STILL if stayed is None else joined + timedelta(days=stayed)
    return Stay(
        school,
        joined,
        left,
        second_half=second_half,
        may_days=10,
        assessed=assessed,
        sent=sent,
    )


def _stays(school: str) -> st.SearchStrategy[Stay]:
    return st.builds(
        _stay,
        st.just(school),
        since,
        st.one_of(st.none(), st.integers(0, 40), st.integers(200, 300)),
        st.sampled_from([None, None, date(2024, 6, 10)]),
        st.booleans(),
        st.booleans(),
    )


def _facts(
    stays: list[Stay], opens: date, length: int, told: tuple[Place, Place], *rest: bool
) -> Facts:
    met, held_back, first_year = rest
    came_from, gone_to = told
    return Facts(
        tuple(stays),
        opens=opens,
        closes=opens + timedelta(days=length),
        second_half=date(2024, 6, 3),
        came_from=came_from,
        gone_to=gone_to,
        most_time=stays[0].school,
        longest=stays[-1].school,
        met_before=met,
        held_back=held_back,
        year_group=1 if first_year else 2,
    )


_places = st.tuples(
    st.sampled_from(
        [place for place in CAME_FROM if place is not Place.ANOTHER_SCHOOL]
    ),
    st.sampled_from([place for place in GONE_TO if place is not Place.ANOTHER_SCHOOL]),
)
_schools = st.integers(1, 3).flatmap(
    lambda n: st.tuples(*map(_stays, SCHOOLS[:n])).map(list)
)
everything_told = st.builds(
    _facts,
    _schools,
    days,
    st.integers(0, 20),
    _places,
    st.booleans(),
    st.integers(0, 9).map(lambda n: n == 0),
    st.integers(0, 3).map(bool),
)
"""Facts with nothing left to ask, but for which of two rolls is where."""

_ABOUT_SCHOOLS = ("joined", "left", "second_half", "assessed", "may_days")
_ABOUT_ALL = ("opens", "closes", "second_half", "most_time", "longest", "met_before")
_OF_PLACES = ("came_from", "gone_to")

type Secret = tuple[str, str]

SECRETS: list[Secret] = [
    *((fact, "") for fact in (*_ABOUT_ALL, *_OF_PLACES)),
    *((fact, school) for fact in _ABOUT_SCHOOLS for school in SCHOOLS),
]


def hidden(facts: Facts, secrets: frozenset[Secret]) -> Facts:
    """Return the facts with some of them not told any more.

    Where that would break what facts must hold, they stay as they are.
    """
    about_all = {fact: None for fact, school in secrets if not school}
    stays = tuple(
        dataclasses.replace(
            stay,
            **{fact: None for fact, school in secrets if school == stay.school},  # type: ignore[arg-type]  # every such field may be None
        )
        for stay in facts.stays
    )
    try:
        return dataclasses.replace(facts, stays=stays, **about_all)  # type: ignore[arg-type]  # every such field may be None
    except UsageError:
        return facts


some_hidden = st.frozensets(st.sampled_from(SECRETS), max_size=4)
