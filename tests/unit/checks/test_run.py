"""The engine: what is asked, what is not and why, and what is made of the answers."""

from dataclasses import replace
from datetime import date

import pytest

from keystage.checks.model import Check, Context, Threshold
from keystage.checks.run import run
from keystage.core.errors import RulebookError
from keystage.core.findings import Place, PupilRef, Severity
from tests.unit.checks.books import GOOD, UPNS, book, check, found, header, return_, row

SURNAME = check("required_field", field="surname")


def reasons(one: Check, context: Context, **changes: object) -> list[str]:
    outcome = run(book(one), return_(row(), **changes), context)
    assert outcome.findings == []
    return [not_run.reason for not_run in outcome.not_run]


@pytest.mark.parametrize(
    ("one", "missing"),
    [
        (check("sent_when", fault="future"), "The present time was not given."),
        (check("source_school"), "Nobody said which school"),
        (check("source_authority"), "which school of which authority"),
        (check("wanted_collection"), "Nobody said which collection"),
        (check("year", fault="wanted"), "Nobody said which year"),
        (check("not_on_roll"), "list of pupils was not given"),
        (
            check("prior_met", collection="phonics", component=["MARK"]),
            "No results of earlier years",
        ),
        (
            check("far_from_last_year", when={"present": "REA"}, points=1),
            "return of last year was not given",
        ),
        (check("expected_count"), "expected number of pupils was not given"),
        (check("postcode", fault="missing"), "does not ask for addresses"),
        (check("spike", component="MARK"), "The present time was not given."),
    ],
)
def test_what_a_check_needs_and_has_not_is_said(one: Check, missing: str) -> None:
    (reason,) = reasons(one, Context())
    assert missing in reason


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (None, "The day from which the threshold may be used is not known."),
        (date(2026, 6, 11), "The threshold is not published yet."),
    ],
)
def test_of_a_threshold_only_what_is_so_is_said(day: date | None, reason: str) -> None:
    spike = book(check("spike", component="MARK"))
    threshold = Threshold("MARK", 32, day)
    for later in (threshold, None) if day is None else (threshold,):
        outcome = run(replace(spike, threshold=later, digest="1"), return_(), GOOD)
        assert [one.reason for one in outcome.not_run] == [reason]


def test_results_without_a_header_or_a_name_have_neither_checked() -> None:
    (reason,) = reasons(check("version"), GOOD, header=None)
    assert "there is no header" in reason
    (reason,) = reasons(check("file_name", fault="shape"), GOOD, file_name="")
    assert reason == "The file has no name."


def test_a_finding_says_what_where_and_of_whom() -> None:
    one = Check(
        "R02",
        "result_value",
        Severity.ERROR,
        "{value} for {component} ({component_id}) of a {pupil} in {school_year}.",
        "Enter {allowed}; {collection} {year}.",
        {"fault": "unknown"},
        official_rule="1234",
        official_rule_verified=True,
    )
    pupil = row(REA="ZZZ", surname=" Ash  Oak ")
    (finding,) = found(one, pupil)
    assert finding.message == "ZZZ for Title of REA (REA) of a child in 2025/26."
    assert finding.fix == "Enter GDS, EXS, WTS, PK1, EM, A or L; Key stage 1 2026."
    assert (finding.rule, finding.official_rule) == ("R02", "1234")
    assert (finding.collection, finding.subject) == ("ks1", "REA")
    assert finding.pupil == PupilRef(UPNS[0], " Ash  Oak ", "Ada", "2019-01-15")
    assert finding.place == pupil.results["REA"][0].cell.place


def test_a_number_nobody_has_confirmed_is_not_told_as_one() -> None:
    one = replace(check("required_field", field="sex"), official_rule="1234")
    (finding,) = found(one, row(sex=""))
    assert finding.official_rule is None


