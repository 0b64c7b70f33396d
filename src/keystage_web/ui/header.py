"""What stands in the bar at the top: where one can go, and who one is.

A context processor of the app that knows the person puts a `Header` into the context
as `header`; without one the bar holds the names alone.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go; `current` where one is in it."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """The links of the bar, and at its end the person, with a link of their own."""

    links: tuple[Link, ...] = ()
    person: str = ""
    person_url: str = ""
