"""An example is a valid return, changed as it says."""

from datetime import UTC, datetime
from typing import Any

import pytest

from keystage import rulebooks
from keystage.checks.model import Example
from keystage.core import upn
from keystage.core.errors import RulebookError
from keystage.rulebooks.examples import Trial, apply
from keystage.rulebooks.samples import sample


def trial(book: str, **changes: Any) -> Trial:
    example = Example(fires=True, says="", changes=changes)
    return apply(rulebooks.load(book), example)


@pytest.mark.parametrize("name", rulebooks.available())
def test_a_sample_has_sound_and_different_pupils_in_their_windows(name: str) -> None:
    book = rulebooks.load(name)
    rows = sample(book, 20).rows
    assert len(rows) == 20 * len(book.cohorts)
    assert not any(upn.faults(row.upn) for row in rows)
    assert len({row.upn for row in rows}) == len(rows)
    assert len({(row.surname, row.forename, row.dob) for row in rows}) == len(rows)
    windows = {one.id: (one.born_from, one.born_to) for one in book.cohorts}
    for row in rows:
        first, last = windows[row.cohort]
        assert first.isoformat() <= row.dob <= last.isoformat()


def test_a_field_is_changed_as_read_and_as_sent() -> None:
    (return_,) = trial("ks1-2026", rows={"2": {"upn": "q004 1001 20001"}}).returns
    assert return_.rows[1].upn == "Q004100120001"
    assert return_.rows[1].cells["upn"].text == "q004 1001 20001"


def test_several_pupils_are_changed_at_once() -> None:
    changes = {"2-3": {"sex": "X"}, "*": {"group": "Ash"}}
    (return_,) = trial("ks1-2026", rows=changes).returns
    assert [row.sex for row in return_.rows] == ["M", "X", "X"]
    assert {row.group for row in return_.rows} == {"Ash"}


def test_results_are_set_repeated_and_taken_away() -> None:
    results = {"REA": ["EXS", "WTS"], "WRI": [], "MAT": {"value": "GDS", "text": "gds"}}
    (return_,) = trial("ks1-2026", rows={"1": {"results": results}}).returns
    found = return_.rows[0].results
    assert [one.value for one in found["REA"]] == ["EXS", "WTS"]
    assert len({one.number for each in found.values() for one in each}) == 4
    assert "WRI" not in found
    assert (found["MAT"][0].value, found["MAT"][0].cell.text) == ("GDS", "gds")


@pytest.mark.parametrize(
    ("text", "value", "sent"),
    [
        ("@valid", "GDS", "GDS"),
        ("@other", "WTS", "WTS"),
        ("@code", "GDS", "GDS"),
        ("@lower", "GDS", "gds"),
        ("@hidden", "GDS", "GDS\u200b"),
        ("@word", "GDS", "Greater depth"),
    ],
)
def test_results_may_be_named_by_what_they_are(
    text: str, value: str, sent: str
) -> None:
    rows = {"1": {"results": {"@first": text}}}
    (return_,) = trial("ks1-2026", rows=rows).returns
    (result,) = return_.rows[0].results["REA"]
    assert (result.value, result.cell.text) == (value, sent)


def test_a_component_without_a_code_of_letters_has_none_to_name() -> None:
    book = rulebooks.load("eyfsp-2026")
    rows = {"1": {"results": {"E01": "@word"}}}
    (return_,) = trial("eyfsp-2026", rows=rows).returns
    assert return_.rows[0].value("E01") == "A"
    assert book.codes["A"].synonyms[0] == return_.rows[0].results["E01"][0].cell.text


def test_all_and_required_components_are_not_the_same() -> None:
    every = trial("ks2-2026", rows={"1": {"results": {"@all": "A"}}}).returns[0].rows[0]
    due = trial("ks2-2026", rows={"1": {"results": {"@required": "A"}}}).returns[0]
    assert set(every.results) == {"REA", "WRI", "MAT", "SCI"}
    assert set(due.rows[0].results) == {"WRI", "SCI"}


