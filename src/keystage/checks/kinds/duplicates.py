"""One child twice in one return."""

from keystage.checks.kind import Param, ReturnTest, Spec, Type, return_kind
from keystage.checks.model import Hit
from keystage.checks.scene import Scene
from keystage.checks.words import listed, natural, shown
from keystage.core.findings import Repair
from keystage.core.records import Row

_SHOWN = ("surname", "forename")
_MOST_NAMED = 3  # of thousands alike, naming all to each would never end


@return_kind(Param("differing", Type.FLAG, required=True), facts="times")
def duplicate_upn(spec: Spec) -> ReturnTest:
    """Find a UPN on several pupils: saying different things of them, or the same.

    Where they differ there is one finding for every one of them, since none is
    more right than another. Where they say the same there is one for every one but
    the first, with a repair that takes it away.
    """
    differing = spec.flag("differing")

    def test(scene: Scene) -> list[Hit]:
        hits: list[Hit] = []
        for rows in _by_upn(scene).values():
            if (len({scene.said(row) for row in rows}) > 1) is differing:
                told = rows if differing else sorted(rows, key=_sent)[1:]
                hits += (_again(row, len(rows), differing) for row in told)
        return hits

    return test


def _by_upn(scene: Scene) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in scene.rows:
        if scene.upns[row.upn] > 1:
            found.setdefault(row.upn, []).append(row)
    return found


def _again(row: Row, times: int, differing: bool) -> Hit:
    removal = Repair("remove", "pupil", "pupil", _upn_sent(row), pupil=row.position)
    return Hit(
        row=row,
        field="upn",
        value=row.upn,
        facts={"times": str(times)},
        repair=None if differing else removal,
    )


def _upn_sent(row: Row) -> str:
    cell = row.cells.get("upn")
    return cell.text if cell else row.upn


def _sent(row: Row) -> tuple[str, ...]:
    """Return what is shown of a pupil, to order by; the file decides between equals.

    Last what was written, with what cannot be seen: it is what is taken away.
    """
    written = (row.cells.get(name) for name in _SHOWN)
    texts = (cell.text if cell else "" for cell in written)
    return (_upn_sent(row), row.surname, row.forename, row.dob, *texts)


@return_kind(facts="others")
def duplicate_child(_: Spec) -> ReturnTest:
    """Find a child, by name and date of birth, under several UPNs."""

    def test(scene: Scene) -> list[Hit]:
        hits: list[Hit] = []
        for rows in scene.children.values():
            upns = natural(row.upn for row in rows if row.upn)
            if len(upns) > 1:
                hits += (_under_others(row, upns) for row in rows if row.upn)
        return hits

    return test


def _under_others(row: Row, upns: tuple[str, ...]) -> Hit:
    few = [number for number in upns[: _MOST_NAMED + 1] if number != row.upn]
    others = [shown(number) for number in few[:_MOST_NAMED]]
    if more := len(upns) - 1 - len(others):
        text = f"{', '.join(others)} and {more} more"
    else:
        text = listed(others, "and")
    return Hit(row=row, field="upn", value=row.upn, facts={"others": text})


KINDS = (duplicate_upn, duplicate_child)
