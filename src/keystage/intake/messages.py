"""The sentences of this package, by the code of the finding they stand in.

Rules of the rulebooks bring their own words; these are for what happens before a
rulebook is known, and for the readers of rolls and folders.
"""

import traceback
from dataclasses import dataclass, replace
from pathlib import PurePath

from keystage.core.errors import Refused
from keystage.core.findings import Finding, Place, Severity


@dataclass(frozen=True, slots=True)
class Words:
    """A message and what to do, with `{names}` to fill."""

    message: str
    fix: str


WORDS = {
    "E04": Words(
        "There are no pupils in this file.",
        "Choose the pupils in your system before you export, then export again.",
    ),
    "E04R": Words(
        "There are pupils in this file, but no results{besides}.",
        "When you export, tick the assessment results of the collection ({known}), "
        "then export again.",
    ),
    "H08": Words(
        "This file has results of {found}, and none of {wanted}.",
        "Export the results of {wanted}, or check this file as one of {found}.",
    ),
    "NO-RULEBOOK": Words(
        "This file holds {what}, which Keystage has no rules for: it knows {known}.",
        "Check a file of one of those years, or use a newer Keystage.",
    ),
    "PART-NOT-CHECKED": Words(
        "The results of {what} in this file are not checked: Keystage knows {known}.",
        "Nothing to do, unless those results are what you are sending.",
    ),
    "NOT-DUE": Words(
        "{some} in this file with no result of {what} are not of an age for it. "
        "They are left out here.",
        "Nothing to do, unless a result of one of them is due.",
    ),
    "FILE-TOO-LARGE": Words(
        "This file is {size}, over the limit of {limit}.",
        "Send one collection of one school in a file; if the file is right, "
        "allow a larger size.",
    ),
    "FILE-GONE": Words(
        "This file could not be opened: {why}.",
        "See that it is still there and may be read, then check again.",
    ),
    "ZIP-DAMAGED": Words(
        "This zip could not be opened: it is damaged, or not a zip.",
        "Make the zip again, or give the files themselves.",
    ),
    "ZIP-ENCRYPTED": Words(
        "This file is inside a zip that is locked with a password.",
        "Take the file out of the zip and give the file itself.",
    ),
    "ZIP-NESTED": Words(
        "This is a zip inside a zip, which is not opened.",
        "Give the inner zip by itself.",
    ),
    "ZIP-RATIO": Words(
        "This file is packed far tighter than results ever are, so it is not opened.",
        "Take the file out of the zip and give the file itself.",
    ),
    "ZIP-TOO-MANY": Words(
        "This zip holds more than 10,000 files, too many to open at once.",
        "Split it into smaller zips, or give a folder.",
    ),
    "SET-YEAR": Words(
        "{most} of {year}, {odd} of {other}: {question}?",
        "Ask the school which year it meant to send. With the year named (--year "
        "{year}), files of other years are not taken.",
    ),
    "SET-TWICE": Words(
        "School {school} has sent {what} of {year} in {files} files that do not agree: "
        "{counts}.",
        "{newest}Each file was checked by itself. Ask the school which one counts and leave the "
        "other out, then check again: keystage summary counts each pupil once, and leaves "
        "out as in doubt what the files say differently.",
    ),
    "SET-SAME": Words(
        "School {school} has sent {what} of {year} in {files} files that say the same.",
        "Nothing to do: keystage summary counts each pupil once. One file is enough to keep.",
    ),
    "TIDIED": Words(
        "These were read as the format has them: {what}.",
        "Nothing has to be done about these results.",
    ),
    "INTERNAL": Words(
        "Some checks could not be finished: {rules}. The fault is ours.",
        "Tell the people who look after Keystage; the other findings stand.",
    ),
    "INTERNAL-FILE": Words(
        "This file could not be checked: {what} in Keystage. The fault is ours.",
        "Tell the people who look after Keystage, without any pupil's data; the "
        "other files stand.",
    ),
}

# What the reader of files says, without the texts it quotes to do so.
WITHOUT_TEXTS = {
    "XML-ENCODING-READ-AS-1252": (
        "The file is not written in the characters its first line promises; some "
        "were read as Windows-1252."
    ),
    "XML-MIXED": (
        "A text at this place holds something that is no text. It was read whole, "
        "and must be confirmed."
    ),
    "CTF-ROOT": "This is not a Common Transfer File of results.",
    "CTF-NAMESPACE": (
        "The elements are in a namespace, which the format does not have. They were "
        "read by their names alone."
    ),
    "XML-PI": "The file holds instructions to other programs. None was followed.",
    "CTF-UNKNOWN-ELEMENT": "The file holds elements the format does not know.",
    "CTF-UNKNOWN-ATTRIBUTE": "The file holds attributes the format does not have.",
    "E04R": "There are pupils in this file, but no results it could use.",
    "SHEET-COLUMNS": (
        "Some columns were not read, because nothing says what they hold, or a columns "
        "file speaks of some that are not there."
    ),
    "SHEET-HIDDEN": "A hidden sheet was not read.",
    "SHEET-OTHER": "A sheet holds no marksheet, and was not read.",
    "CTF-REPEATED": "Something is given twice at this place. Only the first was taken.",
}

