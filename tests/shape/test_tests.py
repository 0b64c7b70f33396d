"""A test that asserts nothing, or skips without saying why, is not a test."""

import ast

import pytest

from tests.shape.tree import ROOT, functions, nodes, python_files

WAITING = {"subprocess.run", "subprocess.check_output", "urllib.request.urlopen"}
PROVING = {"raises", "fail", "warns", "expect"}  # expect: Playwright's assertion


def called(node: ast.AST) -> set[str]:
    """Return the last part of the name of everything called beneath a node."""
    found = set()
    for child in ast.walk(node):
        if isinstance(child, ast.Call):
            name = ast.unparse(child.func).split("(")[0]
            found.add(name.split(".")[-1])
    return found


def proves(node: ast.AST, helpers: set[str]) -> bool:
    """Return whether a function asserts, or calls something that does."""
    if any(isinstance(child, ast.Assert) for child in ast.walk(node)):
        return True
    return bool(called(node) & (PROVING | helpers))


def asserting(sources: list[str]) -> set[str]:
    """Return the names of the functions, tests aside, that assert something."""
    helpers: set[str] = set()
    everyone = [f for source in sources for f in functions(source)]
    others = [f for f in everyone if not f.name.startswith("test_")]
    for _ in range(3):  # a helper may stand on a helper
        helpers |= {f.name for f in others if proves(f, helpers)}
    return helpers


def idle(source: str, helpers: set[str]) -> list[str]:
    """Return the tests of a module that cannot fail but by crashing."""
    tests = [f for f in functions(source) if f.name.startswith("test_")]
    return [f.name for f in tests if not proves(f, helpers)]


def silent_skips(source: str) -> list[int]:
    """Return the lines of the skips and expected failures that give no reason."""
    found = []
    for node in nodes(source):
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {
            "pytest.mark.skip",
            "pytest.mark.skipif",
            "pytest.mark.xfail",
            "pytest.skip",
            "pytest.xfail",
        }:
            found.append((node.lineno, node.col_offset))
    explained = {
        (node.func.lineno, node.func.col_offset)
        for node in nodes(source)
        if isinstance(node, ast.Call) and gives_reason(node)
    }
    return [line for line, column in found if (line, column) not in explained]


def gives_reason(call: ast.Call) -> bool:
    """Return whether a skip says why: skip("why"), skipif(when, reason="why")."""
    named = [word.value for word in call.keywords if word.arg == "reason"]
    first = call.args[:1] if ast.unparse(call.func).endswith("skip") else []
    return any(ast.unparse(value) not in {"''", '""'} for value in named + first)


def endless(source: str) -> list[int]:
    """Return the lines where a program or an answer may be waited for for ever."""
    found = []
    for node in nodes(source):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            waits = name in WAITING or name.endswith(".communicate")
            if waits and "timeout" not in {word.arg for word in node.keywords}:
                found.append(node.lineno)
        # Leaving the block, Popen waits for the program's end.
        if isinstance(node, ast.withitem) and "Popen(" in ast.unparse(node):
            found.append(node.context_expr.lineno)
    return found


def test_every_test_asserts_something() -> None:
    files = [p for p in python_files() if p.is_relative_to(ROOT / "tests")]
    sources = {path: path.read_text(encoding="utf-8") for path in files}
    helpers = asserting(list(sources.values()))
    found = {path.name: idle(source, helpers) for path, source in sources.items()}
    assert not {name: tests for name, tests in found.items() if tests}


def test_every_skip_gives_its_reason() -> None:
    found = {}
    for path in python_files():
        source = path.read_text(encoding="utf-8")
        spoken = "skip" in source or "xfail" in source  # others hold no such node
        if spoken and (lines := silent_skips(source)):
            found[path.name] = lines
    assert not found


def test_no_test_waits_for_ever() -> None:
    found = {}
    for path in python_files():
        if path.is_relative_to(ROOT / "tests"):
            source = path.read_text(encoding="utf-8")
            spoken = "subprocess" in source or "urllib" in source
            if spoken and (lines := endless(source)):
                found[path.name] = lines
    assert not found


@pytest.mark.parametrize(
    "source",
    [
        "subprocess.run(words, check=True)",
        "told = child.communicate()",
        "urllib.request.urlopen(address)",
        "with subprocess.Popen(words) as child: ...",
    ],
)
def test_a_planted_wait_for_ever_is_caught(source: str) -> None:
    assert endless(source) == [1]


def test_a_wait_with_an_end_is_let_be() -> None:
    assert not endless("subprocess.run(words, check=True, timeout=LIMIT)")
    assert not endless("with started(words) as child: child.communicate(timeout=9)")


def test_a_planted_idle_test_is_caught() -> None:
    source = "def test_a():\n    run()\n"
    assert idle(source, set()) == ["test_a"]
    assert not idle(source, asserting(["def run():\n    assert True\n"]))
    assert not idle("def test_a():\n    with pytest.raises(E):\n        f()\n", set())


@pytest.mark.parametrize(
    "source",
    ["pytest.skip()", "@pytest.mark.skip\ndef f(): ...", "pytest.mark.skipif(x)"],
)
def test_a_planted_silent_skip_is_caught(source: str) -> None:
    assert silent_skips(source) == [1]


@pytest.mark.parametrize(
    "source", ["pytest.skip('no browser')", "pytest.mark.skipif(x, reason='why')"]
)
def test_a_skip_with_a_reason_is_let_be(source: str) -> None:
    assert not silent_skips(source)
