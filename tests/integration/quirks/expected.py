"""The records each hand-written file must give, as typed beside it.

`NAME.expected.toml` says what `NAME.xml` (or `.ctf`) is an example of, and then
either the code it is refused with, or its dialect, header and pupils. A result
is typed `stage locale year subject method component status qualifier = result
@date`, with `-` for a part the file does not give.
"""

import tomllib
from pathlib import Path
from typing import Any, Final

from keystage.core.records import Assessment, CtfFile, Element, Kind, Pupil, School
from tests.integration.quirks.oracle import IDENTITY

FIXTURES: Final = Path(__file__).parents[2] / "fixtures/quirks"
FILES: Final = sorted(
    path for path in FIXTURES.iterdir() if path.suffix in {".xml", ".ctf"}
)
_HEADER: Final = (
    "document_name",
    "version",
    "date_time",
    "qualifier",
    "data_qualifier",
    "descriptor",
    "supplier",
)

type Table = dict[str, Any]


def expectation(path: Path) -> Table:
    """Return the table typed beside a file."""
    typed = path.with_suffix(".expected.toml").read_text(encoding="utf-8")
    return tomllib.loads(typed)


def readable() -> list[Path]:
    """Return the files that must be read, not refused."""
    return [path for path in FILES if "header" in expectation(path)]


def refused() -> list[Path]:
    """Return the files that the reader must refuse."""
    return [path for path in FILES if "refused" in expectation(path)]


def assessment(typed: str) -> Assessment:
    """Return the record one typed result stands for."""
    parts, _, rest = typed.partition("=")
    result, _, date = rest.partition("@")
    kind = Kind(*("" if part == "-" else part for part in parts.split()))
    return Assessment(kind, result.strip(), date.strip())


def differences(typed: Table, file: CtfFile) -> list[str]:
    """Return where a file read differs from what was typed; [] where nowhere."""
    wrong = _header(typed["header"], file) + _dialect(typed["dialect"], file)
    pupils: list[Table] = typed.get("pupil", [])
    if len(pupils) != len(file.pupils):
        wrong.append(f"{len(file.pupils)} pupils, not {len(pupils)}")
    for wanted, pupil in zip(pupils, file.pupils, strict=False):
        wrong += _pupil(wanted, pupil)
    names = [part.name for part in file.extra]
    return wrong + _differ("extra", typed.get("extra", []), names)


def _differ(where: str, wanted: object, got: object) -> list[str]:
    return [] if wanted == got else [f"{where}: wanted {wanted!r}, got {got!r}"]


def _header(typed: Table, file: CtfFile) -> list[str]:
    header = file.header
    wrong = []
    for name in _HEADER:
        wrong += _differ(name, typed.get(name, ""), getattr(header, name))
    for name in ("source", "destination"):
        wrong += _differ(name, School(**typed[name]), getattr(header, name))
    names = [part.name for part in header.extra]
    if "extra_holds" in typed:
        return wrong + _differ("extra", [], _missing(typed["extra_holds"], names))
    return wrong + _differ("extra", typed.get("extra", []), names)


def _missing(wanted: list[str], got: list[str]) -> list[str]:
    return [name for name in wanted if name not in got]


def _dialect(typed: Table, file: CtfFile) -> list[str]:
    dialect = file.dialect
    wrong = []
    for name in ("version", "supplier"):
        wrong += _differ(f"dialect {name}", typed[name], getattr(dialect, name))
    wrong += _differ("encoding", typed["encoding"], dialect.encoding.lower())
    tolerated = set(typed.get("deviations_may_hold", ()))
    noticed = [code for code in dialect.deviations if code not in tolerated]
    return wrong + _differ("deviations", typed.get("deviations", []), noticed)


def _pupil(typed: Table, pupil: Pupil) -> list[str]:
    who = f"pupil {pupil.position}"
    wrong = []
    for name in IDENTITY:
        wrong += _differ(f"{who} {name}", typed.get(name, ""), getattr(pupil, name))
    results = [assessment(line) for line in typed["assessments"]]
    wrong += _differ(f"{who} results", results, pupil.assessments)
    names = [part.name for part in pupil.sections]
    if "sections_hold" in typed:
        wrong += _differ(who, [], _missing(typed["sections_hold"], names))
    elif "sections" in typed:
        wrong += _differ(f"{who} sections", typed["sections"], names)
    for line in typed.get("section_texts", ()):
        path, _, text = line.partition("=")
        wrong += _differ(path, text.strip(), _text(pupil, path.strip()).strip())
    for line in typed.get("section_exact", ()):
        path, _, text = line.partition("= ")
        wrong += _differ(path, text, _text(pupil, path.strip()))
    return wrong


def _text(pupil: Pupil, path: str) -> str:
    """Return the text at `Address/Lines[2]`, or a word that matches nothing."""
    parts = pupil.sections
    found: Element | None = None
    for step in path.split("/"):
        name, _, number = step.rstrip("]").partition("[")
        same = [part for part in parts if part.name == name]
        place = int(number or 1)
        if len(same) < place:
            return f"<no {step}>"
        found = same[place - 1]
        parts = found.children
    return found.text if found else ""
