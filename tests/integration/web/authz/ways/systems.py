"""Systems that are told of events, and work that was given up."""

from typing import Any

from keystage_web.jobs.models import Job
from keystage_web.jobs.models import State as Standing
from keystage_web.notices.models import Subscription
from tests.integration.web.accounts.town import BEGIN
from tests.integration.web.authz.way import Ids, Way
from tests.integration.web.authz.world import Place

URL = "https://system.example.org/hook"
HOOK = {"url": URL, "events": ["file.sent"], "contact": "who@x.invalid"}


def hook(place: Place) -> Ids:
    """Let a system be told."""
    made = Subscription.objects.create(authority=place.authority, **HOOK, made_at=BEGIN)
    return {"hook": made.id}


def given_up(place: Place, state: Standing = Standing.FAILED) -> Ids:
    """Make a job that was tried to its end."""
    made = Job.objects.create(
        authority=place.authority,
        kind="notices.sweep",
        values={},
        effect_key="sweep",
        state=state,
        failure="OSError",
        made_at=BEGIN,
        due_at=BEGIN,
        ended_at=BEGIN,
    )
    return {"job": made.id}


HALL: dict[str, Any] = {"level": "authority", "open": True}
OF = {"of": hook, **HALL}
UNDONE = {"of": given_up, **HALL}

WAYS = (
    Way("webhook.list", "GET", "authority:hooks"),
    Way("webhook.list", "GET", "authority:hook", **OF),
    Way("webhook.subscribe", "GET", "authority:hook-add"),
    Way("webhook.subscribe", "POST", "authority:hook-add", data=HOOK),
    Way("webhook.try", "POST", "authority:hook-try", **OF),
    Way("webhook.unsubscribe", "POST", "authority:hook-end", **OF),
    Way("job.list", "GET", "authority:undone"),
    Way("job.again", "POST", "authority:undone-again", **UNDONE),
    Way("job.set_aside", "POST", "authority:undone-aside", **UNDONE),
)
