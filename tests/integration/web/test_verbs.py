"""`keystage setup` and `keystage serve`, as a person runs them."""

import os
import re
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service import installed
from tests.service.served import asked, free, keystage, serving

pytestmark = pytest.mark.database
TAKEN = ("PATH", "HOME", "COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")


def told(data: Path) -> dict[str, str]:
    """Return settings for one machine alone, and nothing else from this shell."""
    kept = {name: os.environ[name] for name in TAKEN if name in os.environ}
    return {
        **kept,
        "KEYSTAGE_DATA": str(data),
        "KEYSTAGE_HTTPS": "off",
        "KEYSTAGE_LISTEN": f"127.0.0.1:{free()}",
    }


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The settings of an installation that is not there yet."""
    return told(tmp_path / "data")


@pytest.fixture
def ready(environment: dict[str, str]) -> dict[str, str]:
    """An installation that is set up."""
    installed.alone(Path(environment["KEYSTAGE_DATA"]))
    return environment


def test_before_setup_serve_says_everything_that_is_missing(
    environment: dict[str, str],
) -> None:
    done = keystage(environment, "serve")
    assert done.returncode == 2
    assert "There is no key" in done.stderr
    assert "The database does not answer" in done.stderr
    assert "keystage setup" in done.stderr
    assert "Traceback" not in done.stderr


def test_setup_keeps_everything_for_itself_and_can_be_run_again(
    environment: dict[str, str],
) -> None:
    done = keystage(environment, "setup")
    assert done.returncode == 0, done.stderr
    assert "Key: made" in done.stdout
    data = Path(environment["KEYSTAGE_DATA"])
    for path in (data, *data.iterdir()):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700, path
    key = (data / "keys" / "session.key").read_bytes()
    again = keystage(environment, "setup")
    assert "Key: there already" in again.stdout
    assert "Database: 0 changes made" in again.stdout
    assert (data / "keys" / "session.key").read_bytes() == key


def test_check_shows_every_setting_and_what_would_be_missed(
    ready: dict[str, str],
) -> None:
    done = keystage(ready, "serve", "--check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search("^KEYSTAGE_HTTPS +off +chosen$", done.stdout, re.MULTILINE)
    assert done.stdout.count("chosen") == 3
    assert "Note: There is no authority yet, so nobody can sign in." in done.stdout
    assert done.stdout.endswith("The service starts, but see the notes.\n")


def test_check_names_what_is_unsafe_and_hides_the_password(
    ready: dict[str, str],
) -> None:
    unsafe = {"KEYSTAGE_HOSTS": "*", "KEYSTAGE_CLOCK": "2026-06-10T10:00+01:00"}
    done = keystage({**ready, **unsafe}, "serve", "--check")
    assert done.returncode == 1
    assert "KEYSTAGE_HOSTS is *:" in done.stdout
    assert "KEYSTAGE_CLOCK is 2026-06-10 09:00:00+00:00:" in done.stdout
    password = "postgres://me:Quill@192.0.2.1/x"  # noqa: S105 - of no real database
    refused = keystage({**ready, "KEYSTAGE_DATABASE": password}, "setup")
    assert refused.returncode == 2
    assert "KEYSTAGE_DATABASE is postgres://me:***@192.0.2.1/x:" in refused.stderr
    assert "Quill" not in refused.stderr


def test_a_setting_that_cannot_be_read_is_a_sentence(
    environment: dict[str, str],
) -> None:
    done = keystage({**environment, "KEYSTAGE_THREADS": "many"}, "serve")
    assert done.returncode == 2
    assert "KEYSTAGE_THREADS 'many': write a whole number" in done.stderr


def test_a_database_behind_the_code_keeps_the_service_from_starting(
    ready: dict[str, str],
) -> None:
    file = Path(ready["KEYSTAGE_DATA"]) / "db" / "keystage.sqlite3"
    with sqlite3.connect(file) as line:
        line.execute("DELETE FROM django_migrations")
        line.commit()
    line.close()
    done = keystage(ready, "serve")
    assert done.returncode == 2
    assert "The database waits for" in done.stderr


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service that runs for real, and ends when it is told."""
    data = installed.alone(tmp_path_factory.mktemp("served") / "data")
    with serving(told(data)) as base:
        yield base
    assert (data / "static" / "staticfiles.json").exists()


def test_behind_a_web_server_all_is_encrypted_and_only_health_may_be_asked_inside(
    ready: dict[str, str],
) -> None:
    proxied = {k: v for k, v in ready.items() if k != "KEYSTAGE_HTTPS"}
    with serving(proxied) as base:
        status, headers, _ = asked(base, "/")
        assert (status, headers["Location"]) == (
            301,
            base.replace("http", "https") + "/",
        )
        assert asked(base, "/health")[0] == 200
        status, headers, _ = asked(base, "/", headers={"X-Forwarded-Proto": "https"})
        assert status == 200
        assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
        assert asked(base, "/health", headers={"Host": "other.example"})[0] == 400


def test_too_large_a_file_is_answered_with_a_page_not_a_broken_line(
    served: str,
) -> None:
    status, _, page = asked(served, "/", b"x" * 12 * 1024 * 1024)
    assert status == 413
    assert b"This file is too large" in page


def test_the_service_answers_with_its_own_style(served: str) -> None:
    page = asked(served, "/")[2].decode()
    sheets = [part.split('"')[0] for part in page.split('href="/static/')[1:]]
    assert len(sheets) > 1  # an icon, and the style
    for sheet in sheets:
        status, headers, _ = asked(served, f"/static/{sheet}")
        assert status == 200
        assert "immutable" in headers["Cache-Control"]
    scripts = ("ui/page.mjs", "ui/timeout.mjs", "ui/govuk/govuk.js")
    for script in scripts:  # a module is imported by its plain name
        status, headers, _ = asked(served, f"/static/{script}")
        assert status == 200
        assert headers["Content-Type"].startswith("text/javascript")
    assert asked(served, "/nowhere")[0] == 404


def test_receipts_are_signed_by_a_key_that_serve_wants_and_setup_renews(
    ready: dict[str, str],
) -> None:
    keys = Path(ready["KEYSTAGE_DATA"]) / "keys"
    first = re.search(r"signed by key ([0-9a-f ]{49})", keystage(ready, "setup").stdout)
    new = keystage(ready, "setup", "--new-key")
    assert new.returncode == 0, new.stderr
    found = re.findall(r"signed by key ([0-9a-f ]{49})", new.stdout)
    assert first
    assert found[0] == first[1] != found[1]
    assert sorted(path.name for path in keys.glob("receipts*")) == [
        "receipts-1.pub",
        "receipts-2.key",
        "receipts-2.pub",
    ]
    (keys / "receipts-2.key").unlink()
    done = keystage(ready, "serve", "--check")
    assert done.returncode == 1
    assert f"There is no key for receipts in {keys / 'receipts-2.key'}" in done.stdout
    assert "There is no key for receipts" in keystage(ready, "serve").stderr
