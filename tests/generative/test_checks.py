"""Checks over anything: no crash, no order, nothing lost, repairs that repair."""

import random
from collections import Counter
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from keystage.checks.model import Check, Context, PriorResult, RollEntry, Rulebook
from keystage.checks.run import run
from keystage.checks.telling.folding import Made, folded_findings
from keystage.core import upn
from keystage.core.cells import Cell
from keystage.core.findings import Finding, PupilRef, Repair, Severity
from keystage.core.records import Result, Return, Row
from keystage.rulebooks import available, load
from tests.unit.checks.books import COMPONENTS, GOOD, UPNS, book, header, return_, row

ERROR, QUERY, NOTE = Severity.ERROR, Severity.QUERY, Severity.NOTE
RW = ["REA", "WRI"]


def rule(id_: str, kind: str, weight: Severity = QUERY, /, **params: Any) -> Check:
    after = tuple(params.pop("after", "").split())
    told = "{value} {allowed} {field} {component} {code} {pupil}"
    return Check(id_, kind, weight, told, "Mend it.", params, after=after)


CHECKS = {
    one.id: one
    for one in (
        rule("P01", "required_field", ERROR, field="upn"),
        rule("P02", "upn", ERROR, fault="check_letter"),
        rule("P03", "duplicate_upn", ERROR, differing=True),
        rule("P03D", "duplicate_upn", differing=False),
        rule("P04", "upn", ERROR, fault="la"),
        rule("P05", "upn", ERROR, fault=["digits", "last", "shape"]),
        rule("P05W", "upn", fault="written", after="P01 P02 P05"),
        rule("P07", "upn", fault="temporary"),
        rule("P08", "required_field", ERROR, field="surname"),
        rule("P10", "name_text", fault="characters", after="MOJI LONG"),
        rule("HIDE", "name_text", fault=["hidden", "bidi"]),
        rule("LONG", "name_text", ERROR, fault=["length", "combining"]),
        rule("MOJI", "name_text", fault="mojibake"),
        rule("P11", "date_of_birth", ERROR, fault=["missing", "format", "value"]),
        rule("P12", "date_of_birth", fault="window", after="P13"),
        rule("P13", "date_of_birth", ERROR, fault="range"),
        rule("P14", "field_one_of", ERROR, field="sex", values=["F", "M"]),
        rule("P17", "duplicate_child", ERROR),
        rule("P19", "not_on_roll", after="P02 P05"),
        rule("P19M", "missing_from_return"),
        rule("P20", "roll_differs", fields=["surname", "dob", "sex"]),
        rule("P20C", "roll_differs", ERROR, fields=["surname", "dob"], all=True),
        rule("R01", "result_required", ERROR, components=RW, after="R02"),
        rule("R02", "result_value", ERROR, fault="unknown", blank=True),
        rule("R02W", "result_value", fault=["case", "spaces", "synonym"]),
        rule("R03", "result_unknown", ERROR),
        rule("R04", "result_repeated", ERROR, differing=True),
        rule("R04D", "result_repeated", differing=False),
        rule("X1", "cross", ERROR, at=RW, when={"any": RW, "in": ["A"]}, after="R04"),
        rule("X2", "cross", at=RW, each=True, when={"present": "@each"}),
        rule("Q", "role_only", ERROR, role="la"),
        rule("X6", "outcome_disagrees", mark="MARK", outcome="OUT"),
        rule("X4", "prior_met", collection="phonics", component=["MARK"]),
        rule("X5", "share", components=RW, codes=["A"], more_than_pupils=1),
        rule("X7", "all_same", components=["REA"], at_least=2),
        rule("H03", "version"),
        rule("H05", "destination", fault="repairable"),
        rule("H09", "file_name", fault=["shape", "suffix", "header", "tag"]),
    )
}
BOOK = book(**CHECKS)

SLIPS = st.sampled_from(
    [
        UPNS[3].lower(),
        UPNS[4][:6] + " " + UPNS[4][6:],
        UPNS[5].replace("0", "O", 1),
        UPNS[6][1:],
        "1.23E+12",
        "",
        UPNS[7][:4] + UPNS[7][5] + UPNS[7][4] + UPNS[7][6:],
        upn.make("004", "1001", 18, 7, temporary=True),
        chr(0xFF21) + UPNS[8][1:],
    ]
)
NAMES = st.one_of(
    st.sampled_from(
        ["Ash", "Oak", "Zo\u00eb", "Zo\u00c3\u00ab", "A\u200bsh", "O`Dell"]
    ),
    st.sampled_from(["\u202eAsh", "N/A", "", "x" * 200, "Oak\u2013Ash"]),
)
DATES = st.sampled_from(
    [
        "2019-01-15",
        "2018-10-02",
        "25/11/2018",
        "05/11/2018",
        "2018-11-25",
        "1999-01-01",
        "2018-11-25T00:00:00",
        "2019-02-30",
        "",
        "43409",
    ]
)
TEXTS = st.sampled_from(
    ["EXS", "exs", "E XS", "expected", "GDS", "A", "Q", "ZZZ", "\u0415XS", "", " WTS "]
)
MARKS = st.sampled_from(["0", "31", "32", "41", "4O", "\uff11\uff12", ""])
OUTCOMES = st.sampled_from(["WA", "WT", "wa", "A", "X", ""])


