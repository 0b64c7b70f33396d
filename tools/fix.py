"""Repair what repairs itself: lint, format, generated pages."""

import argparse
import sys

from tools.shell import BIN, call


def main() -> int:
    """Run each repair; return the worst exit code."""
    argparse.ArgumentParser(prog="dev.py fix", description=__doc__).parse_args()
    return max(
        call(BIN / "ruff", "check", "--no-cache", "--fix", "--quiet", "."),
        call(BIN / "ruff", "format", "."),
        call(BIN / "djlint", "--reformat", "--quiet", "src"),
        call(sys.executable, "-m", "tools.reference"),
    )


if __name__ == "__main__":
    sys.exit(main())
