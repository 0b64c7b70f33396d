"""Rules every test lives under: no network, no silent skips, seeds that are told.

KEYSTAGE_SCALE says how much of each generative figure is run: 0.1 in
`dev.py test`, 1 in `--long`. KEYSTAGE_SEED changes the seed, which is printed, and
KEYSTAGE_LIMIT the seconds one test may take before it is ended.
"""

import ipaddress
import os
import random
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from xdist.workermanage import NodeManager

from tests.watch import Watch

SCALE = float(os.environ.get("KEYSTAGE_SCALE", "0.1"))
SEED = int(os.environ.get("KEYSTAGE_SEED", "20260610"))
LIMIT = float(os.environ.get("KEYSTAGE_LIMIT") or max(300, 3600 * SCALE))
# Seconds a worker may take to end: it writes down the lines it counted, and unfinished
# they are lost without a word. Ten are not enough on a busy machine.
_LAST_WORDS = 120
GIVEN = Path(__file__).parents[2] / "shared"
FIGURE = "figure"  # what a test tells with `tell`
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}

settings.register_profile(
    "keystage",
    settings.get_profile("default"),  # CI has one of its own, which takes no seed
    deadline=None,  # a busy machine must not turn a test red
    max_examples=max(25, round(1000 * SCALE)),
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("keystage")


def is_loopback(address: object) -> bool:
    """Return whether a socket address stays on this machine."""
    if not isinstance(address, tuple):
        return True  # a Unix socket, by its path
    host = str(address[0])
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    """Stop any connection that would leave this machine (an audit hook)."""
    if event == "socket.connect" and not is_loopback(arguments[1]):
        message = f"tests may not use the network: {arguments[1]}"
        raise PermissionError(message)


sys.addaudithook(refuse_network)

# Lines that run in processes of their own alone are run by these tests. Elsewhere a
# child process is not measured: that would make it three times as slow.
PROGRAMS = (
    "tests/unit/tables/test_apart.py",
    "tests/unit/tables/noted/test_apart.py",
    "tests/integration/cli/test_demo.py",
    "tests/integration/cli/test_process.py",
    *(
        f"tests/integration/web/{name}"
        for name in ("audit/", "backups/", "files/", "jobs/", "test_")
    ),
)
# Here the same lines run for each of a hundred files, rulebooks or people. These tests carry
# the mark `uncounted` and run by themselves, with nothing counted: beside the others
# they would be the first to fill a cache, and its lines would count for nobody.
UNCOUNTED = (
    *(
        f"tests/generative/{name}"
        for name in ("doctor/", "fuzz/", "marksheet/", "test_", "web/")
    ),
    *(f"tests/generative/{name}" for name in ("movement/", "template/")),
    "tests/generative/measures/test_measures.py",
    "tests/generative/measures/test_measures_hidden.py",
    "tests/generative/synth/test_memory.py",
    "tests/generative/synth/test_population.py",
    "tests/generative/synth/test_totals.py",
    "tests/spec/movement/test_movement_orders.py",
    "tests/spec/test_examples.py",
    "tests/integration/badinput/sheets/test_every_sheet_in_the_pipeline.py",
    "tests/integration/badinput/test_every_case_by_command_line.py",
    "tests/integration/badinput/test_what_must_hold.py",
    "tests/integration/bench/",
    *(
        f"tests/integration/web/{name}"
        for name in (
            "authz/",
            "asked/test_addresses.py",
            "backups/test_upgrade.py",
            "jobs/test_kills.py",
            "jobs/test_states.py",
            "returns/marks/test_sessions.py",
            "school/marksheet/test_translated.py",
            "serving/",
        )
    ),
)
MEASURING = "COVERAGE_PROCESS_CONFIG"
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}
RUNNING: list[pytest.Item] = []


def refuse_database(event: str, _: tuple[Any, ...]) -> None:
    """Stop a test that opens a database and does not say so (an audit hook).

    `dev.py test --postgres` runs the marked ones alone, so an unmarked one would
    never meet the database that production has.
    """
    if event == "sqlite3.connect" and RUNNING:
        item = RUNNING[-1]
        if item.get_closest_marker("database") is None:
            message = f"{item.nodeid} opens a database: mark it pytest.mark.database"
            raise PermissionError(message)


sys.addaudithook(refuse_database)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Know which test is running, with its setup and its teardown."""
    RUNNING.append(item)
    try:
        with programs_counted(item):
            return (yield)
    finally:
        RUNNING.pop()


@contextmanager
def programs_counted(item: pytest.Item) -> Iterator[None]:
    """Count the lines of the programs a test starts only where that is wanted."""
    wanted = item.nodeid.startswith(PROGRAMS)
    kept = None if wanted else os.environ.pop(MEASURING, None)
    try:
        yield
    finally:
        if kept is not None:
            os.environ[MEASURING] = kept


@pytest.hookimpl(tryfirst=True)  # before pytest chooses by -m
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Refuse a test that asks for a database, however far off, and is not marked.

    What wants the team's own material is left out where that is not, and told.
    """
    if not GIVEN.exists():
        absent = [item for item in items if item.get_closest_marker("given")]
        items[:] = [item for item in items if item not in absent]
        config.hook.pytest_deselected(items=absent)
    for item in items:
        if item.nodeid.startswith(UNCOUNTED):
            item.add_marker(pytest.mark.uncounted)
        asks = not DATABASE_FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))
        marked = item.get_closest_marker("database") is not None
        if (asks or item.get_closest_marker("django_db")) and not marked:
            message = f"{item.nodeid} wants a database: mark it pytest.mark.database"
            raise pytest.UsageError(message)


@pytest.hookimpl(tryfirst=True)  # before Hypothesis asks
def pytest_configure(config: pytest.Config) -> None:
    """Watch the time, and give Hypothesis the seed, unless one was asked for."""
    config.addinivalue_line("markers", "uncounted: others run the same lines")
    config.addinivalue_line("markers", "given: wants what stands beside the project")
    NodeManager.EXIT_TIMEOUT = _LAST_WORDS
    watch = Watch(LIMIT, alone=not hasattr(config, "workerinput"))
    config.pluginmanager.register(watch, "keystage-watch")
    if getattr(config.option, "hypothesis_seed", None) is None:
        config.option.hypothesis_seed = SEED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what a person needs to run the same again."""
    told = f"KEYSTAGE_SCALE={SCALE:g} KEYSTAGE_SEED={SEED}"
    terminalreporter.write_line(f"Run again with: {told}")
    for report in terminalreporter.stats.get("passed", []):
        for line in (value for name, value in report.user_properties if name == FIGURE):
            terminalreporter.write_line(line)
    if not GIVEN.exists():
        terminalreporter.write_line("Not here, so not tried: the team's own bad files")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[
    None, pytest.TestReport, pytest.TestReport
]:
    """In CI a skipped test is a failure: nothing may quietly not run there."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[
    None, pytest.CollectReport, pytest.CollectReport
]:
    """Treat a whole module that skips itself in the same way."""
    report = yield
    if IN_CI and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
    return report


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Return what takes a line of figures, to be shown at the end of the run."""
    return partial(record_property, FIGURE)


@pytest.fixture(autouse=True)
def seeded() -> None:
    """Start every test from the printed seed, so that none depends on another."""
    random.seed(SEED)


@pytest.fixture
def scale() -> float:
    """How much of each generative figure to run: 1 is all of it."""
    return SCALE


@pytest.fixture
def seed() -> int:
    """Return the printed seed of this run."""
    return SEED
