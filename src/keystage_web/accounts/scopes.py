"""A scope: what a person sees in the role chosen, and nothing outside it.

Every page's question to the database begins from one (`Table.within`), so what is
outside it looks like what is not there.
"""

from dataclasses import dataclass

from keystage_web.accounts.roles import AT_AUTHORITY, Role


@dataclass(frozen=True, slots=True)
class Scope:
    """One person in one role: ids of the authority, of the person, of the membership.

    `school` is the school of the role, or empty for a role at the authority, which
    sees all its schools. A teacher's classes narrow it further, where pupils are.
    """

    authority: str
    person: str
    membership: str
    role: Role
    school: str = ""

    @property
    def whole(self) -> bool:
        """Whether all schools of the authority are seen."""
        return self.role in AT_AUTHORITY


def of_worker(authority: str) -> Scope:
    """Return the scope of what runs by itself: it acts as the authority, and sees all."""
    return Scope(authority, authority, "", Role.OFFICER)
