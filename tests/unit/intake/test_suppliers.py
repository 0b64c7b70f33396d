"""Where a fault is put right in a school's own system."""

import pytest

from keystage.core.findings import Finding, Severity
from keystage.intake.output.document import Steps
from keystage.intake.suppliers import known, steps


def finding(rule: str, *under: Finding) -> Finding:
    return Finding(rule, Severity.ERROR, "Something is wrong.", consequences=under)


@pytest.mark.parametrize("supplier", ["Bromcom", "BROMCOM MIS 2026.1", "bromcom"])
def test_a_system_is_known_however_the_file_writes_its_name(supplier: str) -> None:
    found = steps(supplier, [finding("H05")])
    assert found["H05"].system == "Bromcom"
    assert "Local Authority" in found["H05"].steps


@pytest.mark.parametrize("supplier", ["", "Somebody else"])
def test_a_system_nobody_described_has_no_steps(supplier: str) -> None:
    assert steps(supplier, [finding("H05")]) == {}


def test_steps_are_given_for_consequences_and_only_for_rules_found() -> None:
    found = steps("Pupil Asset", [finding("P02", finding("P16")), finding("H05")])
    assert list(found) == ["H05", "P16"]


def test_a_topic_the_system_has_no_words_for_is_left_out() -> None:
    assert steps("SIMS", [finding("H05"), finding("R02")]) == {
        "R02": Steps("SIMS", known().suppliers[2].steps["values"])
    }


def test_a_rule_of_two_topics_takes_the_one_the_system_speaks_of() -> None:
    assert "year 2 pupils" in steps("Bromcom", [finding("PH-X5")])["PH-X5"].steps
    assert "marksheet" in steps("SIMS", [finding("PH-X5")])["PH-X5"].steps


def test_every_step_is_of_a_topic_and_ends_as_a_sentence() -> None:
    for supplier in known().suppliers:
        assert set(supplier.steps) <= set(known().topics), supplier.name
        assert all(text.endswith(".") for text in supplier.steps.values())
        assert all(name == name.casefold() for name in supplier.ids)
