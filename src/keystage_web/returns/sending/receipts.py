"""The receipt of a file, with the collection it was sent for."""

from dataclasses import replace

from keystage import rulebooks
from keystage.transfer import Collection, Receipt
from keystage_web.accounts.scopes import Scope
from keystage_web.files.models import File
from keystage_web.files.receipts import receipt_of as of_file
from keystage_web.returns.models import Round


def receipt_of(*, by: Scope, file: str) -> Receipt:
    """Return a file's receipt, which names the collection where there is one.

    Raises as that of a file does.
    """
    made = of_file(by=by, file=file)
    about = File.within(by).filter(id=file).values("bundle")
    row = Round.within(by).filter(id__in=about).select_related("book").first()
    if row is None:
        return made
    book = row.book
    title = rulebooks.load(book.book).title
    named = Collection(book.book, title, book.revision, book.digest)
    return replace(made, collection=named)
