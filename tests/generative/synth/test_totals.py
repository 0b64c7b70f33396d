"""The true totals beside what `keystage summary` says of the very files."""

import json
from pathlib import Path
from typing import Any

import pytest

from keystage.cli.main import run
from keystage.synth.key.totals import Total, Totals
from keystage.synth.model import Authority, Collection
from keystage.synth.returns import returns
from keystage.synth.writing import ctf_bytes, file_name, roll_file
from tests.conftest import SCALE, SEED

EVERY = list(Collection)
SCHOOLS = max(12, round(120 * SCALE))

type Truth = dict[tuple[str, str, str], tuple[int, int]]


def written(folder: Path, authority: Authority, summer: int) -> Truth:
    """Write what every school sends of a summer, and return the true totals."""
    totals = Totals(authority)
    found: list[Total] = []
    for index in range(authority.schools):
        sent = returns(authority, index, summer, EVERY)
        before = returns(authority, index, summer - 1, [Collection.PHONICS])
        for what, some in (("sent", sent), ("prior", before)):
            for one in some:
                place = folder / what / one.collection.value
                place.mkdir(parents=True, exist_ok=True)
                (place / file_name(one)).write_bytes(ctf_bytes(one))
        found += totals.school(sent)
        listed = roll_file(authority, index, summer, EVERY)
        if listed is not None:
            (folder / "rolls").mkdir(exist_ok=True)
            (folder / "rolls" / listed[0]).write_bytes(listed[1])
    found += totals.authority()
    return {
        (one.collection.value, one.school, one.measure): (
            one.numerator,
            one.denominator,
        )
        for one in found
    }


def summarised(folder: Path) -> dict[str, Any]:
    """Return the document of `keystage summary`, nothing hidden."""
    told = folder / "summary.json"
    words = ["summary", str(folder / "sent"), "--prior", str(folder / "prior")]
    words += ["--roll", str(folder / "rolls"), "--suppress", "0"]
    assert run([*words, "--format", "json", "--output", str(told)]) == 0
    document: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
    return document


@pytest.mark.parametrize("summer", [2024, 2025, 2026])
def test_every_total_is_what_the_summary_says_of_every_school_and_of_all(
    tmp_path: Path, summer: int
) -> None:
    truth = written(tmp_path, Authority("999", SCHOOLS, SEED), summer)
    said: Truth = {
        (part["collection"], row["id"], name): (
            figure["numerator"],
            figure["denominator"],
        )
        for part in summarised(tmp_path)["collections"]
        for row in part["rows"]
        for name, figure in row["figures"].items()
        if figure["denominator"] is not None
    }
    assert said == truth
