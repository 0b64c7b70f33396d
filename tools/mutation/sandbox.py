"""Run mutmut on one package, in a copy of the project that is thrown away."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

from tools import ROOT
from tools.mutation import plugin
from tools.mutation.score import Score
from tools.mutation.undecorate import undecorate
from tools.shell import BIN

PARTS = ("src", "tests")
LIBRARY = "src/keystage"
PLUGIN = "mutation_plugin"
FIGURES = "mutants/mutmut-cicd-stats.json"
SECONDS = 3600  # for one package; five minutes are usual
SPINNER = tuple("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")
LINES = 40  # of what a failing run said
SETTINGS = """\
[mutmut]
source_paths = src
only_mutate = {library}/{where}*
also_copy = {plugin}.py
pytest_add_cli_args =
    {arguments}
pytest_add_cli_args_test_selection =
    {tests}
process_isolation = forkserver
timeout_multiplier = 5
timeout_constant = 2
track_dependencies = false
use_git_change_detection = false
"""


# A mutant's tests take less time than pytest's own housekeeping for them would.
PLUGINS = (
    *("_hypothesis_pytestplugin", PLUGIN, "no:cacheprovider"),
    *("no:unraisableexception", "no:threadexception"),
)


class MutationError(RuntimeError):
    """mutmut did not come to a figure; the text is the end of what it said."""


def prepare(folder: Path, where: str, tests: tuple[str, ...]) -> None:
    """Lay what mutmut needs into `folder`: code, tests and settings, no history."""
    for part in PARTS:
        litter = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / part, folder / part, ignore=litter)
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copy(str(plugin.__file__), folder / f"{PLUGIN}.py")
    for path in (folder / LIBRARY).rglob("*.py"):
        if path.is_relative_to(folder / LIBRARY / where):
            path.write_text(undecorate(path.read_text("utf-8")), "utf-8")
    settings = SETTINGS.format(
        library=LIBRARY,
        where=where,
        plugin=PLUGIN,
        arguments="\n    ".join(word for name in PLUGINS for word in ("-p", name)),
        tests="\n    ".join(tests),
    )
    (folder / "setup.cfg").write_text(settings, "utf-8")


def measure(folder: Path, where: str, tests: tuple[str, ...]) -> Score:
    """Return how many mutants of the library's `where` the tests kill.

    `where` is a package, as `checks/`, or a file of one; `folder` is empty. Raises
    `MutationError` where mutmut fails, or leaves mutants untried.
    """
    prepare(folder, where, tests)
    mutmut(folder, "run", "--max-children", str(min(os.cpu_count() or 2, 8)))
    mutmut(folder, "export-cicd-stats")
    told = json.loads((folder / FIGURES).read_text("utf-8"))
    score = Score.told(where.rstrip("/"), told)
    if not score.mutants or score.untried:
        raise MutationError(f"{where}: {score.untried} mutants were not tried")
    return score


def mutmut(folder: Path, *words: str) -> None:
    """Run mutmut out of sight, and end all it has started when it ends.

    Raises `MutationError` with the end of what it said if it fails or takes too long.
    """
    said = folder / "said.txt"
    with said.open("wb") as out:
        run = subprocess.Popen(
            [str(BIN / "mutmut"), *words],
            cwd=folder,
            env=surroundings(),
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            code = run.wait(SECONDS)
        except subprocess.TimeoutExpired as late:
            raise MutationError(f"it took longer than {SECONDS} s") from late
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(run.pid, signal.SIGKILL)
            run.wait()
    if code:
        lines = said.read_text("utf-8", "replace").replace("\r", "\n").splitlines()
        told = [line for line in lines if not line.startswith(SPINNER)]
        raise MutationError("\n".join(told[-LINES:]))


def surroundings() -> dict[str, str]:
    """Return the environment: a person's and not CI's, and the same every time."""
    env = {name: value for name, value in os.environ.items() if name != "CI"}
    return env | {
        "KEYSTAGE_SCALE": "0.01",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONHASHSEED": "0",
    }
