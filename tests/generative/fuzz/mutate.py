"""Mutants: files a little or very wrong, each made from a number and nothing else.

`Mutator(seed).mutant(n)` is the same bytes on every machine, so a failure is told
by two numbers. They grow from the hand-written files of the project and from our
own bad file of each numbered case.
"""

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.integration.badinput.catalogue.subjects import OWN

FIXTURES: Final = Path(__file__).parents[2] / "fixtures"
LARGEST_SEED: Final = 6_000  # mutants stay small: a hundred thousand have to fit
_LARGE: Final = {*(f"B0{n}" for n in range(22, 31)), "B086", "B087", "B148"}
LONGEST: Final = 70_000  # just over what a token may hold

_ELEMENT: Final = re.compile(rb"<([A-Za-z]+)>[^<]*</\1>\s*")
_TEXT: Final = re.compile(rb">([^<>]+)</")
_TAG: Final = re.compile(rb"</?[A-Za-z]+")
_BLOCK: Final = re.compile(rb"<(Pupil|KeyStage|StageAssessment|Header)>.*?</\1>", re.S)

TOKENS: Final = (
    b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?x ", b"?>", b"<!DOCTYPE CTfile>",
    b'<!DOCTYPE a [<!ENTITY e "x">]>', b"&e;", b"&#0;", b"&#x10FFFF;", b"&#xD800;",
    b"&amp;", b"&", b"<", b">", b"</", b"/>", b"\x00", b"\x0b", b"\x1f", b"\x7f",
    b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\x81",
    b"\xf0\x9f\x98\x80", b"\xe2\x80\xae", b"\xe2\x80\x8b", b"\xc2\xa0", b"\xe2\x80\xa8",
    b'<?xml version="1.0"?>', b'<?xml version="1.1"?>', b"<CTfile>", b"</CTfile>",
    b"<Pupil>", b"</Pupil>", b"<Pupil/>", b"<Header/>", b"<CTFpupilData/>",
    b"<UPN/>", b"<Sex>F</Sex><Gender>M</Gender>", b' a="1"', b' a="1" a="2"',
    b'<x:UPN xmlns:x="urn:x">1</x:UPN>', b"<x:y/>", b"\r", b"\r\n", b"\t",
)  # fmt: skip
TEXTS: Final = (
    b"", b" ", b"0", b"-1", b"41", b"1e309", b"9" * 400, b"NaN", b"null", b"EXS\n",
    b"exs", b"\xd0\x95XS", b"\xef\xbc\x91", b"2019-02-29", b"0000-00-00", b"9999-99-99",
    b"2026", b"99999999999999", b"25", b"25.0", b"NaN.0", b"999", b"LLLL", b"XXXX",
    b"' OR 1=1--", b"=cmd|'/C x'!A0", b"../../x", b"%s%n", b"{0.__class__}",
    b"y004100123001", b"A" * 200, b"EYF", b"KS1", b"KS9", b"PHO", b"NM", b"R", b"T",
)  # fmt: skip
ENCODINGS: Final = (
    b"UTF-8", b"utf8", b"UTF-16", b"UTF-16LE", b"UTF-32", b"UTF-7", b"ISO-8859-1",
    b"latin1", b"windows-1252", b"cp1252", b"ASCII", b"Shift_JIS", b"IBM037", b"x", b"",
    b"hex", b"rot13", b"zlib", b"idna", b"punycode", b"undefined", b"unicode_escape",
)  # fmt: skip
CODECS: Final = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "utf-7")

type Change = Callable[[bytes], bytes]


def seeds() -> list[bytes]:
    """Return the files mutants come from, in an order that never changes."""
    files = sorted(
        path
        for path in FIXTURES.rglob("*")
        if path.suffix in {".xml", ".ctf", ".html"} and path.is_file()
    )
    bad = [OWN[number]() for number in sorted(OWN) if number not in _LARGE]
    whole = [path.read_bytes() for path in files] + bad
    return [data[:LARGEST_SEED] for data in whole]


