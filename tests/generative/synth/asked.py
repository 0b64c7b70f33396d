"""An invented authority, and what `keystage check` says of it, held against its key."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from keystage.cli.main import run

# file or files, rule, UPN, component or field, the rule of the finding it is folded into
type Said = tuple[tuple[str, ...], str, str, str, str]

_LARGEST = "3M"  # what an authority takes
_READ_BESIDES = {"phonics": ("phonics", "learned.csv")}


@dataclass(frozen=True)
class Season:
    """One summer's collection: the folder of all, and which."""

    out: Path
    summer: int
    collection: str

    @property
    def sent(self) -> Path:
        """Return the folder of what schools sent."""
        return self.out / str(self.summer) / self.collection

    def besides(self) -> list[str]:
        """Return the options that say what is known besides the files."""
        base = self.out / str(self.summer)
        told = [
            *("--collection", self.collection, "--year", str(self.summer)),
            *("--authority", "999", "--max-size", _LARGEST),
            *("--roll", str(base / "rolls"), "--facts", str(base / "facts.toml")),
        ]
        names = _READ_BESIDES.get(self.collection, (self.collection,))
        prior = [str(base / "prior" / name) for name in names]
        return [*told, "--prior", *prior, "--"]

    def due(self) -> list[str]:
        """Return the option that says which schools owe results."""
        return ["--schools", str(self.out / str(self.summer) / "schools.csv")]


@dataclass(frozen=True)
class Answered:
    """A season, the key of its authority, and what the check said."""

    season: Season
    key: list[dict[str, Any]]
    document: dict[str, Any]


def made(out: Path, *words: str) -> Path:
    """Return `out` once `keystage synth` has made an authority there."""
    assert run(["synth", *words, "--out", str(out)]) == 0
    return out


def key_of(out: Path) -> list[dict[str, Any]]:
    """Return the lines of the key."""
    lines = (out / "key.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def checked(season: Season, *more: str, path: Path | None = None) -> dict[str, Any]:
    """Return what `keystage check` says of a season, or of `path`."""
    answer = season.out.parent / f"{season.out.name}-answer.json"
    words = ["--jobs", "1", *more, *season.besides(), str(path or season.sent)]
    run(["check", "--format", "json", "--output", str(answer), *words])
    told: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
    answer.unlink()
    return told


def said(document: Mapping[str, Any], out: Path) -> Counter[Said]:
    """Return every finding of a document, those folded into others too."""
    found: Counter[Said] = Counter()
    for file in document["files"]:
        for one in file["findings"]:
            found.update(_flat(one, (_short(file["path"], out),)))
    for one in document["across"]:
        paths = tuple(sorted(_short(path, out) for path in one["files"]))
        found.update(_flat(one, paths))
    return found


def _flat(
    finding: Mapping[str, Any], files: tuple[str, ...], under: str = ""
) -> Iterator[Said]:
    upn = (finding["pupil"] or {}).get("upn", "")
    yield files, finding["rule"], upn, finding["subject"] or "", under
    for one in finding["consequences"]:
        yield from _flat(one, files, finding["rule"])


def _short(path: str, out: Path) -> str:
    return path.removeprefix(f"{out}/")


def facts_of(key: list[dict[str, Any]], season: Season) -> list[dict[str, Any]]:
    """Return the lines of the key on what a check must say of a season."""
    return [
        line
        for line in key
        if line["kind"] in {"fault", "natural"}
        and line["summer"] == season.summer
        and line["collection"] == season.collection
    ]


def is_astray(line: Mapping[str, Any]) -> bool:
    """Return whether a fact is of a file that is checked by itself, as a school's."""
    return any("/astray/" in path for path in line.get("files", ()))


def expected(lines: list[dict[str, Any]]) -> Counter[Said]:
    """Return the findings that lines of the key tell."""
    return Counter(
        (
            tuple(line.get("files", ())),
            line["rule"],
            line.get("upn", ""),
            line.get("component", ""),
            line.get("under", ""),
        )
        for line in lines
    )
