"""What school and authority say to each other of a return that was sent."""

from django.db import models

from keystage_web.accounts.models import Person
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.models.remarks import TEXT
from keystage_web.returns.models.tables import ID, VALUE, OfPupil, OfReturn
from keystage_web.rolls.models import Pupil
from keystage_web.rolls.models.classes import is_teacher, taught


def somebody() -> "models.ForeignKey[Person | None, Person | None]":
    """Return a column for who did a part of it, None where nobody has yet."""
    return models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True
    )


class Unlock(OfReturn):
    """That a return was to be unlocked, by whom it was asked, and what was given.

    A school may ask (`asked_...`), the authority gives (`granted_...`) or says no
    (`declined_...`). `pupils` and `components` are ids, [] for all of them. It is over at
    `ended_at`: sent again, run out, or declined.
    """

    asked_by = somebody()
    asked_at = models.DateTimeField(null=True)
    asked = models.CharField(max_length=TEXT, blank=True)
    granted_by = somebody()
    granted_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=TEXT, blank=True)
    until = models.DateTimeField(null=True)
    pupils = models.JSONField(default=list)
    components = models.JSONField(default=list)
    declined_by = somebody()
    declined_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=TEXT, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["of_return"],
                condition=models.Q(ended_at=None),
                name="returns_one_unlock",
            ),
        )
        indexes = (
            models.Index(fields=["ended_at", "until"], name="returns_running_out"),
        )


class Asked(models.TextChoices):
    """Where a question of the authority stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class Query(OfReturn):
    """A question of the authority: of a cell, a pupil (no `component`), or the return."""

    pupil = models.ForeignKey(
        Pupil, on_delete=models.CASCADE, related_name="+", null=True
    )
    component = models.CharField(max_length=ID, blank=True)
    state = models.CharField(max_length=8, choices=Asked, default=Asked.OPEN)
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(pupil__isnull=False) | models.Q(component=""),
                name="returns_an_asked_cell_has_a_pupil",
            ),
        )
        indexes = (models.Index(fields=["of_return", "state"], name="returns_asked"),)

    @classmethod
    def reach(cls, scope: Scope) -> models.Q:
        """Return the questions of pupils a scope sees, and of the whole return."""
        rows = super().reach(scope)
        if not is_teacher(scope):
            return rows
        own = models.Q(pupil__klass__in=taught(scope))
        return rows & (models.Q(pupil=None) | own)


class Message(OfReturn):
    """One text of the talk a question is: from the school, or from the authority."""

    query = models.ForeignKey(Query, on_delete=models.CASCADE, related_name="messages")
    text = models.CharField(max_length=TEXT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    from_authority = models.BooleanField()

    class Meta:
        indexes = (models.Index(fields=["query", "at"], name="returns_messages"),)


class Why(models.TextChoices):
    """Why the authority writes a value of a pupil."""

    PROPOSED = "proposed"  # the school has to agree
    MALADMINISTRATION = "maladministration"


class Correction(OfPupil):
    """A value the authority wrote, or wants to: the school always sees it, and why.

    `agreed_...` where the school agreed on its page; `phone_...` where it did so by
    telephone (who of the school, and when), as one officer tells and a second one
    confirms. `version` is the number of the version that came of it, 0 for none.
    """

    component = models.CharField(max_length=ID)
    before = models.CharField(max_length=VALUE, blank=True)
    after = models.CharField(max_length=VALUE, blank=True)
    reason = models.CharField(max_length=TEXT)
    kind = models.CharField(max_length=17, choices=Why, default=Why.PROPOSED)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    agreed_by = somebody()
    agreed_at = models.DateTimeField(null=True)
    phone_by = somebody()
    phone_name = models.CharField(max_length=200, blank=True)
    phone_at = models.DateTimeField(null=True)
    confirmed_by = somebody()
    confirmed_at = models.DateTimeField(null=True)
    declined_by = somebody()
    declined_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=TEXT, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["of_return", "pupil", "component"],
                condition=models.Q(version=0, declined_at=None),
                name="returns_one_correction_a_cell",
            ),
        )
