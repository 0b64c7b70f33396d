"""Kits of any seed and year: right files are clean, and what is altered is what is told."""

from collections import Counter
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keystage import intake
from keystage.core.findings import Severity
from keystage.synth.conformance import RETURNED, make
from keystage.synth.conformance.outcome import Heading, Kind
from keystage.synth.model import Collection
from keystage.synth.returns import Return, Row
from tests.conftest import SCALE, SEED
from tests.unit.synth.conformance.supplied import everything, put, scored

KIT = make(7, (2026,), (Collection.KS1, Collection.KS2), "999")
RIGHT = everything(kit=KIT)
PLACES = [
    (name, at) for name, return_ in RIGHT.items() for at in range(len(return_.rows))
]
ACTIONS = ("surname", "sex", "leave out", "value", "no result", "another result")
# What follows from codes the kit tries, and is no fault of a file.
OF_CODES = {"K2-X2", "K2-X9", "EY-X4", "P07"}


@pytest.mark.parametrize("year", range(2022, 2028))
def test_right_files_of_a_kit_score_whole_and_hold_no_error(
    tmp_path: Path, year: int
) -> None:
    kit = make(SEED + year, (year,), RETURNED, "998")
    put(tmp_path, everything(kit=kit), kit)
    assert not list(scored(tmp_path, kit).faults)
    document = intake.check_paths(tmp_path, intake.Options(authority="998"))
    found = [finding for file in document.files for finding in file.findings]
    found += [item.finding for item in document.across]
    assert {finding.rule for finding in found} <= OF_CODES
    assert all(finding.severity is not Severity.ERROR for finding in found)


def altered(return_: Return, row: Row, action: str) -> tuple[Heading, Kind]:
    """Do one thing to a right file, and say what must be told."""
    match action:
        case "surname":
            row.fields["Surname"] = "Quite Another"
            return Heading.CHILDREN, Kind.ALTERED
        case "sex":
            row.fields["Sex"] = "F" if row.fields["Sex"] == "M" else "M"
            return Heading.CHILDREN, Kind.ALTERED
        case "leave out":
            return_.rows.remove(row)
            return Heading.CHILDREN, Kind.MISSING
        case "value":
            row.results[-1].value = "77"
            return Heading.RESULTS, Kind.ALTERED
        case "no result":
            del row.results[-1]
            return Heading.RESULTS, Kind.MISSING
        case _:
            extra = deepcopy(row.results[0])
            extra.year, extra.value = "2019", "77"
            row.results.append(extra)
            return Heading.RESULTS, Kind.UNEXPECTED


@settings(max_examples=max(15, round(200 * SCALE)))
@given(
    st.dictionaries(
        st.sampled_from(PLACES), st.sampled_from(ACTIONS), min_size=1, max_size=12
    )
)
def test_what_was_altered_is_told_and_nothing_else(
    plan: dict[tuple[str, int], str],
) -> None:
    files = deepcopy(RIGHT)
    rows = {place: files[place[0]].rows[place[1]] for place in plan}
    expected = Counter(
        (rows[place].upn, *altered(files[place[0]], rows[place], action))
        for place, action in plan.items()
    )
    with TemporaryDirectory() as folder:
        put(Path(folder), files, KIT)
        outcome = scored(Path(folder), KIT)
    told = Counter(
        (fault.upn, fault.heading, fault.kind)
        for fault in outcome.faults
        if fault.heading is not Heading.WRITING
    )
    assert told == expected
    scores = {heading: tally.score for heading, tally in outcome.tallies.items()}
    for heading in (Heading.CHILDREN, Heading.RESULTS):
        missed = any(one == heading for _, one, _ in expected)
        left_out = any(kind is Kind.MISSING for _, _, kind in expected)
        assert (scores[heading] == 100) <= (not missed)
        assert scores[heading] == 100 or missed or left_out
