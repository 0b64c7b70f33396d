"""The rows of a sheet, out of what was gathered; no question is asked here."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from keystage.measures import Pupil
from keystage.rulebooks.entry import Ask
from keystage_web.returns.locking.unlocks import ALL, sent
from keystage_web.returns.sheet import worked
from keystage_web.returns.sheet.choice import NO_CLASS, Choice, Show
from keystage_web.returns.sheet.closing import NOTHING, Shut, Standing, standing
from keystage_web.returns.sheet.facts import Child, Held
from keystage_web.returns.sheet.gather.gathering import Gathered
from keystage_web.returns.sheet.model import Cell, Counts, Foot, Row, State, Worked

_BLANK = Held("", 0)
_Cells = dict[str, Cell]


class Rows:
    """Makes the rows of a gathered return: each alone, in its turn."""

    def __init__(self, of: Gathered) -> None:
        self.of, self.plan, self._said = of, of.plan, of.said
        self._plain: dict[tuple[str, str, int], Cell] = {}
        self._locked = bool(of.standing.locked)
        self._unlocked = of.standing.unlocked
        self._missing = of.nothing_before
        self._special = {
            *self._said.notes,
            *self._said.flags,
            *self._said.clashes,
        }
        self._spoken = {pupil for pupil, _ in self._special}
        self._due = [name for name in of.plan.results if name in of.plan.required]
        wholes = [ask for ask in self.plan.entry.asks if ask.fills]
        self._whole = wholes[0] if wholes else None

    def row(self, child: Child, *, follows: bool = True) -> Row:
        """Return the row of one pupil; with what `follows` from it, if that is wanted."""
        stands = self.stands(child)
        shut = self.shut(child, stands)
        cells = self._cells(child, shut)
        due = self._wanted(child, shut)
        filled = sum(bool(cells[name].value) for name in due)
        own = (child.id, "")
        flags = sum(cell.flag for cell in cells.values())
        found: dict[str, Worked] = {}
        row = Row(
            pupil=child.id,
            name=child.name,
            klass=child.klass,
            klass_name=child.klass_name,
            year_group=child.year_group,
            remarks=(*self._wholly(shut), *stands.remarks, *self._exempt(child)),
            cells=cells,
            worked=found,
            filled=filled,
            due=len(due),
            blanks=len(due) - filled,
            problems=sum(bool(cell.mark or cell.clash) for cell in cells.values()),
            flags=flags + (own in self._said.flags),
            notes=self._said.notes.get(own, 0),
            flag=own in self._said.flags,
            previous=stands.previous,
            exempt=child.id in self._said.exempt,
        )
        if follows:
            found |= worked.beside(self.plan, self.pupil(child), row.done)
        return row

    def _wanted(self, child: Child, shut: Mapping[str, Shut]) -> Sequence[str]:
        """Return the results that are due of a child."""
        if not (shut or child.below):
            return self._due
        return [
            name
            for name in self.plan.results
            if name not in shut and (name in self.plan.required or name in child.below)
        ]

    def pupil(self, child: Child) -> Pupil:
        """Return a pupil as measures see one."""
        held = self.of.results.get(child.id, {})
        results = {name: one.value for name, one in held.items() if one.value}
        return Pupil(
            results=results,
            upn=child.upn,
            cohort=child.cohort,
            sex=child.sex,
            born=child.born,
            group=child.klass_name,
        )

    def stands(self, child: Child) -> Standing:
        """Return how a child stands before anything that was opened for it."""
        before = self.of.before.get(child.id, NOTHING)
        again, missing = self.of.again, self._missing
        return standing(self.plan, child, before, again, missing=missing)

    def shut(self, child: Child, stands: Standing) -> dict[str, Shut]:
        """Return the cells that are shut to a child, and were not opened."""
        opened = self._said.opened
        if (child.id, "") in opened:
            return {}
        return {
            name: one
            for name, one in stands.shut.items()
            if (child.id, name) not in opened
        }

    def _cells(self, child: Child, shut: Mapping[str, Shut]) -> _Cells:
        held = self.of.results.get(child.id, {})
        if not shut and self._unlocked == ALL and child.id not in self._spoken:
            cells = self._plainly(held)
            return self._mixed(cells, self._whole) if self._whole else cells
        cells = {
            name: self._cell((child.id, name), held.get(name, _BLANK), shut.get(name))
            for name in self.plan.results
        }
        ask = self._whole
        return self._mixed(cells, ask) if ask else cells

    def _plainly(self, held: Mapping[str, Held]) -> _Cells:
        """Return the cells of a pupil of whom nothing was said: those of most."""
        known, cells = self._plain, _Cells()
        for name in self.plan.results:
            value, version, _seq = held.get(name, _BLANK)
            found = known.get((name if value else "", value, version))
            cells[name] = found or self._simple(name, value, version)
        return cells

    def _cell(self, key: tuple[str, str], held: Held, shut: Shut | None) -> Cell:
        component, (value, version, _seq) = key[1], held
        plain = shut is None and self._unlocked.holds(*key)
        if plain and key not in self._special:
            return self._simple(component, value, version)
        cell = self._simple(component, value, version)
        if not self._unlocked.holds(*key):
            cell = cell._replace(state=State.LOCKED, reason=sent())
        if shut is not None:
            cell = cell._replace(
                state=State.CLOSED,
                reason=shut.reason,
                openable=shut.openable and not self._locked,
                mark=shut.reason if value else "",
            )
        clash = self._said.clashes.get(key)
        return cell._replace(
            notes=self._said.notes.get(key, 0),
            flag=key in self._said.flags,
            clash=clash.id if clash else "",
        )

    def _simple(self, component: str, value: str, version: int) -> Cell:
        """Return a cell of which nothing was said: most are alike, and shared."""
        plain = (component if value else "", value, version)
        found = self._plain.get(plain)
        if found is None:
            state = State.LOCKED if self._locked else State.OPEN
            mark = self.plan.mark(component, value)
            found = self._plain[plain] = Cell(value, version, state, mark=mark)
        return found

    def _mixed(self, cells: _Cells, ask: Ask) -> _Cells:
        """Mark what stands in some of the cells only that it stands in all of or none."""
        some = [name for name in ask.fills if cells[name].value == ask.value]
        if not some or len(some) == len(ask.fills):
            return cells
        for name in some:
            cells[name] = cells[name]._replace(mark=ask.mixed)
        return cells

    def _wholly(self, shut: Mapping[str, Shut]) -> Iterable[str]:
        """Return why nothing at all is entered for a pupil, where no remark tells it."""
        if len(shut) < len(self.plan.results):
            return ()
        return dict.fromkeys(one.says for one in shut.values() if one.says)

    def _exempt(self, child: Child) -> Iterator[str]:
        reason = self._said.exempt.get(child.id)
        if reason is None:
            return
        grounds = self._whole.grounds if self._whole else {}
        said = grounds.get(reason, reason)
        if said:
            yield _("On record: %(reason)s.") % {"reason": said.rstrip(".")}
        else:
            yield _("An exemption is on record.")


def among(children: Iterable[Child], choice: Choice) -> list[Child]:
    """Return the children of the class, the year and the group that are wanted."""
    klass = choice.of_class
    wanted = "" if klass == NO_CLASS else klass
    return [
        child
        for child in children
        if (not klass or child.klass == wanted)
        and (not choice.year or child.year_group == choice.year)
        and (not choice.group or choice.group in child.groups)
    ]


def shown(rows: Iterable[Row], show: Show) -> tuple[Row, ...]:
    """Return the rows that are wanted of those in the class."""
    return tuple(row for row in rows if _WANTED[show](row))


_WANTED: Mapping[Show, Callable[[Row], bool]] = {
    Show.ALL: lambda _: True,
    Show.BLANKS: lambda row: row.blanks > 0,
    Show.PROBLEMS: lambda row: row.problems > 0,
    Show.FLAGS: lambda row: row.flags > 0,
}


def counted(rows: Iterable[Row]) -> Counts:
    """Return how many rows there are, and how much is left to do in them."""
    found = list(rows)
    due = [row for row in found if not row.closed]
    return Counts(
        pupils=len(due),
        complete=sum(row.complete for row in due),
        blanks=sum(row.blanks for row in found),
        problems=sum(row.problems for row in found),
        flags=sum(row.flags for row in found),
        closed=len(found) - len(due),
    )


def foot_of(rows: Rows, children: Iterable[Child]) -> Foot:
    """Return what the results of `children` come to."""
    return worked.foot(rows.plan, [rows.pupil(child) for child in children])
