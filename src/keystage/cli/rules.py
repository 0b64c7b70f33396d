"""`keystage rules`: its arguments. What it does is in `keystage.cli.work.rules`."""

import argparse
from pathlib import Path
from typing import Any

from keystage.cli import overrides
from keystage.cli.options.days import day
from keystage.cli.verb import Verb

_ID = "as 'list' prints it (phonics-2026), or the path of a rulebook of your own"
_COMPARE = "hold rulebooks against the Department's own component sheet or rule numbers"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the things `keystage rules` can do."""
    under = parser.add_subparsers(metavar="WHAT", required=True)
    listed = under.add_parser("list", help="the rulebooks there are")
    listed.set_defaults(act="list")
    show = under.add_parser("show", help="one rulebook whole: codes, rules, dates")
    show.add_argument("id", metavar="ID", help=_ID)
    show.add_argument("--format", choices=("md", "html", "json"), default="md")
    show.set_defaults(act="show")
    overrides.configure(show)
    lint = under.add_parser("lint", help="say what is wrong with rulebooks, and where")
    lint.add_argument(
        "paths", nargs="*", metavar="PATH", help="id, folder or file; without one, all"
    )
    lint.set_defaults(act="lint")
    _configure_differences(under)
    _configure_written(under)
    _configure_compare(under.add_parser("compare", help=_COMPARE, description=_COMPARE))


def _configure_differences(under: "argparse._SubParsersAction[Any]") -> None:
    diff = under.add_parser("diff", help="how one rulebook differs from another")
    diff.add_argument("old", metavar="OLD", help=_ID)
    diff.add_argument("new", metavar="NEW", help=_ID)
    diff.set_defaults(act="diff", heads=False)
    changed = under.add_parser(
        "changed", help="what has changed since last year, as a page for heads"
    )
    changed.add_argument("new", metavar="ID", help=_ID)
    changed.set_defaults(act="diff", old=None, heads=True)
    for parser in (diff, changed):
        parser.add_argument("--format", choices=("md", "html"), default="md")


def _configure_written(under: "argparse._SubParsersAction[Any]") -> None:
    rebase = under.add_parser(
        "rebase", help="write a rulebook whole, as a base that stands on no other"
    )
    rebase.add_argument("id", metavar="ID", help=_ID)
    rebase.add_argument(
        "--into", type=Path, metavar="FOLDER", help="write there; without it, print"
    )
    rebase.set_defaults(act="rebase")
    new = under.add_parser("new", help="start a year's provisional rulebooks")
    new.add_argument("year", type=int, metavar="YEAR", help="the summer, as 2028")
    new.add_argument(
        "--into", type=Path, metavar="FOLDER", default=Path(), help="default: here"
    )
    new.set_defaults(act="new")


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
    add("--date", type=day, metavar="DAY", help="the day to write; default: today")
    overrides.configure(parser)
    parser.set_defaults(act="compare")


VERB = Verb(
    "rules",
    "list, show, compare, write and look over the rulebooks",
    configure,
    "keystage.cli.work.rules",
    (
        "keystage rules list",
        "keystage rules show phonics-2026",
        "keystage rules show eyfsp-2026 --format json",
        "keystage rules lint my-rules/",
        "keystage rules diff eyfsp-2019 eyfsp-2022",
        "keystage rules changed ks2-2024 --format html > changed.html",
        "keystage rules rebase phonics-2022 --into rulebooks/",
        "keystage rules new 2028 --into rulebooks/",
        "keystage rules compare A_COMP.xlsx --book ks2-2026",
        "keystage rules compare A_COMP.xlsx --book ks2-2026 --accept",
    ),
)
