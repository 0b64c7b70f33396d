"""Make a version of a file's results, or take it back with the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from keystage.core.errors import KeystageError
from keystage_web.accounts import ids
from keystage_web.accounts.scopes import Scope
from keystage_web.files import actions as files
from keystage_web.files.policies import TAKE
from keystage_web.returns import actions as returns
from keystage_web.returns.actions import Rows, Sent
from keystage_web.returns.refusals import NotThere
from keystage_web.returns.sending.reading import Looked
from keystage_web.returns.sending.reviewing import Reviewed, Way, reviewed
from keystage_web.returns.sending.taken import about
from keystage_web.returns.versions.declaring import Declared
from keystage_web.rolls import actions as rolls
from keystage_web.rolls.actions import Known


class OnList(KeystageError):
    """A child of the file is on the list already, in another place: `name`."""

    def __init__(self, name: str) -> None:
        super().__init__("A child of the file is on the list already.")
        self.name = name


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person says of a file: the way, whom to put on the list, what is declared.

    `key` is the page's own, `seen` the return's count of changes it was drawn from;
    `add` are places in the file, `explained` the reason for each rule's errors.
    """

    way: Way
    key: str
    seen: int
    add: frozenset[int] = frozenset()
    declared: Declared | None = None
    explained: Mapping[str, str] = field(default_factory=dict)


def take(*, by: Scope, file: str, looked: Looked, wish: Wish, now: datetime) -> Sent:
    """Put children on the list who are to be there, and make a version of the results.

    Each child is an event of its own, so that a sending that fails loses nobody.
    Raises `OnList` for one who is there already, and as `send_rows`.
    """
    TAKE.demand(by)
    round_id, school = about(by, file)
    found = _reviewed(by, (round_id, school), looked, now)
    _put_on_list(by, found, wish, now)
    if wish.add:
        found = _reviewed(by, (round_id, school), looked, now)
    rows = Rows(returns.Mode(wish.way.value), found.cells(wish.way), wish.seen)
    return returns.send_rows(
        by=by,
        round_id=round_id,
        key=wish.key,
        file=file,
        rows=rows,
        declared=wish.declared,
        explained=wish.explained,
        now=now,
    )


def _reviewed(
    by: Scope, about: tuple[str, str], looked: Looked, now: datetime
) -> Reviewed:
    round_id, school = about
    found = reviewed(by, round_id, looked, now=now, school=school)
    if found is None:
        raise NotThere(round_id)
    return found


def _put_on_list(by: Scope, found: Reviewed, wish: Wish, now: datetime) -> None:
    for comer in found.comers:
        if comer.at not in wish.add:
            continue
        try:
            rolls.add(
                by=by,
                year=found.sheet.year,
                key=ids.new(),
                facts=comer.facts,
                now=now,
            )
        except Known:
            raise OnList(comer.name) from None


def recall(*, by: Scope, file: str, now: datetime) -> None:
    """Take back a file nobody has received, and what was made of it, in one go.

    Raises as the recall of a file does; what cannot be taken back stays as it was.
    """
    with transaction.atomic():
        returns.recall_rows(by=by, file=file, now=now)
        files.recall(by=by, file=file, now=now)
