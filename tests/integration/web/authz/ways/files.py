"""Files a school sends: taken, listed, looked at, received, recalled."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.conf import settings

from keystage_web import clock
from keystage_web.accounts.roles import Role
from keystage_web.files import actions
from keystage_web.files.kinds import Expected
from keystage_web.files.requests import actions as asking
from keystage_web.files.store import Store
from keystage_web.returns.moments import end_of
from keystage_web.rolls.models import Pupil
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.authz.way import Ids, Sent, Way
from tests.integration.web.authz.ways.marksheet import PHONICS, sheet
from tests.integration.web.authz.ways.rolls import child, taught
from tests.integration.web.authz.world import Place
from tests.integration.web.files.desk import ctf
from tests.integration.web.files.sent.results import as_csv, marked, number, results


class Sheet:
    """A file of a form that can be sent again and again."""

    name = "results.xml"

    def read(self) -> bytes:
        """Return all of it, each time it is asked for."""
        return ctf(7)


def school(place: Place) -> Ids:
    return {"school": place.school.pk}


def sent(place: Place) -> Ids:
    arrival = Store(settings.CONFIG.data).begin(1_000_000)
    try:
        arrival.take(ctf(1))
        who = place.holds(Role.OFFICE).scope()
        sent = actions.send(
            by=who,
            arrival=arrival,
            school=place.school.pk,
            name="results.xml",
            now=BEGIN,
        )
    finally:
        arrival.close()
    return {"file": sent.file}


class Table(Sheet):
    """The same of a table that was filled in by hand."""

    name = "results.csv"

    def read(self) -> bytes:
        """Return all of it, each time it is asked for."""
        return as_csv(marked("Ann", 1, 33))


def one_file(_: Place, __: Ids) -> Sent:
    return {"file": Sheet(), "tag": "none", "key": "page-1"}


def one_table(_: Place, __: Ids) -> Sent:
    return {"file": Table(), "tag": "none", "key": "page-1"}


def of_round(place: Place) -> Ids:
    return {"school": place.school.pk, **sheet(place, PHONICS)}


def with_results(place: Place) -> Ids:
    """Send a file for the round of phonics, as an office does; the officer has it."""
    made = child(place, taught(place))
    Pupil.unscoped.filter(id=made["pupil"]).update(
        upn=number(3), forename="Ann", year_group="1", born=date(2019, 11, 4)
    )
    whole = f"{place.town.authority.number}{place.number}"
    arrival = Store(settings.CONFIG.data).begin(1_000_000)
    try:
        arrival.take(results(marked("Ann", 3, 33), school=whole))
        found = actions.send(
            by=place.holds(Role.OFFICE).scope(),
            arrival=arrival,
            school=place.school.pk,
            name="results.xml",
            bundle=sheet(place, PHONICS)["round_id"],
            told=actions.Told(tag="Phonics"),
            now=BEGIN,
        )
    finally:
        arrival.close()
    return {"file": found.file}


def received(place: Place) -> Ids:
    made = with_results(place)
    officer = Place("the hall", place.town).holds(Role.OFFICER).scope()
    actions.mark_received(by=officer, file=made["file"], now=clock.now())
    return made


def to_take(place: Place, _: Ids) -> Sent:
    """Say what is asked before a file's results are sent: they are signed later."""
    return {"seen": "0", "key": "page-9", "way": "add", "sign": "later"}


def unheaded(place: Place) -> Ids:
    """Send a table whose headings nobody knows."""
    rows = b"Family,Called,Words right\nQuill,Ann,33\nQuill,Bob,34\n"
    arrival = Store(settings.CONFIG.data).begin(1_000_000)
    try:
        arrival.take(rows)
        found = actions.send(
            by=place.holds(Role.OFFICE).scope(),
            arrival=arrival,
            school=place.school.pk,
            name="results.csv",
            bundle=sheet(place, PHONICS)["round_id"],
            told=actions.Told(tag="Phonics"),
            now=BEGIN,
        )
    finally:
        arrival.close()
    return {"file": found.file}


def headed(_: Place, __: Ids) -> Sent:
    return {"column-0": "surname", "column-1": "forename", "column-2": "mark"}


def requested(place: Place) -> Ids:
    """Ask every school of an authority for a file."""
    officer = Place("the hall", place.town).holds(Role.OFFICER).scope()
    plan = asking.Plan("A list", "", end_of(date(2026, 6, 30)), Expected.ANY, False)
    return {"wanted": asking.issue(by=officer, plan=plan, now=clock.now())}


def wanted(_: Place, __: Ids) -> Sent:
    day = clock.now() + timedelta(days=20)
    parts = {"deadline_0": day.day, "deadline_1": day.month, "deadline_2": day.year}
    return {"title": "A list of classes", "expected": "any", **parts}


AT_HALL: Mapping[str, Any] = {"of": requested, "level": "authority", "open": True}

WAYS = (
    Way("file.list_sent", "GET", "files:sent", of=school),
    Way("file.list_sent", "GET", "files:round", of=of_round),
    Way("file.upload_ctf", "POST", "files:sent", of=school, data=one_file),
    Way("file.upload_ctf", "POST", "files:round", of=of_round, data=one_file),
    # Told in the audit as any other file: tests/integration/web/files says so.
    Way(
        "file.upload_sheet",
        "POST",
        "files:sent",
        of=school,
        data=one_table,
        effect=False,
    ),
    Way("file.receipt", "GET", "files:receipt", of=sent),
    Way("file.receipt", "GET", "files:receipt-json", of=sent),
    Way("file.receipt", "GET", "files:receipt-pdf", of=sent),
    Way("file.receipt", "GET", "files:take", of=sent),
    Way("file.take", "POST", "files:take", of=with_results, data=to_take),
    Way("file.columns", "GET", "files:columns", of=unheaded),
    Way("file.columns", "POST", "files:columns", of=unheaded, data=headed),
    Way("check.report", "GET", "files:review", of=received),
    Way("check.dry_run", "POST", "files:check", data=one_file, effect=False),
    Way("check.dry_run", "GET", "files:check", effect=False),
    # An officer's download makes it received: tests/integration/web/files says so.
    Way("file.download_original", "GET", "files:original", of=sent, effect=False),
    Way(
        *("file.download_original", "POST", "files:original"),
        of=sent,
        data={"reason": "To look"},
        effect=False,
    ),
    Way("file.tags", "GET", "authority:tags"),
    Way("file.tags", "POST", "authority:tags", data={"name": "Census"}),
    Way("file.request", "GET", "authority:requests"),
    Way("file.request", "GET", "authority:request-add"),
    Way("file.request", "POST", "authority:request-add", data=wanted),
    Way("file.request", "GET", "authority:request", **AT_HALL),
    Way("file.request", "GET", "authority:request-edit", **AT_HALL),
    Way("file.request", "POST", "authority:request-edit", data=wanted, **AT_HALL),
    Way("file.request", "POST", "authority:request-close", **AT_HALL),
    Way("file.recall", "GET", "files:recall", of=sent),
    Way("file.recall", "POST", "files:recall", of=sent),
    Way("file.mark_received", "POST", "files:received", of=sent),
)
