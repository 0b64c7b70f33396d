"""The options that say by which rules: an authority's own, and what it confirmed."""

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


def configure_rules(parser: argparse._ActionsContainer) -> None:
    """Add `--rulebook` and `--overrides`."""
    parser.add_argument(
        "--rulebook",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        metavar="PATH",
        help="rulebooks of your own, files or folders; '--' ends the list",
    )
    configure(parser)
