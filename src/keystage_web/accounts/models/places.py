"""Authorities and their schools, as the national register tells of them."""

from typing import Self

from django.db import models

from keystage_web.accounts import ids
from keystage_web.accounts.models.tables import Table
from keystage_web.accounts.scopes import Scope


class Authority(models.Model):
    """A local authority; the one table that has no authority beside its own id."""

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new, editable=False
    )
    number = models.CharField(max_length=3, unique=True)  # as 999
    name = models.CharField(max_length=120)

    @classmethod
    def within(cls, scope: Scope) -> models.QuerySet[Self]:
        """Return the scope's own authority."""
        return cls.objects.filter(id=scope.authority)


class School(Table):
    """A school or an early-years setting, known by its number within the authority.

    `lowest` and `highest` are the ages of its pupils by its register entry; `report_to`
    is the address the school itself has given for its reports.
    """

    number = models.CharField(max_length=4)  # as 2014; with the authority's, 9992014
    urn = models.CharField(max_length=6, blank=True)
    name = models.CharField(max_length=160)
    phase = models.CharField(max_length=40, blank=True)
    lowest = models.PositiveSmallIntegerField(null=True)
    highest = models.PositiveSmallIntegerField(null=True)
    address = models.CharField(max_length=400, blank=True)
    email = models.EmailField(blank=True)
    ward = models.CharField(max_length=80, blank=True)
    cluster = models.CharField(max_length=80, blank=True)
    opened = models.DateField(null=True)
    closed = models.DateField(null=True)
    report_to = models.EmailField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["authority", "number"], name="one_school_a_number"
            ),
        )

    @classmethod
    def reach(cls, scope: Scope) -> models.Q:
        """Return the schools a scope sees: all of the authority's, or the one chosen."""
        rows = super().reach(scope)
        return rows if scope.whole else rows & models.Q(id=scope.school)
