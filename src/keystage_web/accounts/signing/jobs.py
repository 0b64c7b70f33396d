"""The worker's part of signing in: what would tell by its time who is known."""

from datetime import timedelta

from keystage_web.accounts.models import Person
from keystage_web.accounts.models.people import State
from keystage_web.accounts.signing import actions, seats, throttles
from keystage_web.accounts.signing.proofs import browsers, links
from keystage_web.audit import actions as audit
from keystage_web.jobs.registry import job
from keystage_web.jobs.values import ID, word
from keystage_web.jobs.work import Work

_WHY = word("password", "code", "passkey", "provider")


def _person(work: Work) -> Person | None:
    return Person.objects.filter(pk=work.values["person"]).first()


@job("signing.failed", takes={"person": ID, "why": _WHY})
def failed(work: Work) -> None:
    """Write into the audit that signing in failed, where there is such a person."""
    person = _person(work)
    if person is None:
        return
    with work.once("written") as first:
        if first:
            audit.refused(
                authority=person.authority_id,
                by=person.pk,
                action="sign_in.submit",
                now=work.now,
                said={"why": work.values["why"]},
            )


@job("signing.reset", takes={"person": ID})
def reset(work: Work) -> None:
    """Send the link for a new password to somebody who has one."""
    person = _person(work)
    if person is None or person.state not in {State.ACTIVE, State.ASLEEP}:
        return
    with work.once("sent") as first:
        if first:
            actions.send_reset(person=person, now=work.now)


@job("signing.sweep", every=timedelta(hours=6))
def sweep(work: Work) -> None:
    """Throw away what has ended: sessions, links, trust, and what was counted."""
    with work.once("swept") as first:
        if first:
            for concern in (throttles, links, browsers, seats):
                concern.forget(work.now)
