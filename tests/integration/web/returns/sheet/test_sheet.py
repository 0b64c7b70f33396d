"""A sheet as it is asked for: what stands where, in few questions, and only one's own."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keystage import rulebooks
from keystage.marksheet import grid
from keystage.marksheet.template.model import is_entered
from keystage_web.accounts.roles import Role
from keystage_web.returns.models import (
    Clash,
    ClassDone,
    Exemption,
    Flag,
    Note,
    Opened,
    Present,
    Round,
)
from keystage_web.returns.sheet import queries, shutting
from keystage_web.returns.sheet.choice import Choice, Show
from keystage_web.returns.sheet.model import Row, Sheet, State
from keystage_web.returns.sheet.worked import NONE
from keystage_web.returns.states import ReturnState, RoundState
from keystage_web.rolls.models import Group, Member
from tests.integration.web.accounts.town import town
from tests.integration.web.returns.sheet.making import SCHOOL, Place, goals

pytestmark = [pytest.mark.database, pytest.mark.django_db]

MOST = 6  # questions to the database
HELD = [
    book.id
    for book in map(rulebooks.load, rulebooks.available())
    if book.status != "cancelled" and book.ctf.destination != "own"
]


def seen(place: Place, choice: Choice = queries.EVERYTHING) -> Sheet:
    found = queries.sheet(place.scope(), place.round.id, choice=choice, now=place.now)
    assert found
    return found


def row(place: Place, pupil: object) -> Row:
    return next(one for one in seen(place).rows if one.pupil == getattr(pupil, "id", 0))


@pytest.mark.parametrize("book", HELD)
def test_the_columns_are_those_of_the_template(book: str) -> None:
    sheet = seen(Place(book))
    found = rulebooks.load(book)
    columns = [
        one
        for one in grid.columns(found)
        if one.kind is not grid.Kind.IDENTITY
        and (one.kind is grid.Kind.DERIVED or is_entered(found, one.id))
    ]
    told = [(one.id, one.title, one.short, one.area) for one in sheet.columns]
    assert told == [(one.id, one.title, one.short, one.area) for one in columns]
    for column in sheet.results:
        of = next(one for one in columns if one.id == column.id)
        accepts = sheet.accepts[column.accepts]
        assert tuple(code.id for code in accepts.codes) == of.codes
        assert (accepts.most, accepts.least is None) == (of.maximum, not of.is_mark)
        assert "Q" not in {code.id for code in accepts.codes}
        if column.id == "SCI":
            codes = {code.id for code in accepts.codes}
            assert not codes & {"EM", "BLW", "PKF", *(f"PK{n}" for n in range(1, 7))}


@pytest.mark.parametrize("many", [8, 120])
def test_a_sheet_takes_six_questions_however_many_pupils(many: int) -> None:
    place = Place("eyfsp-2026")
    classes = [place.klass(name) for name in ("Ash", "Oak")]
    for number in range(many):
        pupil = place.child(classes[number % 2])
        place.put(pupil, goals(place, "12"[number % 2]))
    for role in (Role.HEAD, Role.TEACHER):
        with CaptureQueriesContext(connection) as asked:
            found = queries.sheet(place.scope(role), place.round.id, now=place.now)
        assert found
        assert len(asked) <= MOST, [one["sql"] for one in asked]
    assert len(seen(place).rows) == many


def test_last_years_results_are_one_question_more() -> None:
    place = Place("phonics-2026")
    for cohort in place.rulebook.cohorts:
        for _ in range(10):
            place.child(cohort=cohort)
    with CaptureQueriesContext(connection) as asked:
        assert len(seen(place).rows) == 20
    assert len(asked) <= MOST


def test_totals_and_goals_are_of_whole_rows_alone() -> None:
    place = Place("eyfsp-2026")
    whole, half, none, exempt = (place.child() for _ in range(4))
    place.put(whole, goals(place, "2", [("E17", "1")]))
    place.put(half, {f"E{number:02}": "2" for number in range(1, 10)})
    place.put(exempt, goals(place, "A"))
    found = {one.pupil: one for one in seen(place).rows}
    assert found[whole.id].complete
    assert found[whole.id].worked["points"].text == "33"
    assert found[whole.id].worked["gld"] == (
        "Yes",
        "Good level of development: Yes",
        True,
    )
    assert found[whole.id].worked["all_goals"].text == "No"
    assert found[half.id].worked["points"].text == "9 of 17 entered"
    assert found[half.id].worked["gld"] == (NONE, "9 of 17 entered", None)
    assert (found[half.id].blanks, found[half.id].complete) == (8, False)
    assert found[none.id].done == "0 of 17 entered"
    assert found[exempt.id].worked["points"].text == "0 (A)"
    assert found[exempt.id].worked["gld"].text == NONE
    assert found[exempt.id].worked["gld"].said == "Not assessed (A): exemption only"
    foot = seen(place).foot
    assert foot.cells["E01"].text == "100%"
    assert foot.cells["E17"].said == "0% (0 of 1)"
    assert foot.cells["gld"].text == "100%"
    assert foot.cells["points"].text == "33.0"
    assert {one.id: one.text for one in foot.figures} == {
        "average_points": "33.0",
        "average_points.listed": "16.5",
        "average_goals": "16.0",
    }


def test_what_cannot_be_a_result_is_marked_and_kept() -> None:
    place = Place("phonics-2026")
    pupil = place.child()
    for value, said in (
        ("41", "“41” is not a result here. Enter 0 to 40, A, D or L."),
        ("Q", "Q is entered by the local authority only."),
        ("40", ""),
    ):
        place.put(pupil, {"mark": value})
        found = row(place, pupil)
        assert (found.cells["mark"].value, found.cells["mark"].mark) == (value, said)
        assert found.problems == bool(said)
        assert found.complete is not bool(said)
    assert row(place, pupil).cells["mark"].version == 3


def test_a_stands_on_all_goals_or_is_marked() -> None:
    place = Place("eyfsp-2026")
    pupil = place.child()
    place.put(pupil, goals(place, "A", [("E02", "2")]))
    found = row(place, pupil)
    assert found.cells["E01"].mark.startswith("This child is exempt")
    assert found.cells["E02"].mark == ""
    assert (found.problems, found.complete) == (16, False)


def test_the_foot_of_a_check_counts_marks_and_adds_them_up() -> None:
    place = Place("phonics-2026")
    for value in ("0", "31", "40", "A", "x", ""):
        place.put(place.child(), {"mark": value})
    found = seen(place)
    assert found.foot.cells["mark"].text == "3 marks, sum 71"


def test_there_are_marks_only_until_the_threshold_may_be_shown() -> None:
    place = Place("phonics-2025")
    visible = place.rulebook.threshold
    assert visible
    assert visible.visible_from
    marks = {place.child().id: mark for mark in ("31", "32", "A", "")}
    for pupil in place.pupils:
        place.put(pupil, {"mark": marks[pupil.id]})
    place.now = place.now.replace(month=6, day=12)
    sheet = seen(place)
    assert [one.id for one in sheet.columns] == ["mark"]
    assert all(not one.worked for one in sheet.rows)
    assert sheet.foot.figures == ()
    day = visible.visible_from
    place.now = place.now.replace(month=day.month, day=day.day)
    sheet = seen(place)
    assert [one.id for one in sheet.columns] == ["mark", "outcome"]
    told = {marks[one.pupil]: one.worked["outcome"] for one in sheet.rows}
    assert told["31"] == ("Not met", "Not met", False)
    assert told["32"] == ("Met", "Met", True)
    assert told["A"].text == "Not met"
    assert told[""] == (NONE, "0 of 1 entered", None)
    assert [(one.id, one.text) for one in sheet.foot.figures] == [
        ("met", "33%"),
        ("met_in_year_2", NONE),
    ]


def test_a_test_takes_the_place_of_reading_and_maths() -> None:
    place = Place("ks2-2026")
    tested, below = place.child(), place.child(below="REA")
    for pupil, shut in ((tested, {"REA", "MAT"}), (below, {"MAT"})):
        cells = row(place, pupil).cells
        closed = {name for name in cells if cells[name].state is State.CLOSED}
        assert closed == shut
        assert all(cells[name].reason.startswith("Takes the test") for name in shut)
        assert not any(cells[name].openable for name in shut)
    assert (row(place, tested).due, row(place, below).due) == (2, 3)
    place.put(tested, {"REA": "PK1", "WRI": "EXS", "SCI": "EXS"})
    found = row(place, tested)
    assert found.cells["REA"].mark == found.cells["REA"].reason
    assert (found.blanks, found.problems) == (0, 1)


@pytest.mark.parametrize("book", ["ks1-2026", "ks2-2018"])
def test_all_four_subjects_are_open_where_no_test_takes_their_place(book: str) -> None:
    place = Place(book)
    cells = row(place, place.child()).cells
    assert {"REA", "WRI", "MAT", "SCI"} <= set(cells)
    assert all(cell.state is State.OPEN for cell in cells.values())


def test_a_class_a_group_and_what_is_left_to_do_can_be_chosen() -> None:
    place = Place("ks1-2026")
    ash, oak = place.klass("Ash"), place.klass("Oak")
    first, second, third, alone = (place.child(one) for one in (ash, ash, oak, None))
    full = dict.fromkeys(("REA", "WRI", "MAT", "SCI"), "EXS")
    place.put(first, full)
    place.put(second, {**full, "REA": "??"})
    where = {"authority": place.town.authority, "school": place.school}
    group = Group.unscoped.create(**where, year=2026, name="Readers")
    for pupil in (first, third):
        Member.unscoped.create(**where, group=group, pupil=pupil)
    Flag.unscoped.create(**place.told(), pupil=third, seq=9)
    ClassDone.unscoped.create(**place.told(), klass=ash)
    sheet = seen(place)
    assert [(one.name, one.pupils, one.done) for one in sheet.classes] == [
        ("Ash", 2, True),
        ("Oak", 1, False),
        ("", 1, False),
    ]
    assert [(one.name, one.pupils) for one in sheet.groups] == [("Readers", 2)]
    assert (sheet.counts.pupils, sheet.counts.complete) == (4, 1)
    assert (sheet.counts.blanks, sheet.counts.problems, sheet.counts.flags) == (8, 1, 1)

    def of(**chosen: object) -> set[str]:
        return {one.pupil for one in seen(place, Choice(**chosen)).rows}  # type: ignore[arg-type]  # by name

    assert of(klass=ash.id) == {first.id, second.id}
    assert of(klass="none") == {alone.id}
    assert of(group=group.id) == {first.id, third.id}
    assert of(group=group.id, klass=oak.id) == {third.id}
    assert of(show=Show.BLANKS) == {third.id, alone.id}
    assert of(show=Show.PROBLEMS) == {second.id}
    assert of(show=Show.FLAGS) == {third.id}
    assert of(klass="nowhere") == set()
    assert seen(place, Choice(klass=ash.id, show=Show.FLAGS)).counts.pupils == 2


def test_what_people_said_stands_beside_the_cells() -> None:
    place = Place("eyfsp-2026")
    pupil = place.child()
    place.put(pupil, goals(place, "A"))
    told = place.told()
    Note.unscoped.create(**told, pupil=pupil, component="E01", text="Look.", seq=2)
    Note.unscoped.create(**told, pupil=pupil, text="Moved.", seq=3)
    Note.unscoped.create(**told, text="All.", seq=4)
    Note.unscoped.create(**told, text="Gone.", seq=5, gone_at=place.now)
    Flag.unscoped.create(**told, pupil=pupil, component="E02", seq=6)
    Flag.unscoped.create(**told, pupil=pupil, component="E03", on=False, seq=7)
    clash = Clash.unscoped.create(
        **told, pupil=pupil, component="E04", value="1", base=0, seq=8
    )
    Clash.unscoped.create(
        **told,
        pupil=pupil,
        component="E05",
        value="1",
        base=0,
        seq=9,
        settled_at=place.now,
    )
    Exemption.unscoped.create(**told, pupil=pupil, code="A", reason="child", seq=10)
    found = row(place, pupil)
    assert (found.cells["E01"].notes, found.notes, seen(place).notes) == (1, 1, 1)
    assert [name for name, cell in found.cells.items() if cell.flag] == ["E02"]
    assert [name for name, cell in found.cells.items() if cell.clash] == ["E04"]
    assert found.exempt
    assert found.remark == "On record: Yes, for this child."
    (waiting,) = seen(place).clashes
    head = "Headteacher 2001"
    assert waiting[:5] == (clash.id, pupil.id, "E04", "1", head)
    assert waiting[5:] == ("A", head, place.now)


def test_a_cell_that_was_opened_takes_a_value() -> None:
    place = Place("ks2-2026")
    first, second = place.child(), place.child()
    told = {**place.told(), "reason": "The paper was lost."}
    Opened.unscoped.create(**told, pupil=first, component="REA", seq=1)
    Opened.unscoped.create(**told, pupil=second, seq=2)
    assert row(place, first).cells["REA"].state is State.OPEN
    assert row(place, first).cells["MAT"].state is State.CLOSED
    assert row(place, second).cells["MAT"].state is State.OPEN
    both = [first.id, second.id]
    shut = shutting.shut(place.scope(), place.of_return, pupils=both, now=place.now)
    assert list(shut) == [(first.id, "MAT")]


def test_a_sheet_that_takes_nothing_says_why_and_shows_what_it_holds() -> None:
    place = Place("ks1-2026")
    pupil = place.child()
    place.put(pupil, {"REA": "EXS"})
    place.of_return.state = ReturnState.SUBMITTED
    place.of_return.save()
    sheet = seen(place)
    assert sheet.locked.startswith("This return has been sent.")
    assert sheet.rows[0].cells["REA"][:3] == ("EXS", 1, State.LOCKED)
    Round.unscoped.filter(id=place.round.id).update(state=RoundState.CLOSED)
    assert seen(place).locked.startswith("This collection is closed.")


def test_nobody_is_shown_what_is_not_theirs() -> None:
    place = Place("ks1-2026")
    mine, other = place.klass("Ash", teacher=True), place.klass("Oak")
    pupil, _ = place.child(mine), place.child(other)
    teacher = place.scope(Role.TEACHER)
    found = queries.sheet(teacher, place.round.id, now=place.now)
    assert found
    assert [one.pupil for one in found.rows] == [pupil.id]
    stranger = town("998", SCHOOL).holds(Role.HEAD, SCHOOL).scope()
    now = place.now
    assert queries.sheet(stranger, place.round.id, now=now) is None
    assert queries.one(stranger, place.round.id, pupil.id, now=now) is None
    assert queries.changes(stranger, place.round.id, since=0, now=now) is None
    assert queries.moment(stranger, place.round.id, now=now) is None
    of = place.of_return
    assert shutting.shut(stranger, of, pupils=[pupil.id], now=now) == {}


def test_one_pupil_is_a_sheet_of_one_row() -> None:
    place = Place("ks1-2026")
    first, second = place.child(), place.child()
    found = queries.one(place.scope(), place.round.id, second.id, now=place.now)
    assert found
    assert [one.pupil for one in found.rows] == [second.id]
    assert queries.one(place.scope(), place.round.id, "x", now=place.now) is None
    assert first.id != second.id


def test_changes_are_the_rows_of_which_something_is_new() -> None:
    place = Place("eyfsp-2026")
    first, second, third = (place.child() for _ in range(3))
    place.put(first, goals(place, "2"))
    since = place.of_return.seq
    place.put(second, {"E01": "1"})
    Note.unscoped.create(
        **place.told(),
        pupil=third,
        component="E01",
        text="Look.",
        seq=3,
        gone_at=place.now,
    )
    now = place.now
    found = queries.changes(place.scope(), place.round.id, since=since, now=now)
    assert found
    assert set(found.rows) == {second.id, third.id}
    assert found.cells[second.id, "E01"].value == "1"
    assert found.rows[second.id].done == "1 of 17 entered"
    assert (found.seq, found.counts.complete) == (2, 1)
    later = queries.changes(place.scope(), place.round.id, since=3, now=now)
    assert later
    assert (later.rows, later.cells) == ({}, {})


def test_who_else_has_the_class_open_is_told_in_two_questions() -> None:
    place = Place("eyfsp-2026")
    ash, oak = place.klass("Ash"), place.klass("Oak")
    now = place.now
    where = {name: place.told()[name] for name in ("authority", "school", "of_return")}
    for role, klass, minutes in (
        (Role.TEACHER, ash, 1),
        (Role.OFFICE, None, 1),
        (Role.DELEGATE, oak, -1),
        (Role.HEAD, ash, 1),
    ):
        Present.unscoped.create(
            **where,
            klass=klass,
            person=place.town.holds(role, SCHOOL).person,
            until=now + timedelta(minutes=minutes),
        )
    with CaptureQueriesContext(connection) as asked:
        found = queries.moment(place.scope(), place.round.id, klass=ash.id, now=now)
    assert found
    assert len(asked) == 2
    assert len(found.present) == 2
    assert queries.moment(place.scope(), place.round.id, klass=oak.id, now=now)
    changed = queries.changes(place.scope(), place.round.id, since=0, now=now)
    assert changed
    assert changed.present == found.present


def test_children_of_no_cohort_are_not_listed() -> None:
    place = Place("eyfsp-2026")
    place.child(year_group="1")
    by_age = place.child(year_group="")
    place.child(year_group="", born=date(2010, 1, 1))
    assert [one.pupil for one in seen(place).rows] == [by_age.id]


def test_an_officer_asks_for_a_school() -> None:
    place = Place("ks1-2026")
    place.child()
    officer = place.town.holds(Role.OFFICER).scope()
    now = place.now
    assert queries.sheet(officer, place.round.id, now=now) is None
    found = queries.sheet(officer, place.round.id, now=now, school=place.school.id)
    assert found
    assert len(found.rows) == 1
