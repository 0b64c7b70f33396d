"""Rounds, the rulebooks they were opened with, and the time some schools were given."""

from django.db import models

from keystage_web.accounts.models import Person, SchoolTable, Table
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.states import Declaration, RoundState, every_route


class Book(Table):
    """A rulebook as a round was made with it: `digest` is the SHA-256 of `content`.

    Kept, so that a later revision can be held against it. `book` is its id, as
    `phonics-2026`.
    """

    book = models.CharField(max_length=40)
    revision = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    content = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["authority", "digest"], name="one_book_a_digest"
            ),
        )


class Round(Table):
    """A collection of a summer, opened by an authority for the schools that owe it.

    Schools see it from `opens` on. `deadline` is the last moment for a return,
    `confirm_by` that for the headteacher's word where it is asked for apart.
    `confirmed` holds the national days that the authority has confirmed, by the
    deadline's id in the rulebook. `entry` is the authority's switch for entering
    results on the marksheet. `routes` are the ways in which results come (`Route`),
    `gateway` says that schools upload to the national gateway themselves, `addresses`
    that the round asks for addresses. `guidance` is what the authority says of it to
    schools, `link` where there is more.
    """

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="+")
    collection = models.CharField(max_length=20)
    summer = models.PositiveSmallIntegerField()
    sitting = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=8, choices=RoundState, default=RoundState.DRAFT)
    opens = models.DateField()
    deadline = models.DateTimeField()
    confirm_by = models.DateTimeField(null=True)
    declaration = models.CharField(
        max_length=6, choices=Declaration, default=Declaration.HEAD
    )
    confirmed = models.JSONField(default=dict)
    entry = models.BooleanField(default=True)
    routes = models.JSONField(default=every_route)
    gateway = models.BooleanField(default=False)
    addresses = models.BooleanField(default=False)
    guidance = models.CharField(max_length=1000, blank=True)
    link = models.URLField(max_length=400, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["authority", "collection", "summer", "sitting"],
                name="one_round_a_collection",
            ),
        )

    @classmethod
    def reach(cls, scope: Scope) -> models.Q:
        """Return the authority's rounds: to a school, those that are no drafts."""
        rows = super().reach(scope)
        return rows if scope.whole else rows & ~models.Q(state=RoundState.DRAFT)


class Extension(SchoolTable):
    """That a school may send later than others, until when, and why."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField()
    reason = models.CharField(max_length=400)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["round", "school"], name="one_extension_a_round"
            ),
        )


class Granted(SchoolTable):
    """Ways that one school may use in a round beside the round's own, and until when.

    Without `until`, as long as the round is open.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    routes = models.JSONField(default=list)
    until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=400)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["round", "school"], name="returns_routes_once"
            ),
        )
