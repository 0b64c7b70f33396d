"""Every bad file there is to try: our own of each case, and the given ones."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.integration.badinput.catalogue import demands_ctf, demands_names, demands_xml
from tests.integration.badinput.catalogue.demand import Demand
from tests.integration.badinput.catalogue.own_ctf import OWN as OWN_CTF
from tests.integration.badinput.catalogue.own_xml import OWN as OWN_XML

GIVEN: Final = Path(__file__).resolve().parents[5] / "shared/reference/badinput"
LAST: Final = "B188"
OWN: Final = {**OWN_XML, **OWN_CTF}
DEMANDS: Final = {
    demand.id: demand
    for part in (demands_xml, demands_ctf, demands_names)
    for demand in part.DEMANDS
}


@dataclass(frozen=True, slots=True)
class Subject:
    """One file to try: the demand on it, who made it, its bytes and its name."""

    demand: Demand
    origin: str
    make: Callable[[], bytes]
    name: str

    @property
    def label(self) -> str:
        """How a test report names it: B016-own."""
        return f"{self.demand.id}-{self.origin}"


def own() -> list[Subject]:
    """Return our own file of every case, in order."""
    return [
        Subject(demand, "own", OWN[number], demand.name)
        for number, demand in sorted(DEMANDS.items())
    ]


def given() -> list[Subject]:
    """Return the given files, named as their manifest says; none if not there."""
    manifest = GIVEN / "manifest.jsonl"
    if not manifest.exists():
        return []
    rows = [json.loads(line) for line in manifest.read_text("utf-8").splitlines()]
    return [
        Subject(
            DEMANDS[row["id"]],
            "given",
            (GIVEN / str(row["file"])).read_bytes,
            str(row["upload_as"]),
        )
        for row in rows
        if row["id"] <= LAST and row["file"]
    ]


SUBJECTS: Final = [*own(), *given()]
