"""A version is stated once; where it must be repeated, the copies agree."""

import re
import tomllib
from typing import Any

import dev
import keystage
from tests.shape.tree import ROOT, project_files, text_of
from tools.tests import OTHER_PYTHONS

STATED_IN = ("src/keystage/__init__.py", "CHANGELOG.md", "requirements/", "tests/")


def pyproject() -> dict[str, Any]:
    """Return pyproject.toml, read."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def newest(changelog: str) -> str:
    """Return the version at the top of a changelog, 'Unreleased' aside."""
    found = re.findall(r"^## \[(\d[\w.]*)\]", changelog, re.M)
    return found[0] if found else ""


def restated(name: str, text: str, version: str) -> bool:
    """Return whether a file states the project's version where it should not."""
    pattern = rf"keystage\W{{1,12}}(?:version\W{{1,6}})?{re.escape(version)}\b"
    return not name.startswith(STATED_IN) and bool(re.search(pattern, text, re.I))


def test_the_changelog_begins_with_this_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text()
    assert newest(text) == keystage.__version__


def test_no_other_file_states_the_version() -> None:
    named = [(path.relative_to(ROOT).as_posix(), path) for path in project_files()]
    version = keystage.__version__
    assert not [n for n, path in named if restated(n, text_of(path) or "", version)]


def test_every_place_that_names_a_python_names_the_same() -> None:
    told = pyproject()
    oldest = ".".join(map(str, dev.OLDEST))
    assert told["project"]["requires-python"] == f">={oldest}"
    assert (ROOT / ".python-version").read_text().strip() == oldest
    assert told["tool"]["ruff"]["target-version"] == "py" + oldest.replace(".", "")
    tested = [
        f"Programming Language :: Python :: {v}" for v in (oldest, *OTHER_PYTHONS)
    ]
    stated = [c for c in told["project"]["classifiers"] if ":: Python ::" in c]
    assert stated == tested


def test_a_planted_second_statement_is_caught() -> None:
    assert restated("docs/a.md", "Keystage 9.8.7 can", "9.8.7")
    assert restated("pyproject.toml", 'name = "keystage"\nversion = "9.8.7"', "9.8.7")
    assert not restated("CHANGELOG.md", "Keystage 9.8.7", "9.8.7")
    assert not restated("docs/a.md", "lxml 9.8.7", "9.8.7")


def test_a_planted_old_changelog_is_caught() -> None:
    assert newest("## [Unreleased]\n\n## [0.2.0] - 2026-01-01\n## [0.1.0]") == "0.2.0"
    assert newest("nothing yet") == ""
