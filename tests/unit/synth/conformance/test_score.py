"""What becomes of a supplier's files: right ones whole, each planted fault by name."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest

from keystage.core.findings import Severity
from keystage.synth.conformance import RETURNED, Outcome, make
from keystage.synth.conformance.likeness import Way
from keystage.synth.conformance.outcome import Fault, Heading, Kind
from keystage.synth.conformance.telling.groups import grouped
from keystage.synth.returns import Return, dialects
from keystage.synth.writing import ctf_bytes
from tests.unit.synth.conformance.supplied import (
    KIT,
    YEAR,
    everything,
    put,
    scored,
)

WHOLE = {Heading.FILES, Heading.CHILDREN, Heading.RESULTS}
FILE = {one.id: one.file_name for one in KIT.exports}
PRODUCTS = [name for name, one in dialects().items() if one.collections != ("mtc",)]

type Change = Callable[[dict[str, Return]], None]


def outcome(folder: Path, change: Change) -> Outcome:
    """Return what becomes of right files once they are changed."""
    files = deepcopy(everything())
    change(files)
    put(folder, files)
    return scored(folder)


def only(found: Outcome) -> Fault:
    """Return the one fault there is."""
    (fault,) = found.faults
    return fault


@pytest.mark.parametrize("product", PRODUCTS)
def test_right_files_score_whole_whatever_product_wrote_them(
    tmp_path: Path, product: str
) -> None:
    put(tmp_path, everything(product))
    found = scored(tmp_path)
    scores = {heading: tally.score for heading, tally in found.tallies.items()}
    assert {scores[heading] for heading in WHOLE} == {100}
    told = {fault.rule for fault in found.faults}
    known = set(dialects()[product].tells) - {"CTF-EXTRA-DATA"}  # no deviation
    if product == "mark_of_order":
        known.add("XML-BOM")
    assert told == known
    assert (scores[Heading.WRITING] == 100) == (not told)


def test_names_in_capitals_are_told_and_cost_nothing(tmp_path: Path) -> None:
    put(tmp_path, everything("tables"))
    found = scored(tmp_path)
    assert {fault.way for fault in found.faults} == {Way.CASE}
    assert {fault.severity for fault in found.faults} == {Severity.QUERY}
    assert {fault.kind for fault in found.faults} == {Kind.WRITTEN}
    assert found.tallies[Heading.CHILDREN].score == 100


@pytest.mark.parametrize(
    ("field", "text", "way"),
    [
        ("Surname", "OHallorin", Way.SIGNS),
        ("Surname", "O'Hall", Way.CUT),
        ("Forename", "", Way.EMPTY),
        ("DOB", "2020-01-01", Way.OTHER),
        ("Sex", "M", Way.OTHER),
        ("FormerUPN", "A123456789012", Way.OTHER),
        ("FormerSurname", "Smith", Way.OTHER),
        ("NCyearActual", "1", Way.OTHER),
        ("PostCode", "ZZ1 1ZZ", Way.OTHER),
    ],
)
def test_an_altered_text_is_named_with_child_file_and_line(
    tmp_path: Path, field: str, text: str, way: Way
) -> None:
    def change(files: dict[str, Return]) -> None:
        files[f"eyfsp-{YEAR}"].rows[0].fields[field] = text

    found = outcome(tmp_path, change)
    fault = next(one for one in found.faults if one.heading is Heading.CHILDREN)
    assert (fault.kind, fault.what, fault.way) == (Kind.ALTERED, field, way)
    assert (fault.found.replace(" ", ""), fault.case) == (
        text.replace(" ", ""),
        "apostrophe",
    )
    assert fault.file.endswith(FILE[f"eyfsp-{YEAR}"])
    assert fault.line
    assert found.tallies[Heading.CHILDREN].right == 132


def test_another_upn_is_an_altered_child_and_not_a_missing_one(tmp_path: Path) -> None:
    def change(files: dict[str, Return]) -> None:
        files[f"ks1-{YEAR}"].rows[1].fields["UPN"] = "A123456789012"

    found = outcome(tmp_path, change)
    fault = next(one for one in found.faults if one.heading is Heading.CHILDREN)
    assert (fault.kind, fault.what, fault.found) == (
        Kind.ALTERED,
        "UPN",
        "A123456789012",
    )


def test_the_number_before_is_told_as_another_number_of_the_child(
    tmp_path: Path,
) -> None:
    def change(files: dict[str, Return]) -> None:
        row = next(one for one in files[f"ks1-{YEAR}"].rows if one.fields["FormerUPN"])
        row.fields["UPN"], row.fields["FormerUPN"] = row.fields["FormerUPN"], ""

    fault = only(outcome(tmp_path, change))
    assert (fault.what, fault.way) == ("UPN", Way.ANOTHER_NAME)


def test_the_name_used_in_class_is_told_as_another_name(tmp_path: Path) -> None:
    def change(files: dict[str, Return]) -> None:
        rows = files[f"ks2-{YEAR}"].rows
        row = next(one for one in rows if one.fields["Forename"] == "Katarzyna")
        row.fields["Forename"] = "Kasia"

    fault = only(outcome(tmp_path, change))
    assert (fault.what, fault.way) == ("Forename", Way.ANOTHER_NAME)


def test_a_missing_child_and_its_results_are_missing(tmp_path: Path) -> None:
    def change(files: dict[str, Return]) -> None:
        del files[f"ks1-{YEAR}"].rows[6]

    found = outcome(tmp_path, change)
    fault = only(found)
    assert (fault.heading, fault.kind) == (Heading.CHILDREN, Kind.MISSING)
    assert (fault.case, fault.message[:26]) == (
        "long name",
        "a surname of 43 letters, w",
    )
    assert found.tallies[Heading.RESULTS].right == 610 - 4


def test_children_who_are_missing_are_told_together_whatever_each_is_to_try(
    tmp_path: Path,
) -> None:
    def change(files: dict[str, Return]) -> None:
        del files[f"ks1-{YEAR}"].rows[:8]

    found = outcome(tmp_path, change)
    (part,) = (one for one in found.parts if one.faults)
    (group,) = grouped(part)
    assert len(group.faults) == 8
    assert len({fault.message for fault in group.faults}) == 8


def test_who_should_be_left_out_is_unexpected_and_so_is_a_stranger(
    tmp_path: Path,
) -> None:
    (ks1,) = (one for one in KIT.exports if one.id == f"ks1-{YEAR}")
    gone = next(child for child in ks1.children if child.left)

    def change(files: dict[str, Return]) -> None:
        rows = files[ks1.id].rows
        for number, surname in ((gone.upn, gone.surname), ("A999999999999", "Nobody")):
            row = deepcopy(rows[0])
            row.fields |= {"UPN": number, "Surname": surname}
            row.results = []
            rows.append(row)

    found = outcome(tmp_path, change)
    children = [fault for fault in found.faults if fault.heading is Heading.CHILDREN]
    one, other = sorted(children, key=lambda fault: fault.upn, reverse=True)
    assert {one.kind, other.kind} == {Kind.UNEXPECTED}
    assert (one.upn, one.name) == (gone.upn, gone.name)
    # Who is not in the kit may be real: the report says where, and not who.
    assert (other.upn, other.name) == ("", "")
    assert other.file.endswith(ks1.file_name)
    assert other.line
    assert "Nobody" not in str(found.faults)
    assert found.tallies[Heading.CHILDREN].of == 133 + 2


@pytest.mark.parametrize(
    ("text", "way", "right"),
    [("GDS", Way.OTHER, 609), ("Working at", Way.WORDS, 609), ("em", Way.CASE, 610)],
)
def test_an_altered_result_is_named(
    tmp_path: Path, text: str, way: Way, right: int
) -> None:
    def change(files: dict[str, Return]) -> None:
        files[f"ks1-{YEAR}"].rows[0].results[0].value = text

    found = outcome(tmp_path, change)
    fault = only(found)
    assert (fault.way, fault.expected, fault.found) == (way, "EM", text)
    assert fault.kind is (Kind.WRITTEN if way is Way.CASE else Kind.ALTERED)
    assert fault.what == "KS1 2025 ENG TA REA NC"
    assert found.tallies[Heading.RESULTS].right == right


def test_a_missing_result_is_named_by_its_words(tmp_path: Path) -> None:
    def change(files: dict[str, Return]) -> None:
        del files[f"eyfsp-{YEAR}"].rows[2].results[16]

    fault = only(outcome(tmp_path, change))
    assert (fault.heading, fault.kind) == (Heading.RESULTS, Kind.MISSING)
    assert (fault.what, fault.expected) == ("EYF 2025 EXP FA E17 FD", "A")


def test_a_result_under_other_words_is_altered_and_not_two_faults(
    tmp_path: Path,
) -> None:
    def change(files: dict[str, Return]) -> None:
        files[f"phonics-{YEAR}"].rows[4].results[0].method = "TA"

    found = outcome(tmp_path, change)
    fault = next(one for one in found.faults if one.heading is Heading.RESULTS)
    assert (fault.kind, fault.way) == (Kind.ALTERED, Way.CODING)
    assert (fault.expected, fault.found) == (
        "KS1 2025 PHO TT CHK NM",
        "KS1 2025 PHO TA CHK NM",
    )


def test_results_of_another_year_are_each_told_once_with_the_year_expected(
    tmp_path: Path,
) -> None:
    def change(files: dict[str, Return]) -> None:
        for row in files[f"ks1-{YEAR}"].rows:
            for one in row.results:
                one.year = "2024"

    found = outcome(tmp_path, change)
    told = [one for one in found.faults if one.heading is Heading.RESULTS]
    assert len(told) == 76
    assert {one.way for one in told} == {Way.CODING}
    for one in told:
        assert one.found == one.expected.replace("2025", "2024")


def test_of_two_results_as_like_each_other_neither_is_taken_for_the_one_wanted(
    tmp_path: Path,
) -> None:
    def change(files: dict[str, Return]) -> None:
        results = files[f"ks1-{YEAR}"].rows[0].results
        del results[1]
        for component in ("WR1", "WR2"):
            results.append(replace(results[0], component=component))

    found = outcome(tmp_path, change)
    told = [one for one in found.faults if one.heading is Heading.RESULTS]
    kinds = [one.kind for one in told]
    assert kinds == [Kind.MISSING, Kind.UNEXPECTED, Kind.UNEXPECTED]


def test_an_estimate_in_place_of_a_result_is_told_as_one(tmp_path: Path) -> None:
    def change(files: dict[str, Return]) -> None:
        files[f"ks2-{YEAR}"].rows[9].results[0].status = "E"

    found = outcome(tmp_path, change)
    fault = next(one for one in found.faults if one.heading is Heading.RESULTS)
    assert (fault.way, fault.expected, fault.found) == (Way.STATUS, "R", "E")
    assert found.tallies[Heading.RESULTS].right == 609


def test_a_result_nobody_entered_is_unexpected(tmp_path: Path) -> None:
    def change(files: dict[str, Return]) -> None:
        row = files[f"phonics-{YEAR}"].rows[4]
        extra = deepcopy(row.results[0])
        extra.year, extra.value = "2024", "3"
        row.results.append(extra)

    found = outcome(tmp_path, change)
    fault = only(found)
    assert (fault.kind, fault.found) == (Kind.UNEXPECTED, "3")
    assert found.tallies[Heading.RESULTS].of == 611


def test_a_target_is_no_result_and_is_passed_over(tmp_path: Path) -> None:
    def change(files: dict[str, Return]) -> None:
        row = files[f"ks1-{YEAR}"].rows[4]
        target = deepcopy(row.results[0])
        target.status, target.value = "T", "GDS"
        row.results.append(target)

    assert not any(
        one.heading is Heading.RESULTS for one in outcome(tmp_path, change).faults
    )


def test_a_child_and_its_results_twice_in_one_file_are_there_once_too_often(
    tmp_path: Path,
) -> None:
    def change(files: dict[str, Return]) -> None:
        rows = files[f"phonics-{YEAR}"].rows
        rows.append(rows[3])

    found = outcome(tmp_path, change)
    assert [(one.heading, one.kind) for one in found.faults] == [
        (Heading.CHILDREN, Kind.UNEXPECTED),
        (Heading.RESULTS, Kind.UNEXPECTED),
    ]
    for heading in (Heading.CHILDREN, Heading.RESULTS):
        assert found.tallies[heading].score == 99


@pytest.mark.parametrize("word", ["stage", "subject", "method", "component", "year"])
def test_a_result_that_leaves_a_word_out_is_not_what_was_asked_for(
    tmp_path: Path, word: str
) -> None:
    def change(files: dict[str, Return]) -> None:
        setattr(files[f"phonics-{YEAR}"].rows[4].results[0], word, "")

    found = outcome(tmp_path, change)
    told = [one for one in found.faults if one.heading is Heading.RESULTS]
    assert len(told) >= 1
    assert {one.kind for one in told} <= {Kind.ALTERED, Kind.MISSING, Kind.UNEXPECTED}


def test_a_result_given_twice_with_two_values_is_altered(tmp_path: Path) -> None:
    def change(files: dict[str, Return]) -> None:
        row = files[f"ks2-{YEAR}"].rows[4]
        again = deepcopy(row.results[0])
        again.value = "GDS"
        row.results.append(again)

    found = outcome(tmp_path, change)
    fault = next(one for one in found.faults if one.heading is Heading.RESULTS)
    assert (fault.kind, fault.found) == (Kind.ALTERED, "GDS, PK4")


def test_an_outcome_against_its_mark_is_altered_and_the_right_one_is_not_asked_for(
    tmp_path: Path,
) -> None:
    def change(files: dict[str, Return]) -> None:
        results = files[f"phonics-{YEAR}"].rows[40].results
        beside = deepcopy(results[0])
        beside.qualifier, beside.value = "NY", "WT"
        results.append(beside)

    found = outcome(tmp_path, change)
    fault = next(one for one in found.faults if one.heading is Heading.RESULTS)
    assert (fault.expected, fault.found) == ("WA", "WT")


def test_a_code_may_stand_where_the_mark_would(tmp_path: Path) -> None:
    def change(files: dict[str, Return]) -> None:
        for row in files[f"phonics-{YEAR}"].rows:
            for one in row.results:
                one.qualifier = "NM"

    found = outcome(tmp_path, change)
    assert found.tallies[Heading.RESULTS].score == 100


def test_a_file_that_did_not_come_is_missing_and_nothing_else_is_said_of_it(
    tmp_path: Path,
) -> None:
    def change(files: dict[str, Return]) -> None:
        del files[f"ks2-{YEAR}"]

    found = outcome(tmp_path, change)
    fault = only(found)
    assert (fault.heading, fault.kind) == (Heading.FILES, Kind.MISSING)
    assert found.tallies[Heading.FILES].score == 80
    assert found.tallies[Heading.RESULTS].right == 610 - 56


@pytest.mark.parametrize("folder", ["", "2025", "sent"])
def test_of_a_file_that_came_and_cannot_be_read_nobody_says_that_none_came(
    tmp_path: Path, folder: str
) -> None:
    files = everything()
    half = ctf_bytes(files.pop(f"ks2-{YEAR}"))[:9000]
    put(tmp_path, files)
    (tmp_path / folder).mkdir(exist_ok=True)
    (tmp_path / folder / FILE[f"ks2-{YEAR}"]).write_bytes(half)
    found = scored(tmp_path)
    assert only(found).kind is Kind.UNREAD
    (part,) = (one for one in found.parts if one.faults)
    assert part.export
    assert (part.export.id, part.files) == (f"ks2-{YEAR}", [])
    assert found.tallies[Heading.FILES].score == 80
    assert found.tallies[Heading.WRITING].score == 80


@pytest.mark.parametrize(("folder", "home"), [("2024", "ks2-2024"), ("sent", "")])
def test_a_broken_file_is_laid_to_the_year_of_its_folder_and_else_to_none(
    tmp_path: Path, folder: str, home: str
) -> None:
    kit = make(7, (2024, 2025), RETURNED, "999")
    (tmp_path / folder).mkdir()
    (tmp_path / folder / FILE[f"ks2-{YEAR}"]).write_bytes(b"<CTfile><Header>")
    found = scored(tmp_path, kit)
    (part,) = (
        one for one in found.parts if Kind.UNREAD in {f.kind for f in one.faults}
    )
    assert (part.export.id if part.export else "") == home


def test_results_may_come_in_several_files(tmp_path: Path) -> None:
    files = everything()
    whole = files[f"phonics-{YEAR}"]
    put(tmp_path, files)
    for number, group in enumerate("12", 1):
        part = deepcopy(whole)
        part.rows = [row for row in part.rows if row.fields["NCyearActual"] == group]
        name = FILE[f"phonics-{YEAR}"].replace("001", f"00{number}")
        (tmp_path / name).write_bytes(ctf_bytes(part))
    found = scored(tmp_path)
    assert not list(found.faults)
    (phonics,) = (
        part for part in found.parts if part.export and "phonics-" in part.export.id
    )
    assert len(phonics.files) == 2


def test_a_file_of_nobody_and_one_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    files = everything()
    put(tmp_path, files)
    nobody = deepcopy(files[f"ks1-{YEAR}"])
    nobody.rows = []
    (tmp_path / "empty.xml").write_bytes(ctf_bytes(nobody))
    (tmp_path / "half.xml").write_bytes(ctf_bytes(files[f"ks1-{YEAR}"])[:9000])
    (tmp_path / "notes.txt").write_bytes(b"see you")
    found = scored(tmp_path)
    assert found.unread == 1
    assert [path.endswith("notes.txt") for path, _ in found.skipped] == [True]
    last = found.parts[-1]
    assert last.export is None
    assert {fault.kind for fault in last.faults} == {Kind.UNEXPECTED, Kind.UNREAD}
    assert all(part.tallies[Heading.RESULTS].score == 100 for part in found.parts[:-1])


@pytest.mark.parametrize(
    ("element", "text", "rule"),
    [
        ("CTFversion", "19.0", "H03"),
        ("SourceSchool/Estab", "1234", "H04"),
        ("DestSchool/LEA", "998", "H05"),
        ("DestSchool/Estab", "3990", "H05"),
    ],
)
def test_each_deviation_of_a_header_is_named(
    tmp_path: Path, element: str, text: str, rule: str
) -> None:
    def change(files: dict[str, Return]) -> None:
        files[f"ks1-{YEAR}"].header[element] = text

    found = outcome(tmp_path, change)
    assert rule in {fault.rule for fault in found.faults}
    assert found.tallies[Heading.RESULTS].score == 100


@pytest.mark.parametrize("name", ["9991234_KS1_999LLLL_001.xml", "results.xml"])
def test_a_name_off_the_pattern_is_told(tmp_path: Path, name: str) -> None:
    put(tmp_path, everything())
    (tmp_path / FILE[f"ks1-{YEAR}"]).rename(tmp_path / name)
    assert "H09" in {fault.rule for fault in scored(tmp_path).faults}


def test_a_file_of_several_collections_is_to_have_the_name_the_kit_asks_for(
    tmp_path: Path,
) -> None:
    put(tmp_path, everything())
    (tmp_path / FILE[f"several-{YEAR}"]).rename(tmp_path / "export.xml")
    fault = only(scored(tmp_path))
    assert (fault.rule, fault.severity) == ("H09", Severity.QUERY)
    assert FILE[f"several-{YEAR}"] in fault.fix


def test_a_wrong_header_is_told_in_the_words_of_the_check(tmp_path: Path) -> None:
    def change(files: dict[str, Return]) -> None:
        files[f"eyfsp-{YEAR}"].header["SourceSchool/Estab"] = "1234"
        files[f"ks1-{YEAR}"].header["CTFversion"] = "19.0"

    found = outcome(tmp_path, change)
    told = {fault.rule for fault in found.faults}
    assert {"H03", "H04"} <= told
    assert found.tallies[Heading.RESULTS].score == 100
    assert found.tallies[Heading.WRITING].score == 60
