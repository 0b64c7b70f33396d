"""Writing and reading are inverses, over whole records in many scripts."""

from dataclasses import replace
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from keystage.core.records import (
    Assessment,
    CtfFile,
    Element,
    Header,
    Kind,
    Pupil,
    School,
)
from keystage.ctf.layout import arrange, order
from keystage.ctf.layout.convert import convert
from keystage.ctf.read import read
from keystage.ctf.write import stream_out, write

_characters = st.characters(
    exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"
)
_scripts = st.text(
    st.sampled_from(
        "AbcÉßøŁžİ\u0131ΔЖяעَبनமไ한字ー\U0001d49c😀'\u2019-\u2013.,&<>\"]\t\n\r \u00a0\u200d\u0301\u202e"
    )
    | _characters,
    max_size=12,
)
_value = _scripts.map(lambda text: text.strip(order.BLANKS))
_codes = st.sampled_from(["", "EXS", "exs", "32", "0", "A", "W A", "<b>", "&amp;"])
_versions = st.integers(17, 26).map("{}.0".format)

_schools = st.builds(School, _value, _value, _value, _value, _value)
_kinds = st.builds(
    Kind, st.sampled_from(["EYF", "KS1", "KS2", ""]), *[_codes] * 6, st.just("NM")
)
_assessments = st.lists(
    st.builds(Assessment, _kinds, _codes, st.sampled_from(["", "2026-06-09"])),
    max_size=6,
)
_names = st.sampled_from(["Other", "Own_Part", "Prüfung", "x.y-z"])
_unknown = st.recursive(
    st.builds(Element, _names, _scripts),
    lambda inner: st.builds(
        Element, _names, st.just(""), st.lists(inner, min_size=1, max_size=3)
    ),
    max_leaves=4,
)


def _children(parent: str) -> st.SearchStrategy[list[Element]]:
    known = [_known(name) for name in order.ORDER[parent]]
    return st.lists(st.one_of(*known, _unknown), max_size=5)


def _known(name: str) -> st.SearchStrategy[Element]:
    if name in order.ORDER:
        return st.builds(Element, st.just(name), st.just(""), _children(name))
    return st.builds(Element, st.just(name), _scripts)


_pupils = st.builds(
    Pupil, *[_value] * 7, assessments=_assessments, sections=_children("Pupil")
)
_headers = st.builds(
    Header,
    st.sampled_from(["", "Common Transfer File", "Something else"]),
    *[_value] * 6,
    source=_schools,
    destination=_schools,
    extra=st.lists(_unknown, max_size=2),
)
_files = st.builds(
    CtfFile,
    _headers.map(lambda header: replace(header, version="26.0")),
    st.lists(_pupils, max_size=3),
    st.lists(_unknown, max_size=2),
)


@given(_files)
def test_what_is_written_is_read_again(file: CtfFile) -> None:
    found = read(write(file))
    asked = arrange.file(file)

    assert found == asked
    assert arrange.file(asked) == asked
    assert read(write(found)) == found
    assert "CTF-ORDER" not in {finding.rule for finding in found.findings}


@given(_files)
def test_equal_records_give_equal_bytes(file: CtfFile) -> None:
    whole = write(file)

    assert write(file) == whole
    assert write(read(whole)) == whole
    assert write(arrange.file(file)) == whole
    pieces = stream_out(file.header, iter(file.pupils), extra=file.extra)
    assert b"".join(pieces) == whole


@given(_files)
def test_the_order_sections_came_in_does_not_change_a_byte(file: CtfFile) -> None:
    whole = write(file)
    for pupil in file.pupils:
        by_name = {part.name: part for part in pupil.sections}
        if len(by_name) == len(pupil.sections) <= 4:
            known = [p for p in pupil.sections if order.is_known("Pupil", p.name)]
            rest = [p for p in pupil.sections if p not in known]
            for again in permutations(known):
                pupil.sections = [*rest, *again]
                assert write(file) == whole


@given(_files, _versions)
def test_any_version_can_be_written_once_converted(file: CtfFile, version: str) -> None:
    older, left_out = convert(file, version)
    found = read(write(older))

    assert found == arrange.file(older)
    assert found.header.version == version
    assert convert(older, version) == (older, ())
    renamed = replace(file, header=replace(file.header, version=version))
    assert (left_out == ()) is (older == renamed)


@given(_files, _versions, _versions)
def test_there_and_back_keeps_what_both_versions_know(
    file: CtfFile, first: str, second: str
) -> None:
    start = convert(file, min(first, second)).file
    there, lost_there = convert(start, max(first, second))
    back, lost_back = convert(read(write(there)), min(first, second))

    assert lost_there == lost_back == ()
    assert arrange.file(back) == arrange.file(start)
