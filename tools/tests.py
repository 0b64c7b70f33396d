"""Run the gates and every test, and hold the coverage."""

import argparse
import os
import shutil
import sys

from tools import ROOT, gates, postgres
from tools.shell import call

# The dearest first, so that at the end there is something small for every core; and a
# module at a time, for some make what all their tests look at.
TIERS = ("generative", "spec", "integration", "functional", "unit")
BY_MODULE = ("--dist", "loadscope", "--no-loadscope-reorder")
OTHER_PYTHONS = ("3.13",)
TENTH, FULL = "0.1", "1"  # how much of each generative figure is run
COVERED = {"keystage": 100, "keystage_web": 95}  # per cent, branches too; only ever up


def wanted_programs() -> dict[str, str]:
    """Return the package that brings each program: of one name, unless two are given."""
    lines = (ROOT / "requirements/system.txt").read_text().splitlines()
    return {line.split()[-1]: line.split()[0] for line in lines if line.strip()}


def install_system() -> None:
    """Install the programs pip cannot bring, or say what to do."""
    wanted = wanted_programs()
    missing = [program for program in wanted if not shutil.which(program)]
    if not missing:
        return
    packages = [wanted[program] for program in missing]
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print(f"Installing {' '.join(packages)} ...", flush=True)
        call("apt-get", "update", "-qq")
        install = ("apt-get", "install", "-yqq", "--no-install-recommends")
        call(*install, *packages, DEBIAN_FRONTEND="noninteractive")
    elif "chromium" in missing:
        call(sys.executable, "-m", "playwright", "install", "chromium")
    if not all(shutil.which(program) for program in missing):
        print(f"Skipped tests may want: sudo apt install {' '.join(packages)}")


def run_tiers(scale: str) -> int:
    """Run the tests of every tier on all cores, and under coverage those that count."""
    coverage = [sys.executable, "-m", "coverage"]
    call(*coverage, "erase")
    paths = [f"tests/{tier}" for tier in TIERS]
    # One more than there are cores: a browser is often waited for, and so is a service.
    many = (*spread(1), *paths, "-m", "uncounted")
    few = (*coverage, "run", *spread()[1:], *paths, "-m", "not uncounted")
    codes = [call(*command, KEYSTAGE_SCALE=scale) for command in (many, few)]
    call(*coverage, "combine", "-q")
    discard_torn()
    return max(*codes, *(call(*coverage, "report", *of) for of in reports()))


def discard_torn() -> None:
    """Drop what a program that a test killed had half written down of its lines."""
    for torn in ROOT.glob(".coverage.*"):
        torn.unlink()


def reports() -> list[tuple[str, str]]:
    """Return what to ask of coverage for each floor: which files, and how much."""
    return [
        (f"--include=src/{floor}/*", f"--fail-under={least}")
        for floor, least in COVERED.items()
    ]


def run_stored(scale: str) -> int:
    """Run the tests marked `database` on a PostgreSQL made for them, on all cores."""
    paths = [f"tests/{tier}" for tier in TIERS]
    marked = (*spread(), *paths, "-m", "database")
    with postgres.server() as address:
        return call(*marked, KEYSTAGE_SCALE=scale, KEYSTAGE_DATABASE=address)


def spread(more: int = 0) -> tuple[str, ...]:
    """Return how pytest is called where it may use every core, with so many workers more."""
    workers = str(min(os.cpu_count() or 2, 8) + more)
    return (sys.executable, "-m", "pytest", "-q", "-n", workers, *BY_MODULE)


def parse() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(
        prog="dev.py test",
        usage="python3 dev.py test [--long] [--postgres] [--python 3.13] [-- ARGS]",
        description=__doc__,
        epilog="ARGS go to pytest, which then runs alone: dev.py test -- tests/unit -k upn",
    )
    parser.add_argument(
        "--long",
        action="store_true",
        help="the full figures (an hour), every Python, and mutants of the code",
    )
    parser.add_argument(
        "--postgres",
        action="store_true",
        help="only the tests that want a database, on PostgreSQL",
    )
    words = sys.argv[1:]
    end = words.index("--") if "--" in words else len(words)
    options = parser.parse_args(words[:end])
    options.rest = words[end + 1 :]
    return options


def main() -> int:
    """Run what was asked for; 0 only if all of it passed."""
    options = parse()
    install_system()
    scale = FULL if options.long else os.environ.get("KEYSTAGE_SCALE", TENTH)
    if options.rest:
        command = (sys.executable, "-m", "pytest", *options.rest)
        return call(*command, KEYSTAGE_SCALE=scale)
    other = os.environ.get("KEYSTAGE_PYTHON", "")
    if options.postgres:
        return run_stored(scale)
    codes = [run_tiers(scale)]
    if not other:
        codes.append(gates.main([]))
    if options.long:
        again = (sys.executable, "dev.py", "test", "--python")
        codes += [call(*again, version) for version in OTHER_PYTHONS]
        codes.append(call(sys.executable, "-m", "tools.mutation"))
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
