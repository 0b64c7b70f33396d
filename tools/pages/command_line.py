"""The command line: every verb, every option."""

import argparse
from collections.abc import Iterator
from importlib.metadata import entry_points

from tools.pages import code, table


def parsers() -> Iterator[argparse.ArgumentParser]:
    """Yield a parser for each verb, in alphabetical order."""
    found = entry_points(group="keystage.verbs")
    for entry in sorted(found, key=lambda entry: entry.name):
        verb = entry.load()
        parser = argparse.ArgumentParser(prog=f"keystage {verb.name}")
        verb.configure(parser)
        parser.description = parser.description or verb.help
        yield parser


def takes(action: argparse.Action) -> str:
    """Return how an option or argument is written."""
    name = action.metavar or (action.dest.upper() if action.nargs != 0 else "")
    shown = " ".join(name) if isinstance(name, tuple) else name
    if action.choices is not None and not action.metavar:
        shown = "|".join(map(str, action.choices))
    spellings = [
        " ".join(filter(None, (word, shown))) for word in action.option_strings
    ]
    return ", ".join(code(spelling) for spelling in spellings or [shown])


def meaning(action: argparse.Action) -> str:
    """Return what an option does, with its default where it has one worth telling."""
    text = (action.help or "").replace("%(default)s", str(action.default))
    return text.replace("%%", "%")


def section(parser: argparse.ArgumentParser, level: int) -> Iterator[str]:
    """Yield the parts of one verb's page, and of the verbs beneath it."""
    yield f"{'#' * level} {parser.prog}"
    if parser.description:
        yield parser.description.strip()
    # argparse has no public way to list what it was given; this one is decades old.
    nested = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    shown = [a for a in parser._actions if a not in nested and a.dest != "help"]
    if shown:
        yield table(
            ("", "What it does"),
            ((takes(action), meaning(action)) for action in shown),
        )
    if parser.epilog:
        yield f"```text\n{parser.epilog.strip()}\n```"
    for action in nested:
        for inner in action.choices.values():
            yield from section(inner, level + 1)


def pages() -> dict[str, str]:
    """Return the page."""
    parts = ["# The command line", "Each verb also answers `--help`."]
    for parser in parsers():
        parts += section(parser, 2)
    return {"command-line.md": "\n\n".join(parts) + "\n"}
