"""The verdict on small tables: who, who not, which rows, which question."""

from datetime import date

import pytest

from keystage.movement import Facts, Missing, Place, Stay, decide
from keystage.movement.decide import UNSAID
from keystage.movement.facts import NEXT_SCHOOL
from tests.unit.movement.rows import row, table

OPENS, CLOSES = date(2024, 5, 13), date(2024, 5, 16)
BEFORE, INSIDE, AFTER = date(2024, 5, 1), date(2024, 5, 14), date(2024, 6, 3)
STARTS = (
    row(10, "new", start="before"),
    row(20, "nobody", start="during"),
    row(30, "not_covered", start="after"),
)


def moved(joined: date | None, *, sent: bool = False) -> Facts:
    a = Stay("A", left=date(2024, 4, 30), sent=sent)
    return Facts((a, Stay("B", joined, sent=sent)), opens=OPENS, closes=CLOSES)


def test_the_first_row_that_holds_gives_the_duty() -> None:
    verdict = decide(table(*STARTS), moved(BEFORE))
    assert (verdict.reports, verdict.rows) == ("B", ("r10",))
    assert (verdict.nobody, verdict.covered, verdict.missing) == (False, True, None)
    assert (verdict.says, verdict.paragraph) == ("Rule 10.", "Point 10")
    assert verdict.source == "A guidance sheet"
    assert verdict.verified
    assert verdict.settled


def test_other_schools_take_back_what_they_sent_or_send_nothing() -> None:
    verdict = decide(table(*STARTS), moved(BEFORE, sent=True))
    assert (verdict.withdraws, verdict.must_not_send) == (("A",), ())
    assert [verdict.duty_of(school) for school in "AB"] == ["withdraws", "reports"]
    verdict = decide(table(*STARTS), moved(BEFORE))
    assert (verdict.withdraws, verdict.must_not_send) == ((), ("A",))
    assert verdict.duty_of("A") == "sends nothing"


def test_where_nobody_need_report_all_take_back() -> None:
    verdict = decide(table(*STARTS), moved(INSIDE, sent=True))
    assert (verdict.reports, verdict.nobody, verdict.covered) == (None, True, True)
    assert verdict.withdraws == ("A", "B")
    assert verdict.settled


def test_what_a_row_leaves_open_is_said_and_nobody_is_told_to_withdraw() -> None:
    verdict = decide(table(*STARTS), moved(AFTER, sent=True))
    assert (verdict.covered, verdict.settled) == (False, False)
    assert (verdict.says, verdict.rows) == ("Rule 30.", ("r30",))
    assert (verdict.withdraws, verdict.must_not_send) == ((), ())
    assert verdict.duty_of("A") == "not known"


def test_what_no_row_speaks_of_is_not_covered_either() -> None:
    verdict = decide(table(STARTS[0]), moved(AFTER))
    assert (verdict.covered, verdict.rows, verdict.says) == (False, (), UNSAID)


def test_the_fact_that_decides_is_asked_for() -> None:
    verdict = decide(table(*STARTS), moved(None))
    assert verdict.missing == Missing("joined", "B")
    assert (verdict.reports, verdict.nobody, verdict.covered) == (None, False, True)
    assert verdict.duty_of("B") == "not known"


def test_a_fact_that_changes_nothing_is_not_asked_for() -> None:
    both = table(
        row(10, "new", start=["before", "during"]), row(20, "new", start="after")
    )
    verdict = decide(both, moved(None))
    assert verdict.reports == "B"
    assert verdict.rows == ("r10", "r20")
    assert verdict.says == (
        "Whichever of these holds, the answer is the same. Rule 10. Rule 20."
    )
    assert verdict.paragraph == "Point 10; Point 20"
    assert verdict.source == "A guidance sheet"


def test_the_day_is_asked_for_before_weeks_that_change_nothing() -> None:
    facts = Facts((Stay("A", left=date(2024, 4, 30)), Stay("B", INSIDE)))
    early = table(row(10, "new", start=["before", "during"]), row(20, "nobody"))
    assert decide(early, facts).missing == Missing("closes")


def test_weeks_of_the_table_stand_in_for_those_not_told() -> None:
    own = {"opens": "2024-05-13", "closes": "2024-05-16"}
    facts = Facts((Stay("A", left=date(2024, 4, 30)), Stay("B", INSIDE)))
    assert decide(table(*STARTS, window=own), facts).nobody
    later = Facts(facts.stays, opens=date(2024, 5, 15), closes=date(2024, 5, 18))
    assert decide(table(*STARTS, window=own), later).reports == "B"


