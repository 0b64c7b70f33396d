"""A text with anything else inside it is read whole and never passes in silence."""

import pytest

from keystage import ctf
from keystage.core.findings import Severity
from tests.unit.ctf.making import (
    HEADER,
    IDENTITY,
    errors,
    found,
    pupil,
    read,
    result,
    rules,
    stages,
    whole,
)

WITHIN = [
    ("<!-- c -->", "a comment"),
    ("<?p q?>", "a processing instruction"),
    ("<b/>", "the element b"),
    ("<b><!-- c --><c/></b><?p?>", "the element b"),
]


@pytest.mark.parametrize(("inside", "words"), WITHIN)
def test_a_result_broken_in_two_is_whole_and_an_error(inside: str, words: str) -> None:
    file = read(whole(pupil(stages(result(Result=f" GD{inside}S ")))))
    assert file.pupils[0].assessments[0].result == "GDS"
    (finding,) = file.findings
    assert (finding.rule, finding.severity) == ("XML-MIXED", Severity.ERROR)
    assert words in finding.message
    assert finding.value == "GDS"
    assert finding.pupil is not None
    assert finding.pupil.upn == "Y004100123001"
    assert finding.place is not None
    assert finding.place.path is not None
    assert finding.place.path.endswith("/StageAssessment[1]/Result")


@pytest.mark.parametrize(("inside", "words"), WITHIN)
def test_so_is_a_upn_and_a_field_of_the_header(inside: str, words: str) -> None:
    file = read(whole(pupil(identity=IDENTITY.replace("Y0041", f"Y0041{inside}"))))
    assert file.pupils[0].upn == "Y004100123001"
    assert words in found(file, "XML-MIXED").message
    file = read(whole(header=HEADER.replace("<LEA>9", f"<LEA>9{inside}", 1)))
    assert file.header.source.la == "999"
    assert found(file, "XML-MIXED").pupil is None


def test_the_text_of_an_inner_element_belongs_to_the_whole() -> None:
    broken = IDENTITY.replace("Y0041001", "Y00<b>41</b>001")
    file = read(whole(pupil(identity=broken)))
    assert file.pupils[0].upn == "Y004100123001"


def test_a_broken_field_given_twice_is_both_errors() -> None:
    twice = "<UPN>M<!---->004100123002</UPN>"
    file = read(
        whole(pupil(identity=IDENTITY.replace("<Surname>", f"{twice}<Surname>")))
    )
    assert sorted(rules(file)) == ["CTF-REPEATED", "XML-MIXED"]
    assert file.pupils[0].upn == "Y004100123001"


def test_a_broken_text_that_was_repaired_is_named_too() -> None:
    data = whole(pupil(identity=IDENTITY.replace("Mina", "No<!---->\xebl")))
    file = ctf.read(data.encode("latin-1"))
    assert "Forename 'Noël'" in found(file, "XML-ENCODING-READ-AS-1252").message


@pytest.mark.parametrize("inside", ["<!-- c -->", "<?p q?>"])
def test_comments_between_elements_are_only_remarked(inside: str) -> None:
    details = f"<BasicDetails>{inside}<NCyearActual>2</NCyearActual></BasicDetails>"
    text = inside + whole(pupil(inside, details, inside)) + inside
    file = read(text)
    (finding,) = file.findings
    assert finding.rule == ("XML-PI" if "?" in inside else "XML-COMMENT")
    assert finding.severity is Severity.NOTE
    assert "5 times" in finding.message
    assert finding.place is not None
    assert (finding.place.line, finding.place.path) == (1, None)
    assert file.pupils[0].sections[0].child_text("NCyearActual") == "2"


def test_a_comment_inside_a_text_of_a_section_is_an_error() -> None:
    details = "<BasicDetails><NCyearActual>1<!-- c -->0</NCyearActual></BasicDetails>"
    file = read(whole(pupil(details)))
    assert file.pupils[0].sections[0].child_text("NCyearActual") == "10"
    (finding,) = errors(file)
    assert finding.rule == "XML-MIXED"
    assert finding.value == "10"
    empty = "<SuppInfo><!-- nothing --></SuppInfo>"
    assert rules(read(whole(pupil(empty)))) == ["XML-COMMENT"]


def test_text_beside_elements_of_a_section_is_kept_whole_and_an_error() -> None:
    details = "<SuppInfo>one<New/>two<New> </New> three</SuppInfo>"
    file = read(whole(pupil(details)))
    (section,) = file.pupils[0].sections
    assert section.text == "onetwo three"
    assert [child.text for child in section.children] == ["", " "]
    assert rules(file) == ["XML-MIXED"]


def test_text_between_elements_of_the_format_is_an_error_that_shows_it() -> None:
    places = {
        "<KeyStage>": "KeyStage",
        "<StageAssessment>": "StageAssessment",
        "</StageAssessment>": "KeyStage",
        "<UPN>": "Pupil",
        "<NewThing/>": "Pupil",
    }
    for at, holder in places.items():
        text = whole(pupil(stages(result()), "<NewThing/>"))
        stray = f"{at}\n stray" if "Stage" in at else f"stray\n{at}"
        finding = found(read(text.replace(at, stray, 1)), "XML-MIXED")
        assert finding.value == "stray"
        assert finding.message.startswith(f"{holder} holds the text stray")


@pytest.mark.parametrize("name", ["BasicDetails", "Address"])
def test_a_value_that_rules_read_may_not_be_given_twice(name: str) -> None:
    child = "NCyearActual" if name == "BasicDetails" else "PostCode"
    inside = f"<{child}>1</{child}><{child}>2</{child}><SuppInfo/><SuppInfo/><N/><N/>"
    file = read(whole(pupil(f"<{name}>{inside}</{name}>")))
    (finding,) = errors(file)
    assert "first 1, then 2" in finding.message
    assert finding.place is not None
    assert finding.place.path == f"/CTfile/CTFpupilData/Pupil[1]/{name}/{child}"
    contact = f"<Contacts><Contact><{name}>{inside}</{name}></Contact></Contacts>"
    assert errors(read(whole(pupil(contact)))) == []


def test_long_values_are_shown_in_part() -> None:
    surname = IDENTITY.replace("Ashdown", "A" * 5_000 + "<!---->")
    finding = found(read(whole(pupil(identity=surname))), "XML-MIXED")
    assert len(finding.message) < 250
    assert finding.value is not None
    assert len(finding.value) == 60


def test_very_many_errors_are_counted_rather_than_listed() -> None:
    file = read(whole(pupil(identity="<UPN>1</UPN>" * 1_000)))
    assert len(errors(file)) == 200
    assert "799 more like this" in errors(file)[-1].message


def test_very_many_names_are_told_in_part() -> None:
    file = read(whole(pupil("".join(f"<N{number}/>" for number in range(9)))))
    message = found(file, "CTF-UNKNOWN-ELEMENT").message
    assert "N0, N1, N2, N3, N4 and others (9 times)" in message
