"""The tables of files. What is sealed of a file never changes; the audit holds the seal.

Times are text in UTC, as the audit writes them, so that what is sealed is what is
stored. The last two tables have no id: no column is left that verify could not judge.
"""

from django.db import models

from keystage.core import canonical
from keystage_web.accounts.models import SchoolTable
from keystage_web.files.kinds import Kind
from keystage_web.files.names import MOST
from keystage_web.files.states import Act, State, holds

ID = 64  # the longest id, and the length of a digest in hexadecimal
_FACTS = ("id", "authority_id", "school_id", "by", "key", "bundle", "behalf", "at")
_BYTES = ("kind", "sha256", "length")


class File(SchoolTable):
    """One sending of some bytes: by whom, when, as what, and where it stands.

    `bundle` is the id of what it was sent for (a return), where there is one; `behalf`
    whether the authority sent it for the school. `key` came with the page it was sent
    from, so that the same page sent again is no second file. `told` is what its receipt
    says beside that, as it was then (`receipts.told`): canonical JSON, '' of before.
    """

    by = models.CharField(max_length=ID)
    key = models.CharField(max_length=ID)
    bundle = models.CharField(max_length=ID, blank=True)
    behalf = models.BooleanField(default=False)
    at = models.CharField(max_length=32)  # when its last byte was here
    name = models.CharField(max_length=MOST, blank=True)  # as its sender called it
    kind = models.CharField(max_length=8, choices=Kind)
    sha256 = models.CharField(max_length=ID)
    length = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=State)
    erased = models.BooleanField(default=False)
    told = models.TextField(blank=True, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["authority", "by", "key", "sha256"], name="one_file_a_key"
            ),
            models.UniqueConstraint(
                fields=["authority", "school", "bundle", "sha256"],
                condition=models.Q(
                    state__in=[State.SENT, State.RECEIVED], erased=False
                ),
                name="the_same_file_once",
            ),
        )
        indexes = (
            models.Index(fields=["authority", "sha256"], name="files_by_bytes"),
            models.Index(fields=["school", "at"], name="files_by_school"),
        )

    @property
    def held(self) -> bool:
        """Whether its bytes are kept for it."""
        return holds(State(self.state), erased=self.erased)

    @property
    def facts(self) -> str:
        """The digest of all that never changes, but for the name, which may be erased."""
        names = (*_FACTS, *_BYTES, *(("told",) if self.told else ()))
        return canonical.digest({name: getattr(self, name) for name in names})

    @property
    def called(self) -> str:
        """The digest of its name, which tells nothing to who does not know the id."""
        return canonical.digest({"id": self.id, "name": self.name})


class Stored(models.Model):
    """Bytes on the disk, and how many files they are kept for.

    The row is locked by whoever adds a file or takes the bytes away, so that neither
    happens behind the other's back. `damaged`: found not to be what was sent.
    """

    pk = models.CompositePrimaryKey("authority", "sha256")
    authority = models.CharField(max_length=ID)
    sha256 = models.CharField(max_length=ID)
    length = models.PositiveBigIntegerField()
    count = models.PositiveIntegerField()
    damaged = models.BooleanField(default=False)


class Step(models.Model):
    """What was done with a file, by the number of the audit's event that tells of it."""

    pk = models.CompositePrimaryKey("authority", "number")
    authority = models.CharField(max_length=ID)
    number = models.PositiveBigIntegerField()
    file = models.CharField(max_length=ID)
    act = models.CharField(max_length=10, choices=Act)
    digest = models.CharField(max_length=ID)  # of the event: the receipt's proof

    class Meta:
        indexes = (
            models.Index(fields=["authority", "file", "number"], name="files_steps_of"),
        )
