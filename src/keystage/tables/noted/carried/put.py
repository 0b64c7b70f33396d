"""What was carried, put into the workbook that goes back."""

import re
from collections.abc import Mapping

from keystage.tables.excel.workbook import TYPES
from keystage.tables.noted.carried.drawn import RELATED, Drawn
from keystage.tables.noted.carried.found import Carried
from keystage.xmlguard import escape

_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "application/vnd.openxmlformats-officedocument"
_ID = "keystage"
# What comes after the words on numbers, and after a drawing, in a sheet's part.
_AFTER = re.compile(rb"<legacyDrawing|<tableParts|<extLst|</worksheet>")
_PROGRAM = "docProps/app.xml"
_WROTE = re.compile(rb"<Application>.*</AppVersion>", re.DOTALL)
_TOLD = (
    '<extLst><ext uri="{{504A1905-F514-4f6f-8877-14C23A59335A}}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:table altText="{0}" altTextSummary="{1}"/></ext></extLst>'
)


def put(
    parts: Mapping[str, bytes],
    what: Carried,
    sheets: Mapping[str, str],
    tables: Mapping[str, str],
) -> dict[str, bytes]:
    """Return the parts of a workbook with `what` in them.

    `sheets` and `tables` say which part each is in, by name.
    """
    made = dict(parts)
    for table, told in what.told.items():
        end = _TOLD.format(*map(_quoted, told))
        made[tables[table]] = _before(b"</table>", end, made[tables[table]])
    for sheet, areas in what.quiet.items():
        said = (
            f'<ignoredErrors><ignoredError sqref="{areas}" numberStoredAsText="1"/>'
            "</ignoredErrors>"
        )
        made[sheets[sheet]] = _after_all(said, made[sheets[sheet]])
    if what.drawn and all(what.program):
        name, version = what.program
        said = f"<Application>{name}</Application><AppVersion>{version}</AppVersion>"
        made[_PROGRAM] = _WROTE.sub(said.encode(), made[_PROGRAM])
    for number, (sheet, drawn) in enumerate(what.drawn.items(), 1):
        _draw(made, sheets[sheet], number, drawn)
    return made


def _draw(made: dict[str, bytes], sheet: str, number: int, drawn: Drawn) -> None:
    """Put the charts of the part `sheet` in."""
    drawing = f"xl/drawings/keystage{number}.xml"
    charts = {
        id_: f"xl/charts/keystage{number}_{at}.xml"
        for at, id_ in enumerate(drawn.charts, 1)
    }
    said = f'<drawing xmlns:r="{RELATED}" r:id="{_ID}"/>'
    made[sheet] = _after_all(said, made[sheet])
    _relate(made, sheet, _relation(_ID, "drawing", drawing))
    made[drawing] = drawn.drawing
    _relate(
        made,
        drawing,
        "".join(_relation(id_, "chart", part) for id_, part in charts.items()),
    )
    made |= {charts[id_]: data for id_, data in drawn.charts.items()}
    types = _type(drawing, "drawing") + "".join(
        _type(part, "drawingml.chart") for part in charts.values()
    )
    made[TYPES] = _before(b"</Types>", types, made[TYPES])


def _relate(made: dict[str, bytes], part: str, relations: str) -> None:
    folder, _, name = part.rpartition("/")
    beside = f"{folder}/_rels/{name}.rels"
    empty = f'<Relationships xmlns="{_LINKS}"></Relationships>'.encode()
    made[beside] = _before(b"</Relationships>", relations, made.get(beside, empty))


def _relation(id_: str, kind: str, part: str) -> str:
    return (
        f'<Relationship Id="{_quoted(id_)}" Type="{RELATED}/{kind}" Target="/{part}"/>'
    )


def _type(part: str, kind: str) -> str:
    return f'<Override PartName="/{part}" ContentType="{_KINDS}.{kind}+xml"/>'


def _before(mark: bytes, text: str, data: bytes) -> bytes:
    return data.replace(mark, text.encode() + mark, 1)


def _after_all(text: str, data: bytes) -> bytes:
    """Return a sheet's part with `text` after all that must come before it."""
    return _AFTER.sub(lambda mark: text.encode() + mark[0], data, count=1)


def _quoted(text: str) -> str:
    return escape(text).replace('"', "&quot;")
