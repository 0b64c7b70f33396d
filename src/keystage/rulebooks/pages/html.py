"""A rulebook's Markdown as one self-contained HTML page, readable without a script.

Only the Markdown that rulebook pages are made of is known: headings, paragraphs, quotes,
lists, tables, bold and code.
"""

import re
from collections.abc import Iterator
from html import escape

_HEADING = re.compile(r"(#{1,6}) (.*)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_CODE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"\[([^\]]+)\]\(([a-zA-Z0-9./_#-]+)\)")
_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;"
    "color:#0b0c0c}table{border-collapse:collapse;display:block;overflow-x:auto}"
    "th,td{border:1px solid #b1b4b6;padding:.3em .6em;text-align:left;"
    "vertical-align:top}blockquote{border-left:4px solid #505a5f;margin-left:0;"
    "padding-left:1em}code{font-family:monospace;overflow-wrap:anywhere}"
)


def page(markdown: str) -> str:
    """Return the page; its title is the first heading."""
    body = "\n".join(_blocks(markdown.splitlines()))
    title = escape(markdown.partition("\n")[0].removeprefix("# "))
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"{body}\n</main>\n</body>\n</html>\n"
    )


def _blocks(lines: list[str]) -> Iterator[str]:
    at = 0
    while at < len(lines):
        sort = _sort(lines[at])
        end = at + 1
        while end < len(lines) and sort in {"-", "|"} and _sort(lines[end]) == sort:
            end += 1
        if lines[at]:
            yield _block(sort, lines[at:end])
        at = end


def _sort(line: str) -> str:
    return line[:1] if line[:1] in {"-", "|", ">", "#"} else ""


def _block(sort: str, lines: list[str]) -> str:
    heading = _HEADING.fullmatch(lines[0])
    if heading:
        level = len(heading[1])
        return f"<h{level}>{_inline(heading[2])}</h{level}>"
    if sort == "-":
        items = "\n".join(f"<li>{_inline(line[2:])}</li>" for line in lines)
        return f"<ul>\n{items}\n</ul>"
    if sort == "|":
        return _table(lines)
    tag = "blockquote" if sort == ">" else "p"
    return f"<{tag}>{_inline(lines[0].removeprefix('> '))}</{tag}>"


def _table(lines: list[str]) -> str:
    head, _, *rows = (
        [cell.strip() for cell in line[1:-1].split("|")] for line in lines
    )
    heads = "".join(f'<th scope="col">{_inline(cell)}</th>' for cell in head)
    body = "\n".join(
        f"<tr>{''.join(f'<td>{_inline(cell)}</td>' for cell in row)}</tr>"
        for row in rows
    )
    return (
        f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    )


def _inline(text: str) -> str:
    made = _CODE.sub(r"<code>\1</code>", escape(text, quote=False))
    return _LINK.sub(r'<a href="\2">\1</a>', _BOLD.sub(r"<strong>\1</strong>", made))
