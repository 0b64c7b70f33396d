"""The outboxes: what is to leave, written in the transaction of what it tells of.

`authority` is an id as text; the tables lie beneath accounts, so that accounts can
send its invitations.
"""

from django.db import models

from keystage_web.jobs.models import ID, KEY, new


class State(models.TextChoices):
    """Where a notice is."""

    WAITING = "waiting"  # for its first try, or for the next
    SENT = "sent"  # the other side took it
    FAILED = "failed"  # given up
    KEPT = "kept"  # a demonstration shows it instead of sending it


class Notice(models.Model):
    """What both outboxes have in common."""

    id = models.CharField(primary_key=True, max_length=ID, default=new, editable=False)
    authority = models.CharField(max_length=64)
    values = models.JSONField()
    effect_key = models.CharField(max_length=KEY)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=64, blank=True)  # a name of the code

    class Meta:
        abstract = True


class Mail(Notice):
    """A mail: to whom, from which template, with which values. Drawn when it is sent."""

    to = models.EmailField(max_length=254)
    template = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["authority", "effect_key"], name="notices_mail_once"
            ),
        )
        indexes = (
            models.Index(fields=["authority", "state"], name="notices_mail_state"),
            models.Index(fields=["made_at"], name="notices_mail_made"),
        )


class Subscription(models.Model):
    """A system of the authority's or a supplier's that wants to hear of events."""

    id = models.CharField(primary_key=True, max_length=ID, default=new, editable=False)
    authority = models.CharField(max_length=64, db_index=True)
    url = models.URLField(max_length=500)
    events = models.JSONField()
    contact = models.EmailField(max_length=254)  # who is told when it is switched off
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)  # given up, in a row


class Delivery(Notice):
    """One event on its way to one subscription; `values` are ids."""

    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, related_name="deliveries"
    )
    event = models.CharField(max_length=64)
    answer = models.PositiveSmallIntegerField(null=True)  # HTTP status of the last try

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["subscription", "effect_key"], name="notices_delivery_once"
            ),
        )
