"""What a kind of check is: a name, parameters, facts for its words, and a maker.

A maker takes a `Spec` (one check of one rulebook) and returns the function that
does the work, so that everything that can be settled is settled once per
rulebook and not once per pupil.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, cast

from keystage.checks import vocabulary as vocab
from keystage.checks.conditions import Test, compile_condition
from keystage.checks.model import Check, Hit, Rulebook
from keystage.checks.scene import Scene
from keystage.checks.sent import Sent
from keystage.checks.vocabulary import Complaint
from keystage.core.records import Row

type RowTest = Callable[[Row, Scene], Iterable[Hit]]
type ReturnTest = Callable[[Scene], Iterable[Hit]]
type AcrossTest = Callable[[Sent], Iterable[Hit]]

NOTHING: tuple[Hit, ...] = ()


class Scope(StrEnum):
    """What a check looks at: one pupil, one return, many returns, or the bytes.

    Checks of scope `reading` are enforced while a file is read; the engine never
    runs them, and lists them so that nobody looks for them in vain.
    """

    ROW = "row"
    RETURN = "return"
    ACROSS = "across"
    READING = "reading"


class Type(StrEnum):
    """What a parameter holds."""

    CHOICE = "one or more of a list of words"
    TEXT = "a text"
    TEXTS = "a list of texts"
    FLAG = "true or false"
    WHOLE = "a whole number"
    NUMBER = "a number"
    TABLE = "a table of texts"
    COMPONENT = "a component"
    COMPONENTS = "a list of components"
    CODES = "a list of codes"
    COHORTS = "a list of cohorts"
    CONDITION = "a condition"
    EACH = "a condition in which `@each` is the component at hand"


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter; one that is not required has a default, possibly None."""

    name: str
    type: Type
    required: bool = False
    default: Any = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind[T]:
    """One kind of check.

    `facts` are the placeholders it fills besides the engine's own. `needs` are
    the parts of the context without which it is not run, whatever its
    parameters; `needs_when` adds some for values of the parameter `fault`.
    """

    name: str
    scope: Scope
    make: Callable[["Spec"], T]
    params: Mapping[str, Param] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    needs_when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def meaning(self) -> str:
        """The kind in a sentence: the first line of its docstring."""
        return (self.make.__doc__ or "").strip().splitlines()[0]


type AnyKind = Kind[RowTest] | Kind[ReturnTest] | Kind[AcrossTest] | Kind[None]


class Spec:
    """One check of one rulebook: its parameters read, checked and with defaults."""

    def __init__(
        self, book: Rulebook, check: Check, params: Mapping[str, Param]
    ) -> None:
        """Raise `Complaint` at the first parameter that is wrong."""
        self.book = book
        self.check = check
        for name in check.params:
            if name not in params:
                raise Complaint(f"there is no parameter {name!r}")
        self._values = {name: self._read(param) for name, param in params.items()}

    def _read(self, param: Param) -> Any:
        value = self.check.params.get(param.name, param.default)
        if value is None:
            if param.required:
                raise Complaint(f"the parameter {param.name!r} is missing")
            return None
        try:
            read = _READERS[param.type](value, self.book)
        except Complaint as complaint:
            raise Complaint(f"{param.name}: {complaint}") from None
        for word in read if param.choices else ():
            if word not in param.choices:
                allowed = ", ".join(param.choices)
                raise Complaint(f"{param.name}: {word!r} is not one of {allowed}")
        return read

    def has(self, name: str) -> bool:
        """Return whether the parameter has a value."""
        return self._values[name] is not None

    def text(self, name: str) -> str:
        """Return a text, or a component's id."""
        return cast(str, self._values[name])

    def word(self, name: str) -> str:
        """Return the only word of a choice."""
        return cast(str, self._values[name][0])

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the items of any kind of list; none of a list not given."""
        return cast(tuple[str, ...], self._values[name] or ())

    def flag(self, name: str) -> bool:
        """Return a yes or no."""
        return cast(bool, self._values[name])

    def whole(self, name: str) -> int:
        """Return a whole number."""
        return cast(int, self._values[name])

    def number(self, name: str) -> float:
        """Return a number."""
        return cast(float, self._values[name])

    def table(self, name: str) -> Mapping[str, str]:
        """Return a table; an empty one if none is given."""
        return cast(Mapping[str, str], self._values[name] or {})

    def condition_for(self, name: str, component: str) -> Test:
        """Return the condition with `@each` standing for `component`.

        Raises `Complaint` where it is no condition of that component.
        """
        if self._values[name] is None:
            return _always
        book = vocab.with_each(self.book, component)
        return compile_condition(self._values[name], book)

    def condition(self, name: str) -> Test:
        """Return the compiled condition; one that always holds if none is given."""
        return cast(Test, self._values[name] or _always)


def _always(_row: Row, _scene: Scene) -> bool:
    return True


def _plain(read: Callable[[Any], Any]) -> Callable[[Any, Rulebook], Any]:
    return lambda value, _: read(value)


_READERS: Mapping[Type, Callable[[Any, Rulebook], Any]] = {
    Type.CHOICE: _plain(vocab.texts),
    Type.TEXT: _plain(vocab.text),
    Type.TEXTS: _plain(vocab.texts),
    Type.FLAG: _plain(vocab.flag),
    Type.WHOLE: _plain(vocab.whole),
    Type.NUMBER: _plain(vocab.number),
    Type.TABLE: _plain(vocab.table),
    Type.COMPONENT: vocab.component,
    Type.COMPONENTS: vocab.components,
    Type.CODES: vocab.codes,
    Type.COHORTS: vocab.cohorts,
    Type.CONDITION: compile_condition,
    Type.EACH: lambda value, _: value,
}


@dataclass(frozen=True, slots=True)
class Declared[T]:
    """The decorator that turns a maker into a kind called as the function is."""

    scope: Scope
    params: tuple[Param, ...]
    facts: str = ""
    needs: str = ""
    needs_when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __call__(self, make: Callable[[Spec], T]) -> Kind[T]:
        """Return the kind."""
        return Kind(
            name=make.__name__,
            scope=self.scope,
            make=make,
            params={param.name: param for param in self.params},
            facts=tuple(self.facts.split()),
            needs=tuple(self.needs.split()),
            needs_when=self.needs_when,
        )


def row_kind(*params: Param, facts: str = "", needs: str = "") -> Declared[RowTest]:
    """Declare a kind that looks at one pupil at a time."""
    return Declared(Scope.ROW, params, facts, needs)


def return_kind(
    *params: Param,
    facts: str = "",
    needs: str = "",
    needs_when: Mapping[str, tuple[str, ...]] | None = None,
) -> Declared[ReturnTest]:
    """Declare a kind that looks at a return as a whole."""
    return Declared(Scope.RETURN, params, facts, needs, needs_when or {})


def across_kind(*, facts: str = "", needs: str = "") -> Declared[AcrossTest]:
    """Declare a kind that looks at all returns of a collection together."""
    return Declared(Scope.ACROSS, (), facts, needs)


def reading_kind(*params: Param) -> Declared[None]:
    """Declare a kind that the reader of files enforces."""
    return Declared(Scope.READING, params)
