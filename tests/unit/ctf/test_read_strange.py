"""What differs from the format is read where it is safe, and always remarked."""

import pytest

from keystage import ctf
from keystage.core.findings import Severity
from keystage.core.records import Element
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

PLAIN = read(whole())


def test_any_order_is_read_and_remarked_once() -> None:
    mixed = (
        "<StageAssessment><Component>REA</Component><Result>EXS</Result>"
        "<ResultQualifier>NC</ResultQualifier><ResultStatus>R</ResultStatus>"
        "<Method>TA</Method><Subject>ENG</Subject><Locale>ENG</Locale>"
        "<Year>2026</Year></StageAssessment>"
    )
    late = f"<KeyStage>{mixed}<Stage>KS1</Stage></KeyStage>"
    body = f"<Pupil><StageAssessments>{late}</StageAssessments>{IDENTITY}</Pupil>"
    file = read(f"<CTfile><CTFpupilData>{body}</CTFpupilData>{HEADER}</CTfile>")
    assert file == PLAIN
    assert rules(file) == ["CTF-ORDER"]
    finding = found(file, "CTF-ORDER")
    assert finding.severity is Severity.NOTE
    assert finding.place is not None
    assert finding.place.path is not None
    assert finding.place.path.endswith("StageAssessment[1]/ResultQualifier")
    assert file.pupils[0].lines["upn"] == 1


def test_blocks_out_of_order_are_remarked_with_their_place() -> None:
    details = "<BasicDetails><NCyearActual>2</NCyearActual></BasicDetails>"
    file = read(whole(pupil(stages(result()), details)))
    finding = found(file, "CTF-ORDER")
    assert "BasicDetails" in finding.message
    assert finding.place is not None
    assert finding.place.path == "/CTfile/CTFpupilData/Pupil[1]/BasicDetails"
    assert file.pupils[0].sections[0].child_text("NCyearActual") == "2"


@pytest.mark.parametrize(
    ("version", "name", "remarked"),
    [
        ("25.0", "Gender", True),
        ("24.0", "Gender", True),
        ("23.0", "Gender", False),
        ("25.0", "Sex", False),
        ("23.0", "Sex", True),
        ("latest", "Gender", False),
    ],
)
def test_sex_is_read_under_either_name_and_remarked_where_the_version_differs(
    version: str, name: str, *, remarked: bool
) -> None:
    text = whole(pupil(), pupil()).replace("25.0", version).replace("Sex>", f"{name}>")
    file = read(text)
    assert [one.sex for one in file.pupils] == ["F", "F"]
    assert file.pupils[0].lines["sex"] == 1
    assert ("CTF-GENDER" in rules(file)) == remarked
    if remarked:
        finding = found(file, "CTF-GENDER")
        assert "twice" in finding.message
        assert finding.place is not None
        assert finding.place.path == f"/CTfile/CTFpupilData/Pupil[1]/{name}"


def test_sex_under_both_names_is_one_value_if_they_agree() -> None:
    both = IDENTITY.replace("<Sex>", "<Gender>F</Gender><Sex>")
    file = read(whole(pupil(identity=both)))
    assert file.pupils[0].sex == "F"
    assert rules(file) == ["CTF-GENDER"]
    twice = IDENTITY.replace("<Sex>", "<Sex>F</Sex><Sex>")
    assert rules(read(whole(pupil(identity=twice)))) == []
    file = read(whole(pupil(identity=both.replace("<Sex>F", "<Sex>M"))))
    assert "CTF-REPEATED" in rules(file)


def test_a_namespace_is_matched_by_local_name() -> None:
    for text in (
        whole(root="CTfile xmlns='urn:x'"),
        whole(root="x:CTfile xmlns:x='urn:x'"),
        whole(header=HEADER.replace("<LEA>", "<LEA xmlns='urn:x'>")),
    ):
        file = read(text)
        assert file == PLAIN
        assert rules(file) == ["CTF-NAMESPACE"]
        assert "urn:x" in found(file, "CTF-NAMESPACE").message


