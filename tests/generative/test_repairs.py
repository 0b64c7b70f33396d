"""A repair, made: the finding goes, and no error comes."""

from collections import Counter
from collections.abc import Iterable, Iterator

from hypothesis import event, given, note
from hypothesis import strategies as st

from keystage.core import repairs
from keystage.core.findings import Finding, Severity
from keystage.core.records import CtfFile
from keystage.intake import FileReport, Options, check_bytes
from tests.generative.invented import files, names
from tests.unit.intake.makers import NOW, ctf_file, entry, mark, number, pupil

MOST_ROUNDS = 60
ROLL = (entry(1), entry(2), entry(3, "2"))
OPTIONS = st.sampled_from(
    [Options(now=NOW, authority="999"), Options(now=NOW, authority="999", roll=ROLL)]
)


def check(file: CtfFile, name: str, options: Options) -> FileReport:
    def reader(_data: bytes, **_limits: object) -> CtfFile:
        return file

    return check_bytes(name, b"", options, reader=reader)


def every(findings: Iterable[Finding]) -> Iterator[Finding]:
    for finding in findings:
        yield finding
        yield from every(finding.consequences)


def identity(finding: Finding) -> tuple[object, ...]:
    """What makes a finding the one it is, wherever its pupil stands in the file."""
    who = finding.pupil and (
        finding.pupil.upn,
        finding.pupil.surname,
        finding.pupil.dob,
    )
    return finding.rule, finding.subject, finding.value, who


def is_gone(finding: Finding, before: FileReport, after: FileReport) -> bool:
    """Whether there is one less of `finding`, or nothing says it at its place.

    Of a fault said once of two places, the second is heard of when the first is
    mended; and what is said three times is then said twice.
    """
    were = Counter(map(identity, every(before.findings)))
    are = Counter(map(identity, every(after.findings)))
    there = {(identity(f), f.message, str(f.place)) for f in every(after.findings)}
    said = (identity(finding), finding.message, str(finding.place))
    return are[identity(finding)] < were[identity(finding)] or said not in there


def errors(report: FileReport) -> Counter[str]:
    found = every(report.findings)
    return Counter(one.rule for one in found if one.severity is Severity.ERROR)


def mended(file: CtfFile, name: str, finding: Finding) -> tuple[CtfFile, str]:
    repair = finding.repair
    assert repair is not None
    if repair.target == "file_name":
        return file, repairs.apply_to_name(name, repair)
    fresh = repairs.apply(file, repair)
    for position, one in enumerate(fresh.pupils, 1):
        one.position = position
    return fresh, name


@given(file=files(), name=names, options=OPTIONS)
def test_each_repair_takes_its_finding_away_and_adds_no_error(
    file: CtfFile, name: str, options: Options
) -> None:
    before = check(file, name, options)
    for finding in every(before.findings):
        if finding.repair is None:
            continue
        event(f"{finding.rule} repaired")
        note(f"{finding}")
        after = check(*mended(file, name, finding), options)
        assert is_gone(finding, before, after)
        assert not errors(after) - errors(before)


@given(file=files(), name=names, options=OPTIONS)
def test_repairing_one_after_another_comes_to_an_end_with_nothing_to_repair(
    file: CtfFile, name: str, options: Options
) -> None:
    left = errors(report := check(file, name, options))
    for _ in range(MOST_ROUNDS):
        finding = next((f for f in every(report.findings) if f.repair), None)
        if finding is None:
            break
        file, name = mended(file, name, finding)
        report = check(file, name, options)
        assert not errors(report) - left
        left = errors(report)
    assert not [f.rule for f in every(report.findings) if f.repair]


def test_the_repairs_of_a_file_with_one_of_each_are_all_offered_and_made() -> None:
    wrong = [
        pupil(1, [mark("33")]),
        pupil(2, [mark("33")], upn="B" + number(2)[1:]),
        pupil(3, [mark("a")], sex="female"),
        pupil(
            4, [mark("12\u00a0")], surname="Ashdown\u200be", dob="2019-11-05T00:00:00"
        ),
        pupil(1, [mark("33")]),
    ]
    file = ctf_file(wrong, to="NAA")
    name = "9991001_PHO_999LLLL_001 (1).xml"
    roll = tuple(entry(serial) for serial in range(1, 5))
    options = Options(now=NOW, authority="999", roll=roll)
    report = check(file, name, options)
    offered = {f.rule for f in every(report.findings) if f.repair}
    expected = "H05 H09 P02 P03D P11 P14W P19 NAME-HIDDEN R02C R02S"
    assert offered == set(expected.split())
    while finding := next((f for f in every(report.findings) if f.repair), None):
        file, name = mended(file, name, finding)
        report = check(file, name, options)
    assert name == "9991001_PHO_999LLLL_001.xml"
    assert report.status == "clean"
    assert len(file.pupils) == 4
