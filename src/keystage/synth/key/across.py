"""What shows only when the files of several schools are laid side by side."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from keystage.synth.faults.model import Planted
from keystage.synth.key.facts import Fact, Written, is_taken, sender
from keystage.synth.key.movers import listed_stays
from keystage.synth.model import Authority, Collection
from keystage.synth.places import roll, school
from keystage.synth.returns.model import Row

type _Child = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Seen:
    """One row of one file that is taken."""

    school: str
    path: str
    upn: str
    child: _Child
    surname: str


@dataclass(slots=True)
class Beside:
    """The files of one collection and summer that are held against each other."""

    authority: Authority
    collection: Collection
    summer: int
    rows: list[_Seen] = field(default_factory=list)
    files: dict[str, list[str]] = field(default_factory=dict)
    indexes: set[int] = field(default_factory=set)
    planted: dict[tuple[str, str], Planted] = field(default_factory=dict)

    def add(self, written: Sequence[Written]) -> Iterator[Fact]:
        """Take the files of a school; yield those of them that are the same."""
        taken = [one for one in written if is_taken(one) and not one.return_.folder]
        for one in taken:
            number = sender(one.return_)
            self.files.setdefault(number, []).append(one.path)
            if number == one.return_.school.number:
                self.indexes.add(one.return_.school.index)
            self.rows += (_seen(number, one.path, row) for row in one.return_.rows)
            for fault in one.facts:
                if fault.rule == "H11":
                    paths = [each.path for each in taken]
                    yield self._fact("H11", "", paths, fault=fault)
                elif fault.across:
                    self.planted[fault.rule, fault.upn] = fault

    def facts(self) -> Iterator[Fact]:
        """Yield what all the files taken show together."""
        yield from self._twice()
        yield from self._under_two()
        yield from self._by_nobody()

    def _twice(self) -> Iterator[Fact]:
        for upn, seen in _by_upn(self.rows).items():
            if upn and len({one.school for one in seen}) > 1:
                yield self._fact("P18", upn, self._paths(_first(seen)), "upn")

    def _under_two(self) -> Iterator[Fact]:
        for child, seen in _by_child(self.rows).items():
            known = [one for one in seen if one.upn and all(child)]
            schools = {one.school for one in known}
            if len(schools) > 1 and len({one.upn for one in known}) > 1:
                first = _first(known)
                upns = {one.upn for one in known}
                faults = (self.planted.get(("P18U", upn)) for upn in upns)
                fault = next((one for one in faults if one), None)
                paths = self._paths(first)
                yield self._fact("P18U", first.upn, paths, "upn", fault=fault)

    def _by_nobody(self) -> Iterator[Fact]:
        upns = {one.upn for one in self.rows}
        children = {one.child for one in self.rows}
        for upn, (child, schools) in sorted(self._listed().items()):
            if upn in upns or child in children or not schools <= set(self.files):
                continue
            paths = [path for one in schools for path in self.files[one]]
            yield self._fact("P18N", upn, paths)

    def _listed(self) -> dict[str, tuple[_Child, set[str]]]:
        """Return the children of several lists, everyone of whose year is due."""
        found = {}
        for index in self.indexes:
            for entry in roll(self.authority, index, self.summer, self._group):
                stays = listed_stays(self.authority, entry.journey, self.summer)
                schools = {school(self.authority, one.school).number for one in stays}
                if len(schools) > 1:
                    child = entry.child
                    names = (child.surname.casefold(), child.forename.casefold())
                    born = child.born.isoformat()
                    found[child.upn] = (*names, born), schools
        return found

    @property
    def _group(self) -> int:
        """The year group everyone of whom is due."""
        return self.collection.groups[0]

    def _paths(self, first: _Seen) -> list[str]:
        """Return the files that hold a UPN, or a child of that name and birth."""
        return [
            one.path
            for one in self.rows
            if one.upn == first.upn or one.child == first.child
        ]

    def _fact(
        self,
        rule: str,
        upn: str,
        paths: Iterable[str],
        component: str = "",
        *,
        fault: Planted | None = None,
    ) -> Fact:
        known = fault or self.planted.get((rule, upn))
        return Fact(
            kind="fault" if known else "natural",
            summer=self.summer,
            collection=self.collection.value,
            files=tuple(sorted(set(paths))),
            across=True,
            way=rule,
            rule=rule,
            upn=upn,
            component=component,
            why=known.why if known else "",
        )


def _seen(number: str, path: str, row: Row) -> _Seen:
    told = row.fields
    child = told["Surname"].casefold(), told["Forename"].casefold(), told["DOB"]
    upn = told["UPN"].replace(" ", "").upper()
    return _Seen(number, path, upn, child, told["Surname"])


def _by_upn(rows: Iterable[_Seen]) -> dict[str, list[_Seen]]:
    found: dict[str, list[_Seen]] = {}
    for one in rows:
        found.setdefault(one.upn, []).append(one)
    return found


def _by_child(rows: Iterable[_Seen]) -> dict[_Child, list[_Seen]]:
    found: dict[_Child, list[_Seen]] = {}
    for one in rows:
        found.setdefault(one.child, []).append(one)
    return found


def _first(seen: Iterable[_Seen]) -> _Seen:
    """Return the row that stands for all: the first school's."""
    return min(seen, key=lambda one: (one.school, one.upn, one.surname))
