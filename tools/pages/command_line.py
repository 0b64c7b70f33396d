"""The command line: every verb, every option."""

import argparse
from collections.abc import Iterator
from importlib.metadata import entry_points

from keystage.cli.verb import Verb
from tools.pages import code, table

INTRO = """# The command line

Each verb also answers `--help`. Exit codes: 0 no errors, 1 errors found, 2 something could
not be read or the command was wrong."""


def verbs() -> list[Verb]:
    """Return every verb, in alphabetical order."""
    found = entry_points(group="keystage.verbs")
    return [entry.load() for entry in sorted(found, key=lambda entry: entry.name)]


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
    """Yield the parts of one parser's section, and of the parsers beneath it."""
    yield f"{'#' * level} {parser.prog}"
    if parser.description:
        yield f"{sentence(parser.description)}."
    # argparse has no public way to list what it was given; this one is decades old.
    nested = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    shown = [a for a in parser._actions if a not in nested and a.dest != "help"]
    if shown:
        rows = ((takes(action), meaning(action)) for action in shown)
        yield table(("Argument", "What it does"), rows)
    for action in nested:
        helped = {choice.dest: choice.help or "" for choice in action._choices_actions}
        for name, inner in action.choices.items():
            inner.description = inner.description or helped.get(name)
            yield from section(inner, level + 1)


def sentence(text: str) -> str:
    """Return a help text as the beginning of a sentence."""
    plain = text.strip().rstrip(".")
    return plain[:1].upper() + plain[1:]


def pages() -> dict[str, str]:
    """Return the page."""
    parts = [INTRO]
    for verb in verbs():
        parser = argparse.ArgumentParser(
            prog=f"keystage {verb.name}", description=verb.help
        )
        verb.configure(parser)
        parts += section(parser, 2)
        parts.append("\n".join(["```text", *verb.examples, "```"]))
    return {"command-line.md": "\n\n".join(parts) + "\n"}
