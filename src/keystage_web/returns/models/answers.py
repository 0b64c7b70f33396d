"""What was asked before a value could stand, and answered: kept with who said so."""

from django.db import models

from keystage_web.accounts.models import Person
from keystage_web.returns.models.tables import ID, VALUE, OfPupil

REASON = 400


class _Answered(OfPupil):
    """A table of answers: who gave it, when, and the return's `seq` then."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seq = models.PositiveIntegerField()

    class Meta:
        abstract = True


class Opened(_Answered):
    """That a closed cell, or all of a pupil's (no `component`), was opened, and why."""

    component = models.CharField(max_length=ID, blank=True)
    reason = models.CharField(max_length=REASON)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["of_return", "pupil", "component"], name="returns_opened_once"
            ),
        )


class Exemption(_Answered):
    """That a pupil is exempt, as somebody was asked and answered; `code` says of what.

    `ended_at` is when that was taken back.
    """

    code = models.CharField(max_length=VALUE)
    reason = models.CharField(max_length=REASON, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["of_return", "pupil"],
                condition=models.Q(ended_at=None),
                name="returns_one_exemption",
            ),
        )


class Known(_Answered):
    """A result of an earlier year as the school before told it, and where that is from.

    `component` and `value` are those of the collection in that `year`.
    """

    year = models.PositiveSmallIntegerField()
    component = models.CharField(max_length=ID)
    value = models.CharField(max_length=VALUE)
    source = models.CharField(max_length=REASON)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["of_return", "pupil", "component"], name="returns_known_once"
            ),
        )


class Paper(_Answered):
    """That a second person read a pupil's result against the paper.

    `version` is that of the cell they read. Where the two differ, `said` is what the
    paper says.
    """

    component = models.CharField(max_length=ID)
    version = models.PositiveIntegerField()
    agreed = models.BooleanField()
    said = models.CharField(max_length=VALUE, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["of_return", "pupil", "component"], name="returns_read_once"
            ),
        )
