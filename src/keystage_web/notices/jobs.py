"""The worker's part: send what waits in the outbox."""

from django.conf import settings
from django.core.mail import EmailMessage

from keystage_web.jobs.registry import job
from keystage_web.jobs.values import ID
from keystage_web.jobs.work import Ended, Work
from keystage_web.notices import letters
from keystage_web.notices.models import Mail, State


def _gave_up(ended: Ended) -> None:
    Mail.objects.filter(id=ended.values["mail"]).exclude(state=State.SENT).update(
        state=State.FAILED, failure=ended.failure, ended_at=ended.now, values={}
    )


@job("notices.mail", takes={"mail": ID}, failed=_gave_up)
def send(work: Work) -> None:
    """Send one mail: at least once, and always under the same Message-ID.

    What it was filled from is forgotten once it is sent, as it may hold a link that
    lets somebody in.
    """
    mail = Mail.objects.filter(id=work.values["mail"], state=State.WAITING).first()
    if mail is None:
        return
    kept = settings.CONFIG.demonstration
    if not kept:
        _post(mail)
    with work.once("sent") as fresh:
        if fresh:
            mail.state = State.KEPT if kept else State.SENT
            mail.ended_at = work.now
            mail.values = mail.values if kept else {}
            mail.save(update_fields=["state", "ended_at", "values"])


def _post(mail: Mail) -> None:
    letter = letters.drawn(mail)
    sender = settings.CONFIG.mail_from
    domain = sender.rpartition("@")[2].rstrip(">")
    EmailMessage(
        letter.subject,
        letter.body,
        sender,
        [mail.to],
        headers={
            "Message-ID": f"<{mail.id}@{domain}>",
            "Auto-Submitted": "auto-generated",
        },
    ).send(using="default")
