"""What runs by the clock: accounts fall asleep, and heads are asked who is still there."""

from datetime import timedelta

from keystage_web.accounts.actions.staff import lay_asleep, summer
from keystage_web.accounts.models import Authority
from keystage_web.accounts.queries.staff import late
from keystage_web.jobs.registry import job
from keystage_web.jobs.work import Work
from keystage_web.notices.actions import mail

_MAY = 5
_MIDDLE = 16  # reminded once more from here on
_DAY = timedelta(days=1)


@job("accounts.asleep", every=_DAY)
def asleep(work: Work) -> None:
    """Lay the accounts asleep that nobody used for a year, authority by authority."""
    for authority in Authority.objects.order_by("pk").values_list("pk", flat=True):
        with work.once(f"asleep:{authority}") as fresh:
            if fresh:
                lay_asleep(authority=authority, now=work.now)


@job("accounts.staff", every=_DAY)
def staff(work: Work) -> None:
    """In May, ask each head who is still there: at its beginning, and once more."""
    if work.now.month != _MAY:
        return
    turn = 1 + (work.now.day >= _MIDDLE)
    for authority in Authority.objects.order_by("pk").values_list("pk", flat=True):
        with work.once(f"staff:{authority}") as fresh:
            if fresh:
                _remind(authority, turn, work)


def _remind(authority: str, turn: int, work: Work) -> None:
    year = summer(work.now)
    for one in late(authority, year):
        for at, address in enumerate(one.heads):
            mail(
                authority=authority,
                to=address,
                template="accounts/staff",
                values={"school": one.school, "link": "/school/people/staff"},
                now=work.now,
                effect_key=f"staff:{one.school}:{year}:{turn}:{at}",
            )
