"""`keystage check`: its arguments. What it does is in `keystage.cli.work.check`."""

import argparse
from pathlib import Path

from keystage.cli import overrides
from keystage.cli.options import known, numbers, senders, tables
from keystage.cli.options.outputs import FileOrFolder
from keystage.cli.verb import Verb

COLLECTIONS = ("eyfsp", "phonics", "ks1", "ks2", "mtc")
FORMATS = ("text", "json", "csv", "html", "xlsx")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `keystage check`."""
    add = parser.add_argument
    add(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="file (CTF, .xlsx, .csv), folder or zip; - for what is typed or pasted",
    )
    what = parser.add_argument_group("what is expected")
    what.add_argument(
        "--collection",
        metavar="NAME",
        help=f"files must hold this, others are not taken: {', '.join(COLLECTIONS)}, "
        "or one of your own",
    )
    what.add_argument(
        "--year", type=numbers.year, metavar="Y", help="the summer, as 2026"
    )
    senders.configure(what, "files must come from here")
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
    known.configure_prior(what, "results of earlier years (CTF)")
    what.add_argument(
        "--schools",
        type=Path,
        metavar="FILE",
        help="the schools results are due from (CSV), to see who has sent none",
    )
    tables.configure_columns(what)
    what.add_argument(
        "--ctf-only", action="store_true", help="take no workbook and no CSV"
    )


def _configure_output(parser: argparse.ArgumentParser) -> None:
    how = parser.add_argument_group("what comes out")
    how.add_argument(
        "--format",
        choices=FORMATS,
        help="default: by --output, else text; xlsx returns a workbook or CSV with "
        "notes, and makes a list by pupil of anything else",
    )
    how.add_argument(
        "--output",
        action=FileOrFolder,
        metavar="FILE",
        help="write there, not to the screen; a folder gets every workbook and CSV with "
        "notes, and the list by pupil",
    )
    parser.set_defaults(as_folder=False)
    how.add_argument(
        "--no-names", action="store_true", help="leave out all that names a pupil"
    )
    run = parser.add_argument_group("how it runs")
    run.add_argument(
        "--max-size",
        type=numbers.size,
        metavar="N",
        help="largest file, as 20M; default 256M",
    )
    senders.configure_jobs(run)


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
        "keystage check 'Year 1.xlsx' --year 2026 --output 'Year 1 with notes.xlsx'",
        "keystage check sent/ --format xlsx --output returned/",
        "keystage check sent/ --rulebook ks2predictions_2026.toml",
        "keystage check sent/ --format csv --no-names --jobs 4 > findings.csv",
    ),
)
