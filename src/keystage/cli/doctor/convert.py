"""`keystage convert`: its arguments. What it does is in `keystage.cli.work.convert`."""

import argparse
import re
from pathlib import Path

from keystage.cli import overrides
from keystage.cli.options import tables
from keystage.cli.options.outputs import FileOrFolder
from keystage.cli.verb import Verb

_TO = re.compile(r"la|naa|mmm|xxx|school:[0-9]{7}")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `keystage convert`."""
    add = parser.add_argument
    add(
        "files",
        nargs="+",
        type=Path,
        metavar="IN",
        help="files of one school: CTF, JSON lines, workbooks or CSV; several become "
        "one. Or folders and zips: each file in them becomes one",
    )
    add(
        "out",
        action=FileOrFolder,
        metavar="OUT",
        help="a new file, or a folder in which it gets the name it should have",
    )
    add(
        "--each",
        action="store_true",
        help="each file by itself, as for folders and zips; OUT is a folder",
    )
    _configure_form(parser)
    _configure_choice(parser)
    tables.configure(parser)
    overrides.configure_rules(parser.add_argument_group("by which rules"))


def _configure_form(parser: argparse.ArgumentParser) -> None:
    form = parser.add_argument_group("what is written")
    form.add_argument(
        "--format",
        choices=("ctf", "jsonl", "xlsx", "csv"),
        help="default: as OUT ends, else ctf. A table (xlsx, csv) holds one collection",
    )
    form.add_argument(
        "--version", metavar="26.0", help="of the CTF; default: as it was"
    )
    form.add_argument(
        "--drop-unknown",
        action="store_true",
        help="leave out what that version does not know",
    )
    form.add_argument(
        "--to",
        type=_to,
        metavar="la|naa|school:9991234|mmm|xxx",
        help="who it is for: the authority, the national agency, a school, a school "
        "abroad or outside the maintained sector, not known; default: as it was",
    )


def _configure_choice(parser: argparse.ArgumentParser) -> None:
    choice = parser.add_argument_group("what goes in")
    choice.add_argument(
        "--kind",
        type=str.upper,
        metavar="FSP|PHO|KS1|KS2|CTF",
        help="results of one collection alone, one of your own too, or CTF for all",
    )
    choice.add_argument(
        "--addresses", choices=("keep", "drop"), default="keep", help="default: keep"
    )
    who = choice.add_mutually_exclusive_group()
    who.add_argument(
        "--upns", type=Path, metavar="FILE", help="only the pupils of this list"
    )
    who.add_argument(
        "--class", dest="group", metavar="NAME", help="only this class; see --roll"
    )
    who.add_argument(
        "--year-group", metavar="1", help="only this year group, as R, 1 or 2"
    )
    choice.add_argument(
        "--roll",
        type=Path,
        metavar="FILE",
        help="the pupils' classes and year groups (CSV), where the files do not say",
    )


def _to(text: str) -> str:
    to = text.lower()
    if _TO.fullmatch(to):
        return to
    raise argparse.ArgumentTypeError(
        f"{text!r} is none of la, naa, mmm, xxx, or school: and seven digits"
    )


VERB = Verb(
    "convert",
    "write files in another version or form, or with chosen pupils, losing nothing",
    configure,
    "keystage.cli.work.convert",
    (
        "keystage convert year1.xml year2.xml out/ --kind PHO --to la",
        "keystage convert 9991234_CTF_XXXXXXX_001.xml older.xml --version 24.0",
        "keystage convert sent/ older/ --version 24.0",
        "keystage convert results.xml results.jsonl",
        "keystage convert 'Year 1.xlsx' sent/ --kind PHO --year 2026 --school 9991234",
        "keystage convert results.xml phonics.xlsx --kind PHO",
        "keystage convert results.jsonl out/ --to school:9991235 --upns movers.txt",
        "keystage convert results.xml oak.xml --class Oak --roll roll.csv",
    ),
)
