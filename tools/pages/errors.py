"""What the reader refuses or notices, under which limits, and how a run ends."""

import dataclasses
from collections.abc import Iterable

from keystage.core import errors
from keystage.ctf import messages
from keystage.exports.messages import REFUSED as REFUSED_LINES
from keystage.intake.messages import WORDS
from keystage.marksheet.messages import WORDS as SHEET_WORDS
from keystage.tables.messages import SENTENCES as TABLE_SENTENCES
from keystage.xmlguard import Limits
from keystage.xmlguard.messages import SENTENCES
from tools.pages import code, table

INTRO = "# Errors, limits and what the reader says"
LIMITS = """## Limits

They are arguments of every function that reads; `--max-size` changes the first on the
command line. `size` is in bytes; `name` and `token` are characters of one name, and of one
comment, instruction or attribute; `text` those of one element."""
REFUSED = """## Refused

Nothing of the file is taken, and its status is `unreadable`."""
TABLES = """## Sheets refused

Before a cell is looked at: code lists, rolls and marksheets alike."""
SHEETS = """## Said of marksheets

By the reader of workbooks and CSV, at a cell where there is one; some are refusals, when
nothing can be read. `text` in braces is filled in."""
LINES = """## JSON lines refused

By `keystage convert`, `fix` and `diff`, of a file that begins as one of JSON lines."""
FOUND = """## Said of a file as a whole

Before the rules of any rulebook are asked, or where none is."""
SEEN = """## Read, and said

Findings of the reader itself; rules of the [rulebooks](coverage.md) have words of their own."""


def exits() -> str:
    """Return the exit codes."""
    rows = (
        (code(str(errors.EXIT_CLEAN)), "no errors found"),
        (code(str(errors.EXIT_ERRORS_FOUND)), "errors found"),
        (code(str(errors.EXIT_COULD_NOT)), "something could not be read, or bad usage"),
    )
    return table(("Exit code", "Meaning"), rows)


def limits() -> str:
    """Return the limits, for a person at a desk and for a service."""
    desk, service = Limits.command_line(), Limits.service()
    rows = (
        (
            code(field.name),
            *(f"{getattr(which, field.name):,}" for which in (desk, service)),
        )
        for field in dataclasses.fields(Limits)
    )
    return table(("Limit", "Command line", "Service"), rows)


def sentences(rows: Iterable[tuple[str, ...]], *more: str) -> str:
    """Return codes and their words, in order of the codes."""
    heads = ("Code", *more, "What it says", "What to do")
    return table(heads, ((code(row[0]), *row[1:]) for row in sorted(set(rows))))


def pages() -> dict[str, str]:
    """Return the page."""
    tree = (errors.__doc__ or "").strip()
    refused = [tuple(sentence) for sentence in SENTENCES.values()]
    refused += map(tuple, messages._REFUSALS.values())
    found = [(name, words.message, words.fix) for name, words in WORDS.items()]
    seen = [
        (told.rule, told.severity.value, told.message, told.fix)
        for told in messages.SENTENCES.values()
    ]
    parts = [INTRO, "## Exit codes", exits(), "## Exceptions", f"```text\n{tree}\n```"]
    parts += [LIMITS, limits(), REFUSED, sentences(refused)]
    parts += [TABLES, sentences(map(tuple, TABLE_SENTENCES.values()))]
    sheets = [
        (words.code, words.severity.value, words.message, words.fix)
        for words in SHEET_WORDS.values()
    ]
    parts += [SHEETS, sentences(sheets, "Weight")]
    lines = [(name, *words) for name, words in REFUSED_LINES.items()]
    parts += [LINES, sentences(lines)]
    parts += [FOUND, sentences(found), SEEN, sentences(seen, "Weight")]
    return {"errors.md": "\n\n".join(parts) + "\n"}
