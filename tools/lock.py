"""Pin every development package, with hashes, and naming no registry host.

The first line of each lock holds a digest of the requirements it was made from,
so that a lock left behind is noticed without asking a registry.
"""

import argparse
import hashlib
import json
import sys
import tomllib

from tools import ROOT
from tools.shell import BIN, call

DEV = "requirements/dev.txt"
LOCKS = {"dev": DEV, "bench": "requirements/bench.txt"}


def mark(pyproject: str) -> str:
    """Return the line that ties a lock to the requirements in `pyproject`."""
    told = tomllib.loads(pyproject)
    project = told["project"]
    inputs = [
        project["requires-python"],
        project.get("dependencies", []),
        project.get("optional-dependencies", {}),
        told["dependency-groups"],
    ]
    text = json.dumps(inputs, sort_keys=True)
    return f"# inputs: {hashlib.sha256(text.encode()).hexdigest()}"


def stale(line: str) -> list[str]:
    """Return the locks made from other requirements than these."""
    return [path for path in LOCKS.values() if line not in (ROOT / path).read_text()]


def compile_one(group: str, line: str, upgrade: bool) -> int:
    """Write one lock; what is pinned already stays unless `upgrade`."""
    path = LOCKS[group]
    code = call(
        *(BIN / "uv", "pip", "compile", "-q", "--universal", "--generate-hashes"),
        *("--no-emit-index-url", "--no-emit-find-links", "--python-version", "3.12"),
        *("--custom-compile-command", "python3 dev.py lock"),
        *(() if group == "dev" else ("--constraint", DEV)),
        *(("--upgrade",) if upgrade else ()),
        *("--all-extras", "--group", group, "-o", path, "pyproject.toml"),
    )
    text = (ROOT / path).read_text()
    if not code and line not in text:
        (ROOT / path).write_text(f"{line}\n{text}")
    return code


def main() -> int:
    """Write the locks, or with --check only say whether they are current."""
    parser = argparse.ArgumentParser(prog="dev.py lock", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say if current")
    parser.add_argument("--upgrade", action="store_true", help="take the newest of all")
    options = parser.parse_args()
    line = mark((ROOT / "pyproject.toml").read_text())
    if options.check:
        old = ", ".join(stale(line))
        print(f"Out of date: {old}. Run: python3 dev.py lock" if old else "current")
        return int(bool(old))
    return max(compile_one(group, line, options.upgrade) for group in LOCKS)


if __name__ == "__main__":
    sys.exit(main())
