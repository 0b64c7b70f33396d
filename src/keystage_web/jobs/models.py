"""The tables of jobs. `authority` is an id as text; '' is the installation itself.

Two clocks run here. What is due and what was done is told by the service's clock;
leases and beats are between machines, and told by the time it really is.
"""

import secrets

from django.db import models

ID = 16  # characters of a random id
KEY = 160


def new() -> str:
    """Return a new id."""
    return secrets.token_hex(ID // 2)


class State(models.TextChoices):
    """Where a job is."""

    WAITING = "waiting"  # until it is due
    RUNNING = "running"  # a worker holds it, until its lease ends
    DONE = "done"
    FAILED = "failed"  # tried to the end; somebody has to look
    ASIDE = "aside"  # somebody looked: it is never tried again


class Job(models.Model):
    """One thing to do. It carries ids and plain words, nobody's data."""

    id = models.CharField(primary_key=True, max_length=ID, default=new, editable=False)
    authority = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=64)
    values = models.JSONField()
    effect_key = models.CharField(max_length=KEY)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    # Moves on each time a worker takes it: what an earlier one still does is refused.
    turn = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)  # that came to nothing
    failure = models.CharField(max_length=64, blank=True)  # the class of the last
    worker = models.CharField(max_length=ID, blank=True)
    leased_until = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)  # of `total`
    total = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["authority", "effect_key"], name="jobs_each_once"
            ),
        )
        indexes = (
            models.Index(fields=["state", "due_at"], name="jobs_due"),
            models.Index(fields=["state", "leased_until"], name="jobs_leased"),
        )


class Effect(models.Model):
    """That a step of a job is done: written with what it did, so that it is done once."""

    authority = models.CharField(max_length=64, blank=True)
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="effects")
    key = models.CharField(max_length=KEY)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["job", "key"], name="jobs_effect_once"),
        )


class Worker(models.Model):
    """A worker, and when it last said that it is there."""

    id = models.CharField(primary_key=True, max_length=ID, default=new, editable=False)
    authority = models.CharField(max_length=64, blank=True, default="")
    begun_at = models.DateTimeField()
    beat_at = models.DateTimeField(db_index=True)


class Lease(models.Model):
    """What only one worker at a time may do, who that is, and until when."""

    name = models.CharField(primary_key=True, max_length=32)
    authority = models.CharField(max_length=64, blank=True, default="")
    holder = models.CharField(max_length=ID, blank=True)
    until = models.DateTimeField()
