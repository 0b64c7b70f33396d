"""All the files of an invented authority's summers, one at a time.

Only one school's are ever held: a nation takes no more room than a village.
"""

from collections.abc import Iterator, Sequence

from keystage.synth import faults, writing
from keystage.synth.faults import Sown
from keystage.synth.model import Authority, Collection
from keystage.synth.places import school
from keystage.synth.results import FIRST_SUMMER
from keystage.synth.returns import Layout, Return, returns
from keystage.synth.season.arriving import (
    Folders,
    arrange,
    folders_of,
    is_late,
    zipped,
)
from keystage.synth.season.model import Keeper, Piece, Plan, Step, Written
from keystage.synth.season.telling import readme
from keystage.synth.sheets import sheet_bytes, sheet_name

KEY = "key.jsonl"
README = "README.md"


def steps(plan: Plan, key: Keeper) -> Iterator[Step]:
    """Yield what there is to write, a step a school and summer, in order.

    `key` takes what was written where, and its lines go into the key.
    The pieces of a step are to be taken before the next step. The same plan gives the
    same bytes. Raises `UsageError` for summers without invented results.
    """
    yield Step(iter([Piece(README, readme(plan).encode())]), is_school=False)
    for summer in plan.summers:
        yield Step(_begin(plan, summer), is_school=False)
        for index in plan.indexes:
            yield Step(_school(plan, index, summer, key))
        yield Step(_line_by_line(key.finish(summer)), is_school=False)
    yield Step(_line_by_line(key.end()), is_school=False)


def _key(lines: Iterator[str]) -> Iterator[Piece]:
    data = "".join(lines).encode()
    if data:
        yield Piece(KEY, data, more=True)


def _line_by_line(lines: Iterator[str]) -> Iterator[Piece]:
    """Yield lines about many schools, of which there may be any number."""
    for line in lines:
        yield Piece(KEY, line.encode(), more=True)


def _begin(plan: Plan, summer: int) -> Iterator[Piece]:
    facts = writing.season_facts(plan.authority, summer)
    yield Piece(f"{summer}/facts.toml", facts.encode())
    headings = writing.due_headings(plan.collections)
    yield Piece(f"{summer}/schools.csv", headings.encode())
    if _learns(plan, summer):
        headings = writing.LEARNED_HEADINGS
        yield Piece(f"{summer}/prior/learned.csv", headings.encode())


def _learns(plan: Plan, summer: int) -> bool:
    return Collection.PHONICS in plan.collections and summer > FIRST_SUMMER


def _school(plan: Plan, index: int, summer: int, key: Keeper) -> Iterator[Piece]:
    """Yield the files of a school's summer, and its lines of those of all schools."""
    authority = plan.authority
    here = school(authority, index)
    clean = returns(authority, index, summer, plan.collections)
    yield from _key(key.clean(index, summer, clean))
    due = writing.due(here, clean, plan.collections)
    yield from _more(f"{summer}/schools.csv", due)
    own = writing.school_facts(authority, here, summer)
    yield from _more(f"{summer}/facts.toml", own)
    sown = faults.plant(authority, arrange(plan, clean), plan.share)
    written: list[Written] = []
    yield from _sent(authority, sown, written)
    yield from _known(plan, index, summer)
    yield from _key(key.of_school(index, summer, written))


def _more(path: str, text: str) -> Iterator[Piece]:
    if text:
        yield Piece(path, text.encode(), more=True)


def _known(plan: Plan, index: int, summer: int) -> Iterator[Piece]:
    """Yield a school's roll and what is known of earlier years."""
    authority = plan.authority
    found = writing.roll_file(authority, index, summer, plan.collections)
    if found:
        name, data = found
        yield Piece(f"{summer}/rolls/{name}", data)
    for name, data in writing.prior_files(authority, index, summer, plan.collections):
        yield Piece(f"{summer}/prior/{name}", data)
    if _learns(plan, summer):
        told = writing.learned(authority, index, summer)
        yield from _more(f"{summer}/prior/learned.csv", told)


def _sent(
    authority: Authority, sown: Sequence[Sown], written: list[Written]
) -> Iterator[Piece]:
    """Yield the files a school sent, and note in `written` where each stands."""
    taken: set[str] = set()
    packed: dict[str, list[tuple[str, bytes, Sown]]] = {}
    for one in sown:
        folder, name = _place(authority, one.return_)
        data = _bytes(one)
        path = _free(f"{folder}/{name}", taken)
        if _is_zipped(authority, one.return_):
            box = f"{folder}/{one.return_.school.number}.zip"
            packed.setdefault(box, []).append((path[len(folder) + 1 :], data, one))
            path = f"{box}/{path[len(folder) + 1 :]}"
        else:
            yield _piece(path, data, [one])
        written.append(Written(path, one.return_, one.facts))
    for box, files in packed.items():
        data = writing.zip_bytes((name, data) for name, data, _ in files)
        yield _piece(box, data, [one for _, _, one in files])


def _piece(path: str, data: bytes, held: Sequence[Sown]) -> Piece:
    pupils = sum(len(one.return_.rows) for one in held)
    return Piece(path, data, False, pupils, sum(len(one.facts) for one in held))


def _free(path: str, taken: set[str]) -> str:
    """Return `path`, below a folder of its own where the school has sent it before."""
    folder, _, name = path.rpartition("/")
    while path in taken:
        folder += "/again"
        path = f"{folder}/{name}"
    taken.add(path)
    return path


def _place(authority: Authority, return_: Return) -> tuple[str, str]:
    """Return the folder and the name of a file."""
    summer, collection = return_.summer, return_.collection
    number = return_.school.number
    folder = f"{summer}/{return_.folder or collection.value}"
    if return_.layout is not Layout.CTF:
        return f"{folder}/{number}", sheet_name(return_)
    if not return_.folder and is_late(return_):
        folder += "/late"
    name = writing.file_name(return_)
    # a name that is not the school's own, another school may hit upon too
    own = not name.startswith(number) and not return_.folder
    if own or folders_of(authority, summer, collection) is Folders.SCHOOLS:
        folder += f"/{number}"
    return folder, name


def _bytes(one: Sown) -> bytes:
    if one.return_.layout is not Layout.CTF:
        return sheet_bytes(one.return_)
    return one.damage(writing.ctf_bytes(one.return_))


def _is_zipped(authority: Authority, return_: Return) -> bool:
    if return_.layout is not Layout.CTF or return_.folder:
        return False
    when = (return_.summer, return_.collection)
    return zipped(authority, return_.school.index, *when)
