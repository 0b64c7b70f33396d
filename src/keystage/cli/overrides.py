"""The option that names the file of an authority's confirmations."""

import argparse
from pathlib import Path

DEFAULT = Path("keystage-overrides.toml")


def configure(parser: argparse._ActionsContainer) -> None:
    """Add `--overrides`."""
    parser.add_argument(
        "--overrides",
        type=Path,
        metavar="FILE",
        help="what 'rules compare --accept' confirmed; "
        f"default: {DEFAULT} here, where there is one",
    )