def given_for(texts: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(texts, min_size=1, max_size=2)


PUPIL = st.fixed_dictionaries(
    {
        "upn": st.one_of(st.sampled_from(UPNS[:8]), SLIPS),
        "surname": NAMES,
        "forename": st.sampled_from(["Ada", "Ben", "Ada\u200b"]),
        "dob": DATES,
        "sex": st.sampled_from(["F", "M", "f", "X", ""]),
    },
    optional={
        "REA": given_for(TEXTS),
        "WRI": given_for(TEXTS),
        "MARK": given_for(MARKS),
        "OUT": given_for(OUTCOMES),
    },
)
PUPILS = st.lists(PUPIL, max_size=6)
ROLL = tuple(
    RollEntry(number, name, "Ada", "2019-01-15", "F", "2")
    for number, name in zip(
        UPNS[2:7], ["Ash", "Oak", "Zo\u00eb", "Elm", "Yew"], strict=True
    )
)
CONTEXTS = st.sampled_from(
    [
        GOOD,
        Context(),
        replace(GOOD, roll=ROLL),
        replace(GOOD, prior={UPNS[0]: (PriorResult("phonics", 2025, "MARK", "40"),)}),
    ]
)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "destination_la": st.sampled_from(["NAA", "998", "XXX"]),
        "destination_estab": st.sampled_from(["1001", "XXXX"]),
        "version": st.sampled_from(["9.9", "25"]),
    },
)
FILES = st.sampled_from(["", "x.xml", "9991001_KS1_999LLLL_001 (1).xml"])


def made(pupils: list[dict[str, Any]], changes: dict[str, str], name: str) -> Return:
    rows = [row(place, **dict(pupil)) for place, pupil in enumerate(pupils, 1)]
    return return_(*rows, header=header(**changes), file_name=name)


def everything(findings: list[Finding]) -> list[Finding]:
    return [one for top in findings for one in (top, *top.consequences)]


def keys(findings: list[Finding]) -> Counter[tuple[object, ...]]:
    """How often each finding is there, by all that no order may change."""
    return Counter(
        (one.rule, repr(one.pupil), one.subject, one.value, one.message)
        for one in everything(findings)
    )


@given(PUPILS, CONTEXTS, HEADERS, st.randoms(use_true_random=False))
def test_the_order_of_pupils_and_results_changes_no_finding(
    pupils: list[dict[str, Any]],
    context: Context,
    changes: dict[str, str],
    chance: random.Random,
) -> None:
    before = made(pupils, changes, "")
    after = replace(before, rows=chance.sample(before.rows, len(before.rows)))
    after.rows = [
        replace(
            one,
            results={
                name: chance.sample(found, len(found))
                for name, found in chance.sample(
                    list(one.results.items()), len(one.results)
                )
            },
        )
        for one in after.rows
    ]
    first, second = run(BOOK, before, context), run(BOOK, after, context)
    assert keys(first.findings) == keys(second.findings)
    assert first.not_run == second.not_run


ANY_TEXT = st.text(max_size=20)


@st.composite
def any_row(draw: st.DrawFn) -> Row:
    texts = {
        name: draw(ANY_TEXT) for name in ("upn", "surname", "forename", "dob", "sex")
    }
    one = row(1, **texts)
    one.position = draw(st.integers(0, 9))
    names = st.sampled_from([*COMPONENTS, "G01", ""])
    for name in draw(st.lists(names, unique=True)):
        cell = Cell(draw(ANY_TEXT), one.cells["upn"].place)
        found = [
            Result(name, draw(ANY_TEXT), cell) for _ in range(draw(st.integers(0, 2)))
        ]
        one.results[name] = found
        one.others += found
    for name in draw(st.lists(st.sampled_from(sorted(one.cells)), unique=True)):
        del one.cells[name]
    one.nc_year, one.group, one.cohort = draw(ANY_TEXT), draw(ANY_TEXT), draw(ANY_TEXT)
    return one