def test_a_look_alike_in_a_namespace_is_a_repeat() -> None:
    twin = '<x:UPN xmlns:x="urn:x">M004100123002</x:UPN>'
    file = read(whole(pupil(twin, stages(result()))))
    finding = found(file, "CTF-REPEATED")
    assert "Y004100123001" in finding.message
    assert "M004100123002" in finding.message
    assert finding.pupil is not None
    assert finding.pupil.surname == "Ashdown"
    assert file.pupils[0].upn == "Y004100123001"


@pytest.mark.parametrize("first", ["", "Y004100123001"])
def test_a_repeated_field_is_an_error_and_keeps_what_says_something(first: str) -> None:
    identity = f"<UPN>{first}</UPN>{IDENTITY}"
    file = read(whole(pupil(identity=identity)))
    assert file.pupils[0].upn == "Y004100123001"
    (finding,) = errors(file)
    assert (finding.rule, finding.place.path if finding.place else "") == (
        "CTF-REPEATED",
        "/CTfile/CTFpupilData/Pupil[1]/UPN",
    )
    assert ("second was taken" in finding.message) == (first == "")


def test_a_repeated_part_of_a_result_is_an_error_at_its_place() -> None:
    twice = result().replace("<Result>", "<Result>GDS</Result><Result>")
    file = read(whole(pupil(stages(result(), twice))))
    assert [a.result for a in file.pupils[0].assessments] == ["EXS", "GDS"]
    (finding,) = errors(file)
    assert finding.place is not None
    assert finding.place.path == (
        "/CTfile/CTFpupilData/Pupil[1]/StageAssessments/KeyStage[1]"
        "/StageAssessment[2]/Result"
    )


def test_repeated_blocks_are_errors_and_nothing_of_them_is_lost() -> None:
    two = stages(result()) + stages(result(Component="WRI"))
    file = read(whole(pupil(two)))
    assert [a.kind.component for a in file.pupils[0].assessments] == ["REA", "WRI"]
    assert rules(file) == ["CTF-REPEATED"]
    file = read(whole(header=HEADER + HEADER))
    assert [part.name for part in file.extra] == ["Header"]
    assert rules(file) == ["CTF-REPEATED"]
    school = "<DestSchool><LEA>998</LEA></DestSchool>"
    file = read(whole(header=HEADER.replace("</Header>", f"{school}</Header>")))
    assert file.header.destination.la == "999"
    assert file.header.extra[0].child_text("LEA") == "998"
    details = "<BasicDetails><NCyearActual>2</NCyearActual></BasicDetails>"
    file = read(whole(pupil(details, details)))
    assert len(file.pupils[0].sections) == 2
    assert rules(file) == ["CTF-REPEATED"]


def test_unknown_elements_are_kept_at_every_level_and_remarked_once() -> None:
    new = "<New><Deep>x</Deep></New>"
    text = (
        f"<CTfile>{HEADER.replace('</Header>', new + '</Header>')}"
        f"<CTFpupilData>{new}"
        + pupil(
            f"<BasicDetails>{new}</BasicDetails>",
            stages(result().replace("<Result>", f"{new}<Result>"), new),
            new,
        ).replace("</StageAssessments>", f"{new}</StageAssessments>")
        + f"</CTFpupilData>{new}</CTfile>"
    ).replace("</SourceSchool>", "<Phase/></SourceSchool>")
    file = read(text)
    kept = Element("New", children=[Element("Deep", "x")])
    assert file.extra == [kept, kept]
    assert file.header.extra == [Element("Phase"), kept]
    details = Element("BasicDetails", children=[kept])
    assert file.pupils[0].sections == [details, kept, kept, kept, kept]
    assert file.pupils[0].assessments == PLAIN.pupils[0].assessments
    (finding,) = file.findings
    assert finding.rule == "CTF-UNKNOWN-ELEMENT"
    assert "Phase, New (9 times)" in finding.message


