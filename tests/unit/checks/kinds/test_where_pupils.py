"""Where each kind of check of pupils points, and what it says, shows and offers."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from keystage.checks.model import Context, PriorResult, RollEntry
from tests.unit.checks.books import GOOD, UPNS, check, row
from tests.unit.checks.kinds.telling import Case, lines

ADDRESS = replace(GOOD, asks_for=frozenset({"address"}))
EARLY = replace(GOOD, now=datetime(2026, 6, 1, tzinfo=UTC))
PRIOR: dict[str, Any] = {"collection": "phonics", "component": ["OUT", "MARK"]}
PRIORS = {
    UPNS[0]: (
        PriorResult("phonics", 2024, "OUT", "Wa "),
        PriorResult("phonics", 2025, "MARK", "32"),
        PriorResult("phonics", 2026, "OUT", "WA"),
        PriorResult("ks1", 2025, "OUT", "WA"),
    ),
    UPNS[1]: (
        PriorResult("phonics", 2025, "MARK", "31"),
        PriorResult("phonics", 2024, "OUT", "WT"),
    ),
}


def entry(number: int = 1, surname: str = "Asha", **more: Any) -> RollEntry:
    known = {"forename": "Ada", "dob": "2019-01-15", "sex": "F"} | more
    return RollEntry(UPNS[number - 1], surname, **known)


def due(*entries: RollEntry, **more: Any) -> Context:
    return replace(GOOD, roll=entries, **more)


CASES: list[Case] = [
    (
        check("postcode", fault="format"),
        "{value}",
        [row(postcode="kt1 1")],
        {"context": ADDRESS},
        ["Pupil[1]/postcode | Asha | postcode | kt1 1 |  | kt1 1"],
    ),
    (
        check("postcode", fault="missing"),
        "{value}",
        [row()],
        {"context": ADDRESS},
        ["Pupil[1] | Asha | postcode |  |  | "],
    ),
    (
        check("field_one_of", field="sex", values=["F", "M"], synonyms={"girl": "F"}),
        "{value} {field}",
        [row(sex="girl"), row(2, sex="f"), row(3, sex="X")],
        {},
        [
            "Pupil[1]/sex | Asha | sex | girl | F M | girl sex | set pupil sex 1.- 'girl' 'F'",
            "Pupil[2]/sex | Ashb | sex | f | F M | f sex | set pupil sex 2.- 'f' 'F'",
            "Pupil[3]/sex | Ashc | sex | X | F M | X sex",
        ],
    ),
    (
        check("date_of_birth", fault=["missing", "format", "value", "range", "window"]),
        "{value} {why} {earliest} {latest} {age} {youngest} {oldest}",
        [
            row(dob=""),
            row(2, dob="15/01/2019"),
            row(3, dob="2019-02-30"),
            row(4, dob="1990-01-01"),
            row(5, dob="2018-08-31", cohort="year2"),
        ],
        {},
        [
            "Pupil[1]/dob | Asha | dob | None |  |       ",
            "Pupil[2]/dob | Ashb | dob | 15/01/2019 |  | 15/01/2019 it seems to be 15 January 2019      | set pupil dob 2.- '15/01/2019' '2019-01-15'",
            "Pupil[3]/dob | Ashc | dob | 2019-02-30 |  | 2019-02-30      ",
            "Pupil[4]/dob | Ashd | dob | 1990-01-01 |  | 1990-01-01     3 13",
            "Pupil[5]/dob | Ashe | dob | 2018-08-31 |  | 2018-08-31  1 September 2018 31 August 2019 8  ",
        ],
    ),
    (
        check("result_required", components=["@rw"]),
        "{component}",
        [row(REA="EXS")],
        {},
        ["Pupil[1] | Asha | WRI | None |  | Title of WRI"],
    ),
    (
        check("result_required", components=["@rw"], any=True),
        "{component}",
        [row()],
        {},
        ["Pupil[1] | Asha | - | None |  | "],
    ),
    (
        check("result_value", fault="case"),
        "{value} {why} {code_name}",
        [row(REA="exs")],
        {},
        [
            "line 101 | Asha | REA | exs | GDS EXS WTS PK1 EM A L | exs  expected | set result result 1.1 'exs' 'EXS'"
        ],
    ),
    (
        check("result_value", fault="spaces"),
        "{value} {why}",
        [row(REA="E XS")],
        {},
        [
            "line 101 | Asha | REA | E XS | GDS EXS WTS PK1 EM A L | E XS  | set result result 1.1 'E XS' 'EXS'"
        ],
    ),
    (
        check("result_value", fault="synonym"),
        "{value} {why}",
        [row(REA="Expected")],
        {},
        [
            "line 101 | Asha | REA | Expected | GDS EXS WTS PK1 EM A L | Expected  | set result result 1.1 'Expected' 'EXS'"
        ],
    ),
    (
        check("result_value", fault="unknown"),
        "{value} {why}",
        [row(REA="EXP", MARK="41")],
        {},
        [
            "line 102 | Asha | MARK | 41 | 0 to 40 | 41 it is not a whole number from 0 to 40",
            "line 101 | Asha | REA | EXP | GDS EXS WTS PK1 EM A L | EXP it is not in the list",
        ],
    ),
    (
        check("result_unknown"),
        "{value} {component}",
        [row(others={"ZZZ": " 1 "})],
        {},
        ["line 101 | Asha | ZZZ |  1  |  |  1  ZZZ"],
    ),
    (
        check("result_repeated", differing=True),
        "{value} {values} {times}",
        [row(REA=["EXS", "WTS", ""])],
        {},
        [
            "line 103 | Asha | REA | blank, EXS and WTS |  | blank, EXS and WTS blank, EXS and WTS 3"
        ],
    ),
    (
        check("result_repeated", differing=False),
        "{value} {values} {times}",
        [row(REA=["EXS", "exs", "EXS"])],
        {},
        [
            "line 102 | Asha | REA | EXS |  | EXS EXS 3 | remove result result 1.2 'exs' ''",
            "line 103 | Asha | REA | EXS |  | EXS EXS 3 | remove result result 1.3 'EXS' ''",
        ],
    ),
    (
        check("result_repeated", differing=False),
        "{values}",
        [row(REA=["", ""], WRI="A")],
        {},
        ["line 102 | Asha | REA |  |  | Blank | remove result result 1.2 '' ''"],
    ),
    (
        check("cross", when={"any": ["@rw"], "in": ["A"]}, at=["@rw"]),
        "{values} {count} {component}",
        [row(REA="A", WRI="EXS")],
        {},
        ["line 101 | Asha | - | None |  | Title of REA A, Title of WRI EXS 2 "],
    ),
    (
        check("cross", when={"any": ["@each"], "in": ["A"]}, at=["@rw"], each=True),
        "{values} {count} {component} {value}",
        [row(REA="A", WRI="A")],
        {},
        [
            "line 101 | Asha | REA | A |  | Title of REA A, Title of WRI A 2 Title of REA A",
            "line 102 | Asha | WRI | A |  | Title of REA A, Title of WRI A 2 Title of WRI A",
        ],
    ),
    (
        check("cross", when={"absent": ["@each"]}, at=["REA"]),
        "{values} {count} {component} {value}",
        [row(WRI="A")],
        {},
        ["Pupil[1] | Asha | REA |  |  |  0 Title of REA "],
    ),
    (
        check("code_present", components=["@rw"], codes=["L"]),
        "{value} {code}",
        [row(REA=["L", "l"], WRI="A")],
        {},
        ["line 101 | Asha | REA | L |  | L L", "line 102 | Asha | REA | l |  | l L"],
    ),
    (
        check("role_only", role="la"),
        "{value} {code_name}",
        [row(REA="q")],
        {},
        ["line 101 | Asha | REA | q |  | q maladministration"],
    ),
    (
        check("outcome_disagrees", mark="MARK", outcome="OUT"),
        "{value} {expected} {mark}",
        [row(MARK="32", OUT="wt"), row(2, MARK="31", OUT=" WA")],
        {},
        [
            "line 102 | Asha | OUT | WT |  | WT WA 32 | set result result 1.2 'wt' 'WA'",
            "line 102 | Ashb | OUT | WA |  | WA WT 31 | set result result 2.2 ' WA' 'WT'",
        ],
    ),
    (
        check("threshold_hidden", outcome="OUT"),
        "{value}",
        [row(OUT=["wa", "D"]), row(2, REA="A")],
        {"context": EARLY},
        ["line 101 | Asha | OUT | wa |  | wa"],
    ),
    (
        check("born_before_setting", born_from="2019-01-01"),
        "{value}",
        [row(dob="2018-12-31")],
        {},
        [],
    ),
    (
        check("upn", fault="written"),
        "{value}",
        [row(upn=f" {UPNS[0].lower()}")],
        {},
        [
            "Pupil[1]/upn | Asha | upn |  t004100118001 |  |  t004100118001 | set pupil upn 1.- ' t004100118001' 'T004100118001'"
        ],
    ),
    (
        check("upn", fault="former"),
        "{value} {expected} {why}",
        [row(former_upn=f"z{UPNS[1][1:]}")],
        {},
        [
            "Pupil[1]/former_upn | Asha | former_upn | z004100118002 |  | z004100118002 G its first letter does not fit the rest"
        ],
    ),
    (
        check("upn", fault="check_letter"),
        "{value} {expected} {why}{likely}",
        [row(upn=f"A{UPNS[0][1:]}")],
        {},
        [
            "Pupil[1]/upn | Asha | upn | A004100118001 |  | A004100118001 T its first letter does not fit the rest It may be A004700118001 or A004100118901."
        ],
    ),
    (
        check("roll_differs", fields=["surname", "forename", "dob", "sex"]),
        "{value} {differs} {differ} {expected} {own}",
        [row(surname="Birch", dob="2019-01-16")],
        {"context": due(entry())},
        [
            "Pupil[1]/surname | Birch | surname | Birch |  | Birch surname and date of birth differ Asha, 2019-01-15 "
        ],
    ),
    (
        check("not_on_roll"),
        "{value} {why} {expected}",
        [row(2)],
        {"context": due(entry())},
        [
            "Pupil[2]/upn | Ashb | upn | G004100118002 |  | G004100118002 no pupil on the list has this UPN "
        ],
    ),
    (
        check("name_text", fault=["characters"]),
        "{value} {characters} {longest} {length} {field}",
        [row(surname="Ash1"), row(2, forename="A@a")],
        {},
        ["Pupil[2]/forename | Ashb | forename | A@a |  | A@a “@”   forename"],
    ),
    (
        check("name_text", fault=["length"], longest=4),
        "{value} {longest} {length} {field}",
        [row(surname="Ashes")],
        {},
        ["Pupil[1]/surname | Ashes | surname | Ashes |  | Ashes 4 5 surname"],
    ),
    (
        check("name_text", fault=["hidden"]),
        "{value} {characters} {field}",
        [row(surname="A\u200bsh")],
        {},
        [
            "Pupil[1]/surname | A\u200bsh | surname | A<U+200B>sh |  | A<U+200B>sh U+200B surname | set pupil surname 1.- 'A\\u200bsh' 'Ash'"
        ],
    ),
    (
        check("name_text", fault=["bidi"]),
        "{value} {characters} {field}",
        [row(surname="A\u202esh")],
        {},
        [
            "Pupil[1]/surname | A\u202esh | surname | A<U+202E>sh |  | A<U+202E>sh U+202E surname | set pupil surname 1.- 'A\\u202esh' 'Ash'"
        ],
    ),
    (
        check("name_text", fault=["mojibake"]),
        "{value} {field}",
        [row(surname="ZoÃ«")],
        {},
        [
            "Pupil[1]/surname | ZoÃ« | surname | ZoÃ« |  | ZoÃ« surname | set pupil surname 1.- 'ZoÃ«' 'Zoë'"
        ],
    ),
    (
        check("upn", fault="temporary"),
        "{value} {field}",
        [row(upn="D00410011800A")],
        {},
        ["Pupil[1]/upn | Asha | upn | D00410011800A |  | D00410011800A UPN"],
    ),
    (
        check("not_on_roll"),
        "{value} {why} {expected}",
        [row(2, surname="Asha")],
        {"context": due(entry())},
        [
            "Pupil[2]/upn | Asha | upn | G004100118002 |  | G004100118002  T004100118001 | set pupil upn 2.- 'G004100118002' 'T004100118001'"
        ],
    ),
    (
        check("not_on_roll"),
        "{value} {why}",
        [row(upn="X")],
        {"context": due(entry(2, "Birch"))},
        [
            "Pupil[1]/upn | Asha | upn | X |  | X the UPN here is missing or wrong, and the name is not on it"
        ],
    ),
    (
        check("not_on_roll"),
        "{why}",
        [row(3, surname="Asha")],
        {"context": due(entry(), entry(2))},
        [
            "Pupil[3]/upn | Asha | upn | W004100118003 |  | It has several with this name and date of birth"
        ],
    ),
    (
        check("missing_from_return"),
        "Out",
        [row(2)],
        {
            "context": due(
                entry(nc_year="2"),
                entry(2, "Ashb"),
                entry(3, "Ashc", nc_year="3"),
                entry(4, "Ashd"),
            )
        },
        ["- | Asha | - | None |  | Out", "- | Ashd | - | None |  | Out"],
    ),
    (
        check("missing_from_return", cohorts=["again"]),
        "Out",
        [],
        {"context": due(entry(nc_year="2"), entry(3, "Ashc", nc_year="3"))},
        ["- | Ashc | - | None |  | Out"],
    ),
    (
        check("prior_met", **PRIOR, at=["SCI", "OUT"]),
        "{value} {prior} {prior_year}",
        [row(OUT="wa"), row(2)],
        {"context": replace(GOOD, prior=PRIORS)},
        ["line 101 | Asha | OUT | wa |  | wa 32 2025"],
    ),
    (
        check("prior_met", **PRIOR, cohort=["again"]),
        "{prior} {prior_year}",
        [row(cohort="again"), row(2, cohort="year2")],
        {"context": replace(GOOD, prior=PRIORS)},
        ["Pupil[1] | Asha | - | None |  | 32 2025"],
    ),
    (
        check("expected_by_prior", **PRIOR, cohort=["again"]),
        "{why}",
        [],
        {
            "context": due(
                *(entry(n, f"Ash{n}", nc_year="3") for n in (1, 2, 3)),
                entry(4, "Ash4"),
                prior=PRIORS,
            )
        },
        [
            "- | Ash2 | - | None |  | The result of 2025 was 31",
            "- | Ash3 | - | None |  | No earlier result is known",
        ],
    ),
    (
        check("duplicate_upn", differing=True),
        "{value} {times}",
        [row(), row(2, upn=UPNS[0])],
        {},
        [
            "Pupil[1]/upn | Asha | upn | T004100118001 |  | T004100118001 2",
            "Pupil[2]/upn | Ashb | upn | T004100118001 |  | T004100118001 2",
        ],
    ),
    (
        check("duplicate_upn", differing=False),
        "{value} {times}",
        [row(), row(2, upn=UPNS[0].lower(), surname="Asha")],
        {},
        [
            "Pupil[2]/upn | Asha | upn | T004100118001 |  | T004100118001 2 | remove pupil pupil 2.- 't004100118001' ''"
        ],
    ),
    (
        check("duplicate_child"),
        "{value} {others}",
        [row(n, surname="Asha") for n in range(1, 7)],
        {},
        [
            "Pupil[2]/upn | Asha | upn | G004100118002 |  | G004100118002 K004100118004, N004100118006, T004100118001 and 2 more",
            "Pupil[4]/upn | Asha | upn | K004100118004 |  | K004100118004 G004100118002, N004100118006, T004100118001 and 2 more",
            "Pupil[6]/upn | Asha | upn | N004100118006 |  | N004100118006 G004100118002, K004100118004, T004100118001 and 2 more",
            "Pupil[1]/upn | Asha | upn | T004100118001 |  | T004100118001 G004100118002, K004100118004, N004100118006 and 2 more",
            "Pupil[3]/upn | Asha | upn | W004100118003 |  | W004100118003 G004100118002, K004100118004, N004100118006 and 2 more",
            "Pupil[5]/upn | Asha | upn | Z004100118005 |  | Z004100118005 G004100118002, K004100118004, N004100118006 and 2 more",
        ],
    ),
    (
        check("duplicate_child"),
        "{value} {others}",
        [row(), row(2, surname="ASHA"), row(3)],
        {},
        [
            "Pupil[2]/upn | ASHA | upn | G004100118002 |  | G004100118002 T004100118001",
            "Pupil[1]/upn | Asha | upn | T004100118001 |  | T004100118001 G004100118002",
        ],
    ),
]


@pytest.mark.parametrize("case", CASES)
def test_a_finding_stands_where_it_belongs_and_says_what_is_so(case: Case) -> None:
    one, told, rows, more, expected = case
    assert lines(one, told, rows, **more) == expected
