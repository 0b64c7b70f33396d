"""Whatever a file says: saving does what its review said, and a second time nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keystage_web.accounts.models import Arrival, Predecessor, School
from keystage_web.accounts.register.facts import Facts, facts_of
from keystage_web.accounts.register.incoming import arriving, saving
from keystage_web.accounts.register.review import Review
from keystage_web.accounts.register.sheets.columns import guessed
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from tests.integration.web.accounts.register.sheets import HEADINGS, line
from tests.integration.web.accounts.town import BEGIN, Town, town

pytestmark = [pytest.mark.database, pytest.mark.django_db]

NUMBERS = st.sampled_from(["", "2001", "2002", "2003", "2004"])
URNS = st.sampled_from(["", "180001", "180002", "180003", "x"])
PLACES = st.sampled_from(["Oak Primary School", "Oak Academy", "Elm Infant", "Beech"])
DAYS = st.sampled_from(["", "", "31-08-2025", "31-08-2019"])
STREETS = st.sampled_from(["", "1 High Street", "2 New Road"])
CODES = st.sampled_from(["", "ZZ1 1AA", "ZZ2 2BB"])
OURS = st.sampled_from(["", "1 High Street\nMead\nOldtown\nZZ1 1AA", "9 Lane, ZZ1 1AA"])
LINES = st.builds(
    lambda number, urn, name, closed, street, postcode: line(
        number, urn, name, closed=closed, street=street, postcode=postcode
    ),
    NUMBERS,
    URNS,
    PLACES,
    DAYS,
    STREETS,
    CODES,
)
LINKS = st.lists(
    st.tuples(URNS.filter(bool), URNS.filter(bool)).map(
        lambda pair: [*pair, "Predecessor", ""]
    ),
    max_size=3,
)


@pytest.fixture
def place() -> Town:
    """An authority with two schools."""
    made = town("999", "2001", "2002")
    made.holds(Role.ADMINISTRATOR)
    return made


def arrived(by: Scope, lines: Sequence[Mapping[str, str]], links: object) -> Arrival:
    rows = [
        [at, [told.get(name, "") for name in HEADINGS]]
        for at, told in enumerate(lines, 2)
    ]
    return Arrival.of(by.authority).create(
        authority_id=by.authority,
        person_id=by.person,
        at=BEGIN,
        headings=HEADINGS,
        columns=guessed(HEADINGS),
        rows=rows,
        links=links,
    )


def known(by: Scope) -> dict[str, Facts]:
    return {one.id: facts_of(one) for one in School.of(by.authority)}


def saved(by: Scope, row: Arrival, review: Review, same: bool) -> saving.Saved:
    return saving.save(
        by=by,
        arrival=row.id,
        digest=review.digest,
        same={one.line: same for one in review.alike},
        now=BEGIN,
    )


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(lines=st.lists(LINES, max_size=5), links=LINKS, same=st.booleans(), address=OURS)
def test_what_is_saved_is_what_the_review_said_and_is_saved_once(
    place: Town,
    *,
    lines: list[dict[str, str]],
    links: list[list[str]],
    same: bool,
    address: str,
) -> None:
    by = place.holds(Role.ADMINISTRATOR).scope()
    with transaction.atomic():
        School.of(by.authority).update(address=address)
        row = arrived(by, lines, links)
        before = known(by)
        review = arriving.reviewed(by, row, BEGIN)
        done = saved(by, row, review, same)
        after = known(by)
        assert set(before) <= set(after)
        for one in review.changed:
            told = {shift.fact: shift.after for shift in one.shifts}
            assert after[one.school] == replace(before[one.school], **told)
        new = [facts for school, facts in after.items() if school not in before]
        wanted = [one.facts for one in review.new]
        wanted += [one.facts for one in review.alike if not same]
        assert sorted(map(repr, new)) == sorted(map(repr, wanted))
        touched = {one.school for one in review.changed} | {
            one.school for one in review.alike if same
        }
        assert all(after[one] == before[one] for one in set(before) - touched)
        assert done.made == len(new)
        assert Predecessor.of(by.authority).count() == len(
            {(one.line, one.number, one.urn) for one in review.links}
        )
        again = arrived(by, lines, links)
        second = arriving.reviewed(by, again, BEGIN)
        assert not second.new
        assert not second.changed
        assert not second.alike
        assert not second.links
        transaction.set_rollback(True)
