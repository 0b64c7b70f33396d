"""What the parser cannot take is refused in words that help."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from keystage.core.errors import Refused
from keystage.xmlguard import Limits, events
from keystage.xmlguard.messages import SENTENCES
from keystage.xmlguard.recognise import refuse_other_text
from tests.unit.xmlguard.recorder import Recorder, record


def refusal(data: bytes, limits: Limits | None = None) -> Refused:
    with pytest.raises(Refused) as caught:
        record(data, limits)
    return caught.value


def zipped(name: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), b"<a/>")
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "FILE-EMPTY", "0 bytes"),
        (bytes(40), "XML-EMPTY", "not copied whole"),
        (b" \r\n\t", "XML-EMPTY", "blank"),
        (b"<?xml version='1.0'?>\n", "XML-EMPTY", "first line"),
        (b"\xef\xbb\xbf\xef\xbb\xbf<a/>", "FILE-NOT-XML", "byte-order"),
        (b"\xff\xfe\xff\xfe<\x00", "FILE-NOT-XML", "byte-order"),
        (b"\xff\xfe\x00\x00<\x00\x00\x00", "XML-ENCODING", "UTF-32"),
        (b"<\x00a\x00", "XML-ENCODING", "byte-order mark"),
        (b"\x00<\x00a", "XML-ENCODING", "byte-order mark"),
        (b"\x4c\x6f\xa7\x94\x93", "XML-ENCODING", "EBCDIC"),
        (b"<!DOCTYPE html><html></html>", "FILE-HTML", "web page"),
        (b"<?xml version='1.0'?>\n<HTML></HTML>", "FILE-HTML", "web page"),
        (b"<!-- saved --> <html>", "FILE-HTML", "sign-in"),
        (b"<meta charset='utf-8'><p>Results", "FILE-HTML", "sign-in"),
        (b"<TABLE border=1><tr><td>UPN", "FILE-HTML", "a table in it"),
        (b"<html><body><table><tr><td>UPN", "FILE-HTML", "under the ending .xls"),
        (gzip.compress(b"<a/>", mtime=0), "FILE-COMPRESSED", "gzip"),
        (zipped("a.xml"), "FILE-COMPRESSED", "a zip file"),
        (zipped("xl/workbook.xml"), "FILE-COMPRESSED", "Excel workbook"),
        (zipped("word/document.xml"), "FILE-COMPRESSED", "Word document"),
        (zipped("ppt/presentation.xml"), "FILE-COMPRESSED", "PowerPoint"),
        (zipped("[Content_Types].xml"), "FILE-COMPRESSED", "Word, Excel or PowerPoint"),
        (b"From: a@example.org\nSubject: Results\n\nHi", "FILE-NOT-XML", "message"),
        (b"Received: by x\r\n\tfor y\r\n", "FILE-NOT-XML", "a saved message"),
        (b"7z\xbc\xaf\x27\x1c....", "FILE-COMPRESSED", "7-Zip"),
        (b"%PDF-1.7", "FILE-NOT-XML", "PDF"),
        (b"\xd0\xcf\x11\xe0....", "FILE-NOT-XML", "older Excel"),
        (b'{"a": 1}', "FILE-NOT-XML", "JSON"),
        (b"UPN,Surname,Result\r\n1,2,3", "FILE-NOT-XML", "CSV"),
        ("\ufeffa;b;c".encode("utf-16"), "FILE-NOT-XML", "byte-order"),
        ("a;b;c".encode("utf-16"), "FILE-NOT-XML", "CSV"),
        (b"Dear all", "FILE-NOT-XML", "plain text"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "FILE-NOT-XML", "data of another kind"),
        (b" \x00\x00a", "XML-MALFORMED", "not copied whole"),
    ],
)
def test_another_kind_of_file_is_recognised(data: bytes, code: str, words: str) -> None:
    refused = refusal(data)
    assert refused.code == code
    assert words in refused.message
    assert refused.fix


def test_a_table_of_a_workbooks_own_is_no_web_page() -> None:
    refuse_other_text(b"<?xml version='1.0'?>\n<table xmlns='urn:sheets' id='1'/>")
    refuse_other_text(b"<styleSheet xmlns='urn:sheets'/>")
    with pytest.raises(Refused):
        refuse_other_text(b"<?xml version='1.0'?>\n<table id='1'><tr>")


@pytest.mark.parametrize(
    "doctype",
    [
        b"<!DOCTYPE a>",
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x">',
        b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "x"> <!-- CTfile -->',
        b'<!DOCTYPE a [<!ENTITY b "c">]>',
        b'<!DOCTYPE a [<!ENTITY % b SYSTEM "c"> %b;]>',
    ],
)
def test_a_doctype_ends_the_reading(doctype: bytes) -> None:
    refused = refusal(b"<?xml version='1.0'?>\n" + doctype + b"<a/>")
    assert refused.code == "XML-DTD"
    assert "Line 2" in refused.message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<a>\nSmith & Sons</a>", "'&' must be written '&amp;'"),
        (b"<a>\nSmith &Sons</a>", "'&' must be written '&amp;'"),
        (b"<a>\nA&", "stops before its end"),
        (b"<a>\n&nbsp;</a>", "a word that XML does not know"),
        (b"<a>\n1 < 2</a>", "'<' must be written '&lt;'"),
        (b"<a b=\n'<'/>", "'<' must be written '&lt;'"),
        (b"<a>\n\x0b</a>", "hidden control character (number 0B)"),
        (b"<a>\nx\x00y</a>", "hidden control character (number 00)"),
        (b"<a>\n&#0;</a>", "no XML file may hold"),
        (b"<a>\n&#xD800;</a>", "no XML file may hold"),
        (b"<a>\n</b></a>", "closing tag does not fit"),
        (b"<a>\n<b c='1' c='2'/></a>", "same attribute twice"),
        (b"<a>\n<x:b/></a>", "prefix"),
        (b"<a/>\n" + bytes(200), "not copied whole"),
        (b"<a/>\njunk", "follows the end"),
        (b"<a/>\n\xc3\xa9", "follows the end"),
        (b"<a/>\n<b/>", "a second file begins"),
        (b"<a/>\n<?xml version='1.0'?><b/>", "a second file begins"),
        (b"<?xml version='1.0'?>\n<?xml version='1.0'?><a/>", "a second '<?xml"),
        (b"\n<?xml version='1.0'?><a/>", "begins with blank lines"),
        (b"<?xml\nversion='1.0' encoding='UTF-8' alone='yes'?><a/>", "first line"),
        (b"<a>\n", "stops before its end"),
        (b"<a>\n<b", "stops before its end"),
        (b"<a>\n<![CDATA[x", "stops before its end"),
        (b"<a>\n<b ! c='1'/></a>", "rules of XML"),
        (b"<a>\n<b ]]></b></a>", "rules of XML"),
        (b"<a>\n<![CDATUM[x]]></a>", "rules of XML"),
        (b"<?xml version='1.0'?>\n<![CDATA[x]]><a/>", "syntax error"),
        (b"<a/>\n&amp;", "'&' must be"),
        (b"<a>\n<b \xef\xbf\xbe='1'/></a>", "rules of XML"),
    ],
)
def test_xml_that_is_not_well_formed_is_refused_with_line_and_advice(
    data: bytes, words: str
) -> None:
    refused = refusal(data)
    assert refused.code == "XML-MALFORMED"
    assert words in refused.message
    assert refused.place is not None
    line = 1 if "stops" in words or "<?xml\n" in data.decode("latin-1") else 2
    assert refused.place.line in {line, 2}
    assert refused.fix


def test_a_file_cut_short_says_how_far_it_was_read() -> None:
    refused = refusal(b"<a>\n <b>12")
    assert "line 2" in refused.message
    assert "inside /a/b" in refused.message
    assert refused.place is not None
    assert refused.place.path == "/a/b"


def test_a_fault_far_behind_its_beginning_is_still_explained() -> None:
    refused = refusal(b"<a>" + b"<!--" + b"x" * 200_000)
    assert refused.code == "XML-MALFORMED"
    assert "stops before its end" in refused.message


def test_an_old_version_of_xml_is_remarked_and_a_strange_one_refused() -> None:
    assert record(b"<?xml version='1.1'?><a/>").versions == ["1.1"]
    assert record(b"<?xml version='1.0'?><a/>").versions == []
    refused = refusal(b"<?xml version='2.0'?><a/>")
    assert refused.code == "XML-VERSION"
    assert "2.0" in refused.message


def test_a_handler_hears_everything_in_order() -> None:
    recorder = record(
        b"<?p q?><!--c--><x:a xmlns:x='u' b='1'><!--c-->t<![CDATA[<]]></x:a>"
    )
    assert recorder.seen == ["?p", "#", "+u a b 1", "#", "-u a"]
    assert recorder.text == "t<"


def test_a_missing_file_is_refused_in_words(tmp_path: Path) -> None:
    for path in (tmp_path / "none.xml", tmp_path):
        with pytest.raises(Refused, match="could not be read") as caught:
            list(events(path, Recorder(), Limits.service()))
        assert caught.value.code == "FILE-UNREADABLE"


def test_a_stream_that_breaks_without_a_reason_is_refused_in_words() -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError

    with pytest.raises(Refused, match="it cannot be read"):
        list(events(Broken(b"<a/>"), Recorder(), Limits.service()))


def test_a_path_a_stream_and_bytes_say_the_same(tmp_path: Path) -> None:
    data = b"<a>" + b"<b>x</b>" * 20_000 + b"</a>"
    path = tmp_path / "a.xml"
    path.write_bytes(data)

    class Slow(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 0, 1_000))

    stream = Slow(data)
    told = [record(source).seen for source in (data, path, stream)]
    assert told[0] == told[1] == told[2]
    assert not stream.closed


def test_every_sentence_says_what_to_do_and_none_is_unused() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in Path(events.__code__.co_filename).parent.glob("*.py")
        if path.name != "messages.py"
    )
    for key, sentence in SENTENCES.items():
        assert sentence.fix
        assert f'"{key}"' in code, key
