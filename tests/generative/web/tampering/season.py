"""A season of doings at two authorities: files in every state, some erased by policy."""

import random
from datetime import timedelta

from django.db import transaction

from keystage_web.accounts.roles import Role
from keystage_web.audit import actions as audit
from keystage_web.audit.models import Deletion, Event, Payload
from keystage_web.audit.verify import Fault as AuditFault
from keystage_web.audit.verify import Summary as AuditSummary
from keystage_web.audit.verify import verify as audited
from keystage_web.files import actions, sweep
from keystage_web.files.models import File, Step
from keystage_web.files.states import State
from keystage_web.files.verify import Fault as FileFault
from keystage_web.files.verify import Summary as FileSummary
from keystage_web.files.verify import verify as filed
from tests.integration.web.accounts.town import BEGIN, town
from tests.integration.web.files.desk import Desk, ctf

_DONE_WITH = (State.RECEIVED, State.RECALLED, State.SUPERSEDED)
POLICIES = ("results-3-years", "at-a-school's-word")


class Season:
    """What is done, moment by moment, each by who may; and how often what was erased."""

    def __init__(self, ours: Desk, lot: random.Random) -> None:
        self.lot, self.turn, self.now = lot, 0, BEGIN
        self.desks = (ours, Desk(town("998", "2001", "2002"), ours.data))
        self.files = self.payloads = 0  # erased under a policy

    def goes_on(self) -> None:
        """Let something happen that may: it leaves nothing wrong."""
        self.turn += 1
        self.now = BEGIN + timedelta(minutes=self.turn)
        desk = self.lot.choice(self.desks)
        deed = self.lot.choice((self._send, self._send, self._move, self._look))
        deed(desk)
        if self.turn % 9 == 0:
            self._erase(desk)
        if self.turn % 11 == 0:
            self._forget(desk)

    def _send(self, desk: Desk) -> None:
        by = desk.who(Role.HEAD, self.lot.choice(("2001", "2002")))
        desk.send(ctf(self.lot.randrange(40)), by=by, now=self.now)

    def _move(self, desk: Desk) -> None:
        """Have a file received, recalled by its school, or a later one take its place."""
        file = self._one(desk, State.SENT)
        if file is None:
            return
        by = desk.who(Role.HEAD, file.school.number)
        sort = self.lot.randrange(3)
        if sort == 0:
            actions.recall(by=by, file=file.id, now=self.now)
        elif sort == 1:
            actions.mark_received(by=desk.officer, file=file.id, now=self.now)
        else:
            told = {"authority": by.authority, "by": by.person, "file": file.id}
            actions.supersede(**told, now=self.now)

    def _look(self, desk: Desk) -> None:
        """Have a pupil looked at, and something refused."""
        by = desk.officer
        who = {"authority": by.authority, "by": by.person}
        pupils, why = ["pupil-1", "pupil-2"], {"why": "not theirs"}
        with transaction.atomic():
            audit.looked(**who, now=self.now, action="pupil.view", about=pupils)
            audit.refused(**who, now=self.now, action="return.unlock", said=why)

    def _erase(self, desk: Desk) -> None:
        """Erase a file under a policy: its bytes and its name go, its row stays."""
        file = self._one(desk, *_DONE_WITH)
        if file is not None:
            which = {"authority": desk.officer.authority, "by": desk.officer.person}
            policy = self.lot.choice(POLICIES)
            actions.erase(**which, file=file.id, policy=policy, now=self.now)
            self.files += 1

    def _forget(self, desk: Desk) -> None:
        """Erase what the audit tells of some early events under a policy.

        Not of the sending of a file that is still kept: its row is held against that.
        """
        own = {"authority": desk.officer.authority}
        held = Payload.objects.filter(**own).order_by("number")
        files = File.of(desk.officer.authority).filter(erased=False)
        steps = Step.objects.filter(**own, file__in=files.values("id"))
        kept = Deletion.objects.filter(**own).values("erasure")
        free = held.exclude(number__in=kept).exclude(number__in=steps.values("number"))
        numbers = list(free.values_list("number", flat=True))
        some = self.lot.sample(numbers[:12], min(3, len(numbers)))
        own["by"] = desk.officer.person
        audit.erase(**own, now=self.now, policy=self.lot.choice(POLICIES), numbers=some)
        self.payloads += len(some)

    def _one(self, desk: Desk, *states: State) -> File | None:
        rows = File.of(desk.officer.authority).filter(state__in=states, erased=False)
        return self.lot.choice([*rows.order_by("id")] or [None])


def let_go() -> None:
    """Take away bytes that were let go: a test's transaction does not end."""
    sweep.sweep(seconds=0)


def erased() -> tuple[int, int]:
    """Return how many files, and payloads of events, verify says were erased by policy."""
    files = sum(one.erased for one in filed() if isinstance(one, FileSummary))
    return files, sum(one.erased for one in audited() if isinstance(one, AuditSummary))


def alarms() -> list[str]:
    """Return everything verify says is wrong, in sentences."""
    told = [one.sentence for one in audited() if isinstance(one, AuditFault)]
    return told + [one.sentence for one in filed() if isinstance(one, FileFault)]


def numbers() -> dict[str, set[int]]:
    """Return the numbers of every event there is, by authority: each has its own end."""
    found: dict[str, set[int]] = {}
    for authority, number in Event.objects.values_list("authority", "number"):
        found.setdefault(authority, set()).add(number)
    return found
