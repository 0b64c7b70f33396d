"""Results on their way out, in a real browser: with scripts, without, on any screen.

`PICTURES=<folder>` keeps the pictures there (docs/pictures has them with a palette).
"""

import os
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # ships none
    Axe,
)
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django import Settings

from keystage.core import upn
from keystage_web.accounts.entrance import CHOSEN
from keystage_web.accounts.models import School
from keystage_web.accounts.roles import Role
from keystage_web.returns.models import Round
from keystage_web.rolls.models import Prior, Pupil
from tests.functional.web.conftest import Seen, Visit
from tests.functional.web.marksheet.pages.test_pictures import NAMES, WIDE
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.returns.marks.desk import Desk, child
from tests.integration.web.returns.moves.season import ready

pytestmark = [pytest.mark.browser, pytest.mark.database]
ZOOMED = {"width": 320, "height": 256}


@dataclass
class Seat:
    """The head's browser, and the school it is of."""

    desk: Desk
    open: Callable[..., Seen]

    def at(self, name: str) -> str:
        return reverse(f"school:{name}", args=[self.desk.round])


def busy() -> Desk:
    """Make a school of two classes with every mark there: one who met it last year."""
    made = ready()
    where: dict[str, Any] = {
        "authority": made.town.authority,
        "school": made.town.schools["2001"],
    }
    School.unscoped.filter(number="2001").update(name="Willowbrook Primary School")
    for turn, name in enumerate(NAMES[4:], 5):
        made.pupils.append(child(where, name, made.elm, group="1"))
        pupil = Pupil.unscoped.filter(id=made.pupils[-1])
        number = upn.make("004", "2001", 2024, turn)
        pupil.update(upn=number, born=date(2019, 12, turn), sex="M")
        made.save((made.pupils[-1], "mark", str(20 + turn), 0))
    for id_, name in zip(made.pupils, NAMES, strict=True):
        surname, forename = name.split()
        told = {"surname": surname, "forename": forename, "key": name.lower()}
        Pupil.unscoped.filter(id=id_).update(**told)
    again = Pupil.unscoped.create(
        **where,
        year=2026,
        upn=upn.make("004", "2001", 2023, 90),
        surname="Mabena",
        forename="Thandi",
        key="mabena thandi",
        born=date(2019, 3, 5),
        year_group="2",
    )
    Prior.unscoped.create(
        authority=made.town.authority,
        upn=again.upn,
        born=date(2019, 3, 5),
        surname="mabena",
        collection="phonics",
        year=2025,
        component="mark",
        value="38",
    )
    return made


@pytest.fixture
def seat(visit: Visit, settings: Settings, transactional_db: None) -> Seat:
    """Sit the head down, the second factor just given."""
    settings.CLOCK, settings.BEGAN = BEGIN, time.time()
    made = busy()

    def opened(**options: object) -> Seen:
        held = made.town.holds(Role.HEAD, "2001")
        client = Client()
        client.force_login(held.person)
        session = client.session
        session[CHOSEN] = held.id
        session["proved"] = BEGIN.timestamp()
        session.save()
        seen = visit(**options)
        name = django_settings.SESSION_COOKIE_NAME
        cookie: Any = {"name": name, "value": client.cookies[name].value, "path": "/"}
        cookie["domain"] = urlsplit(seen.home).hostname
        seen.page.context.add_cookies([cookie])
        return seen

    return Seat(made, opened)


def steps(seat: Seat, page: Page, look: Callable[[str], None]) -> bytes:
    """Go the four steps by what is on the pages; return the file."""
    expect(page.locator("h1")).to_have_text("Which pupils?")
    look("pupils")
    page.get_by_role("checkbox", name="Bielak, Tomasz").uncheck()
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("h1")).to_have_text("Where does the file go?")
    look("to")
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("h1")).to_have_text("What does the file hold?")
    look("kind")
    page.get_by_role("button", name="Make the file").click()
    expect(page.locator("h1")).to_have_text("Your file is ready")
    look("ready")
    with page.expect_download() as kept:
        page.get_by_role("button", name="Download the file").click()
    assert kept.value.suggested_filename == "9992001_PHO_999LLLL_001.xml"
    return Path(kept.value.path()).read_bytes()


def looking(page: Page) -> Callable[[str], None]:
    """Return what looks at a page with axe, and keeps a picture where that is asked."""
    folder = os.environ.get("PICTURES", "")

    def look(name: str) -> None:
        found = Axe().run(page)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
        if folder:
            path = Path(folder) / f"out-{name}.png"
            page.screenshot(path=path, full_page=True)

    return look


def test_a_file_is_taken_out_in_four_steps_that_axe_does_not_complain_of(
    seat: Seat,
) -> None:
    seen = seat.open(viewport=WIDE)
    page = seen.go(seat.at("marksheet"))
    page.get_by_role("link", name="Take results out as a CTF").click()
    data = steps(seat, page, looking(page))
    pupils = list(ET.fromstring(data).iter("Pupil"))  # noqa: S314 - our own bytes
    assert [one.findtext("Surname") for one in pupils] == [
        name.split()[0] for name in NAMES if name != "Bielak Tomasz"
    ]


def test_the_count_goes_on_with_every_tick(seat: Seat) -> None:
    page = seat.open().go(seat.at("out"))
    count = page.locator("[data-count]")
    expect(count).to_have_text("12")
    page.get_by_role("checkbox", name="Abara, Zoe").uncheck()
    page.get_by_role("checkbox", name="Farrow, Nell").uncheck()
    expect(count).to_have_text("10")
    page.get_by_label("Name or UPN").fill("lomax")
    page.get_by_label("Name or UPN").press("Enter")
    expect(page.get_by_role("checkbox", name="Lomax, Beatrix")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Abara, Zoe")).to_have_count(0)
    expect(count).to_have_text("10")
    assert "lomax" not in page.url
    page.get_by_role("button", name="Select none shown").click()
    expect(count).to_have_text("9")


def test_without_a_script_the_way_is_the_same(seat: Seat) -> None:
    page = seat.open(java_script_enabled=False).go(seat.at("out"))
    steps(seat, page, lambda _: None)


def test_reports_and_a_movers_file_are_for_everyone(seat: Seat) -> None:
    seen = seat.open(viewport=WIDE)
    page = seen.go(seat.at("papers"))
    look = looking(page)
    look("papers")
    with page.expect_download() as kept:
        page.get_by_role("link", name="List (PDF)").click()
    assert kept.value.suggested_filename == "9992001-phonics-2026-list.pdf"
    seen.go(reverse("school:transfer", args=[seat.desk.pupils[0]]))
    look("transfer")


def test_nothing_runs_off_the_side_at_four_hundred_per_cent(seat: Seat) -> None:
    seen = seat.open(viewport=ZOOMED)
    Round.unscoped.update(addresses=True)
    for name in ("out", "out-to", "out-kind", "out-ready", "papers"):
        page = seen.go(seat.at(name))
        wide = page.evaluate("() => document.documentElement.scrollWidth")
        assert wide <= ZOOMED["width"], name
