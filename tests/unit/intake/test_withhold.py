"""Findings without anything that tells who a pupil is."""

from string import Formatter

import pytest

from keystage import rulebooks
from keystage.checks.kinds import KINDS
from keystage.checks.words import shown
from keystage.core.findings import Finding, Place, PupilRef, Repair, Severity
from keystage.ctf.messages import SENTENCES
from keystage.intake.known.roll import Rolls
from keystage.intake.messages import WITHOUT_TEXTS
from keystage.intake.output import withhold
from keystage.intake.output.withhold import (
    HIDDEN,
    OPEN_KINDS,
    FilePupils,
    Veil,
    path,
    without_names,
)
from keystage.intake.shelf import standard
from tests.unit.intake.makers import ctf_file, entry, number, pupil

# Kinds whose words may hold a pupil's own texts. A new kind belongs here or among
# the open ones, by decision and not by oversight.
PERSONAL_KINDS = {
    "born_before_setting",
    "left_before",
    "results_unrecognised",
    "returned_by_nobody",
    "child_under_two_upns",
    "date_of_birth",
    "duplicate_child",
    "duplicate_upn",
    "expected_by_prior",
    "field_one_of",
    "file_name",
    "missing_from_return",
    "name_text",
    "not_on_roll",
    "postcode",
    "pupil_in_two_schools",
    "reading",
    "required_field",
    "roll_differs",
    "same_file",
    "upn",
}
FILE = ctf_file([pupil(n) for n in (1, 2, 3)])
SECOND = FILE.pupils[1]
HERE = Place(line=2, path="/CTfile/CTFpupilData/Pupil[2]/Surname")
WHO = PupilRef(SECOND.upn, SECOND.surname, SECOND.forename, SECOND.dob)


def veiled(finding: Finding) -> Finding:
    veil = Veil(
        FilePupils(FILE),
        (rulebooks.load("ks1-2026"),),
        Rolls([entry(8), entry(9)]).places,
    )
    (hidden,) = veil.findings([finding])
    return hidden


def test_every_kind_of_check_is_open_or_personal_and_none_both() -> None:
    assert set(KINDS) == OPEN_KINDS | PERSONAL_KINDS
    assert not OPEN_KINDS & PERSONAL_KINDS


@pytest.mark.parametrize("name", ["eyfsp-2026", "phonics-2026", "ks1-2026", "ks2-2026"])
def test_a_rulebooks_personal_sentences_lose_what_tells_who(name: str) -> None:
    book = rulebooks.load(name)
    quiet = without_names(book)
    assert set(quiet.checks) == set(book.checks)
    for key, check in quiet.checks.items():
        if check.kind in PERSONAL_KINDS:
            words = check.message + check.fix
            assert "{value}" not in words, key
            assert "{expected}" not in words or check.kind == "file_name", key
            assert "{allowed}" not in words, key
        else:
            assert check == book.checks[key]
    assert any(HIDDEN in check.message + check.fix for check in quiet.checks.values())


def test_a_pupil_is_told_by_place_and_what_identifies_is_gone() -> None:
    finding = Finding(
        "P02",
        Severity.ERROR,
        "The first letter is wrong.",
        pupil=WHO,
        subject="upn",
        value=SECOND.upn,
        allowed=(number(7),),
        place=HERE,
        repair=Repair("set", "pupil", "upn", SECOND.upn, number(7), 2),
        consequences=(
            Finding("P04", Severity.ERROR, "Also.", pupil=WHO, subject="upn"),
        ),
    )
    hidden = veiled(finding)
    assert hidden.pupil == PupilRef(surname="pupil 2 of the file")
    assert (hidden.value, hidden.allowed, hidden.repair) == (None, (), None)
    assert hidden.place == HERE
    assert hidden.consequences[0].pupil == PupilRef(surname="a pupil")


def test_a_result_stays_with_its_repair() -> None:
    repair = Repair("set", "result", "result", "exs", "EXS", 2, 1)
    finding = Finding(
        "R02C",
        Severity.QUERY,
        "Reading is exs.",
        pupil=WHO,
        subject="REA",
        value="exs",
        allowed=("EXS",),
        place=HERE,
        repair=repair,
    )
    hidden = veiled(finding)
    assert (hidden.value, hidden.allowed, hidden.repair) == ("exs", ("EXS",), repair)
    assert hidden.message == finding.message


def test_every_sentence_in_which_the_reader_quotes_a_text_has_one_without() -> None:
    quoting = {
        sentence.rule
        for key, sentence in SENTENCES.items()
        for _, name, _, _ in Formatter().parse(sentence.message)
        if name in {"value", "first", "second"} and key != "foreign"
    }
    # The others quote what the file calls its parts, or the stage of a result.
    named = {"XML-PI", "CTF-UNKNOWN-ELEMENT", "CTF-UNKNOWN-ATTRIBUTE", "E04R"}
    named |= {"CTF-ROOT", "CTF-NAMESPACE"}
    # A sheet, or a column nobody knows, may be called anything.
    sheets = {"SHEET-COLUMNS", "SHEET-HIDDEN", "SHEET-OTHER"}
    besides = {"XML-ENCODING-READ-AS-1252", *named, *sheets}
    assert quoting | besides == set(WITHOUT_TEXTS)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (None, "Stops (inside /CTfile/Quill[2])."),
        (Place(line=3), "Stops (inside /CTfile/Quill[2])."),
        (Place(line=3, path="/CTfile/Quill[2]"), "Stops (inside /CTfile/*[2])."),
    ],
)
def test_what_a_file_is_refused_with_says_no_name_of_an_element_nobody_knows(
    place: Place | None, said: str
) -> None:
    message = "Stops (inside /CTfile/Quill[2])."
    stop = Finding("XML-X", Severity.ERROR, message, place=place)
    told = withhold.refused(stop)
    assert told.message == said
    assert (told.place and told.place.path) == (place and place.path and "/CTfile/*[2]")


