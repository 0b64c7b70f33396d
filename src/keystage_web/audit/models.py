"""The tables of the audit. No row has a key beside what it says: each column is sealed.

`authority` is the authority's id as text. The tables lie beneath accounts, and outlast
every person and school they tell of, so nothing here points at another table.
"""

from django.db import models

ID = 64  # the longest id, and the length of a digest in hexadecimal


class Kind(models.TextChoices):
    """What sort of event it is."""

    DONE = "done"  # something was changed
    LOOKED = "looked"  # somebody saw pupils
    REFUSED = "refused"  # somebody tried what they may not
    ERASED = "erased"  # payloads of earlier events were taken away, under a policy


class Head(models.Model):
    """How far an authority's chain goes. The row a writer locks, last of all."""

    authority = models.CharField(max_length=ID, primary_key=True)
    number = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=ID)


class Event(models.Model):
    """The header of an event: ids, times and digests, and nothing personal."""

    pk = models.CompositePrimaryKey("authority", "number")
    authority = models.CharField(max_length=ID)
    number = models.PositiveBigIntegerField()
    # Text, so that what is sealed is what is stored, in both databases.
    at = models.CharField(max_length=32)
    kind = models.CharField(max_length=8, choices=Kind)
    action = models.CharField(max_length=ID)
    by = models.CharField(max_length=ID)
    school = models.CharField(max_length=ID, blank=True)
    payload = models.CharField(max_length=ID)
    previous = models.CharField(max_length=ID)
    digest = models.CharField(max_length=ID)

    class Meta:
        indexes = (
            models.Index(
                fields=["authority", "school", "number"], name="audit_of_school"
            ),
        )


class Payload(models.Model):
    """What an event is about and what it changed; may be erased apart from it."""

    pk = models.CompositePrimaryKey("authority", "number")
    authority = models.CharField(max_length=ID)
    number = models.PositiveBigIntegerField()
    salt = models.CharField(max_length=ID)
    body = models.TextField()


class Subject(models.Model):
    """A pupil an event is about, by random id: to find it by. Erased with the payload."""

    pk = models.CompositePrimaryKey("authority", "number", "subject")
    authority = models.CharField(max_length=ID)
    number = models.PositiveBigIntegerField()
    subject = models.CharField(max_length=ID)

    class Meta:
        indexes = (
            models.Index(
                fields=["authority", "subject", "number"], name="audit_of_subject"
            ),
        )


class Deletion(models.Model):
    """That the payload of event `number` was erased, by the event `erasure`."""

    pk = models.CompositePrimaryKey("authority", "number")
    authority = models.CharField(max_length=ID)
    number = models.PositiveBigIntegerField()
    erasure = models.PositiveBigIntegerField()
