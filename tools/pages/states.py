"""The page of states: what may follow what, drawn from the tables in the code."""

from collections.abc import Iterable, Iterator

from keystage_web.files import states as files
from keystage_web.returns import states as returns

type Move = tuple[str, str, str]
"""A state before, the move, the state after; '' before what was not there yet."""

_TOP = """# States

Where a round, a return and a file may stand, and what takes each from one state to the
next. There are no other ways: a move that is not here is refused, whoever asks for it.
"""
_RETURN = """A version stands in `submitted`, `queried`, `accepted` and `unlocked`, and in no other
state. `lock` is what the clock does: the time for changes has run out, and what was sent
before stands again."""
_FILE = """A file is received or recalled, never both: there is no way from the one to the other."""


def pages() -> dict[str, str]:
    """Return the page, by its path beneath docs/reference."""
    rounds = [(a.value, m.value, b.value) for (a, m), b in returns.ROUND.items()]
    sent = [(a.value, m.value, b.value) for (a, m), b in returns.RETURN.items()]
    parts = [
        _TOP,
        *_part("Round", "", rounds, returns.RoundState.DRAFT),
        *_part("Return", _RETURN, sent, returns.ReturnState.DRAFT),
        *_part("File", _FILE, list(_files()), ""),
    ]
    return {"states.md": "\n".join(parts)}


def _files() -> Iterator[Move]:
    for state in (None, *files.State):
        for act in files.Act:
            try:
                after = files.after(state, act)
            except files.Impossible:
                continue
            yield (state.value if state else "", act.value, after.value)


def _part(title: str, told: str, moves: Iterable[Move], first: str) -> Iterator[str]:
    """Yield a diagram of moves, and the same as a table; `first` is where it begins."""
    found = list(moves)
    yield f"## {title}\n"
    if told:
        yield f"{told}\n"
    yield "```mermaid\nstateDiagram-v2"
    if first:
        yield f"    [*] --> {first}"
    for before, move, after in found:
        yield f"    {before or '[*]'} --> {after}: {move}"
    yield "```\n"
    yield "| From | Move | To |"
    yield "|---|---|---|"
    for before, move, after in found:
        yield f"| {before or '(new)'} | {move} | {after} |"
    yield ""