# Why a repair that a check knows is not offered, after what to do.
HELD = "Not offered as a repair, because {why}."
# In place of "has sent none" for a school of which a file was met and refused.
NOT_TAKEN_YET = (
    "Nothing is taken yet from school {school}: what it sent could not be used."
)
# Which of several files that do not agree is the last one made.
NEWEST = "By its own date {file} is the newest, made on {day}. "
LAST_YEARS = "is it last year's", "are they last year's"
ANOTHER_YEARS = (
    "is it of another year than it should be",
    "are they of another year than they should be",
)

SKIPPED = {
    "document": "a document, not a results file",
    "picture": "a picture, not a results file",
    "program": "a program or a settings file, not a results file",
    "page": "a saved web page, not a results file",
    "folder": "a link to a folder, which is not followed: give that folder by itself",
    "nothing": "not an ordinary file, or a link to nothing",
    "mail": "a saved message: save the file attached to it by itself",
}

GIVEN_BESIDES = (
    "given beside the files to check (as a roll, earlier results or a list of "
    "schools), so it is not checked itself"
)
ONLY_BESIDES = (
    "There is nothing to check but {paths}, which is given as a roll, earlier results "
    "or a list of schools too, and no file is checked against itself. Name the files "
    "to check."
)
NO_RULES = "There are no rules for {what}; known are {known}."
WHOSE_ROLL = (
    "The roll does not say which school every pupil is of, and the files come from "
    "{count} schools: give it a column School, begin the name of each of several rolls "
    "with the school's number, or check one school at a time."
)
# How the one fact that decides who reports a pupil who moved is given, by its name.
MOVER_FACTS = {
    "joined": "Give the day in the roll of {school} (Date joined), and check again.",
    "left": "Give the day in the roll of {school} (Date left), and check again.",
    **dict.fromkeys(
        ("opens", "closes"),
        "Give the day in a file of facts (--facts), as {fact} below [{collection}], and "
        "check again.",
    ),
    "second_half": "Give the day in a file of facts (--facts), as {fact}, and check "
    "again.",
    "assessed": "The return of {school} does not say; ask the school.",
}
MOVER_ELSE = "Once you know, keystage who says which school it is."

NO_ROLLS = "There is no roll in {path}: no table (.csv, .xlsx, .ods) and no .xml."
NOT_THERE = "There is no file or folder called {path}."
NO_FILE = (
    "{path} is a pipe or a device, which may never end: give a file, a folder or a zip."
)
A_FOLDER = "{path} is a folder: give one file in its place."
NOTHING_TO_READ = "There is nothing to check in {paths}: no file of results was found."
COLUMNS_FILE = "{path} could not be read as a columns file: {why}."


def refused(code: str, place: Place | None = None, **facts: str) -> Refused:
    """Return the refusal `code`, its sentences filled with `facts`."""
    words = WORDS[code]
    return Refused(
        code, words.message.format(**facts), words.fix.format(**facts), place
    )


def finding(code: str, severity: Severity = Severity.ERROR, **facts: str) -> Finding:
    """Return the finding `code`, its sentences filled with `facts`."""
    words = WORDS[code]
    return Finding(
        rule=code,
        severity=severity,
        message=words.message.format(**facts),
        fix=words.fix.format(**facts),
    )


def of_refusal(stop: Refused) -> Finding:
    """Return a refusal as the one finding of the file it stopped."""
    return Finding(
        rule=stop.code,
        severity=Severity.ERROR,
        message=stop.message,
        fix=stop.fix,
        place=stop.place,
    )


def internal(fault: Exception) -> Finding:
    """Return the one finding of a file Keystage broke on: where, and nothing read."""
    *_, last = traceback.extract_tb(fault.__traceback__)
    what = f"{type(fault).__name__} at {PurePath(last.filename).name}:{last.lineno}"
    return replace(finding("INTERNAL-FILE", what=what), rule="INTERNAL")


def listed(parts: list[str], last: str = "and") -> str:
    """Return `a, b and c`."""
    if not parts:
        return ""
    *most, end = parts
    return f"{', '.join(most)} {last} {end}" if most else end


def size(count: int) -> str:
    """Return a number of bytes as people say it: `3 MB`, `940 kB`, `12 bytes`."""
    for unit, step in (("MB", 1 << 20), ("kB", 1 << 10)):
        if count >= step:
            return f"{count / step:.1f}".removesuffix(".0") + f" {unit}"
    return f"{count} bytes"
