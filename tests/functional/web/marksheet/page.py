"""A page of a marksheet, drawn as the script expects it and no better."""

import json
from dataclasses import dataclass, field
from html import escape
from types import SimpleNamespace
from typing import Any

from django.template.loader import render_to_string

from keystage_web.school.marksheet.saying import words
from tests.functional.web.marksheet.model import Model

GOAL: dict[str, Any] = {
    "codes": [
        {"id": "1", "name": "Emerging", "shade": "below"},
        {"id": "2", "name": "Expected"},
        {"id": "A", "name": "Assessment not completed"},
    ],
    "words": {"emerging": "1", "exp": "2", "expected": "2"},
    "min": None,
    "max": None,
    "advance": True,
    "asks": {"A": "exemption"},
}
MARK: dict[str, Any] = {
    "codes": [
        {"id": "A", "name": "Absent"},
        {"id": "D", "name": "Did not take part"},
        {"id": "L", "name": "Left"},
    ],
    "words": {"absent": "A"},
    "min": 0,
    "max": 40,
    "advance": False,
    "asks": {"0": "zero"},
}
JUDGEMENT: dict[str, Any] = {
    "codes": [
        {"id": "WTS", "name": "Working towards the standard"},
        {"id": "EXS", "name": "Working at the standard"},
        {"id": "GDS", "name": "Greater depth"},
        {"id": "A", "name": "Absent"},
        {"id": "D", "name": "Disapplied"},
    ],
    "words": {"expected": "EXS"},
    "min": None,
    "max": None,
    "advance": False,
    "asks": {},
}
ASKS = [
    SimpleNamespace(
        id="exemption",
        title="Exemption",
        question="Why is this child exempt?",
        fills=True,
        grounds={"setting": "The setting is exempt", "child": "The child is exempt"},
    ),
    SimpleNamespace(
        id="zero",
        title="Zero",
        question="Scored zero, or did not take the check?",
        fills=False,
        choices={"0": "Scored zero", "A": "Absent"},
    ),
]


@dataclass
class Form:
    """What a page is drawn of: rows of invented names, columns of one kind."""

    pupils: int = 30
    columns: tuple[str, ...] = tuple(f"E{n:02}" for n in range(1, 18))
    spec: dict[str, Any] = field(default_factory=lambda: GOAL)
    closed: frozenset[str] = frozenset()
    enter: str = "down"
    poll: int = 300

    def ids(self) -> list[str]:
        """Return the cells, row by row."""
        rows = [f"p{n}" for n in range(self.pupils)]
        return [f"{row}.{column}" for row in rows for column in self.columns]


def _cell(form: Form, model: Model, id_: str) -> str:
    one = model.cells[id_]
    pupil, column = id_.split(".")
    if id_ in form.closed:
        return f'<td class="ks-closed" data-cell="{id_}"><span>{one.value}</span></td>'
    return (
        f'<td><input id="{id_}" name="{id_}" value="{escape(one.value)}" '
        f'data-version="{one.version}" maxlength="40" '
        f'aria-labelledby="p-{pupil} c-{column}"></td>'
    )


def table(form: Form, model: Model) -> str:
    """Return the table."""
    heads = "".join(
        f'<th scope="col" id="c-{column}" data-component="{column}" data-accepts="one">'
        f"{column}</th>"
        for column in form.columns
    )
    rows = "".join(
        f'<tr id="r-p{n}" data-pupil="p{n}"><th scope="row" class="ks-who">'
        f'<a id="p-p{n}" href="/pupil/p{n}">Moss, Ann {n}</a></th>'
        + "".join(_cell(form, model, f"p{n}.{column}") for column in form.columns)
        + "</tr>"
        for n in range(form.pupils)
    )
    return (
        '<table class="ks-grid"><caption class="govuk-visually-hidden">Marks</caption>'
        f'<thead><tr><th scope="col" class="ks-who">Child</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def drawn(form: Form, model: Model, person: str) -> str:
    """Return the page for a person."""
    data = {
        **{name: f"/{name}?as={person}" for name in ("save", "exempt", "settle")},
        "changes": f"/changes?as={person}",
        "here": f"/here?as={person}",
        "csrf": "token",
        "seq": model.seq,
        "return": "r1",
        "person": person,
        "locked": model.locked,
        "enter": form.enter,
        "poll": form.poll,
        "words": json.dumps(words()),
        "accepts": json.dumps({"one": form.spec}),
    }
    told = " ".join(f'data-{name}="{escape(str(it))}"' for name, it in data.items())
    dialogs = render_to_string(
        "school/marksheet/dialogs.html", {"sheet": SimpleNamespace(asks=ASKS)}
    )
    buttons = "".join(
        f'<button type="button" data-do="{name}" hidden>{name}</button>'
        for name in ("undo", "redo", "fill-column", "fill-row", "paste", "next", "keys")
    )
    counters = "".join(
        f'<a id="{name}" class="ks-counter ks-counter--{kind}" hidden></a>'
        for name, kind in (("problems", "problem"), ("blanks", "blanks"))
    )
    sheets = ("sheet", "cells", "tools", "script")
    styles = "".join(
        f'<link rel="stylesheet" href="/static/{name}.css">'
        for name in (
            *("ui/govuk/govuk", "ui/frame", "ui/data"),
            *(f"marksheet/{sheet}" for sheet in sheets),
        )
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Marks</title>'
        f"{styles}"
        '<script type="module" src="/static/marksheet/grid.mjs"></script></head>'
        '<body class="js-enabled govuk-frontend-supported"><main><h1>Marks</h1>'
        '<form class="bar__leave" method="post" action="/out"><button>Sign out</button>'
        '</form><div class="ks-status"><p id="saved" role="status" aria-live="polite">'
        '</p><p id="present" class="ks-present"></p></div>'
        f'<div class="tools ks-tools">{buttons}{counters}</div><form id="grid" method="post" autocomplete="off">'
        '<div id="sheet" class="ks-sheet" data-marksheet tabindex="0" role="region" '
        f'aria-label="Sheet" {told}>{table(form, model)}</div></form>'
        f'<a href="/after" id="after">After</a></main>{dialogs}</body></html>'
    )