class Mutator:
    """Makes the mutants of one seed number."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.files = seeds()
        self.random = random.Random()
        rough = (
            self.flip, self.cut, self.again, self.plant, self.shorten,
            self.encoding, self.recode, self.lengthen, self.splice,
        )  # fmt: skip
        fine = (
            self.drop_element, self.double, self.move, self.retext, self.rename,
            self.wrap, self.deepen, self.break_leaf, self.attribute, self.respell,
        )  # fmt: skip
        # Most of the rough never get past the parser; what lies behind it counts too.
        self.changes: tuple[Change, ...] = rough + fine * 3

    def mutant(self, number: int) -> bytes:
        """Return mutant `number`: one seed file with one to four changes."""
        self.random.seed(self.seed * 1_000_003 + number)
        data = self.random.choice(self.files)
        for _ in range(self.random.choice((1, 1, 2, 2, 3, 4))):
            data = self.random.choice(self.changes)(data)
        return data

    def _place(self, data: bytes) -> int:
        return self.random.randrange(len(data) + 1)

    def _span(self, data: bytes) -> tuple[int, int]:
        start = self._place(data)
        return start, min(len(data), start + self.random.choice((1, 2, 5, 30, 300)))

    def _match(self, what: re.Pattern[bytes], data: bytes) -> re.Match[bytes] | None:
        """Return a match after a place chosen at random, or the first, or None."""
        return what.search(data, self._place(data)) or what.search(data)

    def flip(self, data: bytes) -> bytes:
        if not data:
            return data
        at = self.random.randrange(len(data))
        return (
            data[:at]
            + bytes([data[at] ^ 1 << self.random.randrange(8)])
            + data[at + 1 :]
        )

    def cut(self, data: bytes) -> bytes:
        start, end = self._span(data)
        return data[:start] + data[end:]

    def again(self, data: bytes) -> bytes:
        start, end = self._span(data)
        return data[:end] + data[start:]

    def plant(self, data: bytes) -> bytes:
        at = self._place(data)
        return data[:at] + self.random.choice(TOKENS) + data[at:]

    def shorten(self, data: bytes) -> bytes:
        return data[: self._place(data)]

    def splice(self, data: bytes) -> bytes:
        other = self.random.choice(self.files)
        return data[: self._place(data)] + other[self._place(other) :]

    def drop_element(self, data: bytes) -> bytes:
        found = self._match(_ELEMENT, data)
        return data[: found.start()] + data[found.end() :] if found else data

    def double(self, data: bytes) -> bytes:
        what = self.random.choice((_ELEMENT, _BLOCK))
        found = self._match(what, data)
        return data[: found.end()] + data[found.start() :] if found else data

    def move(self, data: bytes) -> bytes:
        found = self._match(_ELEMENT, data)
        if not found:
            return data
        rest = data[: found.start()] + data[found.end() :]
        other = self._match(_ELEMENT, rest)
        at = other.start() if other else self._place(rest)
        return rest[:at] + found.group() + rest[at:]

    def retext(self, data: bytes) -> bytes:
        found = self._match(_TEXT, data)
        if not found:
            return data
        text = self.random.choice(TEXTS)
        return data[: found.start(1)] + text + data[found.end(1) :]

    def rename(self, data: bytes) -> bytes:
        names = _TAG.findall(data)
        if not names:
            return data
        old = self.random.choice(names).lstrip(b"</")
        new = self.random.choice(names).lstrip(b"</")
        if self.random.random() < 0.5:
            new = self.random.choice((b"c:" + old, old.lower(), old + b"X", b"_"))
        return data.replace(old + b">", new + b">")

    def respell(self, data: bytes) -> bytes:
        found = self._match(_TEXT, data)
        if not found:
            return data
        text = self.random.choice((found[1].lower(), found[1].upper(), b" " + found[1]))
        return data[: found.start(1)] + text + data[found.end(1) :]

    def wrap(self, data: bytes) -> bytes:
        found = self._match(self.random.choice((_ELEMENT, _BLOCK)), data)
        if not found:
            return data
        around = b"<w>" + found.group() + b"</w>"
        return data[: found.start()] + around + data[found.end() :]

    def deepen(self, data: bytes) -> bytes:
        found = self._match(_ELEMENT, data)
        if not found:
            return data
        deep = self.random.choice((3, 20, 40, 400))
        within = b"<d>" * deep + found.group() + b"</d>" * deep
        return data[: found.start()] + within + data[found.end() :]

    def break_leaf(self, data: bytes) -> bytes:
        found = self._match(_TEXT, data)
        if not found:
            return data
        piece = self.random.choice(
            (b"<!--c-->", b"<?p i?>", b"<![CDATA[x]]>", b"<b>x</b>", b"<b/>", b"&lt;")
        )
        at = self.random.randint(found.start(1), found.end(1))
        return data[:at] + piece + data[at:]

    def attribute(self, data: bytes) -> bytes:
        found = self._match(_TAG, data)
        if not found:
            return data
        more = self.random.choice(
            (
                b' a="1"',
                b' xmlns="urn:x"',
                b' xmlns:c="urn:c"',
                b' xml:space="preserve"',
                b"".join(b' a%d=""' % n for n in range(20)),
                b' a="' + b"v" * self.random.choice((10, LONGEST)) + b'"',
            )
        )
        return data[: found.end()] + more + data[found.end() :]

    def encoding(self, data: bytes) -> bytes:
        name = self.random.choice(ENCODINGS)
        return re.sub(rb'encoding="[^"]*"', b'encoding="' + name + b'"', data, count=1)

    def recode(self, data: bytes) -> bytes:
        codec = self.random.choice(CODECS)
        return data.decode("utf-8", "replace").encode(codec, "replace")

    def lengthen(self, data: bytes) -> bytes:
        """Make one text long; very long only now and then, as it costs time."""
        at = self._place(data)
        size = LONGEST if self.random.random() < 0.05 else 300
        filler = self.random.choice((b"a", b" ", b"\n", b"<x/>", b"9", b"\xc3\xa9"))
        return data[:at] + filler * (size // len(filler)) + data[at:]
