"""A file as the format describes it becomes records, and nothing is remarked."""

import io
from pathlib import Path

import pytest

from keystage import ctf
from keystage.core.errors import Refused
from keystage.core.records import Assessment, CtfFile, Dialect, Element, Kind, School
from keystage.xmlguard import Limits
from tests.unit.ctf.making import HEADER, IDENTITY, pupil, read, result, stages, whole

KS1_READING = Kind("KS1", "ENG", "2026", "ENG", "TA", "REA", "R", "NC")


def test_a_plain_file_is_read_without_a_remark() -> None:
    file = read(whole(pupil(stages(result(), result(Component="WRI", Result="WTS")))))
    assert file.findings == []
    assert file.dialect == Dialect("25.0", "utf-8", "Made", [])
    assert file.header.document_name == "Common Transfer File"
    assert file.header.qualifier == "partial"
    assert file.header.source == School("999", "1001", "", "Larch Lane", "2025")
    assert file.header.destination == School("999", "LLLL")
    (one,) = file.pupils
    assert (one.upn, one.surname, one.forename) == ("Y004100123001", "Ashdown", "Mina")
    assert (one.dob, one.sex, one.uln, one.uci) == ("2018-11-05", "F", "", "")
    assert one.assessments == [
        Assessment(KS1_READING, "EXS"),
        Assessment(KS1_READING._replace(component="WRI"), "WTS"),
    ]


def test_every_value_knows_its_line() -> None:
    file = read(whole(pupil(stages(result(), result()))).replace("><", ">\n<"))
    header, one = file.header, file.pupils[0]
    assert header.lines == {
        "document_name": 3,
        "version": 4,
        "date_time": 5,
        "qualifier": 6,
        "supplier": 7,
        "source": 8,
        "source.la": 9,
        "source.estab": 10,
        "source.name": 11,
        "source.academic_year": 12,
        "destination": 14,
        "destination.la": 15,
        "destination.estab": 16,
    }
    assert one.lines == {"upn": 21, "surname": 22, "forename": 23, "dob": 24, "sex": 25}
    assert (one.position, one.line) == (1, 20)
    places = [(a.line, a.key_stage, a.number) for a in one.assessments]
    assert places == [(37, 1, 1), (47, 1, 2)]


def test_blocks_of_one_stage_are_numbered_and_years_kept() -> None:
    block = f"<KeyStage><Stage>KS1</Stage>{result(Year='2025')}</KeyStage>"
    both = stages(result()).replace(
        "</StageAssessments>", f"{block}</StageAssessments>"
    )
    file = read(whole(pupil(both), pupil(both)))
    for one in file.pupils:
        assert [a.kind.year for a in one.assessments] == ["2026", "2025"]
        assert [(a.key_stage, a.number) for a in one.assessments] == [(1, 1), (2, 1)]
    assert [one.position for one in file.pupils] == [1, 2]
    assert file.findings == []


def test_blanks_around_values_go_and_no_break_spaces_stay() -> None:
    file = read(whole(pupil(stages(result(Result="\n\t EXS \r\n")))))
    assert file.pupils[0].assessments[0].result == "EXS"
    file = read(whole(pupil(stages(result(Result="\u00a0EXS\u200b")))))
    assert file.pupils[0].assessments[0].result == "\u00a0EXS\u200b"


def test_absent_and_blank_are_told_apart() -> None:
    file = read(whole(pupil(identity="<UPN> </UPN><Surname/>")))
    one = file.pupils[0]
    assert (one.upn, one.surname, one.forename) == ("", "", "")
    assert set(one.lines) == {"upn", "surname"}


def test_a_result_of_nothing_is_kept_as_nothing() -> None:
    file = read(whole(pupil(stages(result(Result="")))))
    assert file.pupils[0].assessments[0].result == ""
    assert file.findings == []


def test_a_date_of_result_and_every_field_of_a_pupil_are_read() -> None:
    identity = IDENTITY.replace(
        "<Surname>",
        "<UniqueLearnerNumber>9999375358</UniqueLearnerNumber><UCI>X1</UCI><Surname>",
    )
    dated = result().replace(
        "</Result>", "</Result><ResultDate>2026-06-01</ResultDate>"
    )
    file = read(whole(pupil(stages(dated), identity=identity)))
    one = file.pupils[0]
    assert (one.uln, one.uci) == ("9999375358", "X1")
    assert one.assessments[0].date == "2026-06-01"
    assert file.findings == []


