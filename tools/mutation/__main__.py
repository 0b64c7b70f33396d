"""Change the library bit by bit, and count the changes that a test notices.

Of each package below, mutmut makes a mutant for every operator, number, text and
argument, and runs the package's own tests against it, in a copy of the project.
"""

import argparse
import os
import signal
import sys
import tempfile
from pathlib import Path

from tools.mutation.sandbox import MutationError, measure
from tools.mutation.score import Score, faults, last_time, record, table

ENDLESS = "test_of_an_endless_name_only_the_beginning_is_looked_into"
EVERY = "test_every_rulebook_that_comes_with_keystage_can_be_worked_out"
FORM = "test_the_file_to_fill_in_can_be_read_and_asks_for_a_first_fact"
LONG = {  # tests of whole books and endless names: seconds for each mutant, few kills
    "checks": (f"kinds/test_births_and_names.py::{ENDLESS}",),
    "measures": (f"test_evaluate.py::{EVERY}",),
    "movement": tuple(
        f"test_telling.py::{FORM}[{book}]"
        for book in ("eyfsp-2024", "phonics-2026", "ks1-2026", "ks2-2026")
    ),
}
PACKAGES = {
    name: (
        f"tests/unit/{name}",
        *(f"--deselect=tests/unit/{name}/{test}" for test in tests),
    )
    for name, tests in LONG.items()
}
NO_FORK = "Mutants are run by forking, which this system cannot: use Linux, macOS, WSL."


def scores_of(packages: list[str]) -> list[Score]:
    """Measure one package after the other, each in a folder that goes afterwards."""
    found = []
    for package in packages:
        print(f"Changing {package} ...", flush=True)
        with tempfile.TemporaryDirectory(prefix="keystage-mutants-") as folder:
            found.append(measure(Path(folder), f"{package}/", PACKAGES[package]))
    return found


def stop(number: int, _: object) -> None:
    """Leave as after Ctrl-C, so that mutmut is ended and its folder goes."""
    sys.exit(128 + number)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table, and say what is too low; 1 if anything is."""
    parser = argparse.ArgumentParser(prog="tools.mutation", description=__doc__)
    parser.add_argument("package", nargs="*", help=", ".join(PACKAGES))
    parser.add_argument(
        "--record", action="store_true", help="write down the scores that have risen"
    )
    options = parser.parse_args(arguments)
    if strangers := set(options.package) - set(PACKAGES):
        parser.error(f"no such package: {', '.join(sorted(strangers))}")
    if not hasattr(os, "fork"):
        print(NO_FORK)
        return 1
    signal.signal(signal.SIGTERM, stop)
    try:
        scores = scores_of(options.package or list(PACKAGES))
    except MutationError as error:
        print(f"No figure. Do the tests of the package pass by themselves?\n{error}")
        return 1
    last = last_time()
    print(table(scores, last))
    wrong = faults(scores, last)
    print("\n".join(wrong) or "No score has fallen.")
    if options.record:
        record(scores)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
