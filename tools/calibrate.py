"""Solve the steps of the invented results: python -m tools.calibrate.

Draws a sample of invented children, sorts them by ability in each component, and writes
the abilities at which the wanted shares part into steps.toml. The library reads that
file and never solves: the same seed must give the same bytes for ever.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from keystage.synth.model import Authority, Child, Collection
from keystage.synth.results.calibration import sample
from keystage.synth.results.scales import latent, stages
from tools import ROOT

STEPS = ROOT / "src/keystage/synth/results/steps.toml"
# Others than are measured, and several: schools differ, and one draw of them leans.
NATIONS = tuple(Authority("998", 16_764, seed) for seed in (1, 2, 3, 4))
SCHOOLS = range(0, 16_764, 28)
SUMMER = 2024
Abilities = Sequence[dict[str, int]]

# Another year's figure, in thousandths: the year's shift is solved so that it comes out.
OTHER_YEARS: dict[Collection, dict[int, int]] = {
    Collection.EYFSP: {2022: 652, 2023: 672},
    Collection.PHONICS: {2022: 750, 2023: 790},
    Collection.KS1: {2022: 670},
    Collection.MTC: {2022: 270, 2023: 290, 2025: 370, 2026: 370, 2027: 370},
    Collection.KS2: {2022: 690, 2023: 710},
}
NEEDED: dict[Collection, dict[str, str]] = {
    Collection.EYFSP: {f"E{number:02}": "2" for number in range(1, 13)},
    Collection.PHONICS: {"mark": "32"},
    Collection.KS1: {"REA": "EXS"},
    Collection.MTC: {"MTC": "25"},
    Collection.KS2: {"WRI": "EXS"},
}


def steps(values: Sequence[int], shares: Sequence[int]) -> list[int]:
    """Return the abilities at which each share but the first begins."""
    ordered = sorted(values)
    ends = list(accumulate(shares))
    places = (len(ordered) * end // ends[-1] for end in ends[:-1])
    return [ordered[min(place, len(ordered) - 1)] for place in places]


def shift(
    passes: Callable[[dict[str, int], int], bool], able: Abilities, share: int
) -> int:
    """Return the smallest shift with which at least `share` thousandths pass."""

    def passing(by: int) -> int:
        return 1000 * sum(passes(one, by) for one in able) // len(able)

    return bisect_right(range(-400, 400), share - 1, key=passing) - 400


def solve(collection: Collection, children: Sequence[Child]) -> list[str]:
    """Return the lines of one collection."""
    able = [latent(child, collection) for child in children]
    scales = stages()[collection].scales
    found = {
        name: steps([one[name] for one in able], scale.shares)
        for name, scale in scales.items()
    }
    least = {
        name: found[name][scales[name].codes.index(code) - 1]
        for name, code in NEEDED[collection].items()
    }

    def passes(one: dict[str, int], by: int) -> bool:
        return all(one[name] + by >= step for name, step in least.items())

    lines = [f"[{collection.value}.steps]"]
    lines += [f"{name} = {row}" for name, row in found.items()]
    lines += ["", f"[{collection.value}.shifts]"]
    for year, share in OTHER_YEARS[collection].items():
        lines.append(f"{year} = {shift(passes, able, share)}")
    return [*lines, ""]


def main() -> None:
    """Write steps.toml."""
    children = [
        child for nation in NATIONS for child in sample(nation, SUMMER - 1, SCHOOLS)
    ]
    lines = ["# Made by python -m tools.calibrate from wanted.toml.", ""]
    for collection in Collection:
        lines += solve(collection, children)
    STEPS.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    print(f"{len(children)} children drawn, {STEPS.name} written")


if __name__ == "__main__":
    main()
