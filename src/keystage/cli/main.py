"""The door: finds the verb, runs it, and turns what goes wrong into a sentence."""

import argparse
import re
import sys
import traceback
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

from keystage import __version__
from keystage.cli import terminal
from keystage.cli.verb import Verb
from keystage.core.errors import EXIT_CLEAN, EXIT_COULD_NOT, KeystageError, Refused

GROUP = "keystage.verbs"
# What a shell reports for a program stopped by Ctrl-C: 128 and the signal.
EXIT_STOPPED = 130
_CODES = "exit codes: 0 no errors, 1 errors found, 2 could not read or bad usage"
_OPTION = re.compile(r"--[a-z-]+")
_NO_VERBS = (
    "Keystage is not installed here: its verbs are not registered. Run "
    "'python -m pip install .' in its folder, then try again."
)


def run(arguments: Sequence[str] | None = None) -> int:
    """Carry out the command line and return the exit code; raises nothing.

    `arguments` are the words after `keystage`; without them, the program's own.
    """
    terminal.prepare()
    words = sys.argv[1:] if arguments is None else arguments
    try:
        with terminal.listening():
            code, sentence = _answer(words)
        if sentence:
            terminal.complain(f"keystage: {sentence}")
    except BrokenPipeError:
        # The reader, `head` perhaps, has seen enough: no reason to complain.
        terminal.close_stdout()
        code = EXIT_CLEAN
    except KeyboardInterrupt as stop:
        code = stop.args[0] if stop.args else EXIT_STOPPED
    terminal.settle()
    return code


def _answer(words: Sequence[str]) -> tuple[int, str]:
    """Return the exit code, and a sentence where it could not be done."""
    try:
        code = _run(words)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except Refused as error:
        sentence = f"{error.message} {error.fix}".strip()
    except KeystageError as error:
        sentence = str(error)
    except OSError as error:
        named = f"{error.filename}: " if error.filename else ""
        sentence = f"{named}{error.strerror or error}."
    except Exception as error:  # noqa: BLE001 - the door: nobody is shown a traceback
        sentence = _unexpected(error)
    else:
        return code, ""
    return EXIT_COULD_NOT, sentence


def verbs() -> Mapping[str, EntryPoint]:
    """Return the verbs installed, by name; raises `KeystageError` if there are none."""
    found = {entry.name: entry for entry in entry_points(group=GROUP)}
    if not found:
        raise KeystageError(_NO_VERBS)
    return dict(sorted(found.items()))


def _run(arguments: Sequence[str]) -> int:
    known = verbs()
    # Only the verb asked for is loaded, unless the help on all of them is wanted.
    named = known.keys() & set(arguments[:1])
    loaded = [_loaded(known[name]) for name in named or known]
    broken = [verb for verb in loaded if named and not verb.work]
    if broken:
        raise KeystageError(f"The verb '{broken[0].name}' is {broken[0].help}.")
    parser = _parser(loaded)
    try:
        chosen = parser.parse_args(arguments)
    except SystemExit as end:
        return EXIT_COULD_NOT if end.code else EXIT_CLEAN
    code: int = import_module(chosen.work).run(chosen)
    return code


def _loaded(entry: EntryPoint) -> Verb:
    """Return the verb of `entry`, or where it cannot be had, one that says so."""
    try:
        verb: Verb = entry.load()
    except Exception as error:  # noqa: BLE001 - one broken verb must not cost the rest
        why = f"not available ({type(error).__name__}: {error})"
        return Verb(entry.name, why, _nothing, "")
    return verb


def _nothing(_parser: argparse.ArgumentParser) -> None:
    """Ask for no arguments: the verb cannot be carried out."""


def _parser(loaded: Sequence[Verb]) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="keystage",
        description="Checks English primary schools' key-stage results before they "
        "are sent on.",
        epilog=_epilog([example for verb in loaded for example in verb.examples[:1]]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version", action="version", version=f"keystage {__version__}"
    )
    under = parser.add_subparsers(metavar="VERB", required=True, title="verbs")
    for verb in loaded:
        part = under.add_parser(
            verb.name,
            help=verb.help.replace("%", "%%"),
            description=verb.help,
            epilog=_epilog(verb.examples),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        verb.configure(part)
        part.set_defaults(work=verb.work)
    return parser


class _Parser(argparse.ArgumentParser):
    """A parser that answers for its own words, and so do those of its verbs."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Return what was understood; stop at what was not, with this verb's usage."""
        found, strange = super().parse_known_args(args, namespace)
        if strange:
            self.error(f"there is no {' '.join(strange)}{self._meant(strange[0])}")
        return found, strange

    def _meant(self, strange: str) -> str:
        known = set(_OPTION.findall(self.format_usage()))
        alike = get_close_matches(strange.partition("=")[0], known, n=1)
        return f" here: did you mean {alike[0]}?" if alike else " here"


def _epilog(examples: Sequence[str]) -> str:
    return "\n".join(("examples:", *(f"  {line}" for line in examples), "", _CODES))


def _unexpected(error: Exception) -> str:
    """Say where it happened, never what was being read: that may be about a child."""
    *_, last = traceback.extract_tb(error.__traceback__)
    return (
        f"Something went wrong inside Keystage ({type(error).__name__} at "
        f"{Path(last.filename).name}:{last.lineno}). Please report this line and the "
        "command you typed, without any pupil's data, where you got Keystage from."
    )
