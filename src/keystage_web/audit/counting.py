"""Count what was done at a school: for numbers that go on from one to the next."""

from keystage_web.audit.models import Event, Kind


def done(*, authority: str, school: str, action: str) -> int:
    """Return how often an action was done at a school."""
    found = Event.objects.filter(authority=authority, school=school)
    return found.filter(kind=Kind.DONE, action=action).count()
