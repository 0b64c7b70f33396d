"""Authorities and their schools, as the national register tells of them."""

from typing import Self

from django.db import models

from keystage_web.accounts import ids
from keystage_web.accounts.models.tables import SchoolTable, Table
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

    @classmethod
    def found(cls, number: str, name: str) -> Self:
        """Make an authority; nobody sees it yet."""
        return cls.objects.create(number=number, name=name)

    @classmethod
    def only(cls) -> str:
        """Return the id of the one authority there is; '' of none, or of several."""
        there = list(cls.objects.values_list("pk", flat=True)[:2])
        return there[0] if len(there) == 1 else ""

    @classmethod
    def numbers(cls) -> list[str]:
        """Return the numbers of all authorities there are, in order."""
        return sorted(cls.objects.values_list("number", flat=True))


class School(Table):
    """A school, known by its number within the authority, or an early-years setting.

    A setting has no number and is known by its `urn` (as EY123456).
    `kind` is the register's type of establishment; `lowest` and `highest` are the ages
    of its pupils, whole years at the start of a school year. `address` has a line for
    each line of a letter. `report_to` is the address the school itself has given for
    its reports.
    """

    # as 2014; with the authority's, 9992014
    number = models.CharField(max_length=4, blank=True)
    urn = models.CharField(max_length=8, blank=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=80, blank=True)
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
                fields=["authority", "number"],
                condition=~models.Q(number=""),
                name="one_school_a_number",
            ),
            models.UniqueConstraint(
                fields=["authority", "urn"],
                condition=~models.Q(urn=""),
                name="one_school_a_urn",
            ),
            models.CheckConstraint(
                condition=~models.Q(number="", urn=""), name="school_is_known"
            ),
        )

    @classmethod
    def reach(cls, scope: Scope) -> models.Q:
        """Return the schools a scope sees: all of the authority's, or the one chosen."""
        rows = super().reach(scope)
        return rows if scope.whole else rows & models.Q(id=scope.school)

    def __str__(self) -> str:
        """Return the number, or the URN of a setting, and the name."""
        return f"{self.number or self.urn} {self.name}"


class Predecessor(SchoolTable):
    """A school that went before another, which finds its results by the number.

    `number` is the authority's and the school's, seven digits, or '' where only the
    `urn` is known; `how` says how it came, in the register's words.
    """

    number = models.CharField(max_length=7, blank=True)
    urn = models.CharField(max_length=8, blank=True)
    since = models.DateField(null=True)
    how = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["school", "number", "urn"], name="one_predecessor_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(number="", urn=""), name="predecessor_is_known"
            ),
        )


class Duty(SchoolTable):
    """That an administrator said a school owes a collection of a summer, or does not.

    Without one the ages of the school decide.
    """

    collection = models.CharField(max_length=20)
    summer = models.PositiveSmallIntegerField()
    owes = models.BooleanField()
    reason = models.CharField(max_length=400)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["school", "collection", "summer"], name="one_word_on_a_duty"
            ),
        )
