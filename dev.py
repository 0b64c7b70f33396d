"""The project's commands: python3 dev.py run | test | check | fix | docs | lock.

Standard library only, and it starts on Python 3.8, so that nothing has to be
there before it. It finds a Python that is new enough, makes `.venv` from the
hash-pinned lock, installs the project into it, and goes on inside it.
"""

from __future__ import annotations

import argparse
import glob
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCKS = {"dev": ROOT / "requirements/dev.txt", "bench": ROOT / "requirements/bench.txt"}
OLDEST = (3, 12)
TIERS = ("unit", "spec", "integration", "functional", "generative")
VENV = ROOT / os.environ.get("KEYSTAGE_VENV", ".venv")
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")


def sh(*command: object, **env: str) -> None:
    """Run a command in the project's folder; stop here if it fails."""
    words = [str(word) for word in command]
    subprocess.run(words, check=True, cwd=ROOT, env={**os.environ, **env})


# --- a Python, and a home for it -------------------------------------------------


def version_of(python: str) -> tuple[int, ...]:
    """Return (3, 12) and the like; () where it will not start, as pyenv's shims may."""
    say = "import sys; print(*sys.version_info[:2])"
    try:
        told = subprocess.run([python, "-c", say], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ()
    return tuple(int(part) for part in told.stdout.split())


def find_python(wanted: str | None) -> str:
    """Return a Python of the wanted version, or the preferred one, or any good one."""
    prefer = wanted or (ROOT / ".python-version").read_text().strip()
    pyenv = os.environ.get("PYENV_ROOT") or os.path.expanduser("~/.pyenv")
    found = [sys.executable, shutil.which("python" + prefer), shutil.which("python3")]
    found += [shutil.which("python3.%d" % minor) for minor in range(20, 11, -1)]
    found += sorted(glob.glob(pyenv + "/versions/3.*/bin/python"), reverse=True)
    versions = {python: version_of(python) for python in found if python}
    for python, version in versions.items():
        if ".".join(map(str, version)) == prefer:
            return python
    for python, version in versions.items():
        if not wanted and version >= OLDEST:
            return python
    sys.exit(
        f"Keystage needs Python {wanted or '3.12 or newer'} and found none; this is "
        f"{sys.version.split()[0]}.\nInstall it (apt install python3.12-venv, pyenv "
        "install 3.12, python.org), then run this again."
    )


def ensure_venv(wanted: str | None) -> None:
    """Make the virtual environment, or bring it up to date with the lock."""
    stamp = VENV / ".stamp"
    inputs = LOCKS["dev"].read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    want = hashlib.sha256(inputs).hexdigest()
    if stamp.exists() and stamp.read_text() == want:
        return
    print(f"Preparing {VENV.name} (once, and when the lock changes) ...", flush=True)
    if not version_of(str(PYTHON)):
        try:
            sh(find_python(wanted), "-m", "venv", "--clear", VENV)
        except subprocess.CalledProcessError:
            sys.exit(
                "Python could not make a virtual environment; on Debian or Ubuntu: apt install python3-venv"
            )
    pip_install("--require-hashes", "-r", LOCKS["dev"])
    pip_install("--no-deps", "--no-build-isolation", "-e", ".")
    stamp.write_text(want)


def pip_install(*what: object) -> None:
    """Install into the virtual environment, by uv where it is at hand."""
    uv = shutil.which("uv")
    tool = (
        [uv, "pip", "install", "-q"] if uv else [PYTHON, "-m", "pip", "install", "-q"]
    )
    sh(*tool, *what, VIRTUAL_ENV=str(VENV), PIP_DISABLE_PIP_VERSION_CHECK="1")


def ensure_system() -> None:
    """Install what pip cannot bring (a browser), or say what to do."""
    wanted = (ROOT / "requirements/system.txt").read_text().split()
    missing = [package for package in wanted if not shutil.which(package)]
    if not missing:
        return
    names = " ".join(missing)
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print(f"Installing {names} by apt ...", flush=True)
        sh("apt-get", "update", "-qq")
        sh(
            "apt-get",
            "install",
            "-y",
            "-qq",
            "--no-install-recommends",
            *missing,
            DEBIAN_FRONTEND="noninteractive",
        )
    elif subprocess.run(
        [str(PYTHON), "-m", "playwright", "install", "chromium"], cwd=ROOT
    ).returncode:
        print(
            f"Not here: {names}. The tests that need it are skipped; to run them: sudo apt install {names}"
        )


# --- the commands ----------------------------------------------------------------


def command_run(_: argparse.Namespace) -> int:
    """Check a dozen invented schools' files and show the report."""
    return call(PYTHON, "-m", "docs.demo")


def command_lock(_: argparse.Namespace) -> int:
    """Pin every development package anew, with hashes and no host names."""
    for group, lock in LOCKS.items():
        sh(
            *(BIN / "uv", "pip", "compile", "-q", "--universal", "--generate-hashes"),
            *(
                "--no-emit-index-url",
                "--no-emit-find-links",
                "--python-version",
                "3.12",
            ),
            *("--custom-compile-command", "python3 dev.py lock", "--upgrade"),
            *("--constraint", LOCKS["dev"].relative_to(ROOT)) * (group != "dev"),
            *("--group", group, "-o", lock.relative_to(ROOT), "pyproject.toml"),
        )
        text = lock.read_text(encoding="utf-8")
        lock.write_text(f"{lock_mark()}\n{text}", encoding="utf-8")
    return 0


def lock_mark() -> str:
    """Return the line that ties a lock to the requirements it was made from."""
    import tomllib  # not there on the older Pythons this file starts on

    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = told["project"]
    inputs = [
        project["requires-python"],
        project["dependencies"],
        project.get("optional-dependencies", {}),
        told["dependency-groups"],
    ]
    text = json.dumps(inputs, sort_keys=True)
    return f"# inputs: {hashlib.sha256(text.encode()).hexdigest()}"


def call(*command: object, **env: str) -> int:
    """Run a command in the project's folder and return its exit code."""
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=ROOT, env={**os.environ, **env}).returncode


COMMANDS = {"run": command_run, "lock": command_lock}


def main() -> int:
    """Read the command, prepare what it needs, and run it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("command", nargs="?", default="run", choices=sorted(COMMANDS))
    options = parser.parse_args()
    ensure_venv(None)
    if Path(sys.prefix) != VENV:
        return call(PYTHON, ROOT / "dev.py", *sys.argv[1:])
    return COMMANDS[options.command](options)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as failed:
        sys.exit(failed.returncode)
    except KeyboardInterrupt:
        sys.exit(130)
