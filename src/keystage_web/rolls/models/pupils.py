"""Pupils, and the roll they are on: one for each school and year."""

from django.db import models

from keystage_web.accounts.models import SchoolTable
from keystage_web.accounts.scopes import Scope
from keystage_web.rolls.children import KEY, LONGEST
from keystage_web.rolls.models.classes import Class, own_classes

_PLACE = 20


class Roll(SchoolTable):
    """A school's roll of a year, summer as it is called. `version` moves on with it.

    Whoever changes a roll locks this row first, so that two changes follow each other
    and a review that was drawn before is known to be out of date.
    """

    year = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["school", "year"], name="rolls_one_a_school_and_year"
            ),
        )


class Pupil(SchoolTable):
    """A child on a school's roll of one year.

    No row is ever deleted: who has left has a last day in `left`. `key` is the name
    for finding and for order, folded. `below` are the subjects whose test the child is
    registered as below the standard of. `came_from`, `gone_to` and the schools beside
    them are what the table of movers asks; `answers` are what it asked besides.
    """

    year = models.PositiveSmallIntegerField()
    upn = models.CharField(max_length=LONGEST["upn"], blank=True)
    surname = models.CharField(max_length=LONGEST["surname"])
    forename = models.CharField(max_length=LONGEST["forename"])
    middle = models.CharField(max_length=LONGEST["middle"], blank=True)
    key = models.CharField(max_length=KEY)
    born = models.DateField(null=True)
    sex = models.CharField(max_length=LONGEST["sex"], blank=True)
    year_group = models.CharField(max_length=LONGEST["year_group"], blank=True)
    klass = models.ForeignKey(
        Class, on_delete=models.PROTECT, related_name="pupils", null=True
    )
    joined = models.DateField(null=True)
    left = models.DateField(null=True)
    below = models.CharField(max_length=120, blank=True)
    premium = models.CharField(max_length=LONGEST["premium"], blank=True)
    sen = models.CharField(max_length=LONGEST["sen"], blank=True)
    language = models.CharField(max_length=LONGEST["language"], blank=True)
    postcode = models.CharField(max_length=LONGEST["postcode"], blank=True)
    came_from = models.CharField(max_length=_PLACE, blank=True)
    from_school = models.CharField(max_length=7, blank=True)
    gone_to = models.CharField(max_length=_PLACE, blank=True)
    to_school = models.CharField(max_length=7, blank=True)
    also_at = models.CharField(max_length=7, blank=True)
    answers = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["school", "year", "upn"],
                condition=~models.Q(upn=""),
                name="rolls_one_pupil_a_upn",
            ),
        )
        indexes = (
            models.Index(fields=["school", "year", "key"], name="rolls_by_name"),
            models.Index(fields=["authority", "year", "upn"], name="rolls_by_upn"),
        )

    @classmethod
    def reach(cls, scope: Scope) -> models.Q:
        """Return the pupils a scope sees: of a teacher, those of the own classes."""
        return super().reach(scope) & own_classes(scope, "klass")


class _OfPupil(SchoolTable):
    """A table of what is kept of a pupil; seen by who sees the pupil."""

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="%(class)s")

    class Meta:
        abstract = True

    @classmethod
    def reach(cls, scope: Scope) -> models.Q:
        """Return what is of the pupils a scope sees."""
        return super().reach(scope) & own_classes(scope, "pupil__klass")


class FormerUpn(_OfPupil):
    """A UPN the pupil had before, and until when the roll said so."""

    upn = models.CharField(max_length=LONGEST["upn"])
    until = models.DateTimeField()


class Stay(_OfPupil):
    """A time on the roll that ended before the pupil joined again."""

    joined = models.DateField(null=True)
    left = models.DateField(null=True)
