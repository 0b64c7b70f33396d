"""Where a fault is put right in the system a school uses, as far as is known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from keystage.core import packaged
from keystage.core.findings import Finding
from keystage.intake.output.document import Steps


@dataclass(frozen=True, slots=True)
class Supplier:
    """One system: its name, how files name it, and its click-paths by topic."""

    name: str
    ids: tuple[str, ...]
    steps: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """Every system described; `topics` gives the rules of each topic, in order."""

    topics: Mapping[str, tuple[str, ...]]
    suppliers: tuple[Supplier, ...]


@cache
def known() -> Known:
    """Return what is known, read once from the package's own data."""
    tables = packaged.toml("keystage.intake", "suppliers.toml")
    return Known(
        {topic: tuple(rules) for topic, rules in tables["topics"].items()},
        tuple(
            Supplier(part["name"], tuple(part["ids"]), part["steps"])
            for part in tables["suppliers"].values()
        ),
    )


def steps(supplier_id: str, findings: Iterable[Finding]) -> dict[str, Steps]:
    """Return the click-path by rule, for those of `findings` that have one.

    `supplier_id` is the system as the file names it.
    """
    supplier = _supplier(supplier_id)
    if supplier is None:
        return {}
    rules = {rule for finding in findings for rule in _rules(finding)}
    found = {rule: supplier.steps.get(_topic(rule, supplier), "") for rule in rules}
    return {
        rule: Steps(supplier.name, path) for rule, path in sorted(found.items()) if path
    }


def _supplier(supplier_id: str) -> Supplier | None:
    name = supplier_id.casefold()
    every = known().suppliers
    return next((one for one in every if any(part in name for part in one.ids)), None)


def _rules(finding: Finding) -> set[str]:
    beneath = (_rules(under) for under in finding.consequences)
    return {finding.rule}.union(*beneath)


def _topic(rule: str, supplier: Supplier) -> str:
    """Return the first topic of `rule` that the system's click-paths speak of."""
    for topic, rules in known().topics.items():
        if topic in supplier.steps and any(fnmatchcase(rule, like) for like in rules):
            return topic
    return ""
