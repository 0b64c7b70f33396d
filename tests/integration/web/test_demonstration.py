"""The demonstration: an authority of which nothing exists, on this machine alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from keystage import intake
from keystage.cli import demo_run
from keystage_web import database, start
from keystage_web.accounts import demonstration
from keystage_web.accounts.models import Authority, Membership, Person, School
from keystage_web.accounts.roles import Role
from keystage_web.config import mark
from keystage_web.config.reading import read
from keystage_web.returns.models import Round
from keystage_web.rolls.models import Pupil
from keystage_web.verbs.runs import demonstrate, invented

NOW = datetime(2026, 6, 10, 9, tzinfo=UTC)
FEW = 6  # schools: the least that hold a setting


@pytest.fixture
def demo(settings: Settings) -> Iterator[Path]:
    """The service as a demonstration, its folder marked."""
    settings.CONFIG = replace(settings.CONFIG, demonstration=True)
    folder: Path = settings.CONFIG.data
    (folder / mark.NAME).write_text("x")
    yield folder
    (folder / mark.NAME).unlink()


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.usefixtures("demo", "spared")
def test_it_is_filled_by_the_services_own_actions(
    monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    monkeypatch.setattr(invented, "SCHOOLS", FEW)
    monkeypatch.setattr(invented, "SUMMERS", (2026,))
    invented.fill(NOW)
    one = Authority.numbers()
    assert one == ["999"]
    assert School.unscoped.count() == FEW
    held = {membership.role for membership in Membership.unscoped.all()}
    assert held == {role.value for role in Role}
    assert all(person.email.endswith(".invalid") for person in Person.objects.all())
    assert {row.state for row in Round.unscoped.all()} == {"open"}
    assert Pupil.unscoped.filter(year=2026).count() > FEW
    assert len(demonstration.people()) == 5
    page = client.get("/").content.decode()
    assert "This is a demonstration." in page
    assert "teacher@anyshire.invalid" in page
    assert mark.TO_SEND in page
    teacher = Membership.unscoped.get(role=Role.TEACHER)
    assert teacher.school is not None
    assert f"{invented.PEOPLE[Role.TEACHER]}, {teacher.school.name}" in page
    assert "Password: <span" in page
    assert invented.PEOPLE[Role.HEAD] in page


def test_its_first_school_has_files_to_send(tmp_path: Path) -> None:
    school = invented.to_send(tmp_path / mark.TO_SEND)
    assert school
    found = sorted((tmp_path / mark.TO_SEND).iterdir())
    assert len(found) == 4
    whose = {one.name.partition("_")[0] for one in found}
    options = intake.Options(year=2026, authority="999", now=NOW)
    report = intake.to_dict(intake.check_paths([tmp_path / mark.TO_SEND], options))
    assert len(whose) == 1
    files = report["files"]
    assert [one["refused"] for one in files] == [None] * 4
    assert "still to come" not in str(report), "made as the demonstration begins"


@pytest.mark.database
@pytest.mark.django_db
def test_earlier_summers_are_over() -> None:
    assert [move.value for move in invented._moves(2026)] == ["open"]
    assert [move.value for move in invented._moves(2025)] == [
        "open",
        "close",
        "archive",
    ]


def test_only_its_own_settings_are_heeded(tmp_path: Path) -> None:
    environment = {
        "KEYSTAGE_DATABASE": "postgres://real@192.0.2.1/results",
        "KEYSTAGE_SCALE": "0.1",
        "HOME": "x",
    }
    demonstrate.settle(environment, tmp_path, 8001)
    found = read(environment)
    assert found.database == ""
    assert found.demonstration
    assert found.listen == ("127.0.0.1", 8001)
    assert found.hosts[0] == "127.0.0.1"  # where mail links lead
    assert found.clock == datetime(2026, 6, 10, 9, tzinfo=UTC)
    assert environment["HOME"] == "x"


@pytest.mark.parametrize(
    ("words", "code"), [([], 2), (["--help"], 0), (["a", "b"], 2), (["-x"], 2)]
)
def test_it_says_how_it_is_called(
    words: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert demonstrate.run(words) == code
    said = capsys.readouterr().err
    assert all(word in said for word in ("usage:", "var/demo", "--files", "port"))


def test_a_folder_with_another_database_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "db").mkdir()
    assert demonstrate.run([str(tmp_path)]) == 2
    assert "no demonstration's" in capsys.readouterr().err


def test_stopping_it_while_it_is_made_is_no_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(mark, "claim", stopped)
    assert demonstrate.run([str(tmp_path)]) == demonstrate.EXIT_STOPPED


def test_the_files_alone_are_made_as_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def run(words: list[str]) -> int:
        asked.append(words)
        return 0

    monkeypatch.setattr(demo_run, "run", run)
    assert demonstrate.run([str(tmp_path), "--files"]) == 0
    assert asked == [[str(tmp_path)]]


@pytest.mark.database
@pytest.mark.django_db
def test_a_real_service_does_not_start_in_its_folder(
    demo: Path, settings: Settings
) -> None:
    assert start._marked(settings.CONFIG) == []
    settings.CONFIG = replace(settings.CONFIG, demonstration=False)
    assert "is a demonstration's" in start._marked(settings.CONFIG)[0]
    (demo / mark.NAME).rename(demo / "aside")
    settings.CONFIG = replace(settings.CONFIG, demonstration=True)
    assert "is no demonstration's" in start._marked(settings.CONFIG)[0]
    (demo / "aside").rename(demo / mark.NAME)


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.usefixtures("demo")
def test_it_does_not_start_over_an_authority_that_exists(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "faults", lambda _: [])
    Authority.found("999", "Invented")
    assert start._stored(settings.CONFIG) == []
    Authority.found("123", "Real")
    assert "an authority that exists" in start._stored(settings.CONFIG)[0]
