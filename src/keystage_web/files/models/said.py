"""What is said of a file when it is sent, and the tags it may be sent under."""

from django.db import models

from keystage_web.accounts.models import SchoolTable, Table
from keystage_web.files.names import COMMENT, MOST, TAG

COLLECTION, SENDER = 20, 200


class Tag(Table):
    """A tag of the authority's own, or what it says of one that is always there.

    `standing` is the key of such a one, '' for its own. `collection` is the one whose
    round a file under this tag is for, '' for a file that nobody checks.
    """

    standing = models.CharField(max_length=COLLECTION, blank=True)
    name = models.CharField(max_length=TAG)
    collection = models.CharField(max_length=COLLECTION, blank=True)
    shown = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["authority", "standing", "name"], name="files_a_tag_once"
            ),
        )


class Columns(SchoolTable):
    """How a school heads the columns of its tables of a collection's results.

    `mapping` says of a heading what stands beneath it, '' where it is left alone; it
    was confirmed by a person of the school.
    """

    collection = models.CharField(max_length=COLLECTION)
    mapping = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["school", "collection"], name="files_columns_once"
            ),
        )


class Cover(SchoolTable):
    """What came with a file: its tag as it was called then, a comment, what was found.

    `request` is the id of what it answers, `inside` the name of the zip it came in.
    `checked` says that it was read by the rules of a collection, which found `errors`,
    `queries` and `notes` of so many `pupils`; of any other nothing was looked at.
    `sender` and `role` are who sent it, as they were then; `on_time` whether that was
    before the end, None where there was none.
    """

    file = models.CharField(max_length=64, unique=True)
    tag = models.CharField(max_length=TAG * 2)
    comment = models.CharField(max_length=COMMENT, blank=True)
    request = models.CharField(max_length=64, blank=True)
    inside = models.CharField(max_length=MOST, blank=True)
    checked = models.BooleanField(default=False)
    errors = models.PositiveIntegerField(default=0)
    queries = models.PositiveIntegerField(default=0)
    notes = models.PositiveIntegerField(default=0)
    pupils = models.PositiveIntegerField(default=0)
    sender = models.CharField(max_length=SENDER, blank=True)
    role = models.CharField(max_length=10, blank=True)
    on_time = models.BooleanField(null=True)

    class Meta:
        indexes = (models.Index(fields=["request"], name="files_for_request"),)
