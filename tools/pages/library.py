"""The public names of the library, module by module."""

import importlib
import inspect
from types import ModuleType

from tools.pages import code, first_line, table

MODULES = (
    *("keystage.intake", "keystage.reports", "keystage.rulebooks", "keystage.ctf"),
    *("keystage.checks", "keystage.measures", "keystage.movement", "keystage.xmlguard"),
    *("keystage.changes", "keystage.exports.jsonl", "keystage.exports.choose"),
    *("keystage.tables", "keystage.rulebooks.official", "keystage.rulebooks.overrides"),
    *("keystage.core.upn", "keystage.core.identifiers", "keystage.core.years"),
    *("keystage.core.records", "keystage.core.findings", "keystage.core.errors"),
)
INTRO = """# The library

What may be relied on from Python. Names not listed here may change at any time."""


def public(module: ModuleType) -> list[str]:
    """Return a module's public names: those it lists, or those it makes itself."""
    if listed := getattr(module, "__all__", None):
        return sorted(listed)
    return sorted(
        name
        for name, value in vars(module).items()
        if not name.startswith("_")
        and getattr(value, "__module__", "") == module.__name__
    )


def call(name: str, value: object) -> str:
    """Return a function as it is called, by the names of its parameters."""
    if not inspect.isfunction(value):
        return code(name)
    shown: list[str] = []
    for parameter in inspect.signature(value).parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in shown:
            shown.append("*")
        optional = parameter.default is not parameter.empty
        shown.append(f"{parameter.name}=…" if optional else parameter.name)
    return code(f"{name}({', '.join(shown)})")


def section(name: str) -> str:
    """Return one module: its sentence, and a table of its names."""
    module = importlib.import_module(name)
    values = (
        (public_name, getattr(module, public_name)) for public_name in public(module)
    )
    rows = ((call(key, value), meaning(value)) for key, value in values)
    words = first_line(module.__doc__)
    return f"## {name}\n\n{words}\n\n{table(('Name', 'Meaning'), rows)}"


def meaning(value: object) -> str:
    """Return a name's own sentence; a constant has none."""
    documented = inspect.isclass(value) or callable(value) or inspect.ismodule(value)
    return first_line(inspect.getdoc(value)) if documented else ""


def pages() -> dict[str, str]:
    """Return the page."""
    return {"library.md": "\n\n".join([INTRO, *map(section, MODULES)]) + "\n"}
