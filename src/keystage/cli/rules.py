"""`keystage rules`: its arguments. What it does is in `keystage.cli.work.rules`."""

import argparse

from keystage.cli.verb import Verb


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the three things `keystage rules` can do."""
    under = parser.add_subparsers(metavar="WHAT", required=True)
    listed = under.add_parser("list", help="the rulebooks there are")
    listed.set_defaults(act="list")
    show = under.add_parser("show", help="one rulebook whole: codes, rules, dates")
    show.add_argument("id", metavar="ID", help="as 'list' prints it: phonics-2026")
    show.add_argument("--format", choices=("md", "json"), default="md")
    show.set_defaults(act="show")
    lint = under.add_parser("lint", help="say what is wrong with rulebooks, and where")
    lint.add_argument(
        "paths", nargs="*", metavar="PATH", help="id or folder; without one, all"
    )
    lint.set_defaults(act="lint")


VERB = Verb(
    "rules",
    "list the rulebooks, show one, or look for faults in them",
    configure,
    "keystage.cli.work.rules",
    (
        "keystage rules list",
        "keystage rules show phonics-2026",
        "keystage rules show eyfsp-2026 --format json",
        "keystage rules lint my-rules/",
    ),
)
