"""Versions of a return: what was sent, and who said that it is right. Never changed.

The database refuses to change or to take away a row of these tables, whoever asks
(`versions.guards`). The audit's event that tells of a row holds its seal: what is put in,
changed or taken away by who owns the database is found by that (`versions.verify`).
"""

from collections.abc import Iterable
from datetime import UTC

from django.db import models

from keystage.core import canonical
from keystage_web.accounts.models import Person
from keystage_web.accounts.roles import Role
from keystage_web.returns.models.returns import DIGEST, KEY
from keystage_web.returns.models.tables import OfReturn

NAME = 200  # the longest name of a person
_APART = frozenset({"content", "event", "event_digest"})
_LATER = frozenset({"told"})  # columns in which rows of before have nothing


class Source(models.TextChoices):
    """How a version came to be."""

    MARKSHEET = "marksheet"
    FILE = "file"
    BEHALF = "behalf"
    CORRECTION = "correction"


class _Said(OfReturn):
    """A table of what a person said at a moment: `name` and `role` as they were then.

    `event` and `event_digest` are those of the audit's event that tells of it.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME)
    role = models.CharField(max_length=10, choices=Role)
    at = models.DateTimeField()
    event = models.PositiveBigIntegerField()
    event_digest = models.CharField(max_length=DIGEST)

    class Meta:
        abstract = True

    @property
    def facts(self) -> str:
        """The digest of all it says, beside a content of its own and its event."""
        columns = [one.attname for one in self._meta.concrete_fields]
        held = {name: getattr(self, name) for name in columns if name not in _APART}
        told = {name: it for name, it in held.items() if it or name not in _LATER}
        return canonical.digest({**told, "at": self.at.astimezone(UTC).isoformat()})


def seal_of(rows: Iterable[_Said]) -> str:
    """Return the seal of the rows that one event tells of."""
    facts = sorted(row.facts for row in rows)
    return facts[0] if len(facts) == 1 else canonical.digest(facts)


class Version(_Said):
    """A return as it was sent: all that will ever be said of it.

    `key` came with the page it was sent from, and `asked` is the SHA-256 of what was
    asked. `content` is canonical JSON (`versions.content`), `digest` its SHA-256.
    `counts` holds pupils, complete ones, and values by component; `explained` the
    reason given for each group of errors; `declaration` its kind, the ids of the
    statements and the name that was typed, {} where nobody signed. `signed` says that
    whoever may declare did so with it. `seq` is the return's count of changes with it.
    `told` are the names its receipt says, as they were then: of the authority, the
    school, the collection and the file (`versions.receipts`).
    """

    number = models.PositiveIntegerField()
    key = models.CharField(max_length=KEY)
    asked = models.CharField(max_length=DIGEST)
    source = models.CharField(max_length=10, choices=Source)
    file = models.CharField(max_length=64, blank=True)
    content = models.TextField()
    digest = models.CharField(max_length=DIGEST)
    counts = models.JSONField()
    errors = models.PositiveIntegerField()
    queries = models.PositiveIntegerField()
    explained = models.JSONField()
    declaration = models.JSONField()
    signed = models.BooleanField()
    on_time = models.BooleanField()
    book = models.CharField(max_length=40)
    book_digest = models.CharField(max_length=DIGEST)
    revision = models.PositiveSmallIntegerField()
    seq = models.PositiveIntegerField()
    told = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["of_return", "number"], name="returns_a_number_once"
            ),
            models.UniqueConstraint(
                fields=["of_return", "key"], name="returns_sent_once"
            ),
        )
        indexes = (models.Index(fields=["file"], name="returns_of_file"),)


class Confirmation(_Said):
    """That whoever may declare said of a version that it is right, apart from sending."""

    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, related_name="confirmations"
    )
    statements = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["version", "person"], name="returns_confirmed_once"
            ),
        )


class Act(models.TextChoices):
    """What became of a version."""

    RECEIVED = "received"  # somebody at the authority opened it
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    RECALLED = "recalled"  # with the file it came in


# What takes a version back: it is on the record, and stands no more.
GONE = frozenset({Act.WITHDRAWN, Act.RECALLED})


class Step(_Said):
    """What became of a version, and why. Added to, and never changed."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=9, choices=Act)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["version", "act"],
                condition=~models.Q(act=Act.ACCEPTED),
                name="returns_a_step_once",
            ),
        )
