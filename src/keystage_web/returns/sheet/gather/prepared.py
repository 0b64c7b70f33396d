"""One question, put together once: what differs from time to time is filled in.

A union of many parts takes Django longer to write than a database to answer, and so do
a few hundred rows to be made of what it answers. It is written once for each shape with
signs in the place of what differs, and sent again with the values.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

_MOMENT = datetime(1901, 2, 3, 4, 5, 6, tzinfo=UTC)
_SUMMER = 32_749  # no year, and small enough for its column


class Values(NamedTuple):
    """What differs: ids of authority, person, own school, school, return and class; the rest.

    The class is asked for by some questions only.
    """

    authority: str
    person: str
    own: str
    school: str
    of_return: str
    klass: str
    summer: int
    now: datetime

    @classmethod
    def signs(cls) -> "Values":
        """Return the signs that stand for values: nothing real is ever one of them."""
        one, two, three, four, five, six = (
            f"\N{REPLACEMENT CHARACTER}{name}" for name in cls._fields[:6]
        )
        return cls(one, two, three, four, five, six, _SUMMER, _MOMENT)

    def sent(self) -> tuple[Any, ...]:
        """Return the values as the database takes them."""
        now = connection.ops.adapt_datetimefield_value(self.now)
        return (*self[:-1], now)


type Reader = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A question in SQL; each of `params` is the place of a value, or one that stays.

    `readers` are, by the places of columns, how a database's value becomes ours.
    """

    sql: str
    params: tuple[tuple[int | None, Any], ...]
    readers: tuple[tuple[int, Reader], ...] = ()

    def rows(self, values: Values) -> list[tuple[Any, ...]]:
        """Return the answer for some values, as the database gives it."""
        sent = values.sent()
        params = [held if at is None else sent[at] for at, held in self.params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            found = list(cursor.fetchall())
        return [self._read(row) for row in found] if self.readers else found

    def _read(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        told = list(row)
        for at, reader in self.readers:
            told[at] = reader(told[at])
        return tuple(told)


def prepared(parts: Callable[[Values], Sequence[QuerySet[Any, Any]]]) -> Prepared:
    """Return the union of some parts, made of signs, as a question to be sent."""
    signs = Values.signs()
    first, *more = parts(signs)
    sql, params = _written(first.union(*more, all=True))
    return Prepared(sql, _placed(params, signs))


def prepared_rows(rows: Callable[[Values], QuerySet[Any, Any]]) -> Prepared:
    """Return one question, made of signs; its rows are those of `values_list`."""
    signs = Values.signs()
    compiler = rows(signs).query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    columns = [column for column, *_ in compiler.select or ()]
    readers = tuple(
        (at, partial(_through, found, column))
        for at, (found, column) in compiler.get_converters(columns).items()
    )
    return Prepared(sql, _placed(params, signs), readers)


def _through(steps: Sequence[Any], column: Any, value: Any) -> Any:
    for step in steps:
        value = step(value, column, connection)
    return value


def _written(rows: QuerySet[Any, Any]) -> tuple[str, Sequence[Any]]:
    found: tuple[str, Sequence[Any]]
    found = rows.query.get_compiler(connection=connection).as_sql()
    return found


def _placed(params: Sequence[Any], signs: Values) -> tuple[tuple[int | None, Any], ...]:
    places: Mapping[object, int] = {sign: at for at, sign in enumerate(signs.sent())}
    return tuple((places.get(one), one) for one in params)
