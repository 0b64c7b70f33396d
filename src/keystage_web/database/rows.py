"""Rows put into a table, and one renewed: in words that are written once."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.db.models import Model
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery


class Rows[M: Model]:
    """Puts rows of a table there, without asking Django for the words each time.

    Where one is there with the same columns `unique`, its columns `over` are changed.
    Signals are not sent.
    """

    def __init__(
        self, table: type[M], *, unique: Sequence[str] = (), over: Sequence[str] = ()
    ) -> None:
        own: Any = table._meta
        self._table, self._name, self._key = table, own.db_table, own.pk
        self._fields = [one for one in own.concrete_fields if not one.generated]
        self._over = [own.get_field(name) for name in over]
        self._unique = [own.get_field(name) for name in unique]
        self._put = lru_cache(maxsize=2)(self._write_put)
        self._renewed = lru_cache(maxsize=2)(self._write_renewed)

    def put(self, rows: Sequence[M]) -> None:
        """Put rows there, all of them or none in the transaction about them."""
        if rows:
            sql = self._put(connection.vendor)
            told = [[_sent(field, row) for field in self._fields] for row in rows]
            with connection.cursor() as cursor:
                if len(told) == 1:
                    cursor.execute(sql, told[0])
                else:
                    cursor.executemany(sql, told)
            for row in rows:
                row._state.adding = False

    def renew(self, row: M) -> None:
        """Write all that a row says over the one that is there with its key."""
        sql = self._renewed(connection.vendor)
        told = [_sent(field, row) for field in self._rest]
        with connection.cursor() as cursor:
            cursor.execute(sql, [*told, row.pk])
            if cursor.rowcount != 1:
                raise ObjectDoesNotExist(self._table.__name__)

    def keep(self, row: M) -> None:
        """Put a row there, or renew the one it was read from."""
        if row._state.adding:
            self.put([row])
        else:
            self.renew(row)

    @property
    def _rest(self) -> list[Any]:
        return [field for field in self._fields if field is not self._key]

    def _write_put(self, vendor: str) -> str:
        del vendor  # of which the words are: another has its own
        query: Any = InsertQuery(
            self._table,
            on_conflict=OnConflict.UPDATE if self._over else None,
            update_fields=self._over,
            unique_fields=self._unique,
        )
        query.insert_values(self._fields, [self._table()], raw=True)
        [(sql, _)] = query.get_compiler(connection=connection).as_sql()
        return str(sql)

    def _write_renewed(self, vendor: str) -> str:
        del vendor
        name = connection.ops.quote_name
        told = ", ".join(f"{name(field.column)} = %s" for field in self._rest)
        own = f"{name(self._name)} SET {told}"
        return f"UPDATE {own} WHERE {name(self._key.column)} = %s"


def _sent(field: Any, row: Model) -> Any:
    """Return what a row says in a column, as the database takes it."""
    return field.get_db_prep_save(getattr(row, field.attname), connection)
