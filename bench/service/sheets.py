"""Marksheets with a class each, and what is asked of them: looked at, saved, polled."""

import gzip
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from django.db import connections
from django.urls import reverse

from bench.clock import Work, spent
from bench.service.people import Visitor, person_of, roll
from bench.service.ways import asked
from keystage_web import clock
from keystage_web.accounts import ids
from keystage_web.accounts.models import Authority, Membership
from keystage_web.accounts.roles import Role
from keystage_web.returns import actions
from keystage_web.returns.actions import Typed, Via, rounds
from keystage_web.returns.states import Move
from keystage_web.rolls.actions import imports
from keystage_web.rolls.models import Class, Pupil

BOOK, QUIET, SUMMER = "eyfsp-2026", "phonics-2026", 2026
GOALS = tuple(f"E{number:02}" for number in range(1, 18))
CORES = 2


@dataclass
class Sheets:
    """A round of the profile, a class for each size; and one in which nothing happens."""

    head: Visitor
    round: str
    quiet: str
    classes: dict[int, str]
    versions: dict[str, int] = field(default_factory=dict)

    @classmethod
    def made(cls, head: Visitor, sizes: Sequence[int]) -> "Sheets":
        """Make rounds and classes, and fill all but one cell of each pupil."""
        by = Membership.unscoped.get(role=Role.HEAD).scope()
        names = [f"Class {size}" for size in sizes for _ in range(size)]
        now = clock.now()
        imports.take(
            by=by,
            year=SUMMER,
            name="roll.csv",
            data=roll(len(names), names),
            now=now,
        )
        admin = person_of(Authority.objects.get(), None, Role.ADMINISTRATOR).scope()
        opened = [_opened(admin, book, now) for book in (BOOK, QUIET)]
        classes = {
            size: Class.unscoped.get(year=SUMMER, name=f"Class {size}").id
            for size in sizes
        }
        pupils = Pupil.unscoped.filter(year=SUMMER).values_list("id", flat=True)
        for pupil in pupils:
            cells = [Typed(pupil, goal, "2", 0) for goal in GOALS[:-1]]
            actions.save(
                by=by,
                round_id=opened[0],
                key=ids.new(),
                cells=cells,
                via=Via.TYPED,
                now=now,
            )
        return cls(head, opened[0], opened[1], classes)

    def address(self, size: int) -> str:
        """Return where the sheet of a class is."""
        found = reverse("school:marksheet", args=[self.round])
        return f"{found}?class={self.classes[size]}"

    def ways(self) -> dict[str, Work]:
        """Return what is measured at the service, by what it is called."""
        return {
            **{
                named(size): asked(self.head, self.address(size))
                for size in self.classes
            },
            "one cell saved": self.saved(1),
            "five cells saved": self.saved(5),
            "asked for changes, and there are none": self.polled(),
        }

    def saved(self, count: int) -> Work:
        """Return how so many cells of one pupil are saved, each to another value."""
        size = min(self.classes)
        klass = self.classes[size]
        pupils = Pupil.unscoped.filter(klass=klass).order_by("key")
        pupil = pupils.values_list("id", flat=True)[count % size]
        cells = [f"{pupil}.{goal}" for goal in GOALS[:count]]
        address = f"{self._to('save')}?class={klass}"

        def work(_: Sequence[bytes]) -> None:
            told = [self._next(cell) for cell in cells]
            body = {"key": ids.new(), "via": "typed", "cells": told}
            came = self.head.client.post(
                address, json.dumps(body), content_type="application/json"
            )
            answered = json.loads(came.content)["cells"]
            assert {one["state"] for one in answered} == {"saved"}, answered
            self.versions |= {one["cell"]: one["version"] for one in answered}

        return work

    def _next(self, cell: str) -> dict[str, Any]:
        base = self.versions.get(cell, 1)
        return {"cell": cell, "value": "12"[base % 2 == 0], "base": base}

    def polled(self) -> Work:
        """Return how the script asks for changes; nothing is new."""
        address = f"{reverse('school:marksheet-changes', args=[self.quiet])}?since=0"
        tag = self.head.client.get(address).headers["ETag"]

        def work(_: Sequence[bytes]) -> None:
            came = self.head.client.get(address, headers={"If-None-Match": tag})
            assert came.status_code == HTTPStatus.NOT_MODIFIED

        return work

    def sent(self) -> dict[str, tuple[int, int]]:
        """Return how long each page is: plain, and as gzip packs it."""
        pages = {
            size: self.head.client.get(self.address(size)).content
            for size in self.classes
        }
        return {
            named(size): (len(page), len(gzip.compress(page, 6)))
            for size, page in pages.items()
        }

    def _to(self, name: str) -> str:
        return reverse(f"school:marksheet-{name}", args=[self.round])


def named(size: int) -> str:
    """Return what the page of a class is called."""
    return f"a marksheet of {size} x {len(GOALS)}"


def _opened(admin: Any, book: str, now: datetime) -> str:
    """Open a round that is under way."""
    opens, deadline = (now - timedelta(days=7)).date(), now + timedelta(days=30)
    plan = rounds.Plan(opens=opens, deadline=deadline)
    made = rounds.create(by=admin, book=book, plan=plan, now=now)
    rounds.move(by=admin, round_id=made, move=Move.OPEN, now=now)
    return made


def at_once(sheets: Sheets, turns: int) -> str:
    """Return how many pages of the smallest class two processes draw in a second.

    By the processor time that each took, as on a machine that does nothing else.
    """
    size = min(sheets.classes)
    look = asked(sheets.head, sheets.address(size))
    connections.close_all()  # no two processes share one
    rates = [_rate(look, turns * 10) for _ in range(CORES)]
    total = sum(json.loads(_heard(rate)) for rate in rates)
    return f"Pages of {named(size)} a second, by {CORES} processes: {total:.0f}"


def _rate(look: Work, turns: int) -> int:
    """Draw pages in a process of its own; return where it tells how many a second."""
    reading, writing = os.pipe()
    if os.fork():
        os.close(writing)
        return reading
    look([])
    began = spent()
    for _ in range(turns):
        look([])
    os.write(writing, json.dumps(turns / (spent() - began)).encode())
    os._exit(0)


def _heard(reading: int) -> bytes:
    with os.fdopen(reading, "rb") as told:
        return told.read()
