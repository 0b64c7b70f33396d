"""Repairs that were made, told to a person."""

from collections.abc import Iterator, Mapping, Sequence

from keystage.changes.compare import HEADER, IDENTITY
from keystage.changes.mending import Made
from keystage.changes.words import person
from keystage.checks.words import shown
from keystage.core.repairs import WHOLE_PUPIL

_FIELDS = {
    **IDENTITY,
    "former_upn": "Former UPN",
    "nc_year": "Year group",
    "postcode": "Postcode",
    "destination": "Destination",
    "date": "Date of the result",
    **HEADER,
}


def sentences(
    made: Sequence[Made], titles: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Yield one sentence a repair: whose, what, from what to what, by which rule.

    `titles` gives what people call a component, by its id.
    """
    for one in made:
        whose = person(one.pupil) if one.pupil else "The file"
        yield f"{whose}: {_what(one, titles or {})} (rule {one.rule})"


def _what(one: Made, titles: Mapping[str, str]) -> str:
    repair = one.repair
    if repair.field == WHOLE_PUPIL and repair.action == "remove":
        return "taken out, as the same is said of them elsewhere in the file"
    title = _FIELDS.get(repair.field, repair.field)
    if repair.target == "result" and repair.field == "result":
        title = titles.get(one.subject or "", one.subject or "Result")
    if repair.action == "remove":
        return f"{title} {_quoted(repair.old)} taken out"
    return f"{title}: {_quoted(repair.old)} → {_quoted(repair.new)}"


def _quoted(text: str) -> str:
    """Return `text` so that spaces at its ends can be seen."""
    seen = shown(text) or "nothing"
    return f"'{seen}'" if seen != seen.strip() else seen
