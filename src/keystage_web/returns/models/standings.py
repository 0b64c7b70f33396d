"""What a school says of its return besides results, and how far the return is."""

from django.db import models

from keystage_web.accounts.models import Person
from keystage_web.returns.models.remarks import TEXT
from keystage_web.returns.models.tables import OfReturn


class Late(OfReturn):
    """That a school will be late: the day it expects, and why.

    `moderation` says that it waits for its moderation visit.
    """

    day = models.DateField()
    reason = models.CharField(max_length=TEXT, blank=True)
    moderation = models.BooleanField(default=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["of_return"],
                condition=models.Q(withdrawn_at=None),
                name="returns_late_once",
            ),
        )


class Kind(models.TextChoices):
    """Why a school returns nothing."""

    NIL = "nil"  # it has no pupil to return
    ABSENT = "absent"  # it does not take part


class Excuse(OfReturn):
    """That a school returns nothing in a round, and why; `ended_at` when taken back."""

    kind = models.CharField(max_length=6, choices=Kind)
    reason = models.CharField(max_length=TEXT, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["of_return"],
                condition=models.Q(ended_at=None),
                name="returns_excused_once",
            ),
        )


class Ticked(models.TextChoices):
    """What a school did itself on the national gateway."""

    UPLOADED = "uploaded"
    DECLARED = "declared"


class Uploaded(OfReturn):
    """That a school says it uploaded, or declared, on the national gateway itself."""

    kind = models.CharField(max_length=8, choices=Ticked)
    day = models.DateField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["of_return", "kind"], name="returns_uploaded_once"
            ),
        )


class Progress(OfReturn):
    """How far a return is, as it was when its count of changes was `seq`.

    `roll` is the version of the school's roll then, `due` counts the pupils results are
    due for, `complete` those whose results are all there and can stand, `given` those of
    whom none is blank. `errors` are those that stand in what was given: what is blank is
    still to come, and no error. `begun` says that there is any result at all. What the
    authority's board reads.
    """

    seq = models.PositiveIntegerField()
    roll = models.PositiveIntegerField(default=0)
    complete = models.PositiveIntegerField(default=0)
    due = models.PositiveIntegerField(default=0)
    given = models.PositiveIntegerField(default=0)
    begun = models.BooleanField(default=False)
    blanks = models.PositiveIntegerField(default=0)
    errors = models.PositiveIntegerField(default=0)
    queries = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["of_return"], name="returns_progress_once"),
        )