@pytest.mark.parametrize("part", ["row", "table"])
def test_a_verdict_is_as_sure_as_its_row_and_its_table(part: str) -> None:
    if part == "row":
        unsure = table({**STARTS[0], "verified": False})
    else:
        unsure = table(STARTS[0], verified=False)
    assert not decide(unsure, moved(BEFORE)).verified


def test_one_unsure_row_among_those_that_come_to_the_same_makes_it_unsure() -> None:
    early = {**row(10, "new", start=["before", "during"]), "verified": False}
    verdict = decide(table(early, row(20, "new", start="after")), moved(None))
    assert verdict.rows == ("r10", "r20")
    assert not verdict.verified


def test_help_is_told_once() -> None:
    helped = [
        {**row(10, "new", start=["before", "during"]), "help": "Tell the school."},
        {**row(20, "new", start="after"), "help": "Tell the school."},
    ]
    assert decide(table(*helped), moved(None)).notes == ("Tell the school.",)


def test_a_pupil_gone_to_a_school_not_named_is_asked_for_its_first_day() -> None:
    a = Stay("A", BEFORE, date(2024, 5, 10))
    facts = Facts((a,), gone_to=Place.ANOTHER_SCHOOL, opens=OPENS, closes=CLOSES)
    verdict = decide(table(*STARTS), facts)
    assert verdict.missing == Missing("joined", NEXT_SCHOOL)
    known = facts.answered(verdict.missing, date(2024, 5, 12))
    assert decide(table(*STARTS), known).reports == NEXT_SCHOOL


def test_a_question_about_a_school_nobody_spoke_of_waits_for_that() -> None:
    facts = Facts((Stay("A", BEFORE, date(2024, 5, 10)),), opens=OPENS, closes=CLOSES)
    off = table(
        row(10, "nobody", now=["home_education", "abroad", "missing"]),
        row(20, "nobody", now="non_participating"),
        row(30, "nobody", start="before"),
        row(40, "not_covered"),
    )
    assert decide(off, facts).missing == Missing("gone_to")


def test_where_only_two_answers_together_decide_a_first_is_asked_for() -> None:
    facts = Facts((Stay("A", left=date(2024, 4, 30)), Stay("B")), closes=AFTER)
    verdict = decide(table(row(10, "new", start="during"), row(20, "nobody")), facts)
    assert verdict.missing in {Missing("joined", "B"), Missing("opens")}


def test_the_school_where_a_child_spends_most_time_is_one_of_those_it_is_at() -> None:
    half = date(2024, 6, 3)
    stays = (Stay("A", BEFORE), Stay("B", INSIDE), Stay("C", BEFORE, INSIDE))
    two = table(row(10, "most_time", at_half_term="several"), row(20, "not_covered"))
    facts = Facts(stays, second_half=half, most_time="C").answered(
        Missing("left", "A"), AFTER
    )
    verdict = decide(two, facts)
    assert verdict.missing == Missing("most_time", among=("A", "B"))
    assert decide(two, facts.answered(verdict.missing, "B")).reports == "B"


ENDS = [
    (None, "no"),
    (date(2024, 5, 12), "before"),
    (date(2024, 5, 13), "during"),
    (date(2024, 5, 16), "during"),
    (date(2024, 5, 17), "after"),
]


@pytest.mark.parametrize(("end", "expected"), ENDS)
def test_where_the_last_day_on_any_roll_lies_is_a_fact(
    end: date | None, expected: str
) -> None:
    facts = Facts((Stay("A", BEFORE, end),), opens=OPENS, closes=CLOSES)
    held = table(row(10, "only", left=expected, schools="one"))
    assert decide(held, facts).reports == "A"
    others = [other for _, other in ENDS if other != expected]
    assert not decide(table(row(10, "nobody", left=others)), facts).covered


def test_whether_a_pupil_met_the_standard_before_is_asked_for() -> None:
    again = table(
        row(10, "nobody", year_group="2", met_before="yes"),
        row(20, "only", schools="one"),
    )
    first, second = (Facts((Stay("A"),), year_group=year) for year in (1, 2))
    assert decide(again, first).reports == "A"
    assert decide(again, second).missing == Missing("met_before")
    assert decide(again, second.answered(Missing("met_before"), True)).nobody
