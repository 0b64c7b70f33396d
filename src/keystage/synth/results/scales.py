"""From ability to a code: scales with steps, solved once and read from data.

`wanted.toml` says which share of children should have which code, and `steps.toml`, made
of it by `python -m tools.calibrate`, the ability at which each code begins.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from keystage.core import packaged
from keystage.synth.model import Child, Collection
from keystage.synth.results.ability import ability, age, part, stream_of

FIRST_SUMMER = 2022
"""The first year whose results are invented: codes were others before."""


@dataclass(frozen=True, slots=True)
class Scale:
    """One component: its codes from the lowest, and the share of children with each.

    `noise` is what a result has to do with nothing else, `girls` by how much they are
    ahead; both in 256ths of a standard deviation.
    """

    codes: tuple[str, ...]
    shares: tuple[int, ...]
    noise: int
    girls: int


@dataclass(frozen=True, slots=True)
class Stage:
    """One collection: its components, and what they have in common.

    `drift` is how far ability at that age differs from ability, `month` what a month
    of age is worth.
    """

    scales: dict[str, Scale]
    drift: int
    month: int


@dataclass(frozen=True, slots=True)
class Solved:
    """The steps between the codes of each component, and each year's shift."""

    steps: dict[str, tuple[int, ...]]
    shifts: dict[int, int]


def _table(name: str) -> dict[str, Any]:
    return packaged.toml("keystage.synth.results", name)


@cache
def stages() -> Mapping[Collection, Stage]:
    """Return what is wanted, by collection."""
    return {
        Collection(which): Stage(
            {name: _scale(told, table) for name, told in table["scales"].items()},
            table["drift"],
            table["month"],
        )
        for which, table in _table("wanted.toml").items()
    }


def _scale(told: dict[str, Any], table: dict[str, Any]) -> Scale:
    """Return a component; what it does not say for itself its collection says."""
    said = table | told
    shares = tuple(said.get("shares") or (1000 - said["met"], said["met"]))
    codes = tuple(str(code) for code in said["codes"])
    return Scale(codes, shares, said["noise"], said["girls"])


@cache
def solved() -> Mapping[Collection, Solved]:
    """Return what was solved, by collection."""
    return {
        Collection(which): Solved(
            {name: tuple(steps) for name, steps in table["steps"].items()},
            {int(year): shift for year, shift in table["shifts"].items()},
        )
        for which, table in _table("steps.toml").items()
    }


def latent(child: Child, collection: Collection) -> dict[str, int]:
    """Return how able a child is in each component when the collection asks."""
    stage = stages()[collection]
    stream = stream_of(child, collection.value)
    drift, *own = stream.normals(1 + len(stage.scales))
    base = ability(child) + age(child, stage.month) + part(drift, stage.drift)
    side = 1 if child.sex == "F" else -1
    return {
        name: base + part(deviate, scale.noise) + side * scale.girls // 2
        for (name, scale), deviate in zip(stage.scales.items(), own, strict=True)
    }


def coded(
    collection: Collection, abilities: Mapping[str, int], summer: int
) -> dict[str, str]:
    """Return the code of each component in a year: '' where a scale has no result.

    Years before those solved are as the first of them, years after as the usual one.
    """
    found, scales = solved()[collection], stages()[collection].scales
    shift = found.shifts.get(max(summer, FIRST_SUMMER), 0)
    return {
        name: scales[name].codes[bisect_right(found.steps[name], able + shift)]
        for name, able in abilities.items()
    }
