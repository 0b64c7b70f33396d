"""`keystage check`: its arguments. What it does is in `keystage.cli.work.check`."""

import argparse
from pathlib import Path

from keystage.cli import overrides
from keystage.cli.verb import Verb

COLLECTIONS = ("eyfsp", "phonics", "ks1", "ks2", "mtc")
FORMATS = ("text", "json", "csv", "html")
_DIGITS_OF_AUTHORITY, _DIGITS_OF_SCHOOL, _DIGITS_OF_YEAR = 3, 7, 4
_MOST_JOBS = 61  # what Windows can wait for at once
_MOST_DIGITS = 13
_LARGEST = 1 << 40  # bytes; past a terabyte nobody means it
_SIZES = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `keystage check`."""
    add = parser.add_argument
    add("paths", nargs="+", type=Path, metavar="PATH", help="file, folder or zip")
    what = parser.add_argument_group("what is expected")
    what.add_argument(
        "--collection",
        metavar="NAME",
        help=f"files must hold this, others are not taken: {', '.join(COLLECTIONS)}, "
        "or one of your own",
    )
    what.add_argument("--year", type=_year, metavar="Y", help="the summer, as 2026")
    what.add_argument(
        "--authority", type=_authority, metavar="999", help="files must come from here"
    )
    what.add_argument(
        "--school", type=_school, metavar="9991234", help="files must come from here"
    )
    _configure_known(what)
    overrides.configure_rules(parser.add_argument_group("by which rules"))
    _configure_output(parser)


def _configure_known(what: "argparse._ArgumentGroup") -> None:
    what.add_argument(
        "--roll",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="the pupils a return should hold (CSV, .xlsx, .ods, CTF), or a folder of "
        "such; once for each school",
    )
    what.add_argument(
        "--facts",
        type=Path,
        metavar="FILE",
        help="half-terms and test weeks (TOML), to say who reports a pupil who moved",
    )
    what.add_argument(
        "--prior",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        metavar="FILE",
        help="results of earlier years (CTF); '--' ends the list",
    )
    what.add_argument(
        "--schools",
        type=Path,
        metavar="FILE",
        help="the schools results are due from (CSV), to see who has sent none",
    )


def _configure_output(parser: argparse.ArgumentParser) -> None:
    how = parser.add_argument_group("what comes out")
    how.add_argument(
        "--format", choices=FORMATS, help="default: by --output, else text"
    )
    how.add_argument(
        "--output", type=Path, metavar="FILE", help="write there, not to the screen"
    )
    how.add_argument(
        "--no-names", action="store_true", help="leave out all that names a pupil"
    )
    run = parser.add_argument_group("how it runs")
    run.add_argument(
        "--max-size", type=_size, metavar="N", help="largest file, as 20M; default 256M"
    )
    run.add_argument(
        "--jobs", type=_jobs, default=1, metavar="N", help="processes; default 1"
    )


def _number(text: str, digits: int, wanted: str) -> str:
    plain = text.replace("/", "")
    if not (plain.isascii() and plain.isdigit() and len(plain) == digits):
        raise argparse.ArgumentTypeError(f"{text!r} is not {wanted}")
    return plain


def _year(text: str) -> int:
    return int(_number(text, _DIGITS_OF_YEAR, "a year such as 2026"))


def _authority(text: str) -> str:
    return _number(text, _DIGITS_OF_AUTHORITY, "an authority's number such as 999")


def _school(text: str) -> str:
    return _number(text, _DIGITS_OF_SCHOOL, "a school's number such as 9991234")


def _whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS


def _jobs(text: str) -> int:
    if _whole(text) and 0 < int(text) <= _MOST_JOBS:
        return int(text)
    wanted = f"a number of processes from 1 to {_MOST_JOBS}"
    raise argparse.ArgumentTypeError(f"{text!r} is not {wanted}")


def _size(text: str) -> int:
    digits = text.upper().removesuffix("B")
    unit = digits[-1:] if digits[-1:] in {"K", "M", "G"} else ""
    number = digits.removesuffix(unit)
    if _whole(number) and 0 < int(number) * _SIZES[unit] <= _LARGEST:
        return int(number) * _SIZES[unit]
    raise argparse.ArgumentTypeError(f"{text!r} is not a size such as 20M")


VERB = Verb(
    "check",
    "check the files schools sent, and say what is to be put right",
    configure,
    "keystage.cli.work.check",
    (
        "keystage check sent/",
        "keystage check sent/ --format html --output report.html",
        "keystage check sent.zip --authority 999 --year 2026 --collection phonics",
        "keystage check 9991234_PHO_999LLLL_001.xml --roll roll.csv --prior 2025/*.xml",
        "keystage check sent/ --roll rolls/ --facts 2026.toml",
        "keystage check sent/ --rulebook ks2predictions_2026.toml",
        "keystage check sent/ --format csv --no-names --jobs 4 > findings.csv",
    ),
)
