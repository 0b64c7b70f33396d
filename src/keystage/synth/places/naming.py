"""What invented schools are called, and where they stand."""

from functools import cache

from keystage.core import packaged
from keystage.synth.chance import Stream
from keystage.synth.model import AUTHORITIES, Phase

_AREAS = dict(zip(AUTHORITIES, ("XK", "XW"), strict=True))  # no post town's letters
_INWARD = "ABDEFGHJLNPQRSTUWXYZ"
_KINDS = {
    Phase.INFANT: "Infant School",
    Phase.JUNIOR: "Junior School",
    Phase.SPECIAL: "School",
    Phase.SETTING: "Nursery",
}
_PRIMARY = ("Primary School", "Primary Academy", "Community Primary School")
_FAITH = 300
_HYPHENED = 60


@cache
def _words() -> dict[str, list[str]]:
    return packaged.toml("keystage.synth.places", "names.toml")


def named(stream: Stream, la: str, district: int, phase: Phase) -> tuple[str, str]:
    """Return the name of a school and its postcode."""
    inward = f"{stream.below(10)}{stream.pick(_INWARD)}{stream.pick(_INWARD)}"
    postcode = f"{_AREAS[la]}{1 + district % 99} {inward}"
    if phase is Phase.SETTING:
        return f"{stream.pick(_words()['settings'])} {_KINDS[phase]}", postcode
    kind = _KINDS.get(phase) or stream.pick(_PRIMARY)
    if stream.happens(_FAITH) and phase is not Phase.SPECIAL:
        saint, faith = stream.pick(_words()["saints"]), stream.pick(_words()["faiths"])
        return f"St {saint}'s {faith} {kind}", postcode
    place = _place(stream)
    if stream.happens(_HYPHENED):
        place = f"{place}-with-{_place(stream)}"
    return f"{place} {kind}", postcode


def _place(stream: Stream) -> str:
    return stream.pick(_words()["roots"]) + stream.pick(_words()["ends"])
