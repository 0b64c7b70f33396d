"""A template, whole: the sheets of a rulebook for a school's pupils."""

from keystage import __version__
from keystage.core.errors import UsageError
from keystage.marksheet import tag
from keystage.marksheet.sorting import to_properties
from keystage.marksheet.template import words
from keystage.marksheet.template.counts import counts
from keystage.marksheet.template.figures import figures
from keystage.marksheet.template.instructions import instructions
from keystage.marksheet.template.model import Layout, Order
from keystage.marksheet.template.sheet import marksheet
from keystage.tables.writing import BookOut


def template(order: Order) -> BookOut:
    """Return the workbook of `order`.

    Raises `UsageError` for a collection that was cancelled, or that schools enter
    nothing for.
    """
    book = order.book
    if book.status == "cancelled":
        why = " ".join(book.guidance.values())
        raise UsageError(words.NOT_ASKED.format(title=book.title, why=why))
    if book.ctf.destination == "own":
        why = book.guidance.get("how", "")
        raise UsageError(words.NOT_ASKED.format(title=book.title, why=why))
    layout = Layout(order)
    marked = tag.Tag(
        book.id, book.digest, order.school, __version__, "template", order.name
    )
    return BookOut(
        sheets=[
            instructions(order, layout),
            marksheet(order, layout),
            figures(order, layout),
            counts(order, layout),
        ],
        title=" ".join(filter(None, (book.title, order.name or order.school))),
        subject="Marksheet",
        properties={**tag.to_properties(marked), **to_properties(order.pupils)},
        made=order.made,
    )
