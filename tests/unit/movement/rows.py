"""Small tables of movers, made by the test that needs them."""

from typing import Any

from keystage.movement import Table, table_of

SOURCES = {"sheet": "A guidance sheet"}


def row(order: int, reports: str, **when: Any) -> dict[str, Any]:
    """Return one row; the rule is named after its order."""
    return {
        "order": order,
        "when": when,
        "reports": reports,
        "says": f"Rule {order}.",
        "paragraph": f"Point {order}",
        "source": "sheet",
    }


def data(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return the data of a table with these rows, called `r10` and so on."""
    named = {f"r{one['order']}": one for one in rows}
    top = {"period": "test week", "pupil": "pupil", "usual": "Nothing odd."}
    return {**top, "rows": named, **more}


def table(*rows: dict[str, Any], **more: Any) -> Table:
    """Return a table with these rows."""
    return table_of(data(*rows, **more), SOURCES)
