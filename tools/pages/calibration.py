"""How near the invented results come to the published ones, over several seeds."""

from collections.abc import Sequence
from itertools import groupby

from keystage.synth.model import Authority
from keystage.synth.places import DISTRICT
from keystage.synth.results import Figure, figures
from keystage.synth.results.calibration import NATION
from tools.pages import table

SEEDS = (7, 19, 31)
"""None of them those the steps were solved with."""
DISTRICTS, CHILDREN = 24, 5
"""One in so many: a few children of many schools, whose district need be made only once."""
SAMPLE = 14_500
HEADS = ("Figure", "Published", "Reached", "by seed", "Apart", "Allowed", "")
INTRO = """# How near the invented results come

What the children of `keystage synth` reach beside what was published for England.
[What is real about the invented authority](../explanation/invented-data.md) says what follows
from it, and what does not. Shares are in per cent, means as they are.

Reached is the mean of {seeds} invented nations (seeds {told}) of {nation:,} schools, in each one child
in {children} of {schools} schools: some {sample:,} children for each figure. `by seed` is the least and the
most. `Allowed` is how far the mean may be from what was published; an authority of 150 schools may
be further off, since schools differ, as authorities do."""


def pages() -> dict[str, str]:
    """Return the page."""
    schools = range(NATION.schools)
    indexes = [index for index in schools if index // DISTRICT % DISTRICTS == 0]
    nations = (Authority("999", NATION.schools, seed) for seed in SEEDS)
    told = [figures(nation, indexes, CHILDREN) for nation in nations]
    intro = INTRO.format(
        seeds=len(SEEDS),
        told=", ".join(map(str, SEEDS)),
        schools=len(indexes),
        children=CHILDREN,
        nation=NATION.schools,
        sample=SAMPLE,
    )
    sections = [
        f"## {source}\n\n{table(HEADS, map(row, same))}"
        for source, same in groupby(zip(*told, strict=True), key=source_of)
    ]
    return {"calibration.md": "\n\n".join([intro, *sections]) + "\n"}


def source_of(several: Sequence[Figure]) -> str:
    """Return what a figure was published in."""
    return several[0].source


def row(several: Sequence[Figure]) -> tuple[str, ...]:
    """Return one figure as it came out with each seed, told in a row."""
    one, reached = several[0], [figure.reached for figure in several]
    mean = (2 * sum(reached) + len(reached)) // (2 * len(reached))
    apart = mean - one.wanted
    return (
        one.name,
        tenths(one.wanted),
        tenths(mean),
        f"{tenths(min(reached))} to {tenths(max(reached))}",
        f"{'-' if apart < 0 else '+'}{tenths(abs(apart))}",
        tenths(one.within),
        "✓" if abs(apart) <= one.within else "further off",
    )


def tenths(number: int) -> str:
    """Return a number of tenths as people write it."""
    whole, rest = divmod(number, 10)
    return f"{whole}.{rest}"
