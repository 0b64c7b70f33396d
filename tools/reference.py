"""Write docs/reference from the code and the rulebooks, or say what is stale.

Pages are made whole and compared byte for byte; one that nothing makes any more is
stale too, and taken away.
"""

import argparse
import sys
from pathlib import Path

from tools import ROOT
from tools.pages import (
    books,
    calibration,
    command_line,
    document,
    errors,
    kinds,
    library,
    movers,
    settings,
    states,
)

FOLDER = ROOT / "docs" / "reference"
SOURCES = (
    *(calibration, command_line, document, errors, kinds, movers, library, books),
    *(settings, states),
)
TOP = """# Reference

Drawn from the code and the rulebooks by `python3 dev.py docs`; never edited by hand.

"""


def pages() -> dict[str, str]:
    """Return every page, by its path beneath docs/reference."""
    made: dict[str, str] = {}
    for source in SOURCES:
        made |= source.pages()
    lines = [f"- [{title(text)}]({path})" for path, text in sorted(made.items())]
    made["index.md"] = TOP + "\n".join(lines) + "\n"
    return made


def title(page: str) -> str:
    """Return the heading a page begins with."""
    return page.split("\n", 1)[0].removeprefix("# ")


def stale(made: dict[str, str], folder: Path) -> list[str]:
    """Return the pages that differ, are missing, or that nothing makes any more."""
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.md")}
    differ = [
        path
        for path, text in made.items()
        if path not in there or (folder / path).read_text(encoding="utf-8") != text
    ]
    return sorted([*differ, *(there - set(made))])


def write(made: dict[str, str], folder: Path) -> None:
    """Bring a folder to hold exactly these pages."""
    for path in stale(made, folder):
        page = folder / path
        if path in made:
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(made[path], encoding="utf-8", newline="\n")
        else:
            page.unlink()


def main() -> int:
    """Write the pages; with --check write none, and return 1 if any is stale."""
    parser = argparse.ArgumentParser(prog="dev.py docs", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say what is stale")
    check = parser.parse_args().check
    made = pages()
    old = stale(made, FOLDER)
    if not check:
        write(made, FOLDER)
    for path in old:
        print(f"{'stale' if check else 'wrote'}: docs/reference/{path}")
    return int(check and bool(old))


if __name__ == "__main__":
    sys.exit(main())
