"""Files changed at random are read or refused, and nothing else happens."""

import io
import random
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keystage.core.errors import Refused
from keystage.tables import read
from tests.shape.tree import ROOT

FOLDER = ROOT / "tests" / "fixtures" / "official"
SEEDS = {
    "ods": (FOLDER / "a_comp.ods").read_bytes(),
    "xlsx": (FOLDER / "a_comp.xlsx").read_bytes(),
    "csv": b'Stage,Subject,Values\r\nKS2,"ENG ""x""",1;2\r\n' * 3,
}


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with a few put in, taken out, changed or said twice."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randrange(len(made) + 1), chance.randint(1, 40)
        if chance.random() < 0.3:
            del made[at : at + length]
        elif chance.random() < 0.5:
            made[at : at + chance.randint(0, 3)] = chance.randbytes(
                chance.randint(1, 4)
            )
        else:
            again = chance.randrange(len(made) + 1)
            made[at:at] = made[again : again + length]
    return bytes(made)


def mutated_inside(data: bytes, chance: random.Random) -> bytes:
    """Return a zip with one of its parts changed at random."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
        chosen = chance.choice(sorted(old.namelist()))
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, mutated(part, chance) if name == chosen else part)
    return held.getvalue()


def outcome(data: bytes) -> str:
    """Return 'read', or the code of the refusal; anything else is raised."""
    try:
        read(data)
    except Refused as refused:
        return refused.code
    return "read"


@pytest.mark.parametrize("kind", SEEDS)
@given(chance=st.randoms(use_true_random=True))
def test_a_file_changed_anywhere_is_read_or_refused(
    kind: str, chance: random.Random
) -> None:
    assert outcome(mutated(SEEDS[kind], chance))


@pytest.mark.parametrize("kind", ["ods", "xlsx"])
@given(chance=st.randoms(use_true_random=True))
def test_a_workbook_with_a_part_changed_is_read_or_refused(
    kind: str, chance: random.Random
) -> None:
    assert outcome(mutated_inside(SEEDS[kind], chance))


@pytest.mark.parametrize("kind", SEEDS)
def test_the_files_themselves_are_read(kind: str) -> None:
    assert outcome(SEEDS[kind]) == "read"
