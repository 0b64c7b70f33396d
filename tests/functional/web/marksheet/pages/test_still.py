"""Nothing that is told moves the sheet: what lies under somebody's mouse stays there."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.functional.web.marksheet.pages.conftest import Seat

pytestmark = [pytest.mark.browser, pytest.mark.database, pytest.mark.uncounted]
SIZES: list[ViewportSize] = [
    {"width": 1440, "height": 1100},
    {"width": 1280, "height": 860},
    {"width": 1024, "height": 768},
]
PLACES = """() => ["#sheet", "thead th", "tbody tr", "tbody tr:first-child td"].flatMap(
  (found) => [...document.querySelectorAll(found)].map((one) => {
    const { x, y, width } = one.getBoundingClientRect();
    return [found, one.id, x, y + scrollY, width].join(" ");
  }))"""
WORKED = """() => Object.fromEntries([...document.querySelectorAll("tbody tr")].map(
  (row) => [row.dataset.pupil, { worked: Object.fromEntries(
    [...row.querySelectorAll("[data-worked]")].map((one) => [one.dataset.worked, "0"]))
  }]))"""
POLLS = 6_000  # ms, in which the page asks once
NAMES = ["Bartholomew Featherstonehaugh", "Maximiliana Abernathy", "Ann Quill"]
LATER = "You are signed out. Load this page again and sign in to go on."


def counts(complete: int, number: int) -> dict[str, int]:
    """Return the counters of a class of eight."""
    left = dict.fromkeys(("blanks", "problems", "flags"), number)
    return {"pupils": 8, "complete": complete, **left}


def hears(page: Page, **about: Any) -> None:
    """Let the page hear of something when it next asks what is new."""
    body = {"seq": 99, "cells": [], "rows": {}, "foot": {}, "locked": "", **about}
    page.route("**/changes*", lambda route: route.fulfill(json=body))
    page.clock.fast_forward(POLLS)


def answers(page: Page, status: int) -> None:
    """Let each save from now on be answered with a fault."""
    body = json.dumps({"said": LATER})
    page.route("**/save*", lambda route: route.fulfill(status=status, body=body))


def moments(page: Page, cell: str) -> Iterator[str]:
    """Bring about, one after another, whatever makes the page say more or less."""
    hears(page, counts=counts(8, 0), present=[], rows=page.evaluate(WORKED))
    expect(page.locator("#complete")).to_contain_text("8 of 8")
    yield "nothing left"
    hears(page, counts=counts(4, 1234), present=NAMES)
    expect(page.locator("#present")).to_contain_text(NAMES[0])
    yield "much left, and many there"
    answers(page, 503)
    page.locator(f'[id="{cell}"]').focus()
    page.keyboard.type("2")
    expect(page.locator("#saved[data-state=fault]")).to_contain_text(LATER)
    yield "not saved"
    answers(page, 401)
    page.locator("#again").click()
    expect(page.locator("#saved[data-state=out]")).to_contain_text(LATER)
    yield "signed out"


def test_nothing_that_is_told_moves_the_sheet(seat: Seat) -> None:
    for size in SIZES:
        seen = seat.open(viewport=size)
        seen.page.clock.install()
        page = seen.go(seat.at())
        expect(page.locator("#sheet[data-ready]")).to_be_attached()
        before = page.evaluate(PLACES)
        for moment in moments(page, f"{seat.desk.pupils[6]}.E01"):
            assert page.evaluate(PLACES) == before, f"{size}: {moment}"
        seen.complaints.clear()  # the browser tells of each fault we made
