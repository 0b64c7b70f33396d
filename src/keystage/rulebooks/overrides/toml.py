"""Confirmations as a file of TOML: written the same way each time, read strictly."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from keystage.core.errors import RulebookError
from keystage.rulebooks.overrides.model import ABOUT, Fact, Overrides, Source

FORMAT = 1
_TOP = f"""\
# What was confirmed against the Department's own sheets. Written by
# `keystage rules compare --accept`; read by `--overrides`. Do not edit: compare again.

format = {FORMAT}
"""
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LENGTHS = {"coding": 5, "mark": 2, "number": 1, "add": 1, "drop": 1}


def write(overrides: Overrides) -> str:
    """Return `overrides` as TOML; equal values give equal text."""
    lines = [_TOP]
    for source in overrides.sources:
        lines.append(f"[sources.{source.key}]")
        lines.append(f"file = {_text(source.file)}")
        lines.append(f"sha256 = {_text(source.sha256)}")
        lines.append(f"day = {source.day.isoformat()}\n")
    for fact in overrides.facts:
        lines += _fact_lines(fact)
    return "\n".join(lines)


def _fact_lines(fact: Fact) -> Iterator[str]:
    yield "[[fact]]"
    yield f"book = {_text(fact.book)}"
    yield f"about = {_text(fact.about)}"
    yield f"of = {_text(fact.of)}"
    if fact.was:
        yield f"was = {_list(fact.was)}"
    yield f"now = {_list(fact.now)}"
    yield f"source = {_text(fact.source)}"
    yield f"at = {_text(fact.at)}\n"


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, texts))}]"


def _text(text: str) -> str:
    # A text of JSON is one of TOML, save that TOML escapes DEL too.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def read(text: str, name: str) -> Overrides:
    """Return what a file called `name` confirms.

    Raises `RulebookError`, naming file and place, for anything not as `write` makes
    it.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise RulebookError(f"{name}: this is not TOML: {fault}.") from None
    except RecursionError:
        raise RulebookError(f"{name}: lists or tables stand too deep.") from None
    if raw.get("format") != FORMAT or not set(raw) <= {"format", "sources", "fact"}:
        raise RulebookError(
            f"{name}: this is not a file of confirmations of format {FORMAT}."
        )
    sources = _sources(raw.get("sources", {}), name)
    facts = raw.get("fact", [])
    if not isinstance(facts, list):
        raise RulebookError(f"{name}: fact must be a list of tables.")
    known = {source.key for source in sources}
    found = tuple(
        _fact(part, f"{name}: fact {at}", known) for at, part in enumerate(facts, 1)
    )
    if len({fact.key for fact in found}) < len(found):
        raise RulebookError(f"{name}: two facts are about the same thing.")
    return Overrides(sources, found)


def _sources(raw: Any, name: str) -> tuple[Source, ...]:
    if not isinstance(raw, Mapping):
        raise RulebookError(f"{name}: sources must be tables.")
    found = []
    for key, part in raw.items():
        place = f"{name}: sources.{key}"
        table = _table(part, place, {"file", "sha256", "day"})
        day = table["day"]
        if type(day) is not date:
            raise RulebookError(f"{place}: day must be a date like 2026-06-10.")
        source = Source(_word(table, "file", place), _word(table, "sha256", place), day)
        if not _SHA256.fullmatch(source.sha256) or source.key != key:
            raise RulebookError(f"{place}: its sha256 is not one, or not this one's.")
        found.append(source)
    return tuple(found)


def _fact(raw: Any, place: str, sources: set[str]) -> Fact:
    if isinstance(raw, Mapping):
        raw = {"was": [], **raw}
    table = _table(raw, place, {"book", "about", "of", "was", "now", "source", "at"})
    words = {
        key: _word(table, key, place) for key in ("book", "about", "of", "source", "at")
    }
    fact = Fact(
        **words, now=_words(table, "now", place), was=_words(table, "was", place)
    )
    if fact.about not in ABOUT:
        raise RulebookError(f"{place}: about must be one of {', '.join(ABOUT)}.")
    if fact.source not in sources:
        raise RulebookError(f"{place}: there is no source {fact.source!r}.")
    _refuse_lengths(fact, place)
    return fact


def _refuse_lengths(fact: Fact, place: str) -> None:
    length = _LENGTHS.get(fact.about, len(fact.now))
    if not fact.now or len(fact.now) != length or len(fact.was) not in (0, length):
        raise RulebookError(f"{place}: now or was holds too many values, or too few.")
    if fact.about == "mark" and not all(
        text.isascii() and text.isdigit() for text in (*fact.now, *fact.was)
    ):
        raise RulebookError(f"{place}: a mark is whole numbers.")


def _table(raw: Any, place: str, keys: set[str]) -> Mapping[str, Any]:
    if not isinstance(raw, Mapping) or set(raw) != keys:
        raise RulebookError(f"{place}: must have just {', '.join(sorted(keys))}.")
    return raw


def _word(table: Mapping[str, Any], key: str, place: str) -> str:
    if not isinstance(table[key], str):
        raise RulebookError(f"{place}: {key} must be a text.")
    return str(table[key])


def _words(table: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
    value = table[key]
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise RulebookError(f"{place}: {key} must be a list of texts.")
    return tuple(value)