def test_an_element_of_another_format_is_an_error_and_never_followed() -> None:
    include = (
        '<xi:include xmlns:xi="urn:include" href="secret"><xi:fallback/></xi:include>'
    )
    file = read(whole(pupil(include), pupil(f"<BasicDetails>{include}</BasicDetails>")))
    first, second = errors(file)
    assert first.rule == second.rule == "CTF-UNKNOWN-ELEMENT"
    assert "urn:include" in first.message
    assert first.pupil is not None
    assert first.pupil.forename == "Mina"
    assert first.place is not None
    assert first.place.path == "/CTfile/CTFpupilData/Pupil[1]/include"


def test_attributes_are_named_and_the_version_among_them_used() -> None:
    root = "CTfile CTFversion=' 25 ' xmlns:s='urn:s' s:schema='http://127.0.0.1:9/'"
    file = read(whole(root=root, header=HEADER.replace("<LEA>", "<LEA a='1'>", 1)))
    finding = found(file, "CTF-UNKNOWN-ATTRIBUTE")
    assert "CTFversion, schema, a (3 times)" in finding.message
    assert finding.place is not None
    assert finding.place.path == "/CTfile"
    assert file.header.version == "25.0"
    bare = read(whole(root=root, header="<Header><SupplierID>M</SupplierID></Header>"))
    assert bare.header.version == bare.dialect.version == "25"
    elsewhere = whole(header="<Header CTFversion='25'/>")
    assert read(elsewhere).header.version == ""


def test_a_short_version_is_kept_as_sent_and_remarked() -> None:
    file = read(whole().replace("25.0", "25"))
    assert file.header.version == "25"
    assert "writes 25.0" in found(file, "CTF-VERSION-FORM").message
    assert read(whole().replace("25.0", "latest")).findings == []


def test_a_file_without_a_header_is_read_with_a_query() -> None:
    file = read(whole(header=""))
    assert file.pupils == PLAIN.pupils
    assert found(file, "CTF-HEADER").severity is Severity.QUERY
    assert read(whole(header="<Header/>")).findings == []


def test_pupils_under_another_name_are_read() -> None:
    text = whole().replace("CTFpupilData", "Pupils")
    file = read(text)
    assert file == PLAIN
    assert "Pupils" in found(file, "CTF-UNKNOWN-ELEMENT").message


def test_results_without_locale_or_status_are_read_and_remarked() -> None:
    bare = result(Locale=None, ResultStatus=None)
    file = read(whole(pupil(stages(bare, bare, result(Locale=None)))))
    kinds = [a.kind for a in file.pupils[0].assessments]
    assert (kinds[0].locale, kinds[0].status, kinds[2].status) == ("", "", "R")
    finding = found(file, "CTF-MISSING")
    assert finding.severity is Severity.NOTE
    assert "Locale and ResultStatus, Locale (3 times)" in finding.message


def test_results_that_do_not_say_what_they_are_of_are_a_query() -> None:
    file = read(
        whole(pupil(stages(result(Subject=None), result(Result=None)), identity=""))
    )
    assert [a.result for a in file.pupils[0].assessments] == ["EXS", ""]
    finding = found(file, "CTF-INCOMPLETE")
    assert finding.severity is Severity.QUERY
    assert "Subject, Result (twice)" in finding.message


def test_an_absent_stage_leaves_its_results_without_one() -> None:
    file = read(whole(pupil(stages(result(), stage=""))))
    assert file.pupils[0].assessments[0].kind.stage == ""


def test_identity_inside_details_fills_what_is_absent() -> None:
    details = f"<BasicDetails>{IDENTITY}<NCyearActual>2</NCyearActual></BasicDetails>"
    file = read(whole(pupil(details, stages(result()), identity="")))
    one = file.pupils[0]
    assert (one.upn, one.surname, one.sex) == ("Y004100123001", "Ashdown", "F")
    assert one.sections == [
        Element("BasicDetails", children=[Element("NCyearActual", "2")])
    ]
    finding = found(file, "CTF-NAMES-IN-DETAILS")
    assert "5 times" in finding.message
    assert rules(file) == ["CTF-NAMES-IN-DETAILS"]
    alone = f"<BasicDetails>{IDENTITY}</BasicDetails>"
    assert read(whole(pupil(alone, identity=""))).pupils[0].sections == []


