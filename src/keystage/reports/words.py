"""The words every report uses for the same thing."""

import re
from collections.abc import Sequence

from keystage.core.findings import Finding, Place, PupilRef, Repair, Severity
from keystage.ctf import names
from keystage.reports.document import Item, Sent, SentFile, Unasked

HEADINGS = {
    Severity.ERROR: "Must be put right",
    Severity.QUERY: "Worth a look",
    Severity.NOTE: "To know",
}
WEIGHTS = {
    Severity.ERROR: ("error", "errors"),
    Severity.QUERY: ("query", "queries"),
    Severity.NOTE: ("note", "notes"),
}
STATUS = {
    "clean": "nothing to put right",
    "queries": "worth a look",
    "errors": "must be put right",
    "refused": "not taken",
    "unreadable": "could not be read",
}
# Why a file that could be read was not taken, by the rule that stopped it.
_NOT_TAKEN = {
    "H04": "another sender",
    "H05": "addressed elsewhere",
    "H08": "another year",
    "H12": "another collection",
    "E04": "no pupils",
    "E04R": "no results",
    "NO-RULEBOOK": "a year without rules",
}
# What a rule that could not be run would have asked, in a few words.
_ASKS = {
    "E03": "how many pupils are expected",
    "E05": "schools that sent nothing",
    "H04": "who the results come from",
    "H07": "when the file was made",
    "H08": "the year asked for",
    "H09": "the file's name",
    "H12": "the collection asked for",
    "L01": "how far from last year",
    "P15": "sex against the roll",
    "P16": "postcodes",
    "P18N": "pupils on two rolls whom nobody returned",
    "P19": "who is missing and who is not on the roll",
    "P20": "UPNs against the roll",
    "K2-X10": "L for pupils who left before test week",
    "PH-X4": "pupils who met the standard before",
    "PH-X5": "year 2 pupils who should be here",
    "PH-X6": "outcomes against marks",
    "PH-X8": "outcomes before the threshold is public",
    "PH-X9": "marks heaped at the threshold",
}
_COLLECTIONS = {
    "eyfsp": ("EYFSP", "child", "children"),
    "phonics": ("Phonics", "pupil", "pupils"),
    "ks1": ("KS1", "pupil", "pupils"),
    "ks2": ("KS2", "pupil", "pupils"),
    "mtc": ("MTC", "pupil", "pupils"),
}
COLLECTION_ORDER = tuple(_COLLECTIONS)
# What parts the cells of a CSV, where it is no comma.
_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
_PUPIL_STEP = re.compile(r"/Pupil\[(\d+)\]")


def count(number: int, one: str, many: str) -> str:
    """Return `number` with its word: `1 file`, `1,204 files`."""
    return f"{number:,} {one if number == 1 else many}"


def weigh(number: int, severity: Severity) -> str:
    """Return how many of a severity, in words: `2 queries`."""
    return count(number, *WEIGHTS[severity])


def collection(name: str) -> str:
    """Return what people call the collection `name`."""
    return _COLLECTIONS[name][0] if name in _COLLECTIONS else name.upper()


def sent(part: Sent) -> str:
    """Return one return in words: `EYFSP 2026, 28 children`."""
    _, one, many = _COLLECTIONS.get(part.collection, ("", "pupil", "pupils"))
    people = count(part.pupils, one, many)
    return f"{collection(part.collection)} {part.year}, {people}"


def pupil(person: PupilRef | None) -> str:
    """Return the pupil as lists have them, `Costa, Mateus`, or ''.

    Falls back on the UPN where names were left out, and on words where the file
    gives neither.
    """
    if person is None:
        return ""
    name = ", ".join(part for part in (person.surname, person.forename) if part)
    return name or person.upn or "Pupil without name or UPN"


def pupil_details(person: PupilRef | None) -> tuple[str, str]:
    """Return the UPN and the date of birth in words, '' for what is not known.

    A UPN that already stands in place of the name is not said twice.
    """
    if person is None:
        return "", ""
    named = person.surname or person.forename
    born = f"born {person.dob}" if person.dob else ""
    return person.upn if named else "", born


