"""How long the functions of a script are, without a parser for JavaScript."""

import re
from collections.abc import Iterator

# What may hold braces that are none: comments, strings, templates, patterns.
_QUIET = re.compile(
    r"//[^\n]*|/\*.*?\*/"
    r"|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`"
    r"|(?<=[=(,:!&|?\[{;\n])\s*/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n*])+/[dgimsuvy]*",
    re.S,
)
_OPENING = re.compile(r"(\bfunction\b[^{};]*|=>\s*|\)\s*)$")
# A function called where it stands, around a whole script that is no module.
_FRAME = re.compile(r"(?:^|\n)\(\s*(?:function\s*\(\)\s*|\(\)\s*=>\s*)$")
_NO_FUNCTION = re.compile(r"\b(?:if|for|while|switch|catch|with)\s*\([^{}]*\)\s*$")


def quieted(source: str) -> str:
    """Return a script with everything that is not code emptied, its lines kept."""

    def blank(found: re.Match[str]) -> str:
        return "\n" * found.group().count("\n")

    return _QUIET.sub(blank, source)


def functions(source: str) -> Iterator[tuple[int, int]]:
    """Yield the first line and the number of lines of every function in a script."""
    code = quieted(source)
    opened: list[tuple[int, bool]] = []
    for brace in re.finditer(r"[{}]", code):
        line = code.count("\n", 0, brace.start()) + 1
        if brace.group() == "{":
            before = code[max(0, brace.start() - 400) : brace.start()]
            others = [_NO_FUNCTION, *([] if opened else [_FRAME])]
            is_one = not any(other.search(before) for other in others)
            opened.append((line, is_one and bool(_OPENING.search(before))))
        elif opened:
            first, is_one = opened.pop()
            if is_one:
                yield first, line - first + 1
