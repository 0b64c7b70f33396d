"""What the page of the grid is drawn from, besides the table."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from keystage_web.returns.sheet.choice import ALL_CLASSES, Show, year_named
from keystage_web.returns.sheet.model import Accepts, Named, Sheet, State
from keystage_web.school.marksheet.doors import Doors
from keystage_web.school.marksheet.drawing import AS_IS, Over, drawn
from keystage_web.school.marksheet.saying import words
from keystage_web.ui.parts import Link

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_BOOKS = 64  # rulebooks and languages whose dialogs are held
_DRAWN: dict[tuple[str, str | None], SafeString] = {}
_HINTS = 3  # codes that a line of hints still holds


@dataclass(frozen=True, slots=True)
class Option:
    """A line of a choice: what is sent, its words, whether it is the one chosen."""

    id: str
    label: "StrOrPromise"
    chosen: bool


@dataclass(frozen=True, slots=True)
class Looker:
    """Who looks, and what the script is told of them."""

    person: str
    token: str
    school: str = ""
    enter: str = "down"


def context(
    sheet: Sheet, doors: Doors, looker: Looker, over: Over = AS_IS
) -> dict[str, Any]:
    """Return what the template of the grid is drawn from."""
    return {
        "sheet": sheet,
        "dialogs": _dialogs(sheet),
        "doors": doors,
        "table": drawn(sheet, doors.pupil, over),
        "data": list(_data(sheet, doors, looker)),
        "classes": _classes(sheet),
        "groups": _groups(sheet),
        "shows": _shows(sheet),
        "years": _years(sheet),
        "displaying": displaying(sheet),
        "complete": _("%(done)d of %(all)d complete")
        % {"done": sheet.counts.complete, "all": sheet.counts.pupils},
        "hints": hints(sheet),
        "shut": shut(sheet),
        "columns": ",".join(column.id for column in sheet.results),
        "counters": counters(sheet, doors),
        "to": {
            name: doors.to(name)
            for name in (
                *("check", "fill", "undo", "keys", "notes", "compare", "clashes"),
                *("restore", "entry", "print"),
            )
        },
    }


def displaying(sheet: Sheet) -> str:
    """Return how many pupils are shown, and of how many, in words."""
    told = {"n": len(sheet.rows), "all": sheet.pupils}
    if told["n"] < told["all"]:
        return _("Displaying %(n)d of %(all)d pupils") % told
    said = ngettext("Displaying %(n)d pupil", "Displaying %(n)d pupils", told["n"])
    return said % told


def complete(sheet: Sheet) -> str:
    """Return how many of those asked for are complete, in words."""
    counts = sheet.counts
    told = {"done": counts.complete, "all": counts.pupils, "who": sheet.words["pupils"]}
    return _("%(done)d of %(all)d %(who)s complete") % told


def counters(sheet: Sheet, doors: Doors) -> list[tuple[str, str, str, bool]]:
    """Return what is left to do: name, words, where it is shown alone, if it is none."""
    counts = sheet.counts
    words_ = (
        ngettext("%(n)d flag", "%(n)d flags", counts.flags),
        ngettext("%(n)d problem", "%(n)d problems", counts.problems),
        ngettext("%(n)d blank", "%(n)d blanks", counts.blanks),
    )
    numbers = (counts.flags, counts.problems, counts.blanks)
    shows = (Show.FLAGS, Show.PROBLEMS, Show.BLANKS)
    return [
        (show.value, said % {"n": n}, doors.showing(show), not n)
        for show, said, n in zip(shows, words_, numbers, strict=True)
    ]


def accepted(accepts: Accepts) -> str:
    """Return what a column accepts as a sentence: codes with their meanings, marks."""
    told = [f"{code.id} {code.name}" for code in accepts.codes]
    if accepts.most is not None:
        marks = {"least": accepts.least or 0, "most": accepts.most}
        told.insert(0, _("%(least)d to %(most)d") % marks)
    return ", ".join(told)


def hints(sheet: Sheet) -> list[tuple[str, str]]:
    """Return the codes of a sheet and what they mean, each once."""
    used = {column.accepts for column in sheet.results}
    found: dict[str, str] = {}
    for accepts in sheet.accepts.values():
        if accepts.id in used:
            if accepts.most is not None:
                found[f"{accepts.least or 0} – {accepts.most}"] = _("marks")  # noqa: RUF001 - as shown
            found |= {code.id: code.name for code in accepts.codes}
    return list(found.items())


def shut(sheet: Sheet) -> list[str]:
    """Return why some cells of pupils are closed, each once.

    Where all of a pupil's are, it stands beneath the name.
    """
    found: list[str] = []
    for row in sheet.rows:
        cells = row.cells.values()
        why = [cell.reason for cell in cells if cell.state is State.CLOSED]
        if len(why) < len(cells):
            found += why
    return list(dict.fromkeys(found))


def trail(sheet: Sheet, doors: Doors, last: "StrOrPromise" = "") -> list[Link]:
    """Return the breadcrumbs: home, the marksheet, and the page where it is another."""
    found = [Link(_("Home"), reverse("school:home"))]
    found.append(Link(sheet.title, doors.grid, current=not last))
    return [*found, Link(last, "", current=True)] if last else found


def _data(sheet: Sheet, doors: Doors, looker: Looker) -> Iterator[tuple[str, str]]:
    """Yield what the script is told, by the names of the sheet's attributes."""
    for name in ("save", "changes", "here", "exempt", "settle"):
        yield name, doors.to(name, school=looker.school)
    yield "keys", doors.to("enter")
    yield "signin", reverse("account_login")
    yield "csrf", looker.token
    yield "seq", str(sheet.seq)
    # Of what is kept in the browser: the same before and after the first save.
    yield "return", f"{sheet.round}-{looker.school}"
    yield "person", looker.person
    yield "locked", sheet.locked
    yield "enter", looker.enter
    yield "words", _words(get_language())
    yield "accepts", json.dumps(_accepts(sheet), ensure_ascii=False)