@pytest.mark.parametrize("identity", [IDENTITY, IDENTITY[IDENTITY.index("<Sur") :]])
def test_a_upn_inside_details_is_a_former_one(identity: str) -> None:
    details = "<BasicDetails><UPN>M004100123002</UPN></BasicDetails>"
    file = read(whole(pupil(details, identity=identity)))
    one = file.pupils[0]
    assert one.upn == ("Y004100123001" if "UPN" in identity else "")
    assert one.sections[0].child_text("UPN") == "M004100123002"
    assert file.findings == []


def test_names_inside_details_keep_a_former_upn_where_the_pupil_has_one() -> None:
    names = "<Surname>A</Surname><Forename>B</Forename><UPN>M004100123002</UPN>"
    upn = "<UPN>Y004100123001</UPN>"
    file = read(whole(pupil(f"<BasicDetails>{names}</BasicDetails>", identity=upn)))
    one = file.pupils[0]
    assert (one.upn, one.surname) == ("Y004100123001", "A")
    assert one.sections[0].child_text("UPN") == "M004100123002"
    without = names.replace("<UPN>M004100123002</UPN>", "")
    file = read(whole(pupil(f"<BasicDetails>{without}</BasicDetails>", identity="")))
    assert file.pupils[0].upn == ""


def test_other_personal_data_is_kept_and_remarked_once() -> None:
    lines = "<AddressLines><AddressLine1>1 Elm Row</AddressLine1></AddressLines>"
    address = f"<Address>{lines}<PostCode>ZZ99 9ZZ</PostCode></Address>"
    extra = f"{address}<Email>a@b.invalid</Email>"
    file = read(whole(pupil(extra), pupil(extra)))
    finding = found(file, "CTF-EXTRA-DATA")
    assert "Address, Email (4 times)" in finding.message
    assert file.dialect.deviations == []
    assert "ZZ99" not in finding.message


def test_an_address_that_is_a_postcode_alone_is_not_remarked() -> None:
    # the early years profile asks for it: "untick" would contradict P16
    extra = "<Address><PostCode>ZZ99 9ZZ</PostCode></Address>"
    assert read(whole(pupil(extra))).findings == []


def test_the_encoding_query_names_the_texts_to_confirm() -> None:
    named = IDENTITY.replace("Mina", "Zoë").replace("Ashdown", "Brontë")
    details = "<BasicDetails><PreferredForename>Zoé</PreferredForename></BasicDetails>"
    data = whole(pupil(details, identity=named)).encode("latin-1")
    file = ctf.read(data)
    finding = found(file, "XML-ENCODING-READ-AS-1252")
    assert finding.severity is Severity.QUERY
    for text in ("Surname 'Brontë'", "Forename 'Zoë'", "PreferredForename 'Zoé'"):
        assert text in finding.message
    assert "3 times" in finding.message
    assert finding.place is not None
    assert finding.place.path == "/CTfile/CTFpupilData/Pupil[1]/Surname"
    assert file.dialect.encoding == "windows-1252"


def test_only_texts_with_repaired_characters_are_named() -> None:
    mixed = whole(pupil(), pupil()).encode().replace(b"Mina", "Zoé".encode(), 1)
    file = ctf.read(mixed.replace(b"Mina", b"No\xebl"))
    assert [one.forename for one in file.pupils] == ["Zoé", "Noël"]
    assert "Zoé" not in found(file, "XML-ENCODING-READ-AS-1252").message
    comment = whole().encode().replace(b"<Header>", b"<!--\xeb--><Header>")
    finding = found(ctf.read(comment), "XML-ENCODING-READ-AS-1252")
    assert "in no value" in finding.message


def test_byte_order_marks_and_old_xml_are_remarked() -> None:
    file = ctf.read(whole().encode("utf-8-sig"))
    assert rules(file) == ["XML-BOM"]
    assert ctf.read(whole().encode("utf-16")).findings == []
    assert ctf.read(whole().encode("utf-16")).dialect.encoding == "utf-16"
    old = read("<?xml version='1.1'?>" + whole())
    assert rules(old) == ["XML-VERSION"]
    assert old.dialect.deviations == ["XML-VERSION"]
