"""P scales of 2017 to 2019, the same at both key stages; no source gives their rows."""

from tests.spec.facts import Coding

TITLES = {
    "P_ENG": "P scale, English",
    "P_REA": "P scale, reading",
    "P_WRI": "P scale, writing",
    "P_SPK": "P scale, speaking",
    "P_LIS": "P scale, listening",
    "P_MAT": "P scale, maths",
    "P_NUM": "P scale, number",
    "P_USE": "P scale, using and applying",
    "P_SHA": "P scale, shape",
    "P_SCI": "P scale, science",
}
SUBJECTS = {
    **dict.fromkeys(("P_ENG", "P_REA", "P_WRI", "P_SPK", "P_LIS"), "ENG"),
    **dict.fromkeys(("P_MAT", "P_NUM", "P_USE", "P_SHA"), "MAT"),
    "P_SCI": "SCI",
}
PARTS = ("P_REA", "P_WRI", "P_SPK", "P_LIS", "P_NUM", "P_USE", "P_SHA")
WHOLE = ("P1i", "P1ii", "P2i", "P2ii", "P3i", "P3ii")


def codes(highest: int) -> dict[str, tuple[str, ...]]:
    """Return what each scale may be, up to P`highest`."""
    upper = tuple(f"P{level}" for level in range(4, highest + 1))
    return {
        **dict.fromkeys(TITLES, (*WHOLE, "NOTSEN")),
        **dict.fromkeys(PARTS, upper),
        "P_SCI": (*WHOLE, *upper, "NOTSEN"),
    }


def rows(stage: str) -> dict[str, Coding]:
    """Return the rows, whose qualifier nobody states."""
    return {name: (stage, SUBJECTS[name], "TA", name, "?") for name in TITLES}
