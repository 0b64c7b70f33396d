"""One line of the answer key: what is true, and what a check must therefore say."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Protocol

from keystage.synth.faults.model import Planted
from keystage.synth.returns.model import Return


class Written(Protocol):
    """A file as it was written: its path, what it says, and what is planted in it.

    The path is below the folder of all; members of a zip have their own, `a.zip/b.xml`.
    """

    @property
    def path(self) -> str:
        """Where it stands."""
        ...

    @property
    def return_(self) -> Return:
        """What it says, faults and all."""
        ...

    @property
    def facts(self) -> Sequence[Planted]:
        """What a check must say of what is planted in it."""
        ...


def is_taken(written: Written) -> bool:
    """Return whether anything is taken of a file: no fault in it forbids that."""
    return not any(one.refuses for one in written.facts)


@dataclass(frozen=True, slots=True)
class Fact:
    """One finding to come. `kind` is fault (planted) or natural (rightly so).

    `files` are the one file it stands in, or those that show it only side by side:
    then `across` is true. The rest is as in `Planted`.
    """

    kind: str
    summer: int
    collection: str
    files: tuple[str, ...]
    across: bool
    way: str
    rule: str
    upn: str = ""
    component: str = ""
    value: str = ""
    under: str = ""
    why: str = ""


def sender(return_: Return) -> str:
    """Return the number of the school that a file says it is of, or a setting's URN."""
    header = return_.header
    if header["SourceSchool/Estab"].isdigit():
        return header["SourceSchool/LEA"] + header["SourceSchool/Estab"]
    return header["SourceSchool/URN"]


def planted(written: Written, fault: Planted) -> Fact:
    """Return the line of a planted fault."""
    return_ = written.return_
    return Fact(
        kind="fault",
        summer=return_.summer,
        collection=return_.collection.value,
        files=(written.path,),
        across=False,
        way=fault.way,
        rule=fault.rule,
        upn=fault.upn,
        component=fault.component,
        value=fault.value,
        under=fault.under,
        why=fault.why,
    )


def line(told: Fact) -> str:
    """Return a fact as a line of JSON."""
    return json_line({key: value for key, value in asdict(told).items() if value})


def json_line(told: object) -> str:
    """Return plain values as one line of JSON, with its end."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n"
