"""Measure: python -m bench.service.marksheet ROUNDS LEAST PUPILS..., in its own folder."""

import sys
from collections.abc import Sequence

from bench.clock import Case, compare, cpu
from bench.service import Place
from bench.service.__main__ import up
from bench.table import table

HEADS = (
    *("Asked", "x the page that does nothing", "range", "processor ms"),
    *("bytes", "compressed"),
)
_TIMES = 5


def served(cases: Sequence[Case], rounds: int, sent: dict[str, tuple[int, int]]) -> str:
    """Return the table of what the service itself takes."""
    lines = []
    for case in cases:
        runs = sorted(cpu(case.work, case.files, _TIMES) for _ in range(rounds))
        took = f"{runs[rounds // 2] / _TIMES * 1000:.1f}"
        plain, packed = sent.get(case.name, ("", ""))
        lines.append((*case.told(), took, f"{plain:,}" if plain else "", str(packed)))
    return table(HEADS, lines)


def main() -> None:
    """Measure, and print the tables."""
    rounds, least = int(sys.argv[1]), float(sys.argv[2])
    sizes = [int(word) for word in sys.argv[3:]]
    up()
    from bench.service.browser import looked_at  # noqa: PLC0415 - once Django is up
    from bench.service.people import people  # noqa: PLC0415 - the same
    from bench.service.sheets import Sheets, at_once  # noqa: PLC0415 - the same
    from bench.service.ways import asked  # noqa: PLC0415 - the same

    head, _, _ = people(Place(2, 3))
    head.enters()
    sheets = Sheets.made(head, sizes)
    cases = [Case(name, work, [b""]) for name, work in sheets.ways().items()]
    compare(cases, asked(head, "/nothing"), rounds, least)
    print(served(cases, rounds, sheets.sent()))
    print(f"\n{at_once(sheets, rounds)}")
    print(f"\n{looked_at(sheets, rounds)}")


if __name__ == "__main__":
    main()
