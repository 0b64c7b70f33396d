"""A return of a school in a round, and the saves that were taken for it."""

from django.db import models

from keystage_web.accounts.models import Person, SchoolTable
from keystage_web.returns.models.rounds import Round
from keystage_web.returns.states import ReturnState

KEY = 64  # the longest key a page gives a save
DIGEST = 64


class Return(SchoolTable):
    """What one school returns in one round; there is none until it is first changed.

    `seq` counts its changes. Whoever changes one locks this row first, so that changes
    follow each other. `entry` is the headteacher's switch for entering results.
    `completed_on` is the day of the results, None for that of the last change.
    `version` is the number of the version that stands, 0 for none.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="returns")
    state = models.CharField(
        max_length=9, choices=ReturnState, default=ReturnState.DRAFT
    )
    seq = models.PositiveIntegerField(default=0)
    entry = models.BooleanField(default=True)
    completed_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["round", "school"], name="returns_one_a_school"
            ),
        )


class Save(SchoolTable):
    """That a save of cells was taken, and what was answered: the same key, once.

    `key` is the page's own, `digest` the SHA-256 of what was asked. `answer` holds ids
    and codes, no names. `seq` is the return's after it, 0 where nothing was changed.
    `undone` says that its person took it back.
    """

    of_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=KEY)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    digest = models.CharField(max_length=DIGEST)
    answer = models.JSONField(default=dict)
    seq = models.PositiveIntegerField(default=0)
    via = models.CharField(max_length=8)
    undone = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["of_return", "key"], name="returns_a_save_once"
            ),
        )
        indexes = (
            models.Index(
                fields=["of_return", "person", "seq"], name="returns_own_saves"
            ),
        )