def test_codes_and_fields_have_names_in_sentences() -> None:
    one = check("role_only", role="la")
    worded = replace(one, message="{code}: {code_name}", fix="{field}")
    (finding,) = found(worded, row(REA="q"))
    assert (finding.message, finding.fix) == ("Q: maladministration", "")
    unknown = replace(check("result_unknown"), message="{code} {component}{code_name}")
    (finding,) = found(unknown, row(others={"G01": "3"}))
    assert finding.message == "3 G01"
    field = replace(check("header_required", field="source.name"), message="{field}")
    (finding,) = found(field, row(), header=header(source_name=""))
    assert finding.message == "Source name"
    assert finding.place == Place(path="/CTfile/Header/SourceSchool/SchoolName")
    (finding,) = found(check("version"), row(), header=header(version="9"))
    assert finding.place == Place(line=3, path="/CTfile/Header/CTFversion")
    (finding,) = found(check("no_results", fault="pupils"))
    assert finding.place is None


def test_a_value_is_shown_short_and_safe_and_a_name_has_an_end() -> None:
    (finding,) = found(
        check("result_value", fault="unknown"), row(REA="\u202e" + "x" * 99)
    )
    assert finding.value
    assert finding.value.startswith("<U+202E>xx")
    assert len(finding.value) == 60
    assert finding.message == f"It is {finding.value}."
    (finding,) = found(
        check("required_field", field="dob"), row(surname="x" * 400, dob="")
    )
    assert finding.pupil
    assert len(finding.pupil.surname) == 128


def test_a_check_that_breaks_hides_no_other_and_says_so() -> None:
    rows = [row(surname=""), row(2, surname=""), row(3)]
    rows[1].results = None  # type: ignore[assignment]  # what no reader should make
    rules = book(
        check("result_value", fault="unknown"),
        SURNAME,
        check("no_results", fault="pupils"),
    )
    outcome = run(rules, return_(*rows), GOOD)
    assert outcome.crashed
    assert len(outcome.findings) == 2
    (broken,) = outcome.not_run
    assert broken.reason == "Internal error (AttributeError); please report it."


def test_a_broken_check_finds_nothing_whatever_the_order() -> None:
    bad = row(2)
    bad.results = None  # type: ignore[assignment]  # what no reader should make
    rules = book(check("result_value", fault="unknown"))
    for rows in ([row(REA="Z"), bad], [bad, row(REA="Z")]):
        assert run(rules, return_(*rows), GOOD).findings == []


def test_a_sound_run_has_not_crashed_and_refuses_nothing() -> None:
    outcome = run(book(SURNAME), return_(row()), GOOD)
    assert not outcome.crashed
    assert outcome.refused is None


def test_the_first_refusal_is_told() -> None:
    school = replace(check("source_school"), id="H04", refuses=True)
    late = replace(check("no_results", fault="results"), id="E04R", refuses=True)
    empty = return_(row(), header=header(source_estab="1002"))
    outcome = run(book(late, school, SURNAME), empty, GOOD)
    assert outcome.refused
    assert outcome.refused.rule == "E04R"
    assert len(outcome.findings) == 2


def test_a_check_refuses_nothing_because_another_of_its_rule_does() -> None:
    stop = replace(
        check("destination", fault="other_authority"), id="H05", refuses=True
    )
    mend = replace(check("destination", fault="repairable"), id="H05")
    rules, agency = book(H05=stop, mend=mend), header(destination_la="NAA")
    outcome = run(rules, return_(row(), header=agency), GOOD)
    assert outcome.refused is None
    assert [one.rule for one in outcome.findings] == ["H05"]


def test_a_bad_rulebook_is_an_error() -> None:
    with pytest.raises(RulebookError):
        run(book(check("nonsense")), return_(), GOOD)


def test_checks_of_other_scopes_are_left_to_others() -> None:
    rules = book(check("pupil_in_two_schools"), check("reading", codes=["XML-DTD"]))
    outcome = run(rules, return_(row(), row()), GOOD)
    assert (outcome.findings, outcome.not_run) == ([], [])


def test_consequences_stand_under_their_causes() -> None:
    after = replace(check("name_text", fault="characters"), id="P10", after=("N",))
    cause = replace(check("name_text", fault="mojibake"), id="NAME", after=())
    rules = book(N=cause, P=after)
    (finding,) = run(rules, return_(row(surname="Zo\u00c3\u00ab")), GOOD).findings
    assert finding.rule == "NAME"
    assert [one.rule for one in finding.consequences] == ["P10"]
