"""Names: unusual characters, hidden ones, length, and texts decoded wrongly.

A name is never refused for what it says (`Null`, `True` and `Test` are names);
only for characters that cannot be a name's or that hide what is there.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache

from keystage.checks.fold import folded
from keystage.checks.kind import NOTHING, Param, RowTest, Spec, Type, row_kind
from keystage.checks.kinds.identity import field_text, set_field
from keystage.checks.model import Hit
from keystage.checks.scene import Scene, child_of
from keystage.checks.words import listed, shown
from keystage.core.records import Row

_NAMES = ("surname", "forename")
_PLAIN = re.compile(r"[A-Za-z0-9 '-]*")
_BESIDE_LETTERS = frozenset(" '-\u2019\u2018\u02bc\u02bb\u2010\u2011")
_BIDI = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_HIDDEN_KINDS = frozenset({"Cc", "Cf", "Zl", "Zp"})
_PUNCTUATION = str.maketrans(
    {"`": "'", "\u00b4": "'", "\u2013": "-", "\u2014": "-", "\u2212": "-"}
)
_ENDLESS = 1024  # characters; far beyond what any name or slip has
_LOST = "\ufffd"

type _Fault = Callable[[str, str], dict[str, str] | None]


@row_kind(
    Param(
        "fault",
        Type.CHOICE,
        required=True,
        choices=("characters", "length", "hidden", "bidi", "combining", "mojibake"),
    ),
    Param("longest", Type.WHOLE, default=128),
    Param("marks", Type.WHOLE, default=3),
    Param(
        "fields",
        Type.CHOICE,
        default=_NAMES,
        choices=_NAMES,
    ),
    facts="characters longest length",
)
def name_text(spec: Spec) -> RowTest:
    """Find a surname or forename that holds what a name does not hold.

    `characters`: other than Latin letters, their accents, digits, space, hyphen
    and apostrophe. `hidden`: characters nobody sees. `bidi`: characters that turn
    the direction of the text. `combining`: more than `marks` accents on a letter.
    `mojibake`: read in the wrong encoding by an earlier program. A text without
    end is too long for a name, and nothing else is asked of it.
    """
    fields = spec.texts("fields")
    tests = [_FAULTS[fault](spec) for fault in spec.texts("fault")]
    of_endless = [_length(spec)] if "length" in spec.texts("fault") else []

    def test(row: Row, scene: Scene) -> tuple[Hit, ...]:
        hits = NOTHING
        for name in fields:
            sent, tidied = _sent(row, name), field_text(row, name)
            for one in tests if len(tidied) <= _ENDLESS else of_endless:
                facts = one(sent, tidied)
                if facts is not None:
                    hits = (*hits, _hit(row, name, facts, scene))
        return hits

    return test


def _sent(row: Row, name: str) -> str:
    cell = row.cells.get(name)
    return cell.text if cell else ""


def _hit(row: Row, name: str, facts: dict[str, str], scene: Scene) -> Hit:
    new = facts.pop("new", "")
    surname, forename = (new if name == one else getattr(row, one) for one in _NAMES)
    child = (folded(surname), folded(forename), row.dob)
    alone = scene.is_alone(row) and child not in scene.children
    if child != child_of(row) and not alone:
        new = ""  # the name, put right, would clash with another entry in the file
    return Hit(
        row=row,
        field=name,
        value=_sent(row, name),
        facts=facts,
        repair=set_field(row, name, new) if new else None,
        part=name,
    )


def _characters(_: Spec) -> _Fault:
    def test(_sent: str, tidied: str) -> dict[str, str] | None:
        strange = strange_characters(tidied)
        if not strange:
            return None
        facts = {"characters": listed([f"“{shown(char)}”" for char in strange], "and")}
        mended = tidied.translate(_PUNCTUATION)
        if not strange_characters(mended):
            facts["new"] = mended
        return facts

    return test


@lru_cache(maxsize=4096)
def strange_characters(name: str) -> tuple[str, ...]:
    """Return the characters that are no part of a Latin name, each once, in order."""
    if _PLAIN.fullmatch(name):
        return ()
    strange: dict[str, None] = {}
    after_letter = False
    for char in unicodedata.normalize("NFC", name):
        accent = bool(unicodedata.combining(char)) and after_letter
        letter = char.isalpha() and unicodedata.name(char, "").startswith("LATIN ")
        if not (accent or letter or char in _BESIDE_LETTERS or char in "0123456789"):
            strange[char] = None
        after_letter = letter or accent
    return tuple(strange)


def _length(spec: Spec) -> _Fault:
    longest = spec.whole("longest")

    def test(_sent: str, tidied: str) -> dict[str, str] | None:
        length = len(tidied)
        if length > longest:
            length = len(unicodedata.normalize("NFC", tidied))
        if length <= longest:
            return None
        return {"longest": str(longest), "length": str(length)}

    return test


def _hidden(_: Spec) -> _Fault:
    def test(sent: str, tidied: str) -> dict[str, str] | None:
        if sent.isprintable():
            return None
        found = {c for c in set(sent.strip()) if c not in _BIDI and _is_hidden(c)}
        return {"characters": _codes(found), "new": tidied} if found else None

    return test


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in _HIDDEN_KINDS


def _bidi(_: Spec) -> _Fault:
    def test(sent: str, tidied: str) -> dict[str, str] | None:
        if sent.isascii() or _BIDI.isdisjoint(sent):
            return None
        return {"characters": _codes(_BIDI & set(sent)), "new": tidied}

    return test


def _codes(characters: set[str] | frozenset[str]) -> str:
    return listed([f"U+{ord(char):04X}" for char in sorted(characters)], "and")


def _combining(spec: Spec) -> _Fault:
    most = spec.whole("marks")

    def test(_sent: str, tidied: str) -> dict[str, str] | None:
        run = 0 if tidied.isascii() else combining_run(tidied)
        return {"length": str(run)} if run > most else None

    return test


def combining_run(name: str) -> int:
    """Return the most marks that stand on one letter, composed where they can be."""
    longest = run = 0
    for char in unicodedata.normalize("NFC", name):
        run = run + 1 if unicodedata.combining(char) else 0
        longest = max(longest, run)
    return longest


def _mojibake(_: Spec) -> _Fault:
    def test(sent: str, _tidied: str) -> dict[str, str] | None:
        if sent.isascii() or len(sent) > _ENDLESS:
            return None
        if _LOST in sent:
            return {"characters": _LOST}
        meant = undecoded(sent)
        if not meant:
            return None
        new = {} if strange_characters(meant) else {"new": meant}
        return {"characters": shown(meant), **new}

    return test


def undecoded(text: str) -> str:
    """Return what `text` was before UTF-8 was read as Windows-1252, or ''.

    '' means that it was not: no name in its right letters survives the journey.
    """
    raw = bytearray()
    for char in text:
        try:
            raw += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:  # noqa: PLR2004 - the bytes cp1252 leaves unused
                return ""
            raw.append(ord(char))
    try:
        meant = raw.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return meant if len(meant) < len(text) else ""


_FAULTS: Mapping[str, Callable[[Spec], _Fault]] = {
    "characters": _characters,
    "length": _length,
    "hidden": _hidden,
    "bidi": _bidi,
    "combining": _combining,
    "mojibake": _mojibake,
}

KINDS = (name_text,)
