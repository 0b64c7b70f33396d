"""What one setting is: how it is written, what it means, and what would be unsafe."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from keystage_web.config.table import Config

PREFIX = "KEYSTAGE_"
_ROW = "row"


@dataclass(frozen=True, slots=True)
class Kind[T]:
    """How a value is written: `name` for the manual, and both ways of turning it.

    `read` raises `ValueError` with what was wanted; `show` gives back what may be
    seen of the value, without any password.
    """

    name: str
    read: Callable[[str], T]
    show: Callable[[T], str] = str


@dataclass(frozen=True, slots=True)
class Unsafe:
    """A value the service does not start with: `value` in words, `why` with what to do."""

    value: str
    found: Callable[["Config"], bool]
    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table; `default` is written as a person would write it."""

    field: str
    kind: Kind[Any]
    default: str
    meaning: str
    unsafe: tuple[Unsafe, ...]

    @property
    def name(self) -> str:
        """The name in the environment."""
        return PREFIX + self.field.upper()


def setting[T](
    kind: Kind[T], default: str, meaning: str, *unsafe: Unsafe
) -> T:  # what a type checker is to see in the class body
    """Return a field of `Config` that carries its own row."""
    row = Row("", kind, default, meaning, unsafe)
    return cast("T", dataclasses.field(metadata={_ROW: row}))


def rows(table: "type[Config]") -> tuple[Row, ...]:
    """Return the rows of the table, in the order they are written in."""
    return tuple(
        dataclasses.replace(field.metadata[_ROW], field=field.name)
        for field in dataclasses.fields(table)
    )
