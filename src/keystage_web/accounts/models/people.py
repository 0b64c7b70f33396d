"""People, and the roles they hold."""

from collections.abc import Hashable
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from keystage_web.accounts.models.tables import Table, at_school
from keystage_web.accounts.roles import AT_SCHOOL, Role
from keystage_web.accounts.scopes import Scope
from keystage_web.database.questions import Question

_SCHOOL_ROLES = tuple(sorted(AT_SCHOOL))
_MOST = 100  # roles that one may choose from


class People(BaseUserManager["Person"]):
    """Find a person by e-mail address: what signing in begins from, before any scope."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Return the person of an address, in either case of its letters."""
        return self.get(email=(username or "").strip().lower())


class State(models.TextChoices):
    """Where an account stands. `asleep`: not used for a year; woken by e-mail."""

    INVITED = "invited"
    ACTIVE = "active"
    ASLEEP = "asleep"
    SUSPENDED = "suspended"
    GONE = "gone"


class Person(AbstractBaseUser, Table):
    """A named person with an account of their own; `authority` is who let them in."""

    email = models.EmailField(unique=True)  # small letters
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State, default=State.INVITED)
    terms = models.CharField(max_length=20, blank=True)  # the version agreed to
    enter = models.CharField(max_length=5, default="down")  # where it leads on a sheet

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[People] = People()

    def __str__(self) -> str:
        """Return the id: a name must not reach a log by accident."""
        return self.pk

    @property
    def is_active(self) -> bool:  # type: ignore[override] # a column in Django, derived here
        """Whether the account may be signed in to."""
        return self.state in {State.INVITED, State.ACTIVE, State.ASLEEP}

    @classmethod
    def reach(cls, scope: Scope) -> models.Q:
        """Return oneself, and those who hold a role where the scope sees."""
        held = Membership.unscoped.filter(Membership.reach(scope)).values("person")
        return models.Q(id=scope.person) | models.Q(id__in=held)


class Stopped(models.TextChoices):
    """Who suspended a role: whoever did may wake it, and the authority always."""

    SCHOOL = "school"
    AUTHORITY = "authority"


class Membership(Table):
    """That a person holds a role, at a school or at the authority, since, until.

    A role that is `suspended` is held and cannot be chosen.
    """

    school = models.ForeignKey(
        "accounts.School", on_delete=models.PROTECT, related_name="+", null=True
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=Role)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    suspended = models.CharField(max_length=9, choices=Stopped, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["school", "person", "role"],
                condition=models.Q(until=None, school__isnull=False),
                name="one_role_at_a_school",
            ),
            models.UniqueConstraint(
                fields=["authority", "person", "role"],
                condition=models.Q(until=None, school=None),
                name="one_role_at_an_authority",
            ),
            models.CheckConstraint(
                condition=models.Q(school=None) ^ models.Q(role__in=_SCHOOL_ROLES),
                name="role_where_it_belongs",
            ),
        )

    @classmethod
    def reach(cls, scope: Scope) -> models.Q:
        """Return the roles held at the schools a scope sees."""
        return super().reach(scope) & at_school(scope)

    @classmethod
    def live(cls, person: str) -> models.QuerySet[Self]:
        """Return the roles a person holds, from which one is chosen at the door."""
        held = cls.unscoped.filter(person=person, until=None, suspended="")
        return held.order_by("since", "id")

    @classmethod
    def chosen_from(cls, person: str) -> "list[Membership]":
        """Return the same, with the places they are at, for each page anew."""
        return _LIVE.all(None, person)

    @classmethod
    def any_of(cls, person: str) -> models.QuerySet[Self]:
        """Return all roles a person holds anywhere, suspended ones too."""
        return cls.unscoped.filter(person=person, until=None)

    def scope(self) -> Scope:
        """Return what is seen in this role."""
        return Scope(
            authority=self.authority_id,
            person=self.person_id,
            membership=self.id,
            role=Role(self.role),
            school=self.school_id or "",
        )

    def __str__(self) -> str:
        """Return the id, as nothing personal may reach a log."""
        return self.id


def _live(_: Hashable, person: str) -> models.QuerySet[Membership]:
    rows = Membership.live(person).select_related("school", "authority")
    return rows[:_MOST]


_LIVE = Question(_live)


def clean_email(given: Any) -> str:
    """Return an address as it is kept: trimmed, in small letters."""
    return str(given).strip().lower()
