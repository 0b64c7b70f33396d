"""The cells of a return: what stands in them, what stood, and who met whom."""

from django.db import models

from keystage_web.accounts.models import Person
from keystage_web.returns.models.tables import ID, VALUE, OfPupil


class Via(models.TextChoices):
    """How a value came into a cell."""

    TYPED = "typed"
    PASTED = "pasted"
    FILLED = "filled"
    CUT = "cut"
    UNDONE = "undone"
    REDONE = "redone"
    RESTORED = "restored"
    EXEMPTED = "exempted"
    IMPORTED = "imported"
    OPENED = "opened"
    REPAIRED = "repaired"
    SETTLED = "settled"
    CORRECTED = "correct"
    RECALLED = "recalled"  # went with a file that was recalled


class Kept(models.TextChoices):
    """Which of two values was kept: the one that was there, or the one that met it."""

    THEIRS = "theirs"
    MINE = "mine"


class Result(OfPupil):
    """What stands in a cell: one pupil, one component of the rulebook, one value.

    `value` is a code or a mark as the rulebook spells it, or else the text as it was
    typed. A cell made blank again keeps its row; one without a row has never had a
    value and is of version 0. `version` counts the values of this cell, `seq` is the
    return's at the last.
    """

    component = models.CharField(max_length=ID)
    value = models.CharField(max_length=VALUE, blank=True)
    version = models.PositiveIntegerField()
    seq = models.PositiveIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["of_return", "pupil", "component"],
                name="returns_one_result_a_cell",
            ),
        )
        indexes = (
            models.Index(fields=["of_return", "seq"], name="returns_results_since"),
        )


class Change(OfPupil):
    """That a cell went from one value to the next. Added to, and never changed."""

    component = models.CharField(max_length=ID)
    before = models.CharField(max_length=VALUE, blank=True)
    after = models.CharField(max_length=VALUE, blank=True)
    version = models.PositiveIntegerField()
    seq = models.PositiveIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    via = models.CharField(max_length=8, choices=Via)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["of_return", "pupil", "component", "version"],
                name="returns_a_version_once",
            ),
        )
        indexes = (
            models.Index(fields=["of_return", "seq"], name="returns_changes_since"),
            models.Index(fields=["of_return", "at"], name="returns_changes_at"),
        )


class Clash(OfPupil):
    """A value that met a newer one: kept beside it until somebody chooses.

    `base` is the version the value was meant to follow. `seq` is the return's when it
    came to be, or was settled.
    """

    component = models.CharField(max_length=ID)
    value = models.CharField(max_length=VALUE, blank=True)
    base = models.PositiveIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seq = models.PositiveIntegerField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True
    )
    kept = models.CharField(max_length=6, choices=Kept, blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["of_return", "settled_at"], name="returns_open_clashes"
            ),
        )
