"""A roll as a CSV that reads back as the same roll."""

from collections.abc import Iterable, Iterator

from keystage.marksheet import headings
from keystage.tables.writing.csv import to_csv
from keystage_web.rolls.children import Child, Fact, Stay, subjects
from keystage_web.rolls.reading.table import FORMER, words

_CALLED: dict[Fact, str] = {"born": "dob", "year_group": "nc_year"}
_PLAIN: tuple[Fact, ...] = (
    *("upn", "surname", "forename", "middle", "born", "sex", "year_group", "group"),
)


def to_file(children: Iterable[Child], besides: Iterable[Fact] = ()) -> str:
    """Return a roll as CSV, a row for each time on it; `besides` are optional facts.

    A class, a name and all else stand under the headings an import knows.
    """
    known, tests = words(), [one for one in headings.roll() if one.startswith("below_")]
    optional = list(besides)
    ids = [
        *(_CALLED.get(fact, fact) for fact in _PLAIN),
        *("joined", "left"),
        *tests,
        FORMER,
        *optional,
    ]
    heads = [known[one][0] for one in ids]
    return to_csv(
        [heads, *(row for child in children for row in _rows(child, tests, optional))]
    )


def _rows(child: Child, tests: list[str], optional: list[Fact]) -> Iterator[list[str]]:
    below = {f"below_{one}" for one in subjects(child.get("below"))}
    own: Stay = (child.get("joined"), child.get("left"))
    for joined, left in (*child.earlier, own):
        yield [
            *(child.get(fact) for fact in _PLAIN),
            *(joined, left),
            *("Y" if one in below else "" for one in tests),
            child.former[-1] if child.former else "",
            *(child.get(fact) for fact in optional),
        ]
