"""What a person reads first: one finding for one slip, the rest beneath it."""

from typing import Any

import pytest

from keystage import rulebooks
from keystage.checks.model import Example
from keystage.checks.run import run
from keystage.core import upn
from keystage.core.findings import Finding
from keystage.rulebooks.examples import apply

KS2 = ("ks2-2019", "ks2-2022", "ks2-2024", "ks2-2026")


def findings(name: str, **changes: Any) -> list[Finding]:
    """Return what `name` finds in its sample, changed as an example changes it."""
    trial = apply(rulebooks.load(name), Example(fires=True, says="", changes=changes))
    return run(trial.book, trial.returns[0], trial.context).findings


def tree(found: list[Finding]) -> list[tuple[str, list[str]]]:
    """Return the rules found, each with the rules of its consequences."""
    return [(one.rule, [under.rule for under in one.consequences]) for one in found]


@pytest.mark.parametrize("name", KS2)
@pytest.mark.parametrize("value", ["GDS", "XXX"])
def test_a_value_that_cannot_stand_is_told_once_whoever_sits_the_test(
    name: str, value: str
) -> None:
    for roll in ({"context": {"roll": {}}}, {}):
        found = findings(name, rows={"1": {"results": {"REA": value}}}, **roll)
        (one,) = (one for one in found if one.subject == "REA")
        assert one.rule in {"K2-X1", "R02"}


HIDING = {"1": {"surname": "Ga\u202e\u200ble"}}


def test_a_name_with_hidden_marks_of_two_sorts_is_one_finding_with_one_repair() -> None:
    (one,) = findings("ks1-2026", rows=HIDING)
    assert tree([one]) == [("NAME-BIDI", ["NAME-HIDDEN", "P10"])]
    assert one.repair == one.consequences[0].repair
    assert one.message.endswith(".")


def test_marks_in_two_names_are_two_findings() -> None:
    rows = {"1": {"surname": "Ga\u202ele", "forename": "A\u200bda"}}
    assert tree(findings("ks1-2026", rows=rows)) == [
        ("NAME-BIDI", ["P10"]),
        ("NAME-HIDDEN", ["P10"]),
    ]


@pytest.mark.parametrize("name", rulebooks.available())
def test_every_sentence_ends_as_a_sentence(name: str) -> None:
    book = rulebooks.load(name)
    open_ended = [
        f"{key}: {text}"
        for key, check in book.checks.items()
        for text in (check.message, check.fix)
        if not text.endswith((".", "{likely}", "?"))
    ]
    assert open_ended == []


def test_a_child_listed_under_another_number_is_given_that_number() -> None:
    (one,) = findings("ks1-2026", rows={"1": {"upn": "@upn"}}, context={"roll": {}})
    assert one.rule == "P19"
    assert one.repair
    assert one.fix == f"Change the UPN to {one.repair.new}, as on the list."


@pytest.mark.parametrize(
    ("number", "rule"),
    [
        ("", "P01"),
        ("@wrong", "P02"),
        (upn.check_letter("000100124001") + "000100124001", "P04"),
        ("A00410O124001", "P05"),
        ("004100124001", "P06"),
    ],
)
@pytest.mark.parametrize("surname", [None, "Zeal"])
def test_a_wrong_number_is_told_once_and_nobody_is_taken_out(
    number: str, rule: str, surname: str | None
) -> None:
    child = {"upn": number} | ({"surname": surname} if surname else {})
    context = {"roll": {"drop": [1]} if surname else {}}
    (one,) = findings("ks1-2026", rows={"1": child}, context=context)
    assert tree([one]) == [(rule, ["P19"])]
    assert "take them out" not in one.consequences[0].fix
