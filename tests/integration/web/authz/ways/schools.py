"""An authority's schools, their register and days; what a school says of itself."""

from datetime import date
from io import BytesIO

from keystage_web import clock
from keystage_web.accounts.models import School
from keystage_web.accounts.register import calendar
from keystage_web.accounts.register.incoming import arriving, waiting
from keystage_web.accounts.roles import Role
from keystage_web.returns import queries as returns
from tests.integration.web.accounts.register.sheets import line, register
from tests.integration.web.authz.way import Ids, Sent, Way
from tests.integration.web.authz.world import Place

FACTS = {"number": "2099", "name": "Elm Primary", "lowest": "4", "highest": "11"}
DAY = {"day_0": "25", "day_1": "5", "day_2": "2027"}


class Again(BytesIO):
    """A file that is read from its beginning, however often it is sent."""

    name = "schools.csv"

    def read(self, size: int | None = -1, /) -> bytes:
        """Return all of it."""
        del size
        return self.getvalue()


FILE = register(line("2099", "180099", "Elm Primary"))


def school(place: Place) -> Ids:
    return {"school": place.school.pk}


def owed(place: Place) -> Ids:
    book, _day = returns.books(place.holds(Role.HEAD).scope(), clock.now())[0]
    return {"school": place.school.pk, "book": book.id}


def day_off(place: Place) -> Ids:
    by = place.holds(Role.ADMINISTRATOR).scope()
    calendar.take_off(by=by, day=date(2027, 5, 3), name="x", now=clock.now())
    return {"day": calendar.days_off(by)[0].id}


def arrival(place: Place) -> Ids:
    by = place.holds(Role.ADMINISTRATOR).scope()
    number = place.town.authority.number
    data = register(line("2099", "180099", "Elm Primary", la=number))
    made = arriving.arrive(by=by, files=arriving.Files(data), now=clock.now())
    return {"arrival": made}


def looked(place: Place, ids: Ids) -> Sent:
    by = place.holds(Role.ADMINISTRATOR).scope()
    return {"digest": waiting.review(by, ids["arrival"], clock.now()).digest}


def merged(place: Place, ids: Ids) -> Sent:
    """Merge another school of the same authority into it."""
    del ids
    urn = f"18{place.number}"
    School.of(place.authority).create(
        authority=place.town.authority, urn=urn, name="Other"
    )
    return {"earlier": urn, **DAY}


def term(*fields: str) -> dict[str, str]:
    summer = clock.now().year + (clock.now().month > 8)
    days = zip(fields, ("28", "7"), (5, 6), strict=False)
    return {
        f"{name}_{part}": str(value)
        for name, day, month in days
        for part, value in enumerate((day, month, summer))
    }


TERM = term("half_term", "second_half")
COLUMNS = {"name": "4", "number": "3"}

WAYS = (
    Way("schools.list", "GET", "authority:schools"),
    Way("schools.list", "GET", "authority:school", of=school),
    Way("schools.list", "GET", "authority:calendar"),
    Way("schools.edit", "GET", "authority:school-add"),
    Way("schools.edit", "POST", "authority:school-add", data=FACTS),
    Way("schools.edit", "GET", "authority:school-edit", of=school),
    Way("schools.edit", "POST", "authority:school-edit", of=school, data=FACTS),
    Way("schools.edit", "GET", "authority:school-close", of=school),
    Way("schools.edit", "POST", "authority:school-close", of=school, data=DAY),
    Way("schools.edit", "GET", "authority:school-merge", of=school),
    Way("schools.edit", "POST", "authority:school-merge", of=school, data=merged),
    Way("schools.edit", "GET", "authority:school-before", of=school),
    Way(
        "schools.edit",
        "POST",
        "authority:school-before",
        of=school,
        data={"number": "9982001"},
    ),
    Way("schools.edit", "GET", "authority:school-owes", of=owed),
    Way(
        "schools.edit",
        "POST",
        "authority:school-owes",
        of=owed,
        data={"owes": "no", "reason": "It has no such year."},
    ),
    Way("schools.import", "GET", "authority:register"),
    Way(
        "schools.import",
        "POST",
        "authority:register",
        data=lambda _place, _ids: {"schools": Again(FILE)},
    ),
    Way(
        "schools.import",
        "GET",
        "authority:register-columns",
        of=arrival,
        level="authority",
        open=True,
    ),
    Way(
        "schools.import",
        "POST",
        "authority:register-columns",
        of=arrival,
        level="authority",
        open=True,
        data=COLUMNS,
    ),
    Way(
        "schools.import",
        "GET",
        "authority:register-review",
        of=arrival,
        level="authority",
        open=True,
    ),
    Way(
        "schools.import",
        "POST",
        "authority:register-review",
        of=arrival,
        level="authority",
        open=True,
        data=looked,
    ),
    Way("schools.calendar", "POST", "authority:calendar", data={**DAY, "name": "x"}),
    Way("schools.calendar", "GET", "authority:calendar-term"),
    Way("schools.calendar", "POST", "authority:calendar-term", data=TERM),
    Way(
        "schools.calendar",
        "POST",
        "authority:day-back",
        of=day_off,
        level="authority",
        open=True,
    ),
    Way("schools.view", "GET", "school:profile"),
    Way("schools.profile", "GET", "school:term"),
    Way("schools.profile", "POST", "school:term", data=TERM),
    Way("schools.profile", "GET", "school:report-to"),
    Way("schools.profile", "POST", "school:report-to", data={"address": "a@x.invalid"}),
)
