"""What the shape tests look at: the files of the project, and their functions."""

import ast
import gc
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

type Function = ast.FunctionDef | ast.AsyncFunctionDef

# A million nodes are kept to the end: to look again and again for what could go costs half
# the time, and finds nothing.
gc.disable()


def project_files(root: Path = ROOT) -> list[Path]:
    """Return every file git would carry, new ones included."""
    ask = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    told = subprocess.run(ask, cwd=root, check=True, capture_output=True, timeout=60)
    names = told.stdout.decode().split("\0")
    found = sorted({root / name for name in names if name})
    return [path for path in found if path.is_file()]


def python_files(root: Path = ROOT) -> list[Path]:
    """Return every Python module and script of the project."""
    return [path for path in project_files(root) if path.suffix == ".py"]


@cache
def nodes(source: str) -> tuple[ast.AST, ...]:
    """Return every node of a module; parsed and walked once for all that ask."""
    return tuple(ast.walk(ast.parse(source)))


def functions(source: str) -> Iterator[Function]:
    """Yield every function of a module, methods and inner ones too."""
    for node in nodes(source):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: Function) -> int:
    """Return the lines a function takes, from `def` to its end, docstring and all."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def text_of(path: Path) -> str | None:
    """Return a file's text, or None where it is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None
