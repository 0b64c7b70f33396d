"""The season in small: schools return by every route, and all comes out as the key says.

Four schools take part, and twelve with KEYSTAGE_SCALE=1: invented ones, each with a
fault of `keystage.synth` planted in what it sends. Nothing enters but through pages and
uploads; only the people's accounts are there to begin with. A page whose behaviour is the
point is tried in Chromium, by the first school; the others send the same forms.

`PICTURES=<folder>` keeps the pictures of the guides there.
"""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import expect
from pytest_django import Settings

from keystage.transfer import verify
from keystage_web.audit import signing
from tests.conftest import SCALE
from tests.functional.web.conftest import Seen, Visit
from tests.functional.web.season import acts, counting, stories
from tests.functional.web.season.invented import Invented, Marks, in_all, invented
from tests.functional.web.season.place import Here, Place, made
from tests.functional.web.season.walking import Person
from tests.integration.web.files.desk import chosen

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.uncounted]
NOW = datetime(2026, 6, 30, 9, tzinfo=UTC)
WIDE = {"width": 1280, "height": 860}
TURNS = (
    ((270, "more_than_all"), (40, "set_aside_by_school")),
    ((116, "mark_and_absent"), (133, "more_than_all")),
    ((397, "set_aside_by_school"), (186, "more_than_all")),
    ((389, "no_mark"), (297, "set_aside_by_school")),
    ((184, "more_than_all"), (215, "set_aside_by_school")),
    ((378, "more_than_all"), (13, "more_than_all")),
)
"""Which school has which fault: each two turns are the four stories once."""
type Open = Callable[[Person], Seen]


@pytest.fixture
def opened(visit: Visit) -> Open:
    """Open a browser in which somebody is signed in, or the one that is open."""
    seats: dict[str, Seen] = {}

    def seat(person: Person) -> Seen:
        name = django_settings.SESSION_COOKIE_NAME
        value = person.client.cookies[name].value
        if value not in seats:
            seen = visit(viewport=WIDE)
            cookie: Any = {"name": name, "value": value, "path": "/"}
            cookie["domain"] = urlsplit(seen.home).hostname
            seen.page.context.add_cookies([cookie])
            seats[value] = seen
        return seats[value]

    return seat


@pytest.fixture
def place(
    settings: Settings, tmp_path: Path, transactional_db: None, opened: Open
) -> Place:
    """An authority on the day before the deadline, and who takes its pictures."""
    settings.CONFIG = chosen(data=tmp_path)
    settings.CLOCK, settings.BEGAN = NOW, time.time()
    for name in ("files", "tmp"):
        (tmp_path / name).mkdir()
    signing.make(tmp_path, now=NOW)
    folder, taken = os.environ.get("PICTURES", ""), set[str]()

    def look(name: str, person: Person, address: str) -> None:
        if folder and address and name not in taken:
            taken.add(name)
            page = opened(person).go(address)
            page.screenshot(path=Path(folder) / f"season-{name}.png", full_page=True)

    return made(look)


def by_keys(opened: Open) -> stories.Typing:
    """Return how marks are typed in a browser: one after another, down the column."""

    def typing(here: Here, marks: Marks) -> None:
        page = opened(here.office).go(here.at())
        expect(page.locator("#sheet[data-ready]")).to_be_attached()
        for upn, value in marks.items():
            page.locator(f'[id="{here.ids[upn]}.mark"]').focus()
            page.keyboard.type(value)
            page.keyboard.press("Enter")
        expect(page.locator("#saved[data-state=idle]")).to_contain_text("Saved")
        here.place.look("marksheet", here.office, here.at())

    return typing


def by_form(here: Here, marks: Marks) -> None:
    """Type marks into the sheet as it is without a script."""
    acts.typed(here, marks, here.office)


def schools() -> list[Invented]:
    """Return who takes part: four, or twelve."""
    turns = TURNS if SCALE >= 1 else TURNS[:2]
    return [invented(*one) for pair in turns for one in pair]


def test_every_planted_fault_is_found_and_put_right_and_all_comes_to_what_the_key_says(
    place: Place, opened: Open
) -> None:
    every = schools()
    place.take_in(every)
    place.open()
    here = [Here(place, key) for key in every]
    for at in range(0, len(here), 4):
        stories.typed(here[at], by_form if at else by_keys(opened))
        stories.in_a_workbook(here[at + 1])
        stories.recalled(here[at + 2])
        stories.for_the_school(here[at + 3])
    place.look("board", place.officer, "/authority/board")
    place.look("return", place.officer, here[3].desk())
    acts.accept_all(place, len(here))
    for one in here:
        equals_the_key(one)
    all_together(place, every)
    on_the_board(place, here, opened)


def equals_the_key(here: Here) -> None:
    """Want the totals of a school in every file of its return, and in its receipt."""
    key, officer = here.key, here.place.officer
    for form, read in (
        ("ctf", counting.from_ctf),
        ("csv", counting.from_csv),
        ("xlsx", counting.from_xlsx),
    ):
        marks = read(officer.data(here.desk(f"download/{form}")))
        assert marks == key.marks, (form, key.number)
        assert counting.totals(key, marks) == key.totals(), (form, key.number)
    here.head.go(here.at("return"))
    data = here.head.data(acts.receipt_of(here.head))
    assert verify(data).good
    told = counting.receipt(data)
    assert told["findings"]["errors"] == 0, told
    assert told["counts"]["pupils"] == len(key.marks)
    assert told["counts"]["complete"] == len(key.marks)
    assert told["counts"]["components"]["mark"] == counting.counted(key)


def all_together(place: Place, every: list[Invented]) -> None:
    """Want all schools' results in one table, and in a zip with a file for each."""
    officer = place.officer
    asked = {"reason": "To hold it against the key"}
    officer.go(f"/authority/rounds/{place.round}/download-all")
    table = counting.from_csv(officer.kept({**asked, "form": "csv"}))
    assert table == {upn: mark for key in every for upn, mark in key.marks.items()}
    found: dict[str, tuple[int, int]] = {}
    with ZipFile(BytesIO(officer.kept({**asked, "form": "ctf"}))) as zipped:
        assert len(zipped.namelist()) == len(every)
        for name in zipped.namelist():
            key = next(one for one in every if name.startswith(f"999{one.number}"))
            marks = counting.from_ctf(zipped.read(name))
            for measure, (marked, many) in counting.totals(key, marks).items():
                before = found.get(measure, (0, 0))
                found[measure] = before[0] + marked, before[1] + many
    assert found == in_all(every)


def on_the_board(place: Place, here: list[Here], opened: Open) -> None:
    """Want every school accepted, and all children of the key complete, on the board."""
    page = opened(place.officer).go("/authority/board")
    expect(page.locator("tbody tr")).to_have_count(len(here))
    children = sum(len(one.key.marks) for one in here)
    expect(page.locator("#tiles")).to_contain_text(f"{children} of {children}")
    for one in here:
        n = len(one.key.marks)
        line = page.locator(f"#s-{one.id}")
        expect(line).to_contain_text("Accepted")
        expect(line).to_contain_text(f"{n} of {n}")
