"""Which cells take no value just now: for a save, which has locked the return already."""

from collections.abc import Collection, Mapping
from datetime import datetime

from keystage_web.accounts.scopes import Scope
from keystage_web.returns.models import Return
from keystage_web.returns.moments import day_of
from keystage_web.returns.sheet.closing import Shut
from keystage_web.returns.sheet.gather.gathering import Standing, gathered, may_close
from keystage_web.returns.sheet.rows import Rows


def shut(
    scope: Scope, row: Return, *, pupils: Collection[str], now: datetime
) -> Mapping[tuple[str, str], Shut]:
    """Return the cells of `pupils` that take no value, by pupil and component.

    `row` has its round and the round's book. What was opened is not among them. It
    takes one question where nothing can be closed to these pupils, else four.
    """
    found = Standing(row.round, row, row.school_id, "", day_of(now))
    ids = list(pupils)
    if not ids or not may_close(scope, found, ids):
        return {}
    rows = Rows(gathered(scope, found, now, ids))
    return {
        (child.id, component): one
        for child in rows.of.children
        for component, one in rows.shut(child, rows.stands(child)).items()
    }
