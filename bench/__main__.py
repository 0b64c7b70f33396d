"""Measure: python3 dev.py bench [--schools 450] [--rounds 5] [--only PART]."""

import argparse
import platform
import pyexpat
from collections.abc import Sequence

from bench import made, memory, pool, printed, yardsticks
from bench.clock import Case, compare
from bench.peers import bound, decoded, usual
from bench.table import table
from bench.yardsticks import bare, check, noop, over, rows, stream
from keystage import ctf

PARTS = ("school", "year", "memory", "pool", "start", "report")
SAMPLE = 150  # the slowest peers read one file in so many
PEERS = {
    "lxml + XSD + pydantic, records only": (usual, 1),
    "xsdata, records only": (bound, SAMPLE),
    "xmlschema, records only": (decoded, SAMPLE),
}


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
        for name, (peer, _) in PEERS.items():
            assert peer.rows(data) == expected, f"{name} reads otherwise"


def cases(files: Sequence[bytes]) -> list[Case]:
    """Return all that is measured against bare expat over the same bytes."""
    found = [
        Case("expat with handlers that do nothing", over(noop), files),
        Case("keystage, streamed, nothing kept", over(stream), files),
        Case("keystage, records", over(ctf.read), files),
        Case("keystage, records and every check", over(check), files),
    ]
    for name, (peer, share) in PEERS.items():
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
    return f"{told}\n\n{table(heads, lines)}"


def main() -> None:
    """Measure what was asked for, and print it as it comes."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--schools", type=int, default=450, help="in the year")
    parser.add_argument("--rounds", type=int, default=5, help="each shuffled")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS)
    chosen = parser.parse_args()
    machine = f"{platform.python_implementation()} {platform.python_version()}"
    print(f"{machine}, {pyexpat.EXPAT_VERSION}, {platform.machine()}\n")
    one = ctf.write(made.school("eyfsp", 60))
    if "school" in chosen.only:
        print(ratios("A school's file", [one], chosen.rounds, 0.2) + "\n", flush=True)
    year = []
    if {"year", "pool"} & set(chosen.only):
        year = list(made.authority_year(chosen.schools))
    if "year" in chosen.only:
        files = [data for _, data in year]
        print(ratios("An authority's year", files, chosen.rounds, 0) + "\n", flush=True)
    if "memory" in chosen.only:
        print(f"{memory.report()}\n", flush=True)
    if "pool" in chosen.only:
        print(f"{pool.report(year, min(3, chosen.rounds))}\n", flush=True)
    if "start" in chosen.only:
        print(f"{pool.start(one, chosen.rounds)}\n", flush=True)
    if "report" in chosen.only:
        print(printed.report(chosen.rounds), flush=True)


if __name__ == "__main__":
    main()
