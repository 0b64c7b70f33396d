"""Two invented authorities with schools and people, to ask things of."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from keystage_web.accounts.models import Authority, Membership, Person, School
from keystage_web.accounts.models.people import State
from keystage_web.accounts.roles import AT_SCHOOL, Role

BEGIN = datetime(2026, 6, 10, 9, tzinfo=UTC)


@dataclass
class Town:
    """An authority, its schools by number, and one person for each role and place."""

    authority: Authority
    schools: dict[str, School] = field(default_factory=dict)
    held: dict[tuple[Role, str], Membership] = field(default_factory=dict)

    def holds(self, role: Role, number: str = "") -> Membership:
        """Return who holds a role at a school, or at the authority; made if new."""
        key = (role, number)
        if key not in self.held:
            person = Person.objects.create(
                authority=self.authority,
                email=f"{role}.{number or 'la'}@{self.authority.number}.invalid",
                name=f"{role.label} {number}".strip(),
                state=State.ACTIVE,
            )
            self.held[key] = Membership.unscoped.create(
                authority=self.authority,
                school=self.schools[number] if role in AT_SCHOOL else None,
                person=person,
                role=role,
                since=BEGIN,
            )
        return self.held[key]


def town(number: str, *schools: str) -> Town:
    """Make an authority of this number with schools of these numbers."""
    made = Town(Authority.objects.create(number=number, name=f"Authority {number}"))
    for each in schools:
        made.schools[each] = School.unscoped.create(
            authority=made.authority, number=each, name=f"School {each}"
        )
    return made
