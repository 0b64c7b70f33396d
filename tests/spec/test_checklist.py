"""The list of what the work asks for is whole, and each test it names is there."""

import ast
import re
from pathlib import Path

from tests.shape.tree import ROOT

PAGE = ROOT / "docs" / "coverage.md"
ROW = re.compile(r"^\| (\d+[ab]?) \| (.+?) \| (.+?) \|$", re.M)
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
LETTERED = {"40a", "40b", "48a", "48b", "49a", "114a", "114b"}
WANTED = {str(number) for number in range(1, 153)} | LETTERED
WAITING = 16  # how many rows may be "Not yet": only ever down


def rows() -> list[tuple[str, str, str]]:
    """Return number, wish and proof of every row."""
    return ROW.findall(PAGE.read_text(encoding="utf-8"))


def functions(path: Path) -> set[str]:
    """Return the names of the functions of a test file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def holds(proof: str) -> bool:
    """Return whether a row's proof is a test that is there, or a reason."""
    named = NAMED.fullmatch(proof)
    if named:
        return named[2] in functions(ROOT / "tests" / named[1])
    kind, _, reason = proof.partition(": ")
    return kind in {"Not yet", "Elsewhere"} and len(reason.split()) > 1


def test_every_wish_has_one_row_in_order() -> None:
    numbers = [number for number, _, _ in rows()]
    assert set(numbers) == WANTED
    assert numbers == sorted(numbers, key=lambda one: (int(one.rstrip("ab")), one))
    assert len(numbers) == len(WANTED)


def test_a_row_names_a_test_that_is_there_or_says_why_not() -> None:
    assert [
        number for number, wish, proof in rows() if not (wish and holds(proof))
    ] == []


def test_what_waits_only_becomes_less() -> None:
    waiting = [number for number, _, proof in rows() if proof.startswith("Not yet")]
    assert len(waiting) == WAITING
