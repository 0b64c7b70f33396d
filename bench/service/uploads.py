"""A file of results on its way in: sent, checked by the rules, kept, and answered for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from http import HTTPStatus
from itertools import count

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bench.clock import Work
from bench.service.people import Visitor, person_of
from keystage import ctf, rulebooks
from keystage.core import upn
from keystage.exports.tables import file as of_table
from keystage_web import clock
from keystage_web.accounts.models import Authority, School
from keystage_web.accounts.roles import Role
from keystage_web.returns.actions import rounds
from keystage_web.returns.models import Round
from keystage_web.returns.moments import end_of
from keystage_web.returns.sheet.facts import Child
from keystage_web.returns.sheet.gather.records import return_of, row_of
from keystage_web.returns.states import Move

SIZES = (150_000, 3_000_000)  # bytes: of a large school, and nearly the largest
_BORN, _MARKS = date(2019, 9, 2), 41
_MANY = 100_000


def ways(head: Visitor, sizes: Sequence[int] = SIZES) -> dict[str, Work]:
    """Return how files are sent, by how large they are; each is another file."""
    settings.CONFIG = replace(settings.CONFIG, uploads_an_hour=_MANY)
    school = School.unscoped.order_by("number")[0]
    round_id = _round(school.authority)
    address = reverse("files:sent", args=[school.id])
    return {
        f"a file of {size // 1000:,} kB, checked and receipted": _sent(
            head, address, round_id, results(school, size)
        )
        for size in sizes
    }


def _round(authority: Authority) -> str:
    found = Round.unscoped.filter(book__book="phonics-2026").first()
    if found is not None:
        return found.id
    by = person_of(authority, None, Role.ADMINISTRATOR).scope()
    days = rounds.Plan(opens=date(2026, 6, 1), deadline=end_of(date(2026, 6, 23)))
    made = rounds.create(by=by, book="phonics-2026", plan=days, now=clock.now())
    rounds.move(by=by, round_id=made, move=Move.OPEN, now=clock.now())
    return made


def results(school: School, size: int) -> bytes:
    """Return a Common Transfer File of so many bytes, or a few more."""
    one = len(_file(school, 101)) - len(_file(school, 100))
    return _file(school, size // one)


def _file(school: School, pupils: int) -> bytes:
    book, number = rulebooks.load("phonics-2026"), f"999{school.number}"
    rows = [
        row_of(
            book,
            Child(
                str(at),
                upn.make("004", school.number, 2024 - at // 1000, at % 1000),
                f"Example{at}",
                f"Ada{at}",
                born=_BORN + timedelta(days=at % 300),
                sex="F",
                year_group="1",
            ),
            {"mark": str(at % _MARKS)},
            at,
        )
        for at in range(1, pupils + 1)
    ]
    made = of_table.of(return_of(book, number, rows), book, clock.now(), "999")
    return ctf.write(made)


def _sent(head: Visitor, address: str, tag: str, content: bytes) -> Work:
    """Return how a file is sent from its page, and its receipt looked at."""
    turns = count(1)

    def work(_: Sequence[bytes]) -> None:
        turn = next(turns)
        told = {
            "file": SimpleUploadedFile("results.xml", content + b"\n" * turn),
            "tag": tag,
            "key": f"page-{turn}",
        }
        came = head.client.post(address, told)
        assert came.status_code == HTTPStatus.FOUND, came.status_code
        receipt = came.headers["Location"].removesuffix("/review")
        assert head.client.get(receipt).status_code == HTTPStatus.OK

    return work
