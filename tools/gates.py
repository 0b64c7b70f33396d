"""Every gate, all of them run before any is told: python3 dev.py check."""

import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed

from tools.shell import BIN, capture

GO_ON = ("--continue-on-collection-errors",)
REPAIRABLE = {"format", "lint", "docs"}


def gates() -> dict[str, list[object]]:
    """Return the commands to run, by name; those with no say are left out."""
    python = sys.executable
    found: dict[str, list[object]] = {
        # The longest, so that the others are beside it.
        "shape": [python, "-m", "pytest", "-q", "tests/shape", *GO_ON],
        "lock": [python, "-m", "tools.lock", "--check"],
        "format": [
            BIN / "ruff",
            "format",
            "--check",
            "--output-format",
            "concise",
            ".",
        ],
        # Its cache does not see that an import has come to be one of ours.
        "lint": [
            BIN / "ruff",
            "check",
            "--no-cache",
            "--output-format",
            "concise",
            ".",
        ],
        "imports": [BIN / "lint-imports"],
        "rulebooks": [BIN / "keystage", "rules", "lint"],
        "docs": [python, "-m", "tools.reference", "--check"],
        "types": [BIN / "mypy"],
    }
    found["templates"] = [BIN / "djlint", "--check", "--lint", "src"]
    found["vendored"] = [python, "-m", "tools.vendored.govuk", "--check"]
    return found


def run(wanted: dict[str, list[object]]) -> dict[str, str]:
    """Run the gates two at a time; return what each failing one said."""

    def one(command: list[object]) -> tuple[int, str, float]:
        began = time.monotonic()
        code, text = capture(command)
        return code, text, time.monotonic() - began

    failed = {}
    with ThreadPoolExecutor(2) as pool:
        begun = {pool.submit(one, command): name for name, command in wanted.items()}
        for ended in as_completed(begun):
            name, (code, text, took) = begun[ended], ended.result()
            word = "FAILED" if code else "ok"
            print(f"{word:<7} {name:<10} {took:5.1f} s", flush=True)
            if code:
                failed[name] = text
    return failed


def main(arguments: list[str] | None = None) -> int:
    """Run every gate, then tell all that failed; 1 if any did."""
    found = gates()
    parser = argparse.ArgumentParser(prog="dev.py check", description=__doc__)
    parser.add_argument("gate", nargs="*", metavar="GATE", help=", ".join(found))
    names = parser.parse_args(arguments).gate
    if strangers := set(names) - set(found):
        parser.error(f"no such gate: {', '.join(sorted(strangers))}")
    failed = run({name: found[name] for name in names or found})
    for name, text in failed.items():
        print(f"\n--- {name}\n{text.rstrip()}")
    if failed:
        print(f"\nFailed: {', '.join(failed)}.")
    if REPAIRABLE & set(failed):
        print("Some of it repairs itself: python3 dev.py fix")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
