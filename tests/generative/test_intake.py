"""What is found never depends on order, and nothing a file holds breaks a check."""

import json
import random
from dataclasses import replace

import jsonschema
from hypothesis import given, settings
from hypothesis import strategies as st

from keystage.core.findings import Finding
from keystage.core.records import CtfFile
from keystage.intake import Document, FileReport, Options, check_bytes, schema, to_dict
from keystage.intake.across import across
from keystage.intake.examine import examine
from keystage.intake.shelf import standard
from keystage.intake.work import Known, Work
from tests.conftest import SCALE
from tests.generative.invented import files, names
from tests.unit.intake.makers import NOW, as_bytes, entry

OPTIONS = Options(now=NOW, authority="999", roll=(entry(1), entry(2, "2")))
VALIDATOR = jsonschema.Draft202012Validator(schema())


def check(file: CtfFile, name: str, options: Options = OPTIONS) -> FileReport:
    def reader(_data: bytes, **_limits: object) -> CtfFile:
        return file

    return check_bytes(name, b"", options, reader=reader)


def said(finding: Finding) -> tuple[object, ...]:
    """Return all a finding says, but for where the pupil stands in the file."""
    under = sorted(map(repr, map(said, finding.consequences)))
    parts = (
        finding.rule,
        finding.severity,
        finding.message,
        finding.fix,
        finding.value,
    )
    return (*parts, finding.subject, finding.allowed, str(finding.pupil), *under)


def shuffled(file: CtfFile, seed: int) -> CtfFile:
    order = random.Random(seed)
    pupils = [
        replace(one, assessments=order.sample(one.assessments, len(one.assessments)))
        for one in order.sample(file.pupils, len(file.pupils))
    ]
    for position, one in enumerate(pupils, 1):
        one.position = one.line = position
    return replace(file, pupils=pupils)


@given(file=files(), name=names, seed=st.integers(0, 999))
def test_the_order_of_pupils_and_results_never_changes_what_is_found(
    file: CtfFile, name: str, seed: int
) -> None:
    first = sorted(map(repr, map(said, check(file, name).findings)))
    second = sorted(map(repr, map(said, check(shuffled(file, seed), name).findings)))
    assert first == second


@given(file=files(), name=names)
def test_nothing_in_a_file_breaks_a_check_and_every_document_meets_the_schema(
    file: CtfFile, name: str
) -> None:
    for shown in (True, False):
        report = check(file, name, replace(OPTIONS, names=shown))
        assert "INTERNAL" not in {finding.rule for finding in report.findings}
        told = to_dict(Document((report,)))
        VALIDATOR.validate(told)
        assert json.loads(json.dumps(told)) == told


@given(file=files(), name=names)
def test_with_names_withheld_the_same_findings_stand_at_the_same_places(
    file: CtfFile, name: str
) -> None:
    shown = check(file, name)
    hidden = check(file, name, replace(OPTIONS, names=False))
    assert hidden.status == shown.status
    assert [(f.rule, f.subject, f.place) for f in hidden.findings] == [
        (f.rule, f.subject, f.place) for f in shown.findings
    ]


@settings(max_examples=max(10, round(200 * SCALE)))
@given(
    sent=st.tuples(files("1001"), files("1002"), files("1003")),
    order=st.permutations([0, 1, 2]),
)
def test_the_order_of_files_never_changes_what_is_found_across_them(
    sent: tuple[CtfFile, ...], order: list[int]
) -> None:
    options = Options(now=NOW)
    work = Work(Known(options), standard())
    done = [
        examine(f"{at}.xml", as_bytes(file), work) for at, file in enumerate(sent, 1)
    ]
    answers = []
    for each in (done, [done[at] for at in order]):
        told, _ = across(
            [one.report for one in each],
            [one.returns for one in each],
            options,
            standard(),
        )
        answers.append([(said(one.finding), one.files) for one in told])
    assert answers[0] == answers[1]