@given(st.lists(any_row(), max_size=4), CONTEXTS, HEADERS, ANY_TEXT)
def test_no_rows_whatever_crash_a_check(
    rows: list[Row], context: Context, changes: dict[str, str], name: str
) -> None:
    sent = return_(*rows, header=header(**changes), file_name=name)
    outcome = run(BOOK, sent, context)
    assert not outcome.crashed, outcome.not_run
    for one in everything(outcome.findings):
        assert one.message.isprintable()
        assert len(one.value or "") <= (60 if one.pupil else 4096)


REAL = st.sampled_from([load(name) for name in available() if name.endswith("-2026")])


@given(st.lists(any_row(), max_size=3), REAL, CONTEXTS, HEADERS)
def test_no_rows_whatever_crash_a_real_rulebook(
    rows: list[Row], real: Rulebook, context: Context, changes: dict[str, str]
) -> None:
    sent = return_(*rows, header=header(**changes), file_name="x.xml")
    sent.collection, sent.year = real.collection, real.year
    for one in rows:
        names = zip(one.results.values(), real.components, strict=False)
        one.results = {name: found for found, name in names}
        for name, found in one.results.items():
            for result in found:
                result.component = name
    outcome = run(real, sent, context)
    assert not outcome.crashed, outcome.not_run


RULES = st.sampled_from("ABCDE")


@st.composite
def any_made(draw: st.DrawFn) -> Made:
    name, about = draw(RULES), draw(st.sampled_from([None, 1, 2]))
    weight = draw(st.sampled_from(list(Severity)))
    at = draw(st.sampled_from([None, "REA", "WRI"]))
    pupil = None if about is None else PupilRef(surname=str(about))
    finding = Finding(
        name, weight, draw(st.sampled_from("xyz")), subject=at, pupil=pupil
    )
    after = tuple(draw(st.lists(RULES, max_size=3)))
    return Made(finding, frozenset({name}), after, about, at)


@given(st.lists(any_made(), max_size=12), st.randoms(use_true_random=False))
def test_folding_loses_nothing_hides_no_error_and_minds_no_order(
    found: list[Made], chance: random.Random
) -> None:
    tops = folded_findings(found)
    assert keys(tops) == keys([one.finding for one in found])
    weights = [ERROR, QUERY, NOTE]
    for top in tops:
        for under in top.consequences:
            assert weights.index(under.severity) >= weights.index(top.severity)
            assert not under.consequences
    again = folded_findings(chance.sample(found, len(found)))
    assert keys(again) == keys(tops)


def repaired(
    repair: Repair, pupils: list[dict[str, Any]], changes: dict[str, str], name: str
) -> Return:
    """The return after one repair, made from texts as the first was."""
    new, sent = list(map(dict, pupils)), dict(changes)
    if repair.target == "file_name":
        assert repair.old == name
        return made(new, sent, repair.new)
    if repair.target == "header":
        assert repair.field == "destination"
        sent |= {"destination_la": repair.new[:3], "destination_estab": repair.new[3:]}
        return made(new, sent, name)
    at = (repair.pupil or 0) - 1
    if repair.field == "pupil":
        assert new[at]["upn"] == repair.old
        del new[at]
    elif repair.target == "pupil":
        assert new[at][repair.field] == repair.old
        new[at][repair.field] = repair.new
    else:
        mend_result(repair, new[at])
    return made(new, sent, name)


def mend_result(repair: Repair, pupil: dict[str, Any]) -> None:
    number = repair.result or 0
    for name in [name for name in pupil if name.isupper()]:
        texts = list(pupil[name])
        if 1 <= number <= len(texts):
            assert texts[number - 1] == repair.old
            fresh = [repair.new] if repair.action == "set" else []
            pupil[name] = [*texts[: number - 1], *fresh, *texts[number:]]
            return
        number -= len(texts)
    raise AssertionError(repair)


def errors(findings: list[Finding]) -> Counter[str]:
    return Counter(one.rule for one in everything(findings) if one.severity is ERROR)


@given(PUPILS, CONTEXTS, HEADERS, FILES)
def test_a_repair_makes_its_finding_go_and_adds_no_error(
    pupils: list[dict[str, Any]], context: Context, changes: dict[str, str], name: str
) -> None:
    found = run(BOOK, made(pupils, changes, name), context).findings
    for one in everything(found):
        if one.repair is None:
            continue
        after = run(BOOK, repaired(one.repair, pupils, changes, name), context).findings

        def alike(among: list[Finding], like: Finding = one) -> int:
            told = [(o.rule, o.subject, o.value) for o in everything(among)]
            return told.count((like.rule, like.subject, like.value))

        assert alike(after) < alike(found), one
        assert not errors(after) - errors(found), (one, errors(after) - errors(found))
