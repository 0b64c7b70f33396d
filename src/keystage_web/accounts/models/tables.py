"""What every table has: a random id, its authority, and a scope to begin from."""

from typing import Self

from django.db import models

from keystage_web.accounts import ids
from keystage_web.accounts.scopes import Scope


class Table(models.Model):
    """A table of one authority. Pages begin from `within`, jobs and actions from `of`.

    `unscoped` is Django's own manager: only the modules that a test lists may use it.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new, editable=False
    )
    authority = models.ForeignKey(
        "accounts.Authority", on_delete=models.PROTECT, related_name="+"
    )

    unscoped = models.Manager()

    class Meta:
        abstract = True

    @classmethod
    def reach(cls, scope: Scope) -> models.Q:
        """Return the rows of this table that a scope sees."""
        return models.Q(authority=scope.authority)

    @classmethod
    def within(cls, scope: Scope) -> models.QuerySet[Self]:
        """Return what the scope sees: where every page's question begins."""
        return cls.unscoped.filter(cls.reach(scope))

    @classmethod
    def of(cls, authority: str) -> models.QuerySet[Self]:
        """Return all of an authority, for jobs and for actions that have been allowed."""
        return cls.unscoped.filter(authority=authority)


class SchoolTable(Table):
    """A table of a school's things: a role at a school sees its own school's alone."""

    school = models.ForeignKey(
        "accounts.School", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True

    @classmethod
    def reach(cls, scope: Scope) -> models.Q:
        """Return the rows of the schools a scope sees."""
        return super().reach(scope) & at_school(scope)


def at_school(scope: Scope) -> models.Q:
    """Return the rows, of a table with a `school`, that are of schools a scope sees."""
    return models.Q() if scope.whole else models.Q(school=scope.school)
