"""The invented authorities that the answers are held against, made once a session."""

from pathlib import Path

import pytest

from tests.conftest import SCALE
from tests.generative.synth.asked import Answered, Season, checked, key_of, made

FOUR = ("eyfsp", "phonics", "ks1", "ks2")
# Between them these plant every rule; the second is a district with a setting's file.
SMALL = ((43, 30, 2025, FOUR), (9, 12, 2025, ("eyfsp", "phonics")))
WHOLE = tuple((seed, 150, 2024 + seed % 3, FOUR) for seed in (7, 8, 9))


@pytest.fixture(scope="session")
def answered(tmp_path_factory: pytest.TempPathFactory) -> list[Answered]:
    """Return every season of the authorities of this run, checked."""
    every = SMALL if SCALE < 1 else (*SMALL, *WHOLE)
    base = tmp_path_factory.mktemp("invented")
    return [one for told in every for one in _answered(base, told)]


def _answered(
    base: Path, told: tuple[int, int, int, tuple[str, ...]]
) -> list[Answered]:
    seed, schools, summer, collections = told
    words = {
        "--schools": schools,
        "--years": summer,
        "--seed": seed,
        "--collections": ",".join(collections),
    }
    asked = [str(part) for pair in words.items() for part in pair]
    out = made(base / f"{seed}-{schools}", *asked)
    key = key_of(out)
    seasons = [Season(out, summer, each) for each in collections]
    return [Answered(one, key, checked(one, *one.due())) for one in seasons]
