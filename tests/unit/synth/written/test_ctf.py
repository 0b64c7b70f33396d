"""Every dialect is a file our reader takes, with what it holds and its quirks named."""

from datetime import date

import pytest

from keystage import ctf
from keystage.core.upn import tidy
from keystage.synth.model import Authority, Collection, Phase
from keystage.synth.places import schools
from keystage.synth.returns import Return, dialects, one, returns
from keystage.synth.returns.dialects import versions
from keystage.synth.writing import ctf_bytes, file_name

AUTHORITY = Authority("999", 12, 7)
SUMMER = 2024
# what the reader says of a form; what the checks say of it is tried with the verb
OF_FORM = {
    name: [rule for rule in dialect.tells if rule.startswith(("CTF-", "XML-"))]
    for name, dialect in dialects().items()
}


def a_return(name: str, collection: Collection | None = None) -> Return:
    """Return a school's return, as the dialect writes it."""
    wanted = collection or Collection(dialects()[name].collections[0])
    whole = (one for one in schools(AUTHORITY) if one.phase is Phase.PRIMARY)
    made = one(AUTHORITY, next(whole), SUMMER, wanted)
    made.dialect = name
    made.header["CTFversion"] = versions(dialects()[name].version, SUMMER)
    return made


@pytest.mark.parametrize("name", dialects())
def test_the_reader_takes_every_dialect_and_names_its_quirks(name: str) -> None:
    made = a_return(name)
    file = ctf.read(ctf_bytes(made))
    assert [tidy(one.upn) for one in file.pupils] == [row.upn for row in made.rows]
    for pupil, row in zip(file.pupils, made.rows, strict=True):
        told = [(one.kind.component, one.result) for one in pupil.assessments]
        assert told == [(one.component, one.value) for one in row.results]
        names = [pupil.surname, pupil.forename]
        wanted = [row.fields["Surname"], row.fields["Forename"]]
        if dialects()[name].capitals:
            wanted = [text.upper() for text in wanted]
        assert names == wanted
    assert sorted(one.rule for one in file.findings) == sorted(OF_FORM[name])


def test_sex_is_called_by_the_version() -> None:
    made = a_return("plain")
    for version, called in (("23.0", b"<Gender>"), ("24.0", b"<Sex>"), ("", b"<Sex>")):
        made.header["CTFversion"] = version
        assert called in ctf_bytes(made)


def test_a_postcode_is_written_where_it_is_asked_for_alone() -> None:
    assert b"<PostCode>" in ctf_bytes(a_return("plain", Collection.EYFSP))
    assert b"<PostCode>" not in ctf_bytes(a_return("plain", Collection.KS2))


def test_needs_are_left_out_where_a_row_does_not_tell_them() -> None:
    made = a_return("wide")
    for row in made.rows:
        row.fields["SENprovision"] = ""
    assert "SENhistory" not in ctf_bytes(made).decode("utf-16")


def test_a_pupil_without_results_has_no_part_for_them() -> None:
    made = a_return("plain")
    for row in made.rows:
        row.results.clear()
    assert b"StageAssessments" not in ctf_bytes(made)


def test_marks_and_signs_are_written_as_xml_has_them() -> None:
    made = a_return("latin")
    made.rows[0].fields["Surname"] = "Ł & <b>"
    data = ctf_bytes(made)
    assert b"&#321; &amp; &lt;b&gt;" in data
    assert ctf.read(data).pupils[0].surname == "Ł & <b>"


def test_a_file_is_named_by_school_kind_and_address() -> None:
    number = a_return("plain").school.number
    assert file_name(a_return("plain")) == f"{number}_FSP_999LLLL_001.xml"
    assert file_name(a_return("general")) == f"{number}_CTF_999LLLL_001.xml"
    to_agency = a_return("plain", Collection.KS2)
    assert file_name(to_agency) == f"{number}_KS2_NAALLLL_001.xml"
    made = a_return("plain")
    made.name = "results final.xml"
    assert file_name(made) == "results final.xml"


def test_a_setting_is_known_by_its_urn() -> None:
    setting = next(one for one in schools(AUTHORITY) if one.phase is Phase.SETTING)
    (made,) = returns(AUTHORITY, setting.index, 2025, list(Collection))
    assert made.collection is Collection.EYFSP
    assert file_name(made) == f"{setting.urn}_FSP_999LLLL_001.xml"
    file = ctf.read(ctf_bytes(made))
    assert (file.header.source.urn, file.header.source.estab) == (setting.urn, "")
    assert all(pupil.dob >= "2020-04-01" for pupil in file.pupils)


def test_outcomes_stand_beside_marks_where_a_product_writes_both() -> None:
    nation = Authority("999", 240, 7)
    for here in schools(nation):
        made = one(nation, here, 2025, Collection.PHONICS)
        if made.dialect == "outcomes" and made.rows:
            break
    told = {
        (one.value, int(row.results[1].value) >= 32)
        for row in made.rows
        for one in row.results[:1]
        if len(row.results) == 2
    }
    assert told == {("WA", True), ("WT", False)}


def test_a_file_is_made_when_results_are_known_and_before_july() -> None:
    for here in schools(AUTHORITY):
        for made in returns(AUTHORITY, here.index, 2025, list(Collection)):
            day = date.fromisoformat(made.header["DateTime"][:10])
            assert date(2025, 5, 19) <= day <= date(2025, 7, 1)
            assert day.weekday() < 5


def test_one_product_has_no_afternoon() -> None:
    nation = Authority("999", 360, 7)
    hours: dict[bool, set[str]] = {True: set(), False: set()}
    for here in schools(nation):
        if here.phase is Phase.JUNIOR or here.index % 3 == 0:
            made = one(nation, here, 2025, Collection.KS2)
            twelve = dialects()[made.dialect].twelve
            hours[twelve].add(made.header["DateTime"][11:13])
    assert hours[True]
    assert max(hours[True]) <= "12"
    assert max(hours[False]) == "17"
