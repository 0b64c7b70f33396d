"""Every public name of the library says what it means."""

import ast
from collections.abc import Iterator

from tests.shape.tree import ROOT, python_files

Named = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def public(node: ast.AST, prefix: str = "") -> Iterator[tuple[str, Named]]:
    """Yield the public classes, functions and methods of a module, with their names."""
    for child in ast.iter_child_nodes(node):
        if (
            isinstance(child, Named)
            and not child.name.startswith("_")
            and child.name != "Meta"  # Django's: what it means is in Django's manual
        ):
            yield prefix + child.name, child
            if isinstance(child, ast.ClassDef):
                yield from public(child, f"{prefix}{child.name}.")


def silent(source: str) -> list[str]:
    """Return the public names of a module that have no docstring, or an empty one."""
    tree = ast.parse(source)
    found = [] if ast.get_docstring(tree) else ["(module)"]
    found += [name for name, node in public(tree) if not ast.get_docstring(node)]
    return found


def test_every_public_name_has_a_docstring() -> None:
    missing = []
    for path in python_files():
        if path.is_relative_to(ROOT / "src") and "migrations" not in path.parts:
            names = silent(path.read_text(encoding="utf-8"))
            missing += [f"{path.relative_to(ROOT)}: {name}" for name in names]
    assert not missing


def test_planted_silence_is_caught() -> None:
    source = "class A:\n    def b(self): ...\n    def _c(self): ...\ndef d(): ''\n"
    assert silent(source) == ["(module)", "A", "A.b", "d"]
    assert not silent('"""M."""\ndef d():\n    """Do."""\ndef _e(): ...\n')
