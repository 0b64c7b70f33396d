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
    listed: dict[str, Any] = {"context": {"roll": {}}}
    for roll in (listed, {}):
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
        if not text.endswith((".", "{likely}", "{swapped}", "?"))
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


def _two_swapped() -> tuple[dict[str, Any], tuple[str, str]]:
    first, second = (
        {name: getattr(row, name) for name in ("upn", "surname", "forename", "dob")}
        for row in apply(
            rulebooks.load("ks1-2026"), Example(fires=True, says="", changes={})
        )
        .returns[0]
        .rows[:2]
    )
    own = (first["upn"], second["upn"])
    first["upn"], second["upn"] = second["upn"], first["upn"]
    rows = {"1": {**first, "dob": "2018-12-01"}, "2": {**second, "dob": "2019-05-03"}}
    roll = {
        "1": {"dob": "2018-12-01", "surname": "Ash", "forename": "Ada", "sex": "M"},
        "2": {"dob": "2019-05-03", "surname": "Oak", "forename": "Bea", "sex": "F"},
    }
    for place in ("1", "2"):
        rows[place] |= {"sex": roll[place]["sex"]}
        rows[place] |= {n: roll[place][n] for n in ("surname", "forename")}
    return {"rows": rows, "context": {"roll": roll}}, own


def test_two_children_under_each_others_numbers_are_each_told_their_own() -> None:
    changes, own = _two_swapped()
    ash, oak = findings("ks1-2026", **changes)
    for one, number, other in ((ash, own[0], "Oak, Bea"), (oak, own[1], "Ash, Ada")):
        assert tree([one]) == [("P20", ["P15", "P20"])]
        assert other in one.message
        assert one.message.endswith(f"and this pupil under {number}.")
        assert one.fix == (
            f"Change the UPN to {number}, as on the list. "
            "These two may have each other's UPN."
        )


@pytest.mark.parametrize("name", ["ks1-2026", "phonics-2026", "ks2-2026"])
def test_a_whole_file_of_another_year_is_one_question(name: str) -> None:
    rows = {"*": {"dob": "@before"}}
    found = findings(name, pupils=8, rows=rows)
    (one,) = (one for one in found if "P12" in {one.rule, *_beneath(one)})
    assert one.rule == "P12"
    assert one.pupil is None
    assert set(_beneath(one)) == {"P12"}
    count = len(one.consequences)
    assert one.message.startswith(f"{count} of {count} ")
    assert "right year" in one.fix


def _beneath(one: Finding) -> list[str]:
    return [under.rule for under in one.consequences]


@pytest.mark.parametrize(
    "name",
    [
        "eyfsp-2017",
        "eyfsp-2026",
        "ks1-2019",
        "ks1-2026",
        "ks2-2026",
        "mtc-2026",
        "phonics-2026",
    ],
)
def test_results_parted_over_two_entries_of_one_number_are_one_slip(name: str) -> None:
    again = {"like": 1, "forename": "Zara", "results": {"@all": []}}
    found = findings(name, rows={"20": again})
    assert {one.rule for one in found} == {"P03"}


@pytest.mark.parametrize(("value", "fires"), [("PK6", True), ("A", True), ("Q", False)])
@pytest.mark.parametrize("context", [{"roll": {}}, {}])
def test_who_sits_the_test_is_asked_of_standards_below_it_alone(
    value: str, fires: bool, context: dict[str, Any]
) -> None:
    rows = {"1": {"results": {"REA": value}}}
    found = findings("ks2-2026", rows=rows, context=context)
    assert ("K2-X2" in {one.rule for one in found}) is fires
