"""The project's commands, all of them: python3 dev.py, and the table it prints.

Standard library only, and it starts on Python 3.8, so that nothing has to be
there before it. It finds a Python that is new enough, makes `.venv` from the
hash-pinned lock, installs the project into it, and runs the command there; the
commands themselves live in `tools/`.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements" / "dev.txt"
OLDEST = (3, 12)
COMMANDS = {
    "run": (
        "keystage_web.verbs.runs.demonstrate",
        "start the demonstration: the service, with a dozen invented schools",
    ),
    "test": ("tools.tests", "every gate and every test; about ten minutes"),
    "check": (
        "tools.gates",
        "every gate: lint, types, imports, shape, rulebooks, docs",
    ),
    "fix": ("tools.fix", "repair what repairs itself: lint, format, generated pages"),
    "docs": ("tools.reference", "write docs/reference anew from code and rulebooks"),
    "vendor": ("tools.vendored.govuk", "make the vendored style sheet and script anew"),
    "lock": ("tools.lock", "pin every development package, with hashes"),
    "bench": ("tools.measure", "measure reading and checking against the peers"),
}


class Home:
    """A virtual environment of the project: `.venv`, or `.venv-3.13` if asked for."""

    def __init__(self, wanted: str) -> None:
        self.wanted = wanted
        self.folder = ROOT / (f".venv-{wanted}" if wanted else ".venv")
        windows = os.name == "nt"
        binaries = self.folder / ("Scripts" if windows else "bin")
        self.python = str(binaries / ("python.exe" if windows else "python"))


def call(*command: object, **env: str) -> int:
    """Run a command in the project's folder and return its exit code."""
    words = [str(word) for word in command]
    full = {**os.environ, **env}
    return subprocess.run(words, check=False, cwd=ROOT, env=full).returncode


def must(*command: object, **env: str) -> None:
    """Run a command that everything after it stands on."""
    code = call(*command, **env)
    if code:
        sys.exit(code)


def version_of(python: str) -> tuple[int, ...]:
    """Return (3, 12) and the like; () where it will not start, as pyenv's shims may."""
    say = "import sys; print(*sys.version_info[:2])"
    try:
        told = subprocess.run([python, "-c", say], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ()
    return tuple(int(part) for part in told.stdout.split())


def pythons() -> list[str]:
    """Return every Python this machine may have, likeliest first."""
    prefer = (ROOT / ".python-version").read_text().strip()
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    found = [shutil.which(f"python{prefer}"), sys.executable, shutil.which("python3")]
    found += [shutil.which(f"python3.{minor}") for minor in range(20, 11, -1)]
    found += sorted(map(str, pyenv.glob("versions/3.*/bin/python")), reverse=True)
    return [python for python in found if python]


def find_python(wanted: str) -> str:
    """Return a Python of the version wanted, the preferred version, or any good one."""
    prefer = wanted or (ROOT / ".python-version").read_text().strip()
    versions = {python: version_of(python) for python in pythons()}
    for python, version in versions.items():
        if ".".join(map(str, version)) == prefer:
            return python
    for python, version in versions.items():
        if not wanted and version >= OLDEST:
            return python
    sys.exit(
        f"Keystage needs Python {wanted or '3.12 or newer'}, and there is none here "
        f"(this is {sys.version.split()[0]}).\nInstall one (python.org; apt install "
        "python3.12-venv; pyenv install 3.12), then run this again."
    )


def ensure(home: Home) -> None:
    """Make the virtual environment, or bring it up to date with the lock."""
    stamp = home.folder / ".stamp"
    inputs = LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    want = hashlib.sha256(inputs).hexdigest()
    if stamp.exists() and stamp.read_text() == want:
        return
    name = home.folder.name
    print(f"Preparing {name} (once, and when the lock changes) ...", flush=True)
    if not version_of(home.python):
        python = find_python(home.wanted)
        if call(python, "-m", "venv", "--clear", home.folder):
            sys.exit(f"{python} cannot make one; on Debian: apt install python3-venv")
    install(home, "--require-hashes", "-r", LOCK)
    install(home, "--no-deps", "--no-build-isolation", "-e", ".")
    stamp.write_text(want)


def install(home: Home, *what: object) -> None:
    """Install into the virtual environment, by uv where it is at hand."""
    uv = shutil.which("uv")
    tool = [uv, "pip"] if uv else [home.python, "-m", "pip", "-q"]
    env = {"VIRTUAL_ENV": str(home.folder), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    must(*tool, "install", "-q", *what, **env)


def arguments() -> tuple[argparse.Namespace, list[str]]:
    """Return the command and the Python wanted, and the words meant for the command."""
    table = "\n".join(f"  {name:<7} {text}" for name, (_, text) in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="dev.py",
        usage="python3 dev.py [COMMAND] [--python 3.13] [OPTIONS]",
        description=f"commands (without one: run; each has --help):\n{table}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        add_help=len(sys.argv) < 3,  # noqa: PLR2004 - later, --help is the command's
    )
    parser.add_argument("command", nargs="?", default="run", help=argparse.SUPPRESS)
    parser.add_argument(
        "--python", default="", metavar="3.13", help="in a .venv-3.13 of its own"
    )
    words = sys.argv[1:]
    end = words.index("--") if "--" in words else len(words)
    own, rest = parser.parse_known_args(words[:end])
    if own.command not in COMMANDS:
        parser.error(f"there is no command {own.command!r}; python3 dev.py --help")
    return own, rest + words[end:]


def main() -> int:
    """Prepare the home, and run the command inside it."""
    own, rest = arguments()
    home = Home(own.python)
    ensure(home)
    module, _ = COMMANDS[own.command]
    if own.command == "run" and rest in ([], ["--files"]):
        rest = ["var/demo", *rest]
    return call(home.python, "-m", module, *rest, KEYSTAGE_PYTHON=own.python)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
