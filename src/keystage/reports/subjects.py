"""What a finding is about, in the words of the people who read it."""

from collections.abc import Iterable, Mapping
from functools import cache

from keystage import rulebooks

# A component of a collection, by (collection, component id).
type Titles = Mapping[tuple[str, str], str]

_PUPIL = {
    "upn": "UPN",
    "former_upn": "former UPN",
    "dob": "date of birth",
    "nc_year": "year group",
}
_HEADER = {
    "version": "version",
    "date_time": "date and time",
    "document_name": "document name",
    "qualifier": "qualifier",
    "data_qualifier": "data qualifier",
    "descriptor": "descriptor",
    "supplier": "supplier",
    "source.la": "sender",
    "source.estab": "sender",
    "source.urn": "sender",
    "source.name": "sender's name",
    "source.academic_year": "school year",
    "destination.la": "destination",
    "destination.estab": "destination",
    "destination.urn": "destination",
}


def titles(books: Iterable[str]) -> Titles:
    """Return the title of every component of the rulebooks with ids `books`.

    Ids that are not among the rulebooks of this Keystage are passed over: the
    document may come from another.
    """
    known = set(rulebooks.available()) & set(books)
    return {key: title for book in sorted(known) for key, title in _titles(book)}


def about(subject: str, collection: str, known: Titles) -> str:
    """Return `subject` in words: `Word reading (E09)`, `UPN`, `header: sender`.

    What is in no list is returned as it is.
    """
    if subject in _HEADER:
        return f"header: {_HEADER[subject]}"
    if subject in _PUPIL:
        return _PUPIL[subject]
    title = known.get((collection, subject))
    if title is None:
        return subject
    # An id that is a plain word (`mark`) adds nothing to its title.
    return f"{title} ({subject})" if subject.isupper() else title


@cache
def _titles(book: str) -> tuple[tuple[tuple[str, str], str], ...]:
    loaded = rulebooks.load(book)
    parts = loaded.components.values()
    return tuple(((loaded.collection, part.id), part.title) for part in parts)
