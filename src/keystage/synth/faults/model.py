"""A fault planted in a return, and the recipe it is planted by.

A recipe is one small function in a register. It names the rule it breaks, changes one
row, one whole return or the bytes written, and states in advance what a check must say
of that: it knows no rulebook and no check, so the two can disagree.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from keystage.synth.chance import Stream
from keystage.synth.model import Authority, Collection
from keystage.synth.returns.model import Return, Row

EVERY = frozenset(Collection)
SUMMERS = frozenset({2024, 2025, 2026})
"""The summers that recipes are written for."""

type Facts = list["Planted"]
type OnRow = Callable[[Row, "Spot"], Facts | None]
type OnReturn = Callable[["Spot"], Facts | None]
type OnBytes = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Planted:
    """What a check must say of a planted fault.

    `way` is the name of the rule in its rulebook, `rule` what the finding calls it.
    `upn` is the pupil's as written, '' where the finding is of no pupil. `component` is
    the component, the field or '' that the finding is about, `value` what stands there.
    `under` is the rule of the finding it is folded into, '' for one that stands alone.
    With `refuses` nothing of the file is taken; what is `across` shows only beside other
    files, where these are taken too.
    """

    way: str
    rule: str
    upn: str
    component: str
    value: str
    why: str
    under: str = ""
    refuses: bool = False
    across: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What a recipe says of itself.

    `way` and `rule` as of `Planted`; `why` says what was done. `collections` and
    `summers` are those it is for, and with `refuses` nothing of the file is taken.
    """

    name: str
    way: str
    rule: str
    why: str
    collections: frozenset[Collection]
    summers: frozenset[int]
    refuses: bool

    def fits(self, return_: Return) -> bool:
        """Return whether the recipe is for returns of this collection and summer."""
        right = return_.collection in self.collections
        return right and return_.summer in self.summers


@dataclass(frozen=True, slots=True)
class OfPupil:
    """A recipe that changes one row; other rows of the file may have other faults."""

    told: Told
    plant: OnRow


@dataclass(frozen=True, slots=True)
class OfFile:
    """A recipe that changes the return as a whole; nothing else is planted in it."""

    told: Told
    plant: OnReturn


@dataclass(frozen=True, slots=True)
class OfBytes:
    """A recipe that breaks the bytes; nothing else is planted in the file."""

    told: Told
    plant: OnBytes


type Recipe = OfPupil | OfFile | OfBytes


@dataclass(slots=True)
class Spot:
    """Where a fault is planted: the recipe, the return, and what to draw from.

    A recipe that needs a second file puts it into `others`: the facts are that file's,
    and the return itself stays as it is. `rest` are the rows in which something may yet
    be planted; one that is changed as well is taken out.
    """

    told: Told
    authority: Authority
    return_: Return
    stream: Stream
    others: list[Return] = field(default_factory=list)
    rest: list[Row] = field(default_factory=list)

    def fact(
        self,
        row: Row | None,
        component: str = "",
        value: str = "",
        *,
        way: str = "",
        rule: str = "",
        under: str = "",
        across: bool = False,
    ) -> Planted:
        """Return what is to be said: of the recipe's rule, or of a second one.

        `way` and `rule` name a second rule, `under` the finding that it is folded into;
        `across` as of `Planted`.
        """
        return Planted(
            way=way or self.told.way,
            rule=rule or way or self.told.rule,
            upn=row.upn if row else "",
            component=component,
            value=value,
            why=self.told.why,
            under=under,
            refuses=self.told.refuses,
            across=across,
        )


class Register:
    """The recipes, in the order they were written."""

    def __init__(self) -> None:
        """Begin with none."""
        self._found: dict[str, Recipe] = {}

    def __iter__(self) -> Iterator[Recipe]:
        """Yield every recipe."""
        return iter(self._found.values())

    def pupil(
        self,
        way: str,
        rule: str = "",
        *,
        collections: Iterable[Collection] = EVERY,
        summers: Iterable[int] = SUMMERS,
    ) -> Callable[[OnRow], OnRow]:
        """Register a function that changes one row, or returns None and changes nothing.

        `rule` is what the finding calls the rule, where not `way`. Raises `ValueError`
        for two recipes of one name.
        """

        def add(plant: OnRow) -> OnRow:
            told = _told(plant, (way, rule), (collections, summers))
            self._add(OfPupil(told, plant))
            return plant

        return add

    def file(
        self,
        way: str,
        rule: str = "",
        *,
        collections: Iterable[Collection] = EVERY,
        summers: Iterable[int] = SUMMERS,
        refuses: bool = False,
    ) -> Callable[[OnReturn], OnReturn]:
        """Register a function that changes a whole return; as `pupil`.

        `refuses` says that nothing of the file is taken then.
        """

        def add(plant: OnReturn) -> OnReturn:
            told = _told(plant, (way, rule), (collections, summers), refuses=refuses)
            self._add(OfFile(told, plant))
            return plant

        return add

    def written(self, way: str, rule: str) -> Callable[[OnBytes], OnBytes]:
        """Register a function from the bytes of a file to some that nothing is taken of."""

        def add(plant: OnBytes) -> OnBytes:
            told = _told(plant, (way, rule), (EVERY, SUMMERS), refuses=True)
            self._add(OfBytes(told, plant))
            return plant

        return add

    def _add(self, recipe: Recipe) -> None:
        if recipe.told.name in self._found:
            raise ValueError(f"Two recipes are called {recipe.told.name}.")
        self._found[recipe.told.name] = recipe


def _told(
    function: Callable[..., object],
    names: tuple[str, str],
    of: tuple[Iterable[Collection], Iterable[int]],
    *,
    refuses: bool = False,
) -> Told:
    way, rule = names
    return Told(
        name=function.__name__,
        way=way,
        rule=rule or way,
        why=(function.__doc__ or "").strip().removesuffix("."),
        collections=frozenset(of[0]),
        summers=frozenset(of[1]),
        refuses=refuses,
    )


RECIPES = Register()
"""Every recipe there is, once `keystage.synth.faults` is imported."""
