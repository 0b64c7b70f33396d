"""Recipes of key stages 1 and 2 and of the tables check, one at a time: each is found.

What `keystage check` says of a school's file with the fault, less what it says of the
same file without, is what the recipe said beforehand.
"""

import json
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from keystage.cli.main import run
from keystage.synth.chance import Stream
from keystage.synth.faults import RECIPES
from keystage.synth.faults.model import Facts, OfBytes, OfPupil, Recipe, Spot
from keystage.synth.faults.plain import is_plain
from keystage.synth.model import Authority, Collection
from keystage.synth.places import school
from keystage.synth.returns import Return
from keystage.synth.returns.made import one
from keystage.synth.writing import ctf_bytes, file_name, roll_file, season_facts
from tests.conftest import SCALE, SEED

AUTHORITY = Authority("999", 40, SEED)
SUMMER = 2025
STAGES = {Collection.KS1, Collection.KS2, Collection.MTC}
OWN = [
    recipe
    for recipe in RECIPES
    if len(recipe.told.collections) == 1
    and recipe.told.collections <= STAGES
    and not isinstance(recipe, OfBytes)
]
OF_THE_WHOLE = {"L01", "PATTERN-ALL-SAME"}  # what may be said of any small school
EACH = max(1, round(5 * SCALE))  # schools to plant a fault in

type Said = Counter[tuple[str, str, str, str]]


def flat(
    findings: list[dict[str, Any]], under: str = ""
) -> Iterator[tuple[str, str, str, str]]:
    """Yield rule, UPN and component of findings, and what each is folded into."""
    for one_ in findings:
        upn = (one_["pupil"] or {}).get("upn", "")
        yield one_["rule"], upn, one_["subject"] or "", under
        yield from flat(one_["consequences"], one_["rule"])


def checked(return_: Return, folder: Path) -> Said:
    """Return what is said of a file beside the school's list and year before."""
    folder.mkdir()
    here = return_.school
    listed = roll_file(AUTHORITY, here.index, SUMMER, list(Collection))
    before = one(AUTHORITY, here, SUMMER - 1, return_.collection)
    sent, prior = folder / "sent", folder / "prior"
    for place, what in ((sent, return_), (prior, before)):
        place.mkdir()
        (place / file_name(what)).write_bytes(ctf_bytes(what))
    facts = folder / "facts.toml"
    facts.write_text(season_facts(AUTHORITY, SUMMER), encoding="utf-8")
    words = ["check", str(sent), "--prior", *map(str, prior.iterdir())]
    words += ["--facts", str(facts), "--year", str(SUMMER), "--authority", "999"]
    if listed is not None:
        (folder / listed[0]).write_bytes(listed[1])
        words += ["--roll", str(folder / listed[0])]
    report = folder / "report.json"
    run([*words, "--format", "json", "--output", str(report)])
    document = json.loads(report.read_text(encoding="utf-8"))
    found = [finding for file in document["files"] for finding in file["findings"]]
    found += [item["finding"] for item in document["across"]]
    return Counter(flat(found))


def planted(recipe: Recipe, return_: Return) -> Facts | None:
    """Plant a fault by a recipe, where the return has a place for it."""
    spot = Spot(recipe.told, AUTHORITY, return_, Stream(SEED, "spot"))
    if isinstance(recipe, OfPupil):
        rows = [row for row in return_.rows if is_plain(row, SUMMER)]
        tried = (recipe.plant(row, spot) for row in rows)
        return next((facts for facts in tried if facts is not None), None)
    assert not isinstance(recipe, OfBytes)
    return recipe.plant(spot)


@pytest.mark.parametrize("recipe", OWN, ids=lambda recipe: recipe.told.name)
def test_a_fault_is_found_as_its_recipe_says_and_nothing_else_is(
    recipe: Recipe, tmp_path: Path
) -> None:
    (collection,) = recipe.told.collections
    done = 0
    for index in range(AUTHORITY.schools):
        here = school(AUTHORITY, index)
        if collection not in here.owes or done == EACH:
            continue
        clean = one(AUTHORITY, here, SUMMER, collection)
        changed = deepcopy(clean)
        facts = planted(recipe, changed)
        if facts is None:
            continue
        done += 1
        before = checked(clean, tmp_path / f"{index} clean")
        after = checked(changed, tmp_path / f"{index} changed")
        told = Counter((f.rule, f.upn, f.component, f.under) for f in facts)
        assert not told - after
        besides = after - before - told
        assert {rule for rule, *_ in besides} <= OF_THE_WHOLE
        gone = {rule for rule, *_ in before - after}
        assert recipe.told.refuses or gone <= {"P19", *OF_THE_WHOLE}
    assert done
