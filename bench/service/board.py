"""Measure: python -m bench.service.board ROUNDS SCHOOLS LEAST, in its own folder."""

import sys

from bench.clock import Case, compare, cpu
from bench.service import Place
from bench.service.__main__ import up
from bench.table import table

HEADS = ("Board", "x the page that does nothing", "range", "processor ms")
_TIMES = 3


def main() -> None:
    """Measure, and print the table."""
    rounds, schools, least = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    up()
    from bench.service.people import people  # noqa: PLC0415 - once Django is up
    from bench.service.returned import season, ways  # noqa: PLC0415 - the same
    from bench.service.ways import asked  # noqa: PLC0415 - the same

    _, officer, _ = people(Place(schools, 3))
    season()
    officer.enters()
    found = ways(officer, schools)
    cases = [Case(name, work, [b""]) for name, work in found.items()]
    compare(cases, asked(officer, "/nothing"), rounds, least)
    lines = []
    for case in cases:
        runs = sorted(cpu(case.work, case.files, _TIMES) for _ in range(rounds))
        lines.append((*case.told(), f"{runs[rounds // 2] / _TIMES * 1000:.1f}"))
    print(table(HEADS, lines))


if __name__ == "__main__":
    main()
