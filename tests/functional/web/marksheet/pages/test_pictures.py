"""The marksheet as it is shown in the manual: every collection's sheet, and the pages beside it.

`PICTURES=<folder>` keeps the pictures there (docs/pictures has them with a palette).
"""

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django import Settings

from keystage_web.accounts.roles import Role
from keystage_web.returns import actions
from keystage_web.rolls.models import Class, Prior, Pupil
from tests.functional.web.conftest import Visit
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.returns.sheet.making import Place, goals

pytestmark = [pytest.mark.browser, pytest.mark.database]
WIDE = {"width": 1280, "height": 860}
PHONE = {"width": 320, "height": 1280}
NAMES = (
    "Abara Zoe",
    "Bielak Tomasz",
    "Conteh Amara",
    "Dhillon Kiran",
    "Ellwood Isaac",
    "Farrow Nell",
    "Goddard Elsie",
    "Haddad Yusuf",
    "Ingham Rose",
    "Jakubek Lena",
    "Kelleher Finn",
    "Lomax Beatrix",
)


def class_of(place: Place, klass: Class, *each: Mapping[str, Any]) -> list[Pupil]:
    """Put the invented children in a class, each with facts of its own."""
    made = []
    for name, facts in zip(NAMES, each or ({},) * len(NAMES), strict=True):
        surname, forename = name.split()
        told = {"surname": surname, "forename": forename, **facts}
        made.append(place.child(klass, **told))
    return made


def school(book: str) -> tuple[Place, Class]:
    """Make a school with a class at the round of a rulebook."""
    place = Place(book)
    place.school.name = "Willowbrook Primary School"
    place.school.save()
    return place, place.klass("Willow", teacher=True)


def eyfsp() -> Place:
    """A class half-way through: whole rows, an exemption, a bad value, two that met."""
    place, klass = school("eyfsp-2026")
    pupils = class_of(place, klass)
    last = [("E12", "1"), ("E13", "1")]
    for number, pupil in enumerate(pupils[:7]):
        place.put(pupil, goals(place, "2", last if number in {2, 5} else ()))
    place.put(pupils[7], {f"E{at:02}": "2" for at in range(1, 10)} | {"E10": "3"})
    about: dict[str, Any] = {"by": place.scope(), "round_id": place.round.id}
    about |= {"now": place.now}
    actions.exempt(**about, key="exempt", pupil=pupils[8].id, ground="child", seen=99)
    said = "Counted ten pegs on her own on 3 June"
    actions.note(**about, pupil=pupils[2].id, component="E12", text=said)
    actions.flag(**about, pupil=pupils[5].id)
    theirs = place.town.holds(Role.TEACHER, "2001").scope()
    for by, base, value in ((theirs, 1, "1"), (place.scope(), 1, "3")):
        cell = actions.Typed(pupils[6].id, "E09", value, base)
        more = {**about, "by": by, "key": f"met {value}"}
        actions.save(**more, cells=[cell], via=actions.Via.TYPED)
    return place


def phonics() -> Place:
    """Year 2: who takes the check again and why, who does not, and whom to ask about."""
    place, klass = school("phonics-2026")
    again = {"cohort": place.rulebook.cohorts[1]}
    pupils = class_of(place, klass, *([again] * len(NAMES)))
    marks = ("24", "33", "A", "31", "35", "", "D", "17", "38", "29", "32", "11")
    for pupil, value in zip(pupils, marks, strict=True):
        if value:
            told: dict[str, Any] = {"upn": pupil.upn, "born": pupil.born}
            told |= {"surname": pupil.surname.lower(), "value": value, "year": 2025}
            told |= {"collection": "phonics", "component": "mark"}
            Prior.unscoped.create(authority=place.town.authority, **told)
    for at, value in ((0, "34"), (2, "29"), (3, "36"), (7, "A"), (9, "41")):
        place.put(pupils[at], {"mark": value})
    return place


def ks1() -> Place:
    """All four subjects of everybody."""
    place, klass = school("ks1-2026")
    each = ("EXS", "GDS", "EXS", "WTS", "EXS", "PK4", "GDS", "EXS")
    for pupil, code in zip(class_of(place, klass), each, strict=False):
        science = "EXS" if code in {"EXS", "GDS"} else "HNM"
        place.put(pupil, goals(place, code, [("SCI", science)]))
    return place


