"""`keystage rules`: its arguments. What it does is in `keystage.cli.work.rules`."""

import argparse
from datetime import date
from pathlib import Path

from keystage.cli import overrides
from keystage.cli.verb import Verb
from keystage.core.years import parse_date

_COMPARE = "hold rulebooks against the Department's own component sheet or rule numbers"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the four things `keystage rules` can do."""
    under = parser.add_subparsers(metavar="WHAT", required=True)
    listed = under.add_parser("list", help="the rulebooks there are")
    listed.set_defaults(act="list")
    show = under.add_parser("show", help="one rulebook whole: codes, rules, dates")
    show.add_argument("id", metavar="ID", help="as 'list' prints it: phonics-2026")
    show.add_argument("--format", choices=("md", "json"), default="md")
    show.set_defaults(act="show")
    overrides.configure(show)
    lint = under.add_parser("lint", help="say what is wrong with rulebooks, and where")
    lint.add_argument(
        "paths", nargs="*", metavar="PATH", help="id or folder; without one, all"
    )
    lint.set_defaults(act="lint")
    _configure_compare(under.add_parser("compare", help=_COMPARE, description=_COMPARE))


def _configure_compare(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("sheet", type=Path, metavar="SHEET", help=".xlsx, .ods or .csv")
    add(
        "--book",
        action="append",
        default=[],
        metavar="ID",
        help="compare with this rulebook; may be given again; without it, with all",
    )
    add("--accept", action="store_true", help="write what agrees as confirmed")
    add(
        "--accept-differences",
        action="append",
        default=[],
        metavar="ID",
        help="with --accept: take the sheet's word in this one; may be given again",
    )
    add("--date", type=_day, metavar="DAY", help="the day to write; default: today")
    overrides.configure(parser)
    parser.set_defaults(act="compare")


def _day(text: str) -> date:
    day = parse_date(text)
    if day is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2026-06-10")
    return day


VERB = Verb(
    "rules",
    "list the rulebooks, show one, look for faults, compare with official sheets",
    configure,
    "keystage.cli.work.rules",
    (
        "keystage rules list",
        "keystage rules show phonics-2026",
        "keystage rules show eyfsp-2026 --format json",
        "keystage rules lint my-rules/",
        "keystage rules compare A_COMP.xlsx --book ks2-2026",
        "keystage rules compare A_COMP.xlsx --book ks2-2026 --accept",
    ),
)
