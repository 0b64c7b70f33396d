"""What whoever declares says of a return, and what has to be said of its errors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from keystage import rulebooks
from keystage.core.findings import Finding, Severity
from keystage.rulebooks.entry import entry_of
from keystage_web.returns.models import Round
from keystage_web.returns.states import Declaration


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that is ticked, and the id it is kept by."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Declared:
    """What somebody ticked, by id, and the name they typed under it."""

    statements: frozenset[str]
    name: str


def statements(of_round: Round) -> tuple[Statement, ...]:
    """Return what is declared in a round, in order; all of it has to be ticked."""
    return statements_of(of_round.book.book, Declaration(of_round.declaration))


def statements_of(book: str, declaration: Declaration) -> tuple[Statement, ...]:
    """Return what is declared of a rulebook's results where so is declared."""
    said = entry_of(rulebooks.load(book))
    by = _BY_SENDER if declaration is Declaration.SENDER else _BY_HEAD
    found = {**said.declares, by: said.signs[by]}
    return tuple(Statement(id_, text) for id_, text in found.items())


_BY_SENDER, _BY_HEAD = "with_authority", "as_head"


def unsaid(of_round: Round, declared: Declared) -> frozenset[str]:
    """Return the statements that were not ticked, and '' where no name was typed."""
    wanted = {one.id for one in statements(of_round)}
    lacking = wanted - declared.statements
    return frozenset(lacking | ({""} if not declared.name.strip() else set()))


def unexplained(
    findings: Iterable[Finding], explained: Mapping[str, str]
) -> list[Finding]:
    """Return the errors for whose rule no reason is given."""
    return [
        one
        for one in findings
        if one.severity is Severity.ERROR and not explained.get(one.rule, "").strip()
    ]
