"""What writing an invented authority costs beside a bare writer of the same bytes."""

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.clock import Case, compare, cpu
from bench.memory import MIB
from bench.table import table
from keystage.synth.key import Key
from keystage.synth.model import Authority, Collection
from keystage.synth.places import schools
from keystage.synth.returns import returns
from keystage.synth.season import Plan, Tally, steps, write

SUMMER = 2025
SCHOOLS = 60
LEAST = 0.2
ROW = "<Pupil><UPN>{:013}</UPN><Result>{:02}</Result></Pupil>\n"
_EACH = len(ROW.format(0, 0))
WHAT = (
    ("one result a child (tables check)", (Collection.MTC,)),
    ("17 results a child (profile)", (Collection.EYFSP,)),
)


def plan(count: int, collections: tuple[Collection, ...], *, plain: bool) -> Plan:
    """Return what to write: transfer files and nothing wrong, or all there is."""
    nation = Authority("999", count, 7)
    share, workbooks = (0, False) if plain else (1000, True)
    return Plan(nation, (SUMMER,), collections, share=share, workbooks=workbooks)


def forget() -> None:
    """Forget what was drawn: an authority is made once, and not from memory."""
    for name, module in list(sys.modules.items()):
        if name.startswith("keystage.synth."):
            for kept in vars(module).values():
                if hasattr(kept, "cache_clear"):
                    kept.cache_clear()


def made(wanted: Plan, out: Path) -> Tally:
    """Write an authority, as `keystage synth` does."""
    forget()
    key = Key(wanted.authority, wanted.collections)
    return write(out / "made", steps(wanted, key))


def drawn(wanted: Plan) -> None:
    """Draw what all schools return, and write nothing."""
    forget()
    for one in schools(wanted.authority):
        returns(wanted.authority, one.index, SUMMER, wanted.collections)


def bare(files: Sequence[bytes]) -> None:
    """Write as many files of as many bytes: texts joined, and no more."""
    with TemporaryDirectory() as folder:
        for number, data in enumerate(files):
            rows = range(len(data) // _EACH + 1)
            text = "".join([ROW.format(row, row % 100) for row in rows])
            Path(folder, str(number)).write_bytes(text.encode()[: len(data)])


def within(work: Callable[[Path], object]) -> Callable[[Sequence[bytes]], None]:
    """Return work done in a folder of its own, which goes afterwards."""

    def done(_: Sequence[bytes]) -> None:
        with TemporaryDirectory() as folder:
            work(Path(folder))

    return done


def report(rounds: int, count: int = SCHOOLS, least: float = LEAST) -> str:
    """Return a table for children with one result, and one for those with many."""
    told = (
        f"### {title}\n\n{_table((rounds, least), count, what)}" for title, what in WHAT
    )
    return "\n\n".join(told)


def _table(how: tuple[int, float], count: int, what: tuple[Collection, ...]) -> str:
    plain, whole = (plan(count, what, plain=plain) for plain in (True, False))
    (files, pupils), (more, more_pupils) = _size(plain), _size(whole)
    cases = [
        Case("drawn, not written", within(lambda _: drawn(plain)), files),
        Case("transfer files", within(lambda out: made(plain, out)), files),
        Case("faults, answers, workbooks", within(lambda out: made(whole, out)), more),
    ]
    compare(cases, bare, *how)
    many = (pupils, pupils, more_pupils)
    rows = [
        (*case.told(), *_rates(case, of)) for case, of in zip(cases, many, strict=True)
    ]
    heads = ("Way", "x bare writer", "range", "pupils a second", "MiB a second")
    return f"{table(heads, rows)}\n\n{_said(count, files, pupils)}"


def _size(wanted: Plan) -> tuple[list[bytes], int]:
    """Return what is written, and how many pupils are returned."""
    with TemporaryDirectory() as folder:
        tally = made(wanted, Path(folder))
        return list(_read(Path(folder))), tally.pupils


def _read(folder: Path) -> Iterable[bytes]:
    return (path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def _rates(case: Case, pupils: int) -> tuple[str, str]:
    seconds = cpu(case.work, case.files, 1)
    size = sum(map(len, case.files)) / MIB
    return f"{pupils / seconds:,.0f}", f"{size / seconds:.1f}"


def _said(count: int, files: Sequence[bytes], pupils: int) -> str:
    size = sum(map(len, files)) / MIB
    return f"{count} schools, {len(files)} files, {pupils:,} pupils, {size:.1f} MiB."
