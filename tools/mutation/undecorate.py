"""Say decorators as calls, so that mutmut does not pass over what they stand on.

mutmut leaves decorated functions alone, and every kind of check is one, every
property too. `@kind` above `def share` and `share = kind(share)` below it come
to the same, and of the second mutmut changes the body.
"""

import ast

UNTOUCHED = {"staticmethod", "classmethod"}  # mutmut knows these


def undecorate(source: str) -> str:
    """Return the same program, its decorators applied after each function."""
    lines = source.splitlines(keepends=True)
    found = list(_decorated(ast.parse(source).body))
    for function in reversed(found):
        end = function.end_lineno or function.lineno
        lines.insert(end, _applied(function, source))
        for number in range(function.decorator_list[0].lineno, function.lineno):
            lines[number - 1] = "\n"
    return "".join(lines)


def _decorated(body: list[ast.stmt]) -> list[ast.FunctionDef]:
    """Return the functions and methods of a module to which it can be done."""
    found: list[ast.FunctionDef] = []
    for node in body:
        if isinstance(node, ast.ClassDef):
            found += _decorated(node.body)
        elif isinstance(node, ast.FunctionDef) and _wanted(node):
            found.append(node)
    return found


def _wanted(function: ast.FunctionDef) -> bool:
    """Leave alone what mutmut can do, and setters, which build on their own name."""
    names = {ast.unparse(item) for item in function.decorator_list}
    return bool(names) and not names <= UNTOUCHED and function.name not in str(names)


def _applied(function: ast.FunctionDef, source: str) -> str:
    """Return the line `name = decorator(name)`, the innermost decorator first."""
    value = function.name
    for item in reversed(function.decorator_list):
        value = f"{ast.get_source_segment(source, item)}({value})"
    return f"{' ' * function.col_offset}{function.name} = {value}\n"