def where(place: Place | None) -> str:
    """Return a place as a person looks for it: `line 214, pupil 3`."""
    if place is None:
        return ""
    step = _PUPIL_STEP.search(place.path or "")
    parts = (
        place.sheet and f"sheet {place.sheet}",
        place.row and f"row {place.row}",
        place.column and f"column {place.column}",
        place.line and f"line {place.line:,}",
        step and f"pupil {step[1]}",
    )
    return ", ".join(part for part in parts if part)


def evidence(finding: Finding) -> tuple[str, ...]:
    """Return what was sent and what is allowed, each a short sentence."""
    sent_value = () if finding.value is None else (_sent_value(finding.value),)
    if not finding.allowed:
        return sent_value
    return (*sent_value, f"Allowed: {', '.join(finding.allowed)}.")


def _sent_value(value: str) -> str:
    return f"Sent: {value}." if value.strip() else "Sent: nothing."


def both(files: Sequence[str]) -> str:
    """Return the files a finding across schools speaks of, as one sentence."""
    if len(files) < 2:  # noqa: PLR2004 - a list needs two to have a last
        return f"In {files[0]}." if files else ""
    return f"In {', '.join(files[:-1])} and {files[-1]}."


def kind_of_status(file: SentFile) -> str:
    """Return the key of `file`'s standing in `STATUS`.

    A file whose sender is known was read: it was refused for what it holds.
    """
    known = file.status == "unreadable" and school_number(file)
    return "refused" if known else file.status


def status(file: SentFile) -> str:
    """Return how `file` stands, in words: `not taken: another year`."""
    kind = kind_of_status(file)
    why = _NOT_TAKEN.get(file.refused, "") if kind == "refused" else ""
    return f"{STATUS[kind]}: {why}" if why else STATUS[kind]


def asked(rules: Sequence[str]) -> str:
    """Return rules with what they would have asked: `E03 (how many pupils ...)`."""
    return ", ".join(
        f"{name} ({_ASKS[name]})" if name in _ASKS else name for name in rules
    )


def unasked(one: Unasked) -> str:
    """Return `Not checked in 2 of 19 files`; of one file, or of all as a whole, less."""
    if one.read < 2 or not one.files:  # noqa: PLR2004 - of one file there is no share
        return "Not checked"
    if one.files == one.read:
        return f"Not checked in any of {one.read:,} files"
    return f"Not checked in {one.files:,} of {one.read:,} files"


def repair(change: Repair | None) -> str:
    """Return in words the change a program could make, or ''."""
    if change is None:
        return ""
    old = f"'{change.old}'" if change.old.strip() else "nothing"
    if change.action == "remove":
        return f"Repair: take out {old}."
    return f"Repair: change {old} to '{change.new}'."


def rule(finding: Finding) -> str:
    """Return the rule's id, with the Department's number where there is one."""
    if finding.official_rule:
        return f"{finding.rule} (DfE {finding.official_rule})"
    return finding.rule


def school(file: SentFile) -> str:
    """Return who sent `file`: name and number, as far as the file says."""
    number = school_number(file)
    return ", ".join(part for part in (file.school, number) if part)


def school_number(file: SentFile) -> str:
    """Return `999/2001`, else `URN 512345`, else ''."""
    if file.la and file.estab:
        return f"{file.la}/{file.estab}"
    return f"URN {file.urn}" if file.urn else ""


def sender_by_name(file: SentFile) -> str:
    """Return the number the file's name gives, `999/2001`, or ''.

    Only a hint, for a file that does not itself say who sent it.
    """
    name = names.parse(file.path)
    if name is None or not name.source.isdigit():
        return ""
    return f"{name.source[:3]}/{name.source[3:]}"


def written(file: SentFile) -> str:
    """Return how `file` was written: `CTF 26.0 by Arbor, utf-16`, `CSV, utf-8`."""
    if file.form == "xlsx":
        return f"workbook made from {file.template}" if file.template else "workbook"
    if file.form == "csv":
        mark = _SEPARATORS.get(file.separator, "")
        return ", ".join(part for part in ("CSV", mark, file.encoding) if part)
    if not (file.version or file.supplier):
        return ""
    by = f" by {file.supplier}" if file.supplier else ""
    plain = file.encoding.lower() in {"", "utf-8"}
    return f"CTF {file.version}".strip() + by + ("" if plain else f", {file.encoding}")


def in_your_system(item: Item) -> str:
    """Return the click-path that mends this at its source, or ''."""
    return f"In {item.system}: {item.steps}" if item.steps else ""
