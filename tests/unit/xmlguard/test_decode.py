"""Bytes become text by a written list of encodings, or are refused."""

import codecs
import random

import pytest

from keystage.core.errors import Refused
from keystage.xmlguard import Limits, decode, events, source
from tests.unit.xmlguard.recorder import Recorder, record


def declared(encoding: str, body: bytes = b"<a>x</a>") -> bytes:
    return f'<?xml version="1.0" encoding="{encoding}"?>'.encode() + body


def refusal(data: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        record(data)
    return caught.value


def repairs(data: bytes) -> tuple[str, int, str]:
    """Return text, number of repaired characters, and the encoding named."""
    recorder = Recorder()
    *_, decoder = events(data, recorder, Limits.service())
    return recorder.text, decoder.repairs, decoder.encoding


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<a>Zoë</a>".encode(), "Zoë"),
        (codecs.BOM_UTF8 + "<a>Zoë</a>".encode(), "Zoë"),
        (declared("utf-8", "<a>Zoë</a>".encode()), "Zoë"),
        (declared("UTF8", "<a>Zoë</a>".encode()), "Zoë"),
        (declared("US-ASCII"), "x"),
        (declared("ISO-8859-1", "<a>Zoë</a>".encode("latin-1")), "Zoë"),
        (declared("latin1", "<a>Zoë</a>".encode("latin-1")), "Zoë"),
        (declared("windows-1252", b"<a>O\x92Brien</a>"), "O\u2019Brien"),
        (declared("Windows-1252"), "x"),
        (codecs.BOM_UTF16_LE + "<a>Théo</a>".encode("utf-16-le"), "Théo"),
        (codecs.BOM_UTF16_BE + "<a>Théo</a>".encode("utf-16-be"), "Théo"),
        (
            codecs.BOM_UTF16_LE + declared("UTF-16").decode().encode("utf-16-le"),
            "x",
        ),
    ],
)
def test_every_encoding_of_the_list_is_read(data: bytes, text: str) -> None:
    recorder = record(data)
    assert recorder.text == text
    assert recorder.opening is not None
    assert recorder.opening.mark == (data[0] > 0x7F)


@pytest.mark.parametrize(
    "data",
    [
        declared("klingon"),
        declared("UTF-7"),
        declared("Shift_JIS"),
        declared("IBM037"),
        declared("ISO-8859-15"),
        declared("UTF-16"),
        codecs.BOM_UTF8 + declared("UTF-16"),
        codecs.BOM_UTF8 + declared("ISO-8859-1"),
        codecs.BOM_UTF8 + declared("klingon"),
        codecs.BOM_UTF16_LE + declared("UTF-8").decode().encode("utf-16-le"),
        codecs.BOM_UTF16_LE + "<a>\ud800</a>".encode("utf-16-le", "surrogatepass"),
        codecs.BOM_UTF16_BE + b"\x00<\x00a\x00/\x00>\x00",
        b"<a>\xc0\xaf</a>",
        b"<a>\xe0\x80\x80</a>",
        b"<a>\xed\xa0\x80</a>",
        b"<a>\xf0\x80\x80\x80</a>",
        b"<a>\xf4\x90\x80\x80</a>",
        b"<a>\xf5\x80\x80\x80</a>",
        b"<a>\x81</a>",
        declared("windows-1252", b"<a>\n\x9d</a>"),
    ],
)
def test_everything_else_is_refused_before_it_is_parsed(data: bytes) -> None:
    refused = refusal(data)
    assert refused.code == "XML-ENCODING"
    assert refused.fix


def test_the_encoding_that_is_not_read_is_named_safely() -> None:
    assert "klingon" in refusal(declared("klingon")).message
    assert "\x1b" not in refusal(declared("k\x1b[2J")).message


def test_a_declaration_our_own_look_misses_is_still_held_against_the_bytes() -> None:
    # A '>' in a value hides the encoding from a pattern, not from the parser.
    hidden = b"<?xml version='1.0'\nencoding='ISO-8859-1' ?><a/>"
    assert record(hidden).seen == ["+a", "-a"]
    with pytest.raises(Refused, match="ISO-8859-1"):
        decode.confirm(decode.choose(b"<a/>")[0], "ISO-8859-1")


def test_a_refused_byte_is_named_with_its_line() -> None:
    refused = refusal(b"<a>\n\n\xc0\xaf</a>")
    assert "Line 3" in refused.message
    assert "C0 AF" in refused.message
    assert refused.place is not None
    assert refused.place.line == 3
    wide = codecs.BOM_UTF16_LE + "<a>\n\ud800</a>".encode("utf-16-le", "surrogatepass")
    assert "Line 2" in refusal(wide).message


def test_bytes_that_are_not_utf_8_are_read_as_windows_1252_and_counted() -> None:
    text, count, encoding = repairs(b"<a>Zo\xeb and \x93Th\xc3\xa9o\x94</a>")
    assert text == "Zoë and \u201cThéo\u201d"
    assert (count, encoding) == (3, "windows-1252")


def test_a_file_of_plain_utf_8_has_no_repairs() -> None:
    assert repairs("<a>Zoë €</a>".encode()) == ("Zoë €", 0, "utf-8")


def test_curly_quotes_in_what_is_called_latin_1_are_read_and_counted() -> None:
    text, count, encoding = repairs(declared("ISO-8859-1", b"<a>O\x92Neil \xeb</a>"))
    assert (text, count, encoding) == ("O\u2019Neil ë", 1, "iso-8859-1")


def test_where_repairs_stand_is_told_in_offsets_of_what_was_parsed() -> None:
    recorder = record("<a>é".encode() + b"\xeb b \xeb</a>")
    assert recorder.opening is not None
    parsed = "<a>éë b ë</a>".encode()
    first, second = recorder.opening.repaired
    assert parsed[first:].decode().startswith("ë b")
    assert parsed[second:].decode().startswith("ë</a>")


def test_only_so_many_places_of_repairs_are_remembered() -> None:
    recorder = record(b"<a>" + b"\xeb" * 200_000 + b"</a>")
    assert recorder.opening is not None
    assert len(recorder.opening.repaired) == 1_000


def test_a_forbidden_sequence_cannot_hide_on_a_cut_between_pieces(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for size in range(16, 24):
        monkeypatch.setattr(source, "CHUNK", size)
        for bad in (b"\xed\xa0\x80", b"\xc0\xaf", b"\xf0\x80\x80\x80"):
            for lead in range(8):
                data = b"<a>0123456789" + b"x" * lead + bad + b"</a>"
                assert refusal(data).code == "XML-ENCODING"


def test_cutting_a_file_into_pieces_never_changes_its_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dice = random.Random(1)
    for _ in range(200):
        text = "".join(dice.choices("aé€😀", k=40)).encode()
        stray = bytearray(b"<?xml version='1.0'?><a>" + text + b"</a>")
        stray[dice.randrange(24, 60) : 60] = b"\xe9\x93" * dice.randrange(2)
        data = bytes(stray)
        monkeypatch.setattr(source, "CHUNK", 65_536)
        whole = _told(data)
        monkeypatch.setattr(source, "CHUNK", dice.randrange(24, 40))
        assert _told(data) == whole


def _told(data: bytes) -> tuple[str, int, str] | str:
    try:
        return repairs(data)
    except Refused as refused:
        return f"{refused.code} {refused.message}"
