"""Where each kind of check of a whole return points, and what it says and offers."""

from dataclasses import replace

import pytest

from tests.unit.checks.books import GOOD, check, header, return_, row
from tests.unit.checks.kinds.telling import Case, lines

CASES: list[Case] = [
    (
        check("births_outside", at_least=1, more_than_share=0.1),
        "{count} {total} {earliest} {latest}",
        [row(dob="2010-01-01"), row(2)],
        {},
        ["- | - | - | None |  | 1 2 1 September 2017 31 August 2019"],
    ),
    (
        check("header_required", field="supplier"),
        "{field}",
        [row()],
        {"header": header(supplier=" ")},
        ["Header/SupplierID | - | supplier | None |  | Supplier"],
    ),
    (
        check("header_value", field="qualifier", values=["partial"]),
        "{value} {field} {allowed}",
        [row()],
        {"header": header(qualifier=" full")},
        [
            "Header/DocumentQualifier | - | qualifier | full | partial | full qualifier partial | set header qualifier -.- ' full' 'partial'"
        ],
    ),
    (
        check("header_value", field="source.la", values=["998", "997"]),
        "{value} {field} {allowed}",
        [row()],
        {},
        [
            "Header/SourceSchool/LEA | - | source.la | 999 | 998 997 | 999 source la 998 or 997"
        ],
    ),
    (
        check("version"),
        "{value} {expected} {allowed}",
        [row()],
        {"header": header(version="9.0")},
        [
            "Header/CTFversion | - | version | 9.0 | 24.0 25.0 | 9.0 24.0 or 25.0 24.0 or 25.0"
        ],
    ),
    (
        check("sent_when", fault="missing"),
        "{value}",
        [row()],
        {"header": header(date_time="noon")},
        ["Header/DateTime | - | date_time | noon |  | noon"],
    ),
    (
        check("sent_when", fault="early"),
        "{value} {earliest}",
        [row()],
        {"header": header(date_time="2025-08-31T10:00:00")},
        [
            "Header/DateTime | - | date_time | 2025-08-31T10:00:00 |  | 2025-08-31T10:00:00 1 September 2025"
        ],
    ),
    (
        check("year", fault="wanted"),
        "{value} {found} {expected}",
        [row()],
        {"context": replace(GOOD, year=2025)},
        ["- | - | - | 2026 |  | 2026 2026 2025"],
    ),
    (
        check("year", fault="wanted"),
        "{value} {found} {expected}",
        [row()],
        {"context": replace(GOOD, year=0)},
        ["- | - | - | 2026 |  | 2026 2026 0"],
    ),
    (
        check("year", fault="header"),
        "{value} {found} {expected}",
        [row()],
        {"header": header(source_academic_year="2024")},
        [
            "Header/SourceSchool/AcademicYear | - | source.academic_year | 2024 |  | 2024 2026 2025"
        ],
    ),
    (
        check("year", fault="header"),
        "{value} {found} {expected}",
        [row()],
        {
            "header": header(
                source_academic_year="2026", date_time="2026-08-01T10:00:00"
            )
        },
        [],
    ),
    (
        check("year", fault="shape"),
        "{value} {found} {expected}",
        [row()],
        {"header": header(source_academic_year=" 2025/26")},
        [
            "Header/SourceSchool/AcademicYear | - | source.academic_year | 2025/26 |  | 2025/26 2026 2025 | set header source.academic_year -.- ' 2025/26' '2025'"
        ],
    ),
    (
        check("wanted_collection"),
        "{value} {found} {expected}",
        [row()],
        {"context": replace(GOOD, collection="ks2")},
        ["- | - | - | ks1 |  | ks1 ks1 ks2"],
    ),
    (
        check("set_aside"),
        "{what}",
        [row()],
        {"set_aside": {("KS1", "2025"): 1, ("EYFSP", ""): 3, ("X", ""): 0}},
        ["- | - | - | None |  | 3 results of EYFSP and 1 result of KS1 2025"],
    ),
    (
        check("source_school"),
        "{value} {found} {expected}",
        [row()],
        {"context": replace(GOOD, school="9991002")},
        [
            "Header/SourceSchool/Estab | - | source.estab | 9991001 |  | 9991001 9991001 9991002"
        ],
    ),
    (
        check("source_school"),
        "{value} {found} {expected}",
        [row()],
        {"header": header(source_la="", source_estab="")},
        ["Header/SourceSchool/Estab | - | source.estab |  |  |  not given 9991001"],
    ),
    (
        check("source_authority"),
        "{value} {found} {expected}",
        [row()],
        {"context": replace(GOOD, authority="998")},
        ["Header/SourceSchool/LEA | - | source.la | 999 |  | 999 999 998"],
    ),
    (
        check("source_authority"),
        "{value} {found} {expected}",
        [row()],
        {"header": header(source_la="")},
        ["Header/SourceSchool/LEA | - | source.la |  |  |  not given 999"],
    ),
    (
        check("destination", fault="repairable"),
        "{value} {found} {expected}",
        [row()],
        {"header": header(destination_la="999", destination_estab="1001")},
        [
            "Header/DestSchool/LEA | - | destination.la | 9991001 |  | 9991001 9991001 999LLLL | set header destination -.- '9991001' '999LLLL'"
        ],
    ),
    (
        check("destination", fault="other_authority"),
        "{value} {found} {expected}",
        [row()],
        {"header": header(destination_la="998")},
        [
            "Header/DestSchool/LEA | - | destination.la | 998LLLL |  | 998LLLL 998LLLL 999LLLL"
        ],
    ),
    (
        check("establishment"),
        "{value} {found} {why}",
        [row()],
        {"header": header(source_la="000")},
        [
            "Header/SourceSchool/LEA | - | source.la | 0001001 |  | 0001001 0001001 no authority has the number 000"
        ],
    ),
    (
        check("establishment"),
        "{value} {found} {why}",
        [row()],
        {"header": header(source_la="", source_estab="")},
        [
            "Header/SourceSchool/LEA | - | source.la |  |  |  not given the authority is missing"
        ],
    ),
    (
        check("establishment"),
        "{value} {found} {why}",
        [row()],
        {"header": header(source_estab="12")},
        [
            "Header/SourceSchool/Estab | - | source.estab | 99912 |  | 99912 99912 a school's number has four digits"
        ],
    ),
    (
        check("early_years_urn"),
        "{value} {why}",
        [row()],
        {"header": header(source_estab="", source_urn="12")},
        [
            "Header/SourceSchool/URN | - | source.urn | 12 |  | 12 such a number has six digits, the first 5, 6 or 7"
        ],
    ),
    (
        check("early_years_urn"),
        "{value} {why}",
        [row()],
        {"header": header(source_estab="0000", source_urn="")},
        ["Header/SourceSchool/URN | - | source.urn |  |  |  none is given"],
    ),
    (
        check("early_years_urn"),
        "{value} {why}",
        [row()],
        {"header": header(source_estab="0001", source_urn="")},
        [],
    ),
    (
        check("file_name", fault=["suffix"]),
        "{value} {found} {expected} {mark}",
        [row()],
        {"file_name": "9991001_KS1_999LLLL_001 (2).xml"},
        [
            "- | - | - | 9991001_KS1_999LLLL_001 (2).xml |  | 9991001_KS1_999LLLL_001 (2).xml 9991001_KS1_999LLLL_001 (2).xml 9991001_KS1_999LLLL_001.xml (2) | set file_name name -.- '9991001_KS1_999LLLL_001 (2).xml' '9991001_KS1_999LLLL_001.xml'"
        ],
    ),
    (
        check("file_name", fault=["shape"]),
        "{value} {found} {expected} {mark}",
        [row()],
        {"file_name": "results.xml"},
        [
            "- | - | - | results.xml |  | results.xml results.xml 9991001_KS1_999LLLL_001.xml  | set file_name name -.- 'results.xml' '9991001_KS1_999LLLL_001.xml'"
        ],
    ),
    (
        check("file_name", fault=["header"]),
        "{value} {found} {expected} {mark}",
        [row()],
        {"file_name": "9991002_KS1_999LLLL_001.xml"},
        [
            "- | - | - | 9991002_KS1_999LLLL_001.xml |  | 9991002_KS1_999LLLL_001.xml 9991002_KS1_999LLLL_001.xml 9991001_KS1_999LLLL_001.xml  | set file_name name -.- '9991002_KS1_999LLLL_001.xml' '9991001_KS1_999LLLL_001.xml'"
        ],
    ),
    (
        check("file_name", fault=["tag"]),
        "{value} {found} {expected} {mark}",
        [row()],
        {"file_name": "9991001_PHO_999LLLL_001.xml"},
        [
            "- | - | - | 9991001_PHO_999LLLL_001.xml |  | 9991001_PHO_999LLLL_001.xml 9991001_PHO_999LLLL_001.xml 9991001_KS1_999LLLL_001.xml  | set file_name name -.- '9991001_PHO_999LLLL_001.xml' '9991001_KS1_999LLLL_001.xml'"
        ],
    ),
    (
        check("share", components=["REA"], codes=["A"], more_than_pupils=1),
        "{count} {total} {percent} {component}",
        [row(REA="A"), row(2, REA="A"), row(3)],
        {},
        ["- | - | REA | None |  | 2 3 67 Title of REA"],
    ),
    (
        check("all_same", components=["@rw"], at_least=2),
        "{count} {group} {value}",
        [row(REA="A", WRI="A"), row(2, REA="A", WRI="A")],
        {},
        ["- | - | - | A |  | 2 the return A"],
    ),
    (
        check("all_same", components=["REA"], at_least=2, group="group"),
        "{count} {group} {value}",
        [row(REA="A", group="2A"), row(2, REA="A", group="2A")],
        {},
        ["- | - | REA | A |  | 2 2A A"],
    ),
    (
        check("spike", component="MARK", at_least=3, times=2.0),
        "{count} {mark} {value}",
        [row(n, MARK="32") for n in range(1, 5)],
        {},
        ["- | - | MARK | 32 |  | 4 32 32"],
    ),
    (
        check("expected_count", tolerance=1),
        "{value} {count} {expected}",
        [row()],
        {"context": replace(GOOD, expected=5)},
        ["- | - | - | 1 |  | 1 1 5"],
    ),
    (
        check("no_results", fault="pupils"),
        "{value}",
        [],
        {},
        ["- | - | - | None |  | "],
    ),
    (
        check("no_results", fault="results"),
        "{value}",
        [row()],
        {},
        ["- | - | - | None |  | "],
    ),
    (
        check(
            "far_from_last_year",
            when={"any": ["REA"], "in": ["EXS"]},
            points=10,
            at_least=1,
        ),
        "{value} {now} {then} {points}",
        [row(REA="EXS")],
        {
            "context": replace(
                GOOD, last_year=return_(row(REA="WTS"), row(2, REA="EXS"))
            )
        },
        ["- | - | - | None |  |  100 50 50"],
    ),
]


@pytest.mark.parametrize("case", CASES)
def test_a_finding_stands_where_it_belongs_and_says_what_is_so(case: Case) -> None:
    one, told, rows, more, expected = case
    assert lines(one, told, rows, **more) == expected