def test_a_further_pupil_is_like_another_and_pupils_are_dropped() -> None:
    rows = {"9": {"like": 1, "surname": "Zeal"}}
    (return_,) = trial("ks1-2026", rows=rows, drop=[2, 3]).returns
    assert [row.position for row in return_.rows] == [1, 9]
    assert [row.surname for row in return_.rows] == ["Birchall", "Zeal"]


def test_header_and_return_are_changed() -> None:
    (return_,) = trial(
        "ks1-2026",
        header={"version": "21.0", "source": {"la": "998"}},
        **{"return": {"file_name": "x.xml", "set_aside": {"ks1-2025": 4}}},
    ).returns
    assert return_.header is not None
    assert (return_.header.version, return_.header.source.la) == ("21.0", "998")
    assert return_.header.source.estab == "1001"
    assert return_.file_name == "x.xml"
    assert return_.set_aside == {("ks1", "2025"): 4}


def test_a_return_may_have_no_header() -> None:
    assert trial("ks1-2026", no_header=True).returns[0].header is None
    made = trial("ks1-2026", no_header=True, second={"no_header": True})
    assert made.returns[1].school == "9991002"


def test_the_roll_is_the_unchanged_pupils_so_changed() -> None:
    roll = {"2": {"sex": "X", "below_standard": ["REA"]}, "drop": [3]}
    context = trial(
        "ks2-2026", rows={"1": {"surname": "Zeal"}}, context={"roll": roll}
    ).context
    assert context.roll is not None
    assert [entry.surname for entry in context.roll] == ["Birchall", "Corrie"]
    assert context.roll[1].sex == "X"
    assert context.roll[1].below_standard == frozenset({"REA"})


def test_earlier_results_belong_to_pupils_by_number() -> None:
    given = [{"year": "2025", "component": "mark", "value": "31"}]
    made = trial("phonics-2026", context={"prior": {"4": given}})
    assert made.context.prior is not None
    ((number, (prior,)),) = made.context.prior.items()
    assert number == made.returns[0].rows[3].upn
    assert (prior.collection, prior.year, prior.value) == ("phonics", 2025, "31")


def test_the_context_is_usual_unless_changed() -> None:
    usual = trial("ks1-2026").context
    assert usual.now == datetime(2026, 6, 20, tzinfo=UTC)
    assert (usual.school, usual.authority, usual.year) == ("9991001", "999", 2026)
    assert (usual.expected, usual.roll, usual.prior, usual.last_year) == (
        *(3, None),
        *(None, None),
    )
    changed = trial(
        "ks1-2026",
        context={"role": "la", "expected": 9, "asks_for": ["address"], "year": "2025"},
        last_year={"pupils": 2},
    ).context
    assert (changed.role, changed.expected, changed.year) == ("la", 9, 2025)
    assert changed.asks_for == frozenset({"address"})
    assert changed.last_year is not None
    assert len(changed.last_year.rows) == 2


def test_a_second_school_files_and_schools_are_for_checks_across() -> None:
    made = trial(
        "ks1-2026", second={}, files={"a.xml": "e3b0"}, schools=["9991001", "9991003"]
    )
    assert [one.school for one in made.returns] == ["9991001", "9991002"]
    assert [(one.name, one.digest) for one in made.files] == [("a.xml", "e3b0")]
    assert made.schools == ("9991001", "9991003")


def test_a_threshold_may_be_taken_as_public() -> None:
    threshold = trial("phonics-2026", threshold_from="2026-06-24").book.threshold
    assert threshold is not None
    assert str(threshold.visible_from) == "2026-06-24"
    assert trial("ks1-2026", threshold_from="2026-06-24").book.threshold is None


def test_an_unknown_change_is_refused() -> None:
    with pytest.raises(RulebookError, match="cannot change 'weather'"):
        trial("ks1-2026", weather="fine")
