"""Scripts, style sheets and templates stay small, as modules do."""

from pathlib import Path

import pytest

from tests.shape.test_sizes import FILE, FUNCTION
from tests.shape.tree import ROOT, project_files
from tests.shape.web import javascript

VENDORED = ROOT / "src/keystage_web/ui/static/ui/govuk"


def web_files() -> list[Path]:
    """Return our own scripts, style sheets and templates; the vendored are others'."""
    kinds = {".js", ".mjs", ".css", ".html"}
    found = [path for path in project_files() if path.suffix in kinds]
    ours = [path for path in found if path.is_relative_to(ROOT / "src")]
    return [path for path in ours if VENDORED not in path.parents]


def too_long(name: str, source: str) -> list[str]:
    """Return what is too long in a script, style sheet or template."""
    lines = source.count("\n")
    found = [f"{name}: {lines} lines > {FILE}"] if lines > FILE else []
    if name.endswith(("js", "mjs")):
        long = [size for size in javascript.functions(source) if size[1] > FUNCTION]
        found += [f"{name}:{at}: {size} lines > {FUNCTION}" for at, size in long]
    return found


def test_scripts_style_sheets_and_templates_stay_small() -> None:
    assert len(web_files()) > 5
    found = []
    for path in web_files():
        name = path.relative_to(ROOT).as_posix()
        found += too_long(name, path.read_text(encoding="utf-8"))
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "head",
    [
        "function f(a) {",
        "const f = (a) => {",
        "class A { f(a) {",
        "export async function f({ a }) {",
    ],
)
def test_a_planted_long_function_is_caught(head: str) -> None:
    inside = "\n".join(["if (a) { b('{'); } // }"] * (FUNCTION - 2))
    source = f"{head}\n{inside}\n" + "}" * head.count("class") + "}\n"
    assert not too_long("x.mjs", source)
    longer = source.replace("\n", "\n/* { */ c(`{`);\n", 1)
    assert too_long("x.mjs", longer)


@pytest.mark.parametrize("frame", ["(() => {\n%s})();", "(function () {\n%s}());"])
def test_the_frame_around_a_whole_script_is_no_function(frame: str) -> None:
    assert not too_long("x.js", frame % ("a();\n" * FUNCTION))
    inner = "function f() {\n" + "a();\n" * FUNCTION + "}\n"
    assert too_long("x.js", frame % inner)


def test_a_planted_long_style_sheet_is_caught() -> None:
    assert not too_long("x.css", "a {}\n" * FILE)
    assert too_long("x.css", "a {}\n" * (FILE + 1))
