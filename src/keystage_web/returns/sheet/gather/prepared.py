"""One question, put together once: what differs from time to time is filled in.

A union of many parts takes Django longer to write than a database to answer. It is
written once for each shape with signs in the place of what differs, and sent again
with the values.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

_MOMENT = datetime(1901, 2, 3, 4, 5, 6, tzinfo=UTC)
_SUMMER = 32_749  # no year, and small enough for its column


class Values(NamedTuple):
    """What differs: ids of authority, person, own school, school and return; the rest."""

    authority: str
    person: str
    own: str
    school: str
    of_return: str
    summer: int
    now: datetime

    @classmethod
    def signs(cls) -> "Values":
        """Return the signs that stand for values: nothing real is ever one of them."""
        one, two, three, four, five = (
            f"\N{REPLACEMENT CHARACTER}{name}" for name in cls._fields[:5]
        )
        return cls(one, two, three, four, five, _SUMMER, _MOMENT)

    def sent(self) -> tuple[Any, ...]:
        """Return the values as the database takes them."""
        now = connection.ops.adapt_datetimefield_value(self.now)
        return (*self[:-1], now)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question in SQL; each of `params` is the place of a value, or one that stays."""

    sql: str
    params: tuple[tuple[int | None, Any], ...]

    def rows(self, values: Values) -> list[tuple[Any, ...]]:
        """Return the answer for some values, as the database gives it."""
        sent = values.sent()
        params = [held if at is None else sent[at] for at, held in self.params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            return list(cursor.fetchall())


def prepared(parts: Callable[[Values], Sequence[QuerySet[Any, Any]]]) -> Prepared:
    """Return the union of some parts, made of signs, as a question to be sent."""
    signs = Values.signs()
    first, *more = parts(signs)
    whole = first.union(*more, all=True)
    sql, params = whole.query.get_compiler(connection=connection).as_sql()
    places: Mapping[object, int] = {sign: at for at, sign in enumerate(signs.sent())}
    return Prepared(sql, tuple((places.get(one), one) for one in params))
