"""`keystage synth`: its arguments. What it does is in `keystage.cli.invented.make`."""

import argparse
import re
from pathlib import Path

from keystage.cli.verb import Verb

COLLECTIONS = ("eyfsp", "phonics", "ks1", "ks2", "mtc")
AUTHORITIES = ("999", "998")
USUAL = ("eyfsp", "phonics", "ks1", "ks2")
SUMMERS = range(2022, 2100)
_YEARS = re.compile(r"([0-9]{4})(?:-([0-9]{4}))?", re.ASCII)
_MOST_SEED = 1 << 63


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `keystage synth`."""
    what = parser.add_argument_group("what is made")
    add = what.add_argument
    add(
        "--authority",
        choices=AUTHORITIES,
        default="999",
        help="its number; default 999, and no real one may be had",
    )
    add("--schools", type=_whole, metavar="N", help="how many, to 18,000; default 30")
    add(
        "--year",
        "--years",
        dest="years",
        type=summers,
        default=(2024, 2025, 2026),
        metavar="Y",
        help="the summers, from 2022: 2026, 2024-2026 or 2024,2026; default 2024-2026",
    )
    add(
        "--collections",
        type=collections,
        default=USUAL,
        metavar="NAMES",
        help=f"any of {','.join(COLLECTIONS)}; default {','.join(USUAL)}",
    )
    add(
        "--seed",
        type=_whole,
        default=7,
        metavar="N",
        help="what all is drawn from: the same words give the same bytes; default 7",
    )
    _configure_part(parser)
    _configure_place(parser)


def _configure_place(parser: argparse.ArgumentParser) -> None:
    where = parser.add_argument_group("where to")
    where.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="DIR",
        help="a new or empty folder; it is made",
    )


def _configure_part(parser: argparse.ArgumentParser) -> None:
    which = parser.add_argument_group("which of it")
    add = which.add_argument
    add(
        "--school",
        metavar="N",
        help="only this school, by number (or a setting's URN), as it is among all",
    )
    faults = which.add_mutually_exclusive_group()
    faults.add_argument(
        "--clean", action="store_true", help="plant no fault; all send, and in time"
    )
    faults.add_argument(
        "--faults",
        type=_percent,
        metavar="PERCENT",
        help="how many returns have planted faults; default 100",
    )
    add(
        "--no-workbooks",
        action="store_true",
        help="write no .xlsx: those schools send transfer files",
    )
    add(
        "--kit",
        action="store_true",
        help="write a small kit for 'keystage conformance' and nothing else",
    )


def summers(text: str) -> tuple[int, ...]:
    """Return the summers named by `2026`, `2024-2026` or `2024,2026`, in order."""
    found: set[int] = set()
    for part in text.split(","):
        named = _YEARS.fullmatch(part.strip())
        first, last = (named[1], named[2] or named[1]) if named else ("0", "0")
        if int(first) not in SUMMERS or int(last) not in SUMMERS or last < first:
            wanted = f"summers from {SUMMERS[0]}, as 2026, 2024-2026 or 2024,2026"
            raise argparse.ArgumentTypeError(f"{text!r} does not name {wanted}")
        found.update(range(int(first), int(last) + 1))
    return tuple(sorted(found))


def collections(text: str) -> tuple[str, ...]:
    """Return the collections named, separated by commas, in the order of their years."""
    named = {part.strip().lower() for part in text.split(",")}
    if named <= set(COLLECTIONS):
        return tuple(one for one in COLLECTIONS if one in named)
    strange = ", ".join(sorted(named - set(COLLECTIONS))) or "nothing"
    known = ", ".join(COLLECTIONS)
    raise argparse.ArgumentTypeError(
        f"there is no collection {strange}: there are {known}"
    )


def _whole(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text[:20]) < _MOST_SEED:
        return int(text[:20])
    raise argparse.ArgumentTypeError(f"{text!r} is not a whole number such as 7")


def _percent(text: str) -> float:
    try:
        share = float(text.removesuffix("%"))
    except ValueError:
        share = -1
    if 0 <= share <= 100:  # noqa: PLR2004 - what a percentage is
        return share
    raise argparse.ArgumentTypeError(f"{text!r} is not a share from 0 to 100")


VERB = Verb(
    "synth",
    "make an invented authority: rolls, results and files, with an answer key",
    configure,
    "keystage.cli.invented.make",
    (
        "keystage synth --schools 30 --years 2026 --out invented/",
        "keystage synth --schools 150 --years 2024-2026 --seed 7 --out invented/",
        "keystage synth --schools 150 --school 9992005 --clean --out one/",
        "keystage synth --kit --years 2026 --out kit/",
    ),
)