def test_cdata_and_references_are_one_text() -> None:
    file = read(whole(pupil(stages(result(Result="<![CDATA[EX]]><![CDATA[S]]>")))))
    assert file.pupils[0].assessments[0].result == "EXS"
    named = IDENTITY.replace("Ashdown", "O&#39;Brien <![CDATA[& Sons]]>")
    file = read(whole(pupil(identity=named)))
    assert file.pupils[0].surname == "O'Brien & Sons"
    assert file.findings == []


def test_a_long_text_is_read_whole() -> None:
    surname = "Ab" * 500_000
    file = read(whole(pupil(identity=IDENTITY.replace("Ashdown", surname))))
    assert file.pupils[0].surname == surname


def test_sections_are_kept_with_every_space() -> None:
    address = (
        "<Address>\n <BS7666Address>\n  <PAON>   12 B </PAON></BS7666Address>\n"
        "<PostCode>ZZ99 9ZZ</PostCode></Address>"
    )
    file = read(whole(pupil(address, stages(result()))))
    (section,) = file.pupils[0].sections
    expected = Element(
        "Address",
        children=[
            Element("BS7666Address", children=[Element("PAON", "   12 B ")]),
            Element("PostCode", "ZZ99 9ZZ"),
        ],
    )
    assert section == expected
    assert section.child_text("PostCode") == "ZZ99 9ZZ"
    assert section.children[0].children[0].line == 3


def test_a_suppliers_own_parts_are_kept_and_not_remarked() -> None:
    own = "<SuppInfo><Own><Deeper>1</Deeper></Own></SuppInfo>"
    text = whole(
        pupil(stages(result()), own),
        header=HEADER.replace("</Header>", f"{own}</Header>"),
    )
    file = read(text)
    assert [part.name for part in file.header.extra] == ["SuppInfo"]
    assert [part.name for part in file.pupils[0].sections] == ["SuppInfo"]
    assert file.findings == []


def test_a_path_and_bytes_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "any.xml"
    path.write_text(whole(), encoding="utf-8")
    assert ctf.read(path) == ctf.read(path.read_bytes())


def test_streaming_gives_the_same_pupil_by_pupil() -> None:
    text = whole(*[pupil(stages(result())) for _ in range(300)]).encode()
    file = ctf.read(text)
    for source in (text, io.BytesIO(text)):
        stream = ctf.stream(source)
        pupils = list(stream)
        got = CtfFile(
            stream.header, pupils, stream.extra, stream.dialect, stream.findings
        )
        assert got == file
        assert (got.dialect, got.findings) == (file.dialect, file.findings)


def test_a_stream_is_refused_where_it_goes_wrong() -> None:
    text = whole(*[pupil(stages(result())) for _ in range(300)]).encode()
    stream = iter(ctf.stream(text[:-200]))
    assert next(stream).position == 1
    with pytest.raises(Refused) as caught:
        list(stream)
    assert caught.value.code == "XML-MALFORMED"


def test_the_number_of_pupils_is_limited_to_the_pupil() -> None:
    limits = Limits(pupils=3)
    three = whole(*[pupil() for _ in range(3)]).encode()
    assert len(ctf.read(three, limits=limits).pupils) == 3
    with pytest.raises(Refused, match="more than 3 pupils") as caught:
        ctf.read(whole(*[pupil() for _ in range(4)]).encode(), limits=limits)
    assert caught.value.code == "CTF-TOO-MANY-PUPILS"
    assert caught.value.place is not None
    assert caught.value.place.path == "/CTfile/CTFpupilData/Pupil[4]"


def test_many_different_kinds_of_result_are_read_alike() -> None:
    years = [f"{year:05}" for year in range(5_000)]
    file = read(whole(pupil(stages(*[result(Year=year) for year in years]))))
    assert [a.kind.year for a in file.pupils[0].assessments] == years
