"""A school with a round, classes, pupils and results, to look at as a sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from keystage import rulebooks
from keystage.checks.fold import folded
from keystage.checks.model import Cohort
from keystage.core import upn
from keystage_web.accounts.models import School
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.models import Book, Result, Return, Round
from keystage_web.returns.moments import end_of
from keystage_web.returns.states import RoundState
from keystage_web.rolls.models import Class, ClassTeacher, Pupil
from tests.integration.web.accounts.town import BEGIN, Town, town

SURNAMES = ("Ashdown", "Birchall", "Corrie", "Dunmore", "Elverton", "Farrow", "Gale")
SCHOOL = "2001"


def made_round(place: Town, book: str, *, opens: date | None = None) -> Round:
    """Make an open round of a rulebook in an authority."""
    found = rulebooks.load(book)
    content = rulebooks.resolved(book).decode()
    row = Book.unscoped.create(
        authority=place.authority,
        book=book,
        revision=found.revision,
        digest=found.digest,
        content=content,
    )
    return Round.unscoped.create(
        authority=place.authority,
        book=row,
        collection=found.collection,
        summer=found.year,
        state=RoundState.OPEN,
        opens=opens or date(found.year, 6, 1),
        deadline=end_of(date(found.year, 6, 30)),
    )


@dataclass
class Place:
    """A round of a rulebook at the first school of an authority, and its pupils."""

    book: str
    town: Town = field(default_factory=lambda: town("999", SCHOOL))

    def __post_init__(self) -> None:
        self.rulebook = rulebooks.load(self.book)
        self.round = made_round(self.town, self.book)
        self.now = BEGIN.replace(year=self.rulebook.year)
        self.school: School = self.town.schools[SCHOOL]
        self.pupils: list[Pupil] = []
        self._return: Return | None = None

    def scope(self, role: Role = Role.HEAD) -> Scope:
        """Return what somebody at the school sees."""
        return self.town.holds(role, SCHOOL).scope()

    def klass(self, name: str, *, teacher: bool = False) -> Class:
        """Make a class; taught by the school's teacher, if so."""
        where = {"authority": self.town.authority, "school": self.school}
        row = Class.unscoped.create(**where, year=self.rulebook.year, name=name)
        if teacher:
            person = self.town.holds(Role.TEACHER, SCHOOL).person
            ClassTeacher.unscoped.create(**where, klass=row, person=person)
        return row

    def child(
        self, klass: Class | None = None, cohort: Cohort | None = None, **facts: Any
    ) -> Pupil:
        """Put a child of a cohort (the first, if none is named) on the roll."""
        cohort = cohort or self.rulebook.cohorts[0]
        at = len(self.pupils) + 1
        born = cohort.born_from + timedelta(days=7 * (at % 50))
        told = {
            "upn": upn.make("004", "1001", born.year + 4, at),
            "surname": f"{SURNAMES[at % 7]}{chr(97 + at // 26)}{chr(97 + at % 26)}",
            "forename": f"Wren{chr(97 + at % 26)}",
            "born": born,
            "sex": "FM"[at % 2],
            "year_group": cohort.nc_years[0],
            "joined": date(self.rulebook.year - 1, 9, 3),
            **facts,
        }
        row = Pupil.unscoped.create(
            authority=self.town.authority,
            school=self.school,
            year=self.rulebook.year,
            klass=klass,
            key=folded(f"{told['surname']} {told['forename']}"),
            **told,
        )
        self.pupils.append(row)
        return row

    @property
    def of_return(self) -> Return:
        """The return of the school; made if there was none."""
        if self._return is None:
            self._return = Return.unscoped.create(
                authority=self.town.authority, school=self.school, round=self.round
            )
        return self._return

    def put(self, pupil: Pupil, values: Mapping[str, str]) -> None:
        """Put values into cells of a pupil, as a save of them all at once."""
        of = self.of_return
        of.seq += 1
        of.save()
        person = self.town.holds(Role.HEAD, SCHOOL).person
        rows = Result.unscoped.filter(of_return=of, pupil=pupil)
        held, new = {row.component: row for row in rows}, []
        for component, value in values.items():
            row = held.get(component)
            if row is None:
                row = Result(**self.told(), pupil=pupil, component=component, version=0)
                new.append(row)
            row.value, row.version, row.seq = value, row.version + 1, of.seq
            row.person, row.at = person, self.now
            if component in held:
                row.save()
        Result.unscoped.bulk_create(new)

    def told(self) -> dict[str, Any]:
        """Return what a row of the return begins with."""
        return {
            "authority": self.town.authority,
            "school": self.school,
            "of_return": self.of_return,
            "person": self.town.holds(Role.HEAD, SCHOOL).person,
            "at": self.now,
        }


def goals(
    place: Place, code: str, but: Sequence[tuple[str, str]] = ()
) -> dict[str, str]:
    """Return a code in all results of a rulebook, but for some."""
    return dict.fromkeys(place.rulebook.components, code) | dict(but)
