"""How roles are given: invitations, and what two people must do together."""

from typing import ClassVar, Self

from django.db import models

from keystage_web.accounts.models.people import Person
from keystage_web.accounts.models.tables import SchoolTable, Table, at_school
from keystage_web.accounts.roles import AT_SCHOOL, Role
from keystage_web.accounts.scopes import Scope

_SCHOOL_ROLES = tuple(sorted(AT_SCHOOL))
_DIGEST = 64


class Invited(models.TextChoices):
    """Where an invitation stands. `asked`: a second administrator has to confirm it."""

    ASKED = "asked"
    SENT = "sent"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


class Invitation(Table):
    """A role offered to an address, by a link that works once, until a moment."""

    OPEN: ClassVar = (Invited.ASKED, Invited.SENT)

    school = models.ForeignKey(
        "accounts.School", on_delete=models.PROTECT, related_name="+", null=True
    )
    email = models.EmailField()  # small letters
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=12, choices=Role)
    state = models.CharField(max_length=9, choices=Invited)
    digest = models.CharField(max_length=_DIGEST, blank=True)  # of the link's token
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True
    )
    made_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["school", "email", "role"],
                condition=models.Q(ended_at=None, school__isnull=False),
                name="one_invitation_to_a_school",
            ),
            models.UniqueConstraint(
                fields=["authority", "email", "role"],
                condition=models.Q(ended_at=None, school=None),
                name="one_invitation_to_an_authority",
            ),
            models.UniqueConstraint(
                fields=["digest"],
                condition=~models.Q(digest=""),
                name="one_invitation_a_link",
            ),
            models.CheckConstraint(
                condition=models.Q(school=None) ^ models.Q(role__in=_SCHOOL_ROLES),
                name="invited_where_it_belongs",
            ),
        )

    @classmethod
    def reach(cls, scope: Scope) -> models.Q:
        """Return the invitations to schools a scope sees; to the authority for its own."""
        return super().reach(scope) & at_school(scope)

    @classmethod
    def by_link(cls, digest: str) -> models.QuerySet[Self]:
        """Return the invitation of a link: who follows one has no scope yet."""
        return cls.unscoped.filter(digest=digest, state=Invited.SENT)


class FactorReset(Table):
    """That an administrator asked to take a person's second factor away, and another did."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    done_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True
    )
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["authority", "person"],
                condition=models.Q(ended_at=None),
                name="one_reset_of_a_person",
            ),
        )

    @classmethod
    def reach(cls, scope: Scope) -> models.Q:
        """Return those of the authority, for its own people; none for a school's."""
        return super().reach(scope) & (models.Q() if scope.whole else models.Q(pk=""))


class Key(models.TextChoices):
    """Where a supplier's key stands; it works while it is `live`."""

    ASKED = "asked"
    APPROVED = "approved"
    LIVE = "live"
    REFUSED = "refused"
    REVOKED = "revoked"


class SupplierKey(SchoolTable):
    """What lets a school's own system send files for it. The key itself is not kept.

    The head asks, an administrator approves, the head takes it: shown once then.
    """

    supplier = models.CharField(max_length=80)
    state = models.CharField(max_length=8, choices=Key, default=Key.ASKED)
    digest = models.CharField(max_length=_DIGEST, blank=True)
    ending = models.CharField(
        max_length=4, blank=True
    )  # its last letters, to tell it by
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True
    )
    taken_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["digest"],
                condition=~models.Q(digest=""),
                name="one_key_a_digest",
            ),
        )


class StaffCheck(SchoolTable):
    """That a head has said, for a year, who of the school's people is still there."""

    year = models.PositiveSmallIntegerField()  # the summer the academic year ends in
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["school", "year"], name="one_check_a_year"),
        )
