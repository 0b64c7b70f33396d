"""The kinds of check a rulebook may name, with their parameters."""

from collections.abc import Iterator
from types import ModuleType

from keystage.checks import conditions
from keystage.checks.kind import AnyKind, Param
from keystage.checks.kinds import KINDS
from keystage.rulebooks import examples
from tools.pages import code, table

INTRO = """# Kinds of check

A check in a rulebook names one of these and gives its parameters. To add a check, see
[CONTRIBUTING](../../CONTRIBUTING.md#add-a-check)."""
SCOPES = {
    "row": "One pupil at a time",
    "return": "A school's return as a whole",
    "across": "All returns of a collection together",
    "reading": "Enforced while the file is read",
}


def parameter(param: Param) -> str:
    """Return one parameter in words."""
    words = f"`{param.name}` {param.type.value}"
    if param.choices:
        words += f" ({', '.join(param.choices)})"
    if param.required:
        return f"**{words}**"
    return words if param.default is None else f"{words}, else {param.default}"


def row(kind: AnyKind) -> tuple[str, str, str, str]:
    """Return a kind as a row of its table."""
    listed = "; ".join(parameter(param) for param in kind.params.values())
    facts = " ".join(code(f"{{{fact}}}") for fact in kind.facts)
    return code(kind.name), kind.meaning, listed, facts


def pages() -> dict[str, str]:
    """Return the page."""
    head = (
        "Kind",
        "What it reports",
        "Parameters (**required**)",
        "Facts for its words",
    )
    parts = [INTRO]
    for scope, words in SCOPES.items():
        found = [kind for _, kind in sorted(KINDS.items()) if kind.scope.value == scope]
        parts += [f"## {words}", table(head, map(row, found))]
    words = "The parameter `when` of several kinds."
    parts += ["## Conditions", words, told(conditions)]
    parts.append(table(("Word", "Beside it", "Holds where"), operators()))
    parts += ["## Examples", told(examples)]
    return {"check-kinds.md": "\n\n".join(parts) + "\n"}


def operators() -> Iterator[tuple[str, str, str]]:
    """Yield the words a condition may use, with the keys beside them."""
    for word, operator in conditions.OPERATORS.items():
        keys = [f"**`{key}`**" for key in sorted(operator.needs)]
        keys += [f"`{key}`" for key in sorted(operator.may)]
        yield code(word), " ".join(keys), operator.meaning


def told(module: ModuleType) -> str:
    """Return a module's docstring as it stands, under a fence."""
    return f"```text\n{(module.__doc__ or '').strip()}\n```"
