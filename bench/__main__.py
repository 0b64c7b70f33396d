"""Measure: python3 dev.py bench [--schools 450] [--rounds 5] [--only PART] [--quick]."""

import argparse
import platform
import pyexpat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bench import (
    invented,
    made,
    memory,
    peers,
    pool,
    printed,
    service,
    sheets,
    yardsticks,
)
from bench.clock import Case, compare
from bench.table import table
from bench.yardsticks import bare, check, noop, over, rows, stream
from keystage import ctf

PARTS = (
    *("school", "year", "memory", "pool", "start", "report", "synth", "service"),
    *("marksheet", "board"),
)
SAMPLE = 150  # equality is proven on one file in so many


@dataclass(frozen=True, slots=True)
class Scale:
    """How much of everything is measured."""

    pupils: int = 60
    long: tuple[int, ...] = memory.PUPILS
    turns: int = pool.TURNS
    least: float = 0.2
    reports: tuple[printed.Size, ...] = printed.SIZES
    marksheets: tuple[int, ...] = sheets.SIZES
    invented: int = invented.SCHOOLS
    place: service.Place = service.LARGE
    classes: tuple[int, ...] = service.CLASSES


QUICK = Scale(
    pupils=3,
    long=(6,),
    turns=1,
    least=0,
    reports=(("3 pupils", 3, True),),
    marksheets=(3,),
    invented=2,
    place=service.SMALL,
    classes=(3,),
)
"""The smallest of each: shows that it runs, and says nothing."""


def prove_equal(files: Sequence[bytes]) -> None:
    """Stop unless every way reads the same, and the checks find what was planted."""
    for data in files:
        expected = rows(data)
        assert expected
        assert [yardsticks.row(p) for p in ctf.stream(data)] == expected
        planted = sum(
            result[-1] == made.WRONG for row in expected for result in row[-1]
        )
        found = [finding.value for finding in check(data).findings]
        assert found.count(made.WRONG) == planted, "the checks miss what was planted"
        for name, (peer, _) in peers.found()[0].items():
            assert peer.rows(data) == expected, f"{name} reads otherwise"


def cases(files: Sequence[bytes]) -> list[Case]:
    """Return all that is measured against bare expat over the same bytes."""
    found = [
        Case("expat with handlers that do nothing", over(noop), files),
        Case("keystage, streamed, nothing kept", over(stream), files),
        Case("keystage, records", over(ctf.read), files),
        Case("keystage, records and every check", over(check), files),
    ]
    for name, (peer, share) in peers.found()[0].items():
        found.append(Case(name, over(peer.read), files[:: min(share, len(files))]))
    return found


def ratios(title: str, files: Sequence[bytes], rounds: int, least: float) -> str:
    """Return the table of every case over these files."""
    prove_equal(files[::SAMPLE])
    found = cases(files)
    compare(found, over(bare), rounds, least)
    floor = sorted(found[0].ratios)[rounds // 2]
    lines = [
        (*case.told(), f"{sorted(case.ratios)[rounds // 2] / floor:.2f}")
        for case in found
    ]
    size = sum(map(len, files)) / memory.MIB
    told = f"### {title}: {len(files)} files, {size:.1f} MiB"
    heads = ("Way", "x bare expat", "range", "x no-op expat")
    missing = "".join(f"\n\n{why}" for why in peers.found()[1])
    return f"{told}\n\n{table(heads, lines)}{missing}"


def parts(
    wanted: Sequence[str], scale: Scale, schools: int, rounds: int
) -> Iterator[str]:
    """Yield what each part wanted says, as it is measured."""
    one = ctf.write(made.school("eyfsp", scale.pupils))
    year = list(made.authority_year(schools)) if {"year", "pool"} & set(wanted) else []
    files = [data for _, data in year]
    least = scale.least
    ways: dict[str, Callable[[], str]] = {
        "school": lambda: ratios("A school's file", [one], rounds, least),
        "year": lambda: ratios("An authority's year", files, rounds, 0),
        "memory": lambda: memory.report(scale.long),
        "pool": lambda: pool.report(year, min(3, rounds), scale.turns),
        "start": lambda: pool.start(one, rounds),
        "report": lambda: "\n\n".join(
            (
                printed.report(rounds, scale.reports),
                sheets.report(rounds, scale.marksheets, least),
            )
        ),
        "synth": lambda: invented.report(rounds, scale.invented, least),
        "service": lambda: service.report(rounds, scale.place, least),
        "marksheet": lambda: service.marksheets(rounds, scale.classes, least),
        "board": lambda: service.board(rounds, scale.place.schools, least),
    }
    yield from (ways[part]() for part in PARTS if part in wanted)


def main() -> None:
    """Measure what was asked for, and print it as it comes."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--schools", type=int, default=450, help="in the year")
    parser.add_argument("--rounds", type=int, default=5, help="each shuffled")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS)
    quick = "the smallest of each, once: shows that all runs, and no figure"
    parser.add_argument("--quick", action="store_true", help=quick)
    chosen = parser.parse_args()
    scale, schools, rounds = Scale(), chosen.schools, chosen.rounds
    if chosen.quick:
        scale, schools, rounds = QUICK, 1, 1
    machine = f"{platform.python_implementation()} {platform.python_version()}"
    print(f"{machine}, {pyexpat.EXPAT_VERSION}, {platform.machine()}\n")
    for told in parts(chosen.only, scale, schools, rounds):
        print(f"{told}\n", flush=True)


if __name__ == "__main__":
    main()