def test_what_was_set_aside_is_told_by_stages_and_years_that_somebody_knows() -> None:
    found = {
        ("phonics", "2025"): 1,
        ("KS1 estimates", "2026"): 2,
        ("Quill", "2026"): 3,
        ("KS1 Quill", "2026"): 4,
        ("KS1", "Quill"): 5,
    }
    assert withhold.aside(found, standard()) == {
        ("phonics", "2025"): 1,
        ("KS1 estimates", "2026"): 2,
        ("other", "2026"): 7,
        ("KS1", ""): 5,
    }


@pytest.mark.parametrize("rule", sorted(WITHOUT_TEXTS))
def test_a_text_the_reader_quotes_is_not_told(rule: str) -> None:
    finding = Finding(
        rule, Severity.ERROR, "It says Quillsworthy.", value="Quillsworthy"
    )
    hidden = veiled(finding)
    assert (hidden.message, hidden.value) == (WITHOUT_TEXTS[rule], None)


def test_what_the_reader_says_of_a_pupil_loses_the_pupils_own_texts() -> None:
    said = f"{SECOND.surname} ({SECOND.upn}, {SECOND.dob}) has two UPNs: {number(9)}."
    finding = Finding("CTF-ODD", Severity.ERROR, said, said, place=HERE, value="x")
    hidden = veiled(finding)
    expected = f"{HIDDEN} ({HIDDEN}, {HIDDEN}) has two UPNs: {HIDDEN}."
    assert (hidden.message, hidden.fix, hidden.value) == (expected, expected, None)


def test_a_pupil_of_the_roll_alone_is_told_by_place_on_the_roll() -> None:
    one = entry(9)
    who = PupilRef(one.upn, one.surname, one.forename, one.dob)
    finding = Finding("P19", Severity.QUERY, f"{one.surname} is missing.", pupil=who)
    hidden = veiled(finding)
    assert hidden.pupil == PupilRef(surname="pupil 2 of the roll")
    assert hidden.message == f"{HIDDEN} is missing."


def test_a_finding_about_the_whole_file_is_left_as_it_is() -> None:
    finding = Finding(
        "H03", Severity.QUERY, "The version is 9.9.", subject="version", value="9.9"
    )
    assert veiled(finding) == finding


def test_a_place_outside_the_file_is_answered_all_the_same() -> None:
    far = Place(path="/CTfile/CTFpupilData/Pupil[9]")
    assert veiled(Finding("X", Severity.NOTE, "Odd.", place=far)).message == "Odd."


def test_a_name_that_may_hold_a_childs_is_withheld_with_its_repair() -> None:
    repair = Repair(
        "set", "file_name", "name", "Mina Oak.xml", "9991001_KS1_999LLLL_001.xml"
    )
    hidden = veiled(
        Finding("H09", Severity.QUERY, "Odd name.", value="Mina Oak.xml", repair=repair)
    )
    assert (hidden.value, hidden.repair) == (None, None)


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ("in/Mina Oak/9991001_KS1_999LLLL_001.xml", "9991001_KS1_999LLLL_001.xml"),
        ("Mina Oak.xml", "file 4"),
    ],
)
def test_a_file_keeps_its_name_only_where_it_follows_the_pattern(
    shown: str, told: str
) -> None:
    assert path(shown, 4) == told


@pytest.mark.parametrize(
    "typed", ["Costa", "A999100123001", "Mateus (see me)", "Costa\u200b" + "x" * 90]
)
def test_what_is_no_code_where_a_result_is_due_is_withheld(typed: str) -> None:
    repair = Repair("set", "result", "result", typed, "EXS", 2, 1)
    finding = Finding(
        "R02",
        Severity.ERROR,
        f"Reading is {shown(typed)}, which is no result.",
        pupil=WHO,
        subject="REA",
        value=typed,
        place=HERE,
        repair=repair,
    )
    hidden = veiled(finding)
    assert hidden.message == f"Reading is {HIDDEN}, which is no result."
    assert (hidden.value, hidden.repair) == (None, None)


def test_a_name_where_a_file_name_has_its_kind_is_withheld() -> None:
    assert path("in/9991234_Kim_999LLLL_001.xml", 3) == "file 3"
    assert path("in/9991234_pho_999LLLL_001.xml", 3) == "9991234_pho_999LLLL_001.xml"


@pytest.mark.parametrize(
    "rule", ["E04R", "XML-PI", "CTF-UNKNOWN-ELEMENT", "CTF-UNKNOWN-ATTRIBUTE"]
)
def test_what_a_file_calls_its_own_parts_is_withheld(rule: str) -> None:
    hidden = veiled(Finding(rule, Severity.NOTE, "There is <Costa>.", value="Costa"))
    assert "Costa" not in hidden.message
    assert hidden.value is None


def test_an_example_of_the_rulebook_is_nobodys_date() -> None:
    book = without_names(rulebooks.load("eyfsp-2026"))
    check = book.checks["P11-format"]
    finding = Finding("P11", Severity.ERROR, check.message, check.fix, pupil=WHO)
    hidden = Veil(FilePupils(FILE), (book,)).findings([finding])[0]
    assert hidden.fix == "Write it as year-month-day, such as 2020-11-05."


def test_a_sentence_that_would_hold_the_likely_number_is_dropped_whole() -> None:
    book = without_names(rulebooks.load("eyfsp-2026"))
    fixes = [check.fix for check in book.checks.values() if check.kind == "upn"]
    assert any(fix.endswith("one character may be wrong.") for fix in fixes)
    assert not any(f".{HIDDEN}" in fix for fix in fixes)
