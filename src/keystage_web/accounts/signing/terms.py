"""The terms of use: an authority's own, or the service's where it wrote none."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.formats import date_format

from keystage_web.accounts.models import Authority, Terms


@dataclass(frozen=True, slots=True)
class Told:
    """The terms as a page shows them; `text` is empty for the service's own words.

    `version` is what is kept of who agrees: another one is agreed to anew.
    """

    version: str
    dated: str
    text: str = ""
    day: date | None = None

    @property
    def paragraphs(self) -> list[str]:
        """The text in paragraphs, as lines left empty part them."""
        lines = [line.strip() for line in self.text.splitlines()]
        parts = "\n".join(lines).split("\n\n")
        return [part.strip() for part in parts if part.strip()]


def of(authority: str) -> Told:
    """Return the terms that people of an authority agree to."""
    row = Terms.of(authority).first()
    if row is None:
        return Told(settings.CONFIG.terms, settings.CONFIG.terms)
    day = date_format(row.dated, "j F Y")
    return Told(row.dated.isoformat(), day, row.text, row.dated)


def of_nobody() -> Told:
    """Return the terms for who is not signed in: the authority's, if there is one."""
    return of(Authority.only())
