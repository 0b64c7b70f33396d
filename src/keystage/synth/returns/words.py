"""How results are written in a Common Transfer File, from `words.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from keystage.core import packaged
from keystage.synth.model import Collection
from keystage.synth.returns.model import Result


@dataclass(frozen=True, slots=True)
class Words:
    """One collection's: its stage, the kind in a file's name, what it is called.

    `components` gives subject, method, component and qualifier of each component.
    """

    stage: str
    tag: str
    holds: str
    components: Mapping[str, tuple[str, str, str, str]]

    def result(self, component: str, summer: int, value: str, date: str = "") -> Result:
        """Return a result of a summer as it will be written."""
        subject, method, written, qualifier = self.components[component]
        return Result(
            self.stage,
            subject,
            method,
            written,
            str(summer),
            qualifier,
            value,
            date=date,
        )


@cache
def words_of(collection: Collection) -> Words:
    """Return the words of a collection."""
    told = packaged.toml("keystage.synth.returns", "words.toml")[collection.value]
    components = {name: tuple(four) for name, four in told["components"].items()}
    return Words(told["stage"], told["tag"], told["holds"], components)
