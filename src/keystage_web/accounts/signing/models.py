"""The tables of signing in. Secrets stand here as digests alone.

Passkeys, keys of authenticator apps and printed codes are in allauth's own table.
"""

from django.db import models

from keystage_web.accounts.models import Person, Table

_DIGEST = 64
_BROWSER = 60


class Seat(Table):
    """One signing-in, from its beginning until it ends; a session holds its id."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    browser = models.CharField(max_length=_BROWSER)  # as Firefox on Windows
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["person", "ended_at"], name="signing_seat_person"),
        )


class Trusted(Table):
    """A browser that need not prove a second factor for a person, for a while."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=_DIGEST)
    browser = models.CharField(max_length=_BROWSER)
    made_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "digest"], name="signing_trusted_once"
            ),
        )


class Purpose(models.TextChoices):
    """What a link sent by mail lets one do."""

    RESET = "reset"
    WAKE = "wake"
    OLD_EMAIL = "old_email"  # yes, from the address that is left
    NEW_EMAIL = "new_email"  # yes, from the address that is taken


class Link(Table):
    """A link by mail that works once, until a moment."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=10, choices=Purpose)
    digest = models.CharField(max_length=_DIGEST, unique=True)
    email = models.EmailField(blank=True)  # the address that is to be taken
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Throttle(models.Model):
    """How far the tries of one kind, by one account or address, are ahead of time.

    `key` is a digest of both; `authority` stays empty, as whoever tries is unknown.
    """

    key = models.CharField(primary_key=True, max_length=_DIGEST)
    authority = models.CharField(max_length=16, blank=True, default="")
    free_at = models.DateTimeField(db_index=True)