def ks2() -> Place:
    """Writing and science of everybody, reading and maths below the tests alone."""
    place, klass = school("ks2-2026")
    below = {3: {"below": "REA MAT"}, 5: {"below": "REA"}}
    pupils = class_of(place, klass, *(below.get(at, {}) for at in range(len(NAMES))))
    for pupil in (*pupils[:3], pupils[4], pupils[6], pupils[7]):
        place.put(pupil, {"WRI": "EXS", "SCI": "EXS"})
    place.put(pupils[3], {"REA": "PK5", "WRI": "WTS", "MAT": "PK6", "SCI": "HNM"})
    place.put(pupils[1], {"WRI": "GDS"})
    return place


@pytest.fixture
def shown(
    visit: Visit, settings: Settings, transactional_db: None, tmp_path: Path
) -> Callable[..., Page]:
    """Show the head a page of a round; `keep` takes its picture."""
    settings.CLOCK, settings.BEGAN = BEGIN, time.time()

    def show(place: Place, name: str = "", *ids: str, **options: Any) -> Page:
        client = Client()
        client.force_login(place.town.holds(Role.HEAD, "2001").person)
        seen = visit(**{"viewport": WIDE, **options})
        held = django_settings.SESSION_COOKIE_NAME
        home = urlsplit(seen.home).hostname or ""
        cookie: Any = {"name": held, "value": client.cookies[held].value}
        cookie |= {"path": "/", "domain": home}
        seen.page.context.add_cookies([cookie])
        route = f"school:marksheet-{name}" if name else "school:marksheet"
        return seen.go(reverse(route, args=[place.round.id, *ids]))

    return show


def keep(page: Page, name: str, tmp_path: Path, *, whole: bool = True) -> None:
    """Take the picture of a page, which runs off no side."""
    wide = page.evaluate("() => document.documentElement.scrollWidth")
    size = page.viewport_size
    assert size
    assert wide <= size["width"]
    folder = Path(os.environ.get("PICTURES", tmp_path))
    page.screenshot(path=folder / f"{name}.png", full_page=whole)


@pytest.mark.parametrize(
    "sheet",
    [
        (eyfsp, "E01", 17, 1440),
        (phonics, "mark", 1, 1280),
        (ks1, "REA", 4, 1280),
        (ks2, "WRI", 2, 1280),
    ],
)
def test_each_collection_has_its_sheet(
    sheet: tuple[Callable[[], Place], str, int, int],
    shown: Callable[..., Page],
    tmp_path: Path,
) -> None:
    make, first, columns, wide = sheet
    place = make()
    page = shown(place, viewport={**WIDE, "width": wide})
    expect(page.locator("#sheet[data-ready]")).to_be_attached()
    expect(page.locator("#sheet tbody th")).to_have_count(len(NAMES))
    row = page.locator(f"#r-{place.pupils[0].id}")
    expect(row.get_by_role("textbox")).to_have_count(columns)
    field = page.locator(f'[id="{place.pupils[0].id}.{first}"]')
    field.focus()
    expect(field).to_be_in_viewport()
    keep(page, f"marksheet-{place.rulebook.collection}", tmp_path)


def test_the_check_says_what_is_wrong_and_whose(
    shown: Callable[..., Page], tmp_path: Path
) -> None:
    page = shown(eyfsp(), "check", viewport={**WIDE, "height": 1240})
    expect(page.get_by_role("alert")).to_contain_text("Haddad, Yusuf")
    keep(page, "marksheet-check", tmp_path, whole=False)


def test_a_pupil_alone_fits_a_telephone(
    shown: Callable[..., Page], tmp_path: Path
) -> None:
    place = eyfsp()
    page = shown(place, "pupil", place.pupils[2].id, viewport=PHONE)
    expect(page.locator("h1")).to_have_text("Conteh, Amara")
    keep(page, "marksheet-pupil", tmp_path, whole=False)


def test_the_keys_are_shown_over_the_sheet(
    shown: Callable[..., Page], tmp_path: Path
) -> None:
    place = eyfsp()
    page = shown(place)
    expect(page.locator("#sheet[data-ready]")).to_be_attached()
    page.locator(f'[id="{place.pupils[9].id}.E01"]').focus()
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    keep(page, "marksheet-keys", tmp_path, whole=False)
