"""What a developer reads is what a developer can do."""

import re
from pathlib import Path

from keystage import rulebooks
from keystage.ctf import messages as reader
from keystage.synth.conformance import makers
from keystage.synth.conformance.outcome import Heading
from keystage.xmlguard import messages as guard
from tests.unit.synth.conformance.supplied import KIT, YEAR, everything, put, scored

FILE = {one.id: one.file_name for one in KIT.exports}


def test_what_the_reader_notices_is_told_to_whoever_writes_the_export(
    tmp_path: Path,
) -> None:
    put(tmp_path, everything())
    ks1, *others = (tmp_path / FILE[one.id] for one in KIT.exports)
    ks1.write_bytes(b"\xef\xbb\xbf" + ks1.read_bytes())
    others[0].write_bytes(others[0].read_bytes()[:9000])
    fixes = {fault.rule: fault.fix for fault in scored(tmp_path).faults if fault.rule}
    assert fixes["XML-BOM"] == "Write UTF-8 without a byte-order mark."
    assert not [fix for fix in fixes.values() if "upplier" in fix or "again" in fix]


def test_what_is_said_of_how_a_pupil_is_written_names_a_child_of_the_kit_alone(
    tmp_path: Path,
) -> None:
    put(tmp_path, everything())
    file = tmp_path / FILE[f"ks1-{YEAR}"]
    first, second, *_ = re.findall(rb"<UPN>(.*?)</UPN>", file.read_bytes())
    written = file.read_bytes().replace(first, b"A999999999999")
    for upn in (b"A999999999999", second):
        entry = b"<UPN>" + upn + b"</UPN>"
        written = written.replace(entry, entry + b"astray")
    file.write_bytes(written)
    told = [one for one in scored(tmp_path).faults if one.heading is Heading.WRITING]
    assert {one.upn for one in told if "astray" in one.message} == {"", second.decode()}


def test_no_supplier_is_told_to_ask_the_supplier() -> None:
    told = [(one.rule, one.fix) for one in reader.SENTENCES.values()]
    told += [(one.code, one.fix) for one in guard.SENTENCES.values()]
    for book in map(rulebooks.load, rulebooks.books_for(year=YEAR)):
        told += [(check.id, check.fix) for check in book.checks.values()]
    fixes = [makers.fix(*one) for one in told]
    assert not [fix for fix in fixes if "upplier" in fix or "xport again" in fix]
    assert makers.fix("H05", "Name the authority.") == "Name the authority."
