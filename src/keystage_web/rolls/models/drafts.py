"""What came in a file and waits to be looked at, and how a school heads its columns."""

from django.db import models

from keystage_web.accounts.models import Person, SchoolTable


class Draft(SchoolTable):
    """A file's pupils before anything of them is saved.

    `data` are the file's bytes while its columns are still asked about, `reading` what
    was read of it; both are gone once it is saved or a day old. `version` is that of
    the roll the review was drawn from. `outcome` counts what was saved.
    """

    year = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_index=True)
    name = models.CharField(max_length=255, blank=True)
    data = models.BinaryField(default=b"")
    reading = models.JSONField(null=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    outcome = models.JSONField(default=dict)


class Columns(SchoolTable):
    """How a school heads the columns of its rolls: a heading, and what it holds."""

    mapping = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["school"], name="rolls_columns_once"),
        )
