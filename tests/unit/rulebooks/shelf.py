"""Rulebooks written into a folder by the test that needs them."""

from pathlib import Path

NEXT_YEAR = 'extends = "eyfsp_2027"\nyear = 2028\n'


def write(root: Path, name: str, **files: str) -> Path:
    """Write a rulebook's folder, a file for each keyword, and return the folder."""
    folder = root / name
    folder.mkdir(parents=True)
    for stem, text in files.items():
        (folder / f"{stem}.toml").write_text(text, encoding="utf-8")
    return folder


def next_year(root: Path, more: str = "", **files: str) -> Path:
    """Write a profile of 2028 on ours of 2027; `more` goes into rulebook.toml."""
    return write(root, "eyfsp_2028", rulebook=NEXT_YEAR + more, **files)
