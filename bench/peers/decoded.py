"""xmlschema: validated and decoded to dictionaries in one go."""

from io import BytesIO
from pathlib import Path
from typing import Any

import xmlschema

from bench.peers.usual import PARTS
from bench.yardsticks import Row

SCHEMA = xmlschema.XMLSchema(Path(__file__).with_name("subset.xsd"))


def read(data: bytes) -> Any:
    """Validate and decode."""
    return SCHEMA.decode(BytesIO(data))


def rows(data: bytes) -> list[Row]:
    """Return what was read, as plain texts."""
    return [
        (p["UPN"], p["Surname"], p["Forename"], str(p["DOB"]), p["Sex"], texts(p))
        for p in read(data)["CTFpupilData"]["Pupil"]
    ]


def texts(pupil: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    """Return a pupil's results as plain texts."""
    return tuple(
        (stage["Stage"], *(one[part] for part in PARTS))
        for stage in pupil["StageAssessments"]["KeyStage"]
        for one in stage["StageAssessment"]
    )
