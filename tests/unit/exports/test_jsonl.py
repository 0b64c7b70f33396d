"""JSON lines: everything there, everything back, nothing guessed."""

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from keystage import ctf
from keystage.core.errors import Refused, WriteError
from keystage.core.records import CtfFile, Element, Header
from keystage.exports import jsonl
from keystage.xmlguard import Limits
from tests.unit.intake.makers import ctf_file, ks1, number, pupil

HEADER = '{"format":"keystage-pupils-1","header":{"source":{},"destination":{}}}'


def file() -> CtfFile:
    one = pupil(1, [replace(part, date="2026-06-09") for part in ks1()], nc_year="2")
    one.sections.append(Element("PAON", " 12 "))
    two = pupil(2, surname="", forename="Zoë \u2028 \U0001d49c")
    two.lines = {"upn": 3}
    made = ctf_file([one, two])
    made.header.extra = [Element("SuppInfo", "own")]
    made.extra = [Element("Beside", children=[Element("Deep", "")])]
    return made


def test_what_is_written_is_read_again_and_equal_records_give_equal_bytes() -> None:
    data = jsonl.write(file())
    found = jsonl.read(data)
    assert found == file()
    assert jsonl.write(found) == data
    assert [one.position for one in found.pupils] == [1, 2]
    assert found.pupils[0].line == 2
    assert found.pupils[0].assessments[2].number == 3
    assert "surname" not in found.pupils[1].lines
    assert ctf.read(ctf.write(found)).pupils[0].upn == number(1)


def test_the_bytes_are_those_typed_here_by_hand() -> None:
    small = CtfFile(Header(version="26.0"), [pupil(1, ks1()[:1], dob="")])
    assert jsonl.write(small).decode() == (
        '{"format":"keystage-pupils-1","header":{"version":"26.0","source":{},'
        '"destination":{}}}\n'
        '{"upn":"Y004100123001","surname":"Ashdownb","forename":"Mina","sex":"F",'
        '"results":[{"stage":"KS1","locale":"ENG","year":"2026","subject":"ENG",'
        '"method":"TA","component":"REA","status":"R","qualifier":"NC",'
        '"result":"EXS"}]}\n'
    )


def test_every_line_answers_to_the_schema() -> None:
    lines: list[dict[str, Any]] = [
        json.loads(line) for line in jsonl.write(file()).decode().split("\n")[:-1]
    ]
    assert len(lines) == 3
    for value in lines:
        jsonschema.validate(value, jsonl.schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"results": [], "name": "x"}, jsonl.schema())


def test_blank_lines_marks_and_other_line_ends_do_not_matter() -> None:
    data = jsonl.write(file())
    odd = b"\xef\xbb\xbf\r\n" + data.replace(b"\n", b"\r\n\r\n")
    assert jsonl.read(odd) == file()
    assert jsonl.looks_like(odd)
    assert not jsonl.looks_like(b"<CTfile>")


@pytest.mark.parametrize(
    ("text", "line", "wrong"),
    [
        ("", 1, "an object is missing"),
        ("[]", 1, "an object is missing"),
        ("{", 1, "not one JSON object"),
        ("[" * 200_000, 1, "not one JSON object"),
        ('{"format":"x","header":{}}', 1, "its format is not keystage-pupils-1"),
        ('{"format":"keystage-pupils-1"}', 1, "does not say 'header'"),
        (HEADER.replace('"source":{},', ""), 1, "does not say 'source'"),
        (HEADER.replace("{},", "7,"), 1, "an object is missing"),
        (HEADER.replace("{},", '{"street":""},'), 1, "a key that is not known"),
        (HEADER + '\n{"upn":"A"}', 2, "does not say 'results'"),
        (HEADER + '\n\n{"upn":7,"results":[]}', 3, "'upn' is not a text"),
        (HEADER + '\n{"upn":NaN,"results":[]}', 2, "'upn' is not a text"),
        (HEADER + '\n{"upn":' + "9" * 5000 + ',"results":[]}', 2, "is not a text"),
        (HEADER + '\n{"upn":"\\ud800","results":[]}', 2, "half a character"),
        (HEADER + '\n{"upn":"A\\u0007","results":[]}', 2, "'upn' holds a sign no file"),
        (HEADER + '\n{"results":{}}', 2, "a list is missing"),
        (HEADER + '\n{"results":[{}]}', 2, "does not say 'result'"),
        (HEADER + '\n{"results":[],"results":[]}', 2, "not one JSON object"),
        (HEADER + '\n{"results":[],"sections":[{}]}', 2, "does not say 'name'"),
        (HEADER + '\n{"results":[],"sections":[{"name":null}]}', 2, "not a text"),
        (
            HEADER
            + '\n{"results":[],"sections":'
            + '[{"name":"a","children":' * 40
            + "[]"
            + "}]" * 40
            + "}",
            2,
            "nested too deeply",
        ),
    ],
)
def test_what_is_not_of_this_form_is_refused_with_its_line(
    text: str, line: int, wrong: str
) -> None:
    with pytest.raises(Refused) as stop:
        jsonl.read(text.encode())
    assert stop.value.code == "JSONL-SHAPE"
    assert wrong in stop.value.message
    assert stop.value.place is not None
    assert stop.value.place.line == line
    assert len(stop.value.message) < 200


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(Refused, match=r"Line 2 is not .* written in UTF-8"):
        jsonl.read(HEADER.encode() + b"\n\xff")


def test_the_limits_are_kept() -> None:
    data = jsonl.write(file())
    with pytest.raises(Refused, match="over the limit of 100"):
        jsonl.read(data, limits=Limits(size=100))
    with pytest.raises(Refused, match="more than 1 pupils"):
        jsonl.read(data, limits=Limits(pupils=1))
    assert len(jsonl.read(data, limits=Limits(pupils=2)).pupils) == 2


def test_what_would_not_read_back_is_not_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    deep = Element("a", "x")
    for _ in range(40):
        deep = Element("a", children=[deep])
    with pytest.raises(WriteError, match="nested too deeply"):
        jsonl.write(CtfFile(extra=[deep]))
    with pytest.raises(WriteError, match="cannot be read"):
        jsonl.write(CtfFile(pupils=[pupil(1, surname="\ud800")]))
    monkeypatch.setattr(jsonl, "read", lambda *_, **__: CtfFile())
    with pytest.raises(WriteError, match="do not read back"):
        jsonl.write(file())