def _dialogs(sheet: Sheet) -> SafeString:
    """Return the dialogs of a sheet, drawn once for each rulebook and language.

    In them is nothing but the rulebook's own and words of the page.
    """
    at = sheet.book, get_language()
    if at not in _DRAWN:
        if len(_DRAWN) >= _BOOKS:
            _DRAWN.clear()
        told = {"sheet": {"asks": sheet.asks}}
        _DRAWN[at] = render_to_string("school/marksheet/dialogs.html", told)
    return _DRAWN[at]


@lru_cache(maxsize=8)
def _words(language: str | None) -> str:
    """Return what the script says in a language, as it is read there."""
    del language  # it is the one in use: another has its own
    return json.dumps(words(), ensure_ascii=False)


def _accepts(sheet: Sheet) -> dict[str, Any]:
    return {name: _spec(sheet, one) for name, one in sheet.accepts.items()}


def _spec(sheet: Sheet, accepts: Accepts) -> dict[str, Any]:
    columns = {one.id for one in sheet.results if one.accepts == accepts.id}
    return {
        "codes": [
            {"id": code.id, "name": code.name, "shade": code.shade}
            for code in accepts.codes
        ],
        "words": dict(accepts.words),
        "min": accepts.least,
        "max": accepts.most,
        "advance": accepts.advance,
        "asks": {
            ask.value: ask.id for ask in sheet.asks if columns & set(ask.components)
        },
    }


def _classes(sheet: Sheet) -> list[Option]:
    """Return the classes to choose between: nothing where there is one at the most."""
    held, told = sheet.choice.klass, sheet.classes
    if len(told) < 2 and held in {"", *(one.id for one in told)}:  # noqa: PLR2004 - a choice
        return []
    named = [Option(one.id, _class(one), one.id == held) for one in told]
    every = not any(one.chosen for one in named)
    return [*named, Option(ALL_CLASSES, _("All classes"), every)]


def _class(one: Named) -> str:
    return _("%(name)s, done") % {"name": one.called} if one.done else one.called


def _years(sheet: Sheet) -> list[Option]:
    """Return the year groups to choose between: nothing where there is one."""
    if not sheet.years:
        return []
    held = sheet.choice.year
    every = Option("", _("All years"), not held)
    return [every, *(Option(one, year_named(one), one == held) for one in sheet.years)]


def _groups(sheet: Sheet) -> list[Option]:
    if not sheet.groups:
        return []
    held = sheet.choice.group
    every = Option("", _("All groups"), not held)
    return [every, *(Option(one.id, one.name, one.id == held) for one in sheet.groups)]


def _shows(sheet: Sheet) -> list[Option]:
    words_ = {
        Show.ALL: _("Everyone"),
        Show.BLANKS: _("Blanks"),
        Show.PROBLEMS: _("Problems"),
        Show.FLAGS: _("Flags"),
    }
    return [
        Option(show.value, said, show is sheet.choice.show)
        for show, said in words_.items()
    ]
