"""The days of a summer: half-term and the end of term, and the days nobody works."""

from django.db import models

from keystage_web.accounts.models.tables import Table, at_school
from keystage_web.accounts.scopes import Scope


class Term(Table):
    """The summer term of a school, or, without a school, of all that told no other.

    `summer` is the year. `begins` and `ends` are the first and last day of the term,
    `half_term` the first day of the holiday in its middle, `second_half` the first day
    after it.
    """

    school = models.ForeignKey(
        "accounts.School", on_delete=models.PROTECT, related_name="+", null=True
    )
    summer = models.PositiveSmallIntegerField()
    begins = models.DateField(null=True)
    half_term = models.DateField(null=True)
    second_half = models.DateField()
    ends = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["school", "summer"],
                condition=models.Q(school__isnull=False),
                name="one_term_a_school",
            ),
            models.UniqueConstraint(
                fields=["authority", "summer"],
                condition=models.Q(school=None),
                name="one_term_an_authority",
            ),
        )

    @classmethod
    def reach(cls, scope: Scope) -> models.Q:
        """Return the terms of the schools a scope sees, and the authority's own."""
        return super().reach(scope) & (at_school(scope) | models.Q(school=None))


class DayOff(Table):
    """A day that is no working day of the authority's, besides Saturday and Sunday."""

    day = models.DateField()
    name = models.CharField(max_length=80)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["authority", "day"], name="one_name_a_day_off"
            ),
        )
