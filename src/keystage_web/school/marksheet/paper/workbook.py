"""The marksheet as a workbook to fill in elsewhere, with what stands in it today."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from keystage import rulebooks
from keystage.marksheet.template import Listed, Order, template
from keystage.tables.writing.xlsx import write
from keystage_web import clock
from keystage_web.accounts.register import queries
from keystage_web.accounts.scopes import Scope
from keystage_web.files.kinds import Kind
from keystage_web.files.names import disposition
from keystage_web.returns.moments import LONDON
from keystage_web.returns.sheet.model import Row, Sheet
from keystage_web.returns.taking.reading import SINCE
from keystage_web.returns.taking.who import who
from keystage_web.rolls.children import Child, subjects
from keystage_web.school.marksheet import door

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@door.on_sheet
def page(request: HttpRequest, scope: Scope, round_id: str) -> HttpResponse:
    """Give the pupils of a class, or of all, and their results as a workbook."""
    sheet = door.all_of(request, scope, round_id)
    children = who(scope, [row.pupil for row in sheet.rows])
    door.taken_away(request, scope)
    number, name = queries.known_as(scope, scope.school)
    data = made(sheet, children, number, name)
    answer = HttpResponse(data, content_type=_TYPE)
    answer.headers["Content-Disposition"] = disposition(f"{sheet.book}.xlsx", Kind.XLSX)
    return answer


def made(sheet: Sheet, children: dict[str, Child], number: str, name: str) -> bytes:
    """Return the workbook of a sheet; it tells which changes of the return it knows.

    `number` and `name` are what the school is known as elsewhere.
    """
    order = Order(
        book=rulebooks.load(sheet.book),
        pupils=[
            _listed(row, children[row.pupil])
            for row in sheet.rows
            if row.pupil in children
        ],
        made=clock.now().astimezone(LONDON).replace(tzinfo=None),
        school=number,
        name=name,
        spare=0,
    )
    book = template(order)
    told = {**book.properties, SINCE: str(sheet.seq)}
    return write(replace(book, properties=told))


def _listed(row: Row, child: Child) -> Listed:
    return Listed(
        surname=child.get("surname"),
        forename=child.get("forename"),
        upn=child.get("upn"),
        dob=child.get("born"),
        sex=child.get("sex"),
        nc_year=child.get("year_group"),
        group=child.get("group"),
        reason=row.remark,
        below=frozenset(subjects(child.get("below"))),
        results={name: cell.value for name, cell in row.cells.items() if cell.value},
    )
