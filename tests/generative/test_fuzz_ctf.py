"""No mutant of a transfer file ends in anything but a file read or a refusal."""

from pathlib import Path

import pytest

from tests.generative.fuzz.campaign import campaign
from tests.generative.fuzz.mutate import Mutator, seeds

ALL = 1_000_000
OTHER_DOORS = 100_000
FEW = 400  # enough for a sabotaged reader to stumble


def test_no_mutant_ends_in_anything_undocumented(
    scale: float, seed: int, capsys: pytest.CaptureFixture[str]
) -> None:
    outcome = campaign(seed, round(ALL * scale))
    with capsys.disabled():
        print(f"\nfuzz: {outcome.says()}")  # noqa: T201 - the seed and figures are asked for
    assert not outcome.faults
    assert sum(outcome.told.values()) == outcome.count
    assert outcome.told["read"] > outcome.count / 10  # not all refused at the door
    assert len(outcome.told) > 10  # and for many reasons


@pytest.mark.parametrize("door", ["streamed", "pipeline", "compared"])
def test_no_mutant_breaks_another_door(door: str, scale: float, seed: int) -> None:
    outcome = campaign(seed + 1, round(OTHER_DOORS * scale), door)
    assert not outcome.faults, outcome.says()
    assert outcome.told["read"] > outcome.count / 10


@pytest.mark.parametrize(
    ("sabotage", "word"),
    [
        ("stumbles", "ValueError"),
        ("hangs", "2 s of processor time"),
        ("swells", "MemoryError"),
        ("keeps_silent", "gave"),
        ("cuts", "surname"),
    ],
)
def test_a_sabotaged_reader_is_caught_and_its_input_kept(
    sabotage: str, word: str, seed: int, tmp_path: Path
) -> None:
    outcome = campaign(seed, FEW, sabotage, tmp_path)
    assert outcome.faults
    assert all(word in fault for fault in outcome.faults)
    assert f"seed {seed}" in outcome.says()
    number = int(outcome.faults[0].split()[1].rstrip(":"))
    kept = tmp_path / f"{seed}-{number}.xml"
    assert kept.read_bytes() == Mutator(seed).mutant(number)


def test_mutants_are_told_by_their_numbers_alone(seed: int) -> None:
    one, other = Mutator(seed), Mutator(seed)
    forwards = [one.mutant(number) for number in range(200)]
    backwards = [other.mutant(number) for number in reversed(range(200))]
    assert forwards == backwards[::-1]
    assert len(set(forwards)) > 150
    assert forwards != [Mutator(seed + 1).mutant(number) for number in range(200)]


def test_mutants_come_from_every_hand_written_file() -> None:
    assert len(seeds()) > 30
