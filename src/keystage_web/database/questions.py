"""Questions put into words once: Django writes one longer than a database answers it.

A question is made with signs in the place of what differs from time to time, and sent
again with the values.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, cast

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet, query

type Value = str | int | datetime
"""What may differ between two questions of one shape."""

_SHAPES = 32  # that are held of one question
_MANY = 12  # values: what has more is seldom asked, and of another length each time
_NUMBER = 32_000  # no number of ours, and small enough for its column
_YEAR = 1901


class Turned(Exception):
    """A question whose words turn on its values: it could not be sent with others."""


@dataclass(frozen=True, slots=True)
class _Written:
    """A question in SQL; each of `params` is the place of a value, or one that stays."""

    sql: str
    params: tuple[tuple[int | None, Any], ...]
    read: Callable[[Iterable[tuple[Any, ...]]], Iterator[Any]]

    def answer(self, sent: Sequence[Any]) -> list[Any]:
        told = [held if at is None else sent[at] for at, held in self.params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, told)
            return list(self.read(cursor.fetchall()))


class Question[M: Model]:
    """Asks for rows of a table by values: texts, numbers, moments.

    `made` is given the shape, which is all that decides which words the question has,
    and the values, which stand in it as they are, or nowhere.
    """

    def __init__(self, made: Callable[..., QuerySet[M]]) -> None:
        self._made = made
        self._written = lru_cache(maxsize=_SHAPES)(self._write)

    def all(self, shape: Hashable, *values: Value) -> list[M]:
        """Return the rows there are."""
        if len(values) > _MANY:
            return list(self._made(shape, *values))
        kinds = tuple(map(type, values))
        try:
            written = self._written(connection.vendor, shape, kinds)
        except EmptyResultSet:  # as among no pupils
            return []
        return written.answer(list(map(_sent, values)))

    def first(self, shape: Hashable, *values: Value) -> M | None:
        """Return the first row; None where there is none."""
        return next(iter(self.all(shape, *values)), None)

    def _write(self, vendor: str, shape: Hashable, kinds: tuple[type, ...]) -> _Written:
        del vendor  # of which the question is: another has its own
        found, compiler, sql, placed = self._placed(shape, kinds, 0)
        if self._placed(shape, kinds, len(kinds))[2:] != (sql, placed):
            raise Turned(sql)
        return _Written(sql, placed, _Rows.of(found, compiler).read)

    def _placed(
        self, shape: Hashable, kinds: tuple[type, ...], begin: int
    ) -> tuple[Any, Any, str, tuple[tuple[int | None, Any], ...]]:
        """Return the question with signs, what writes it, its words, and their places."""
        signs = [_sign(at, kind) for at, kind in enumerate(kinds, begin)]
        found: Any = self._made(shape, *signs)
        compiler = found.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        places: Mapping[Any, int] = {_sent(one): at for at, one in enumerate(signs)}
        told = ((places.get(one), one) for one in params)
        placed = tuple((at, None if at is not None else one) for at, one in told)
        return found, compiler, sql, placed


def _sign(at: int, kind: type) -> Value:
    if issubclass(kind, str):
        return f"\N{REPLACEMENT CHARACTER}{at}"
    if issubclass(kind, datetime):
        return datetime(_YEAR, 1, 1, 0, 0, at, tzinfo=UTC)
    return _NUMBER + at


def _sent(value: Value) -> Any:
    """Return a value as the database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value


@dataclass(frozen=True, slots=True)
class _Rows:
    """How rows of a table, and of those read beside it, are made of an answer."""

    make: Callable[[str, Sequence[str], Sequence[Any]], Model]
    names: tuple[str, ...]
    span: slice
    readers: tuple[tuple[int, Callable[[Any], Any]], ...]
    beside: tuple[Any, ...]
    more: Mapping[str, int]

    @classmethod
    def of(cls, found: Any, compiler: Any) -> "_Rows":
        """Return how Django itself would make them: here that is worked out once."""
        select, info = compiler.select, compiler.klass_info
        own = info["select_fields"]
        span = slice(own[0], own[-1] + 1)
        columns = [column for column, *_ in select]
        readers = tuple(
            (at, _reader(steps, column))
            for at, (steps, column) in compiler.get_converters(columns).items()
        )
        mode = found._fetch_mode
        populators = cast("Any", query).get_related_populators
        return cls(
            make=info["model"].from_db,
            names=tuple(column.target.attname for column in columns[span]),
            span=span,
            readers=readers,
            beside=tuple(populators(info, select, connection.alias, mode)),
            more=dict(compiler.annotation_col_map or {}),
        )

    def read(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[Model]:
        """Yield the rows of an answer."""
        for told in rows:
            row = list(told)
            for at, reader in self.readers:
                row[at] = reader(row[at])
            one = self.make(connection.alias, self.names, row[self.span])
            for table in self.beside:
                table.populate(row, one)
            for name, at in self.more.items():
                setattr(one, name, row[at])
            yield one


def _reader(steps: Sequence[Any], column: Any) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        for step in steps:
            value = step(value, column, connection)
        return value

    return read
