"""Whatever the rolls and returns of two schools say, their order never matters."""

import random
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from keystage.checks.model import RollEntry
from keystage.core.cells import Cell
from keystage.core.findings import Severity
from keystage.core.records import Result, Return, Row, School
from keystage.intake import FileReport, Options
from keystage.intake.across import across
from keystage.intake.shelf import standard
from keystage.movement import Calendar, Weeks
from tests.unit.intake.makers import entry

A, B, C = SCHOOLS = ("9991001", "9991002", "9991003")
FIRST = date(2026, 5, 1)
days = st.none() | st.integers(0, 80).map(lambda n: FIRST + timedelta(days=n))
CALENDAR = Calendar(Weeks(date(2026, 5, 11), date(2026, 5, 14), date(2026, 6, 1)))


def on_roll(
    serial: int, school: str, joined: date | None, left: date | None
) -> RollEntry:
    made = replace(entry(serial, "", school=school), dob="2020-11-05")
    return replace(made, joined=joined, left=left)


entries = st.builds(on_roll, st.integers(1, 2), st.sampled_from(SCHOOLS), days, days)
marks = st.sampled_from(["33", "A", "Q", ""])
sent = st.lists(st.tuples(st.sampled_from(SCHOOLS), st.integers(1, 2), marks))


def returned(collection: str, school: str, serial: int, value: str) -> Return:
    who = entry(serial)
    row = Row(1, who.upn, who.surname, who.forename, "2020-11-05", "F", {}, {})
    row.results = {"mark": [Result("mark", value, Cell(value))]}
    return Return(collection, 2026, school, "", [row])


@given(
    st.sampled_from(["eyfsp", "phonics", "ks1", "ks2"]),
    st.lists(entries, max_size=5),
    sent,
    st.integers(0, 99),
)
def test_no_order_of_rolls_and_files_changes_who_is_said_to_report(
    collection: str,
    roll: list[RollEntry],
    pupils: list[tuple[str, int, str]],
    seed: int,
) -> None:
    files = [
        (
            FileReport(
                f"{at}.xml", str(at), 1, (), source=School(one[0][:3], one[0][3:])
            ),
            (returned(collection, *one),),
        )
        for at, one in enumerate(pupils)
    ]
    options, order = Options(calendar=CALENDAR), random.Random(seed)

    def said(mixed: bool) -> list[str]:
        lists, both = list(roll), list(files)
        if mixed:
            order.shuffle(lists)
            order.shuffle(both)
        told, _ = across(
            [report for report, _ in both],
            [returns for _, returns in both],
            options,
            standard(),
            roll=tuple(lists),
        )
        assert all(one.finding.severity is not Severity.ERROR for one in told)
        return [repr((one.finding, one.files)) for one in told]

    assert said(mixed=False) == said(mixed=True)
