"""What the guidance makes of two schools, typed by hand from it and from no TOML.

The pupil has long been at school A, leaves it and joins school B. Each table is a
question of where the day of leaving A and the day of joining B lie. `<` is before,
`=` on and `>` after the day a rule turns on; in a period `in` is on any of its days.
A and B are schools; UNSAID is a case the guidance does not speak of; the others are
named where they stand. On a day that is both A's last and B's first the pupil counts
as B's.
"""

from itertools import product

UNSAID = "unsaid"
MOST_TIME = "where the child spends most time"
MAY = "more days in May"

# Keys: A left, B joined; against the first day of the second half of the summer term.
EYFSP = {
    ("<", "<"): "B",
    ("<", "="): "A",
    ("<", ">"): "A",
    ("=", "<"): MOST_TIME,
    ("=", "="): "A",  # one day is both: no two rolls
    ("=", ">"): "A",
    (">", "<"): MOST_TIME,
    (">", "="): MOST_TIME,
    (">", ">"): "A",
}

# Keys: A left, B joined; against the first day of test week.
KS2 = {
    ("<", "<"): "B",
    ("<", "="): "B",
    ("<", ">"): UNSAID,  # on no roll as test week begins
    ("=", "<"): UNSAID,  # on two
    ("=", "="): "B",
    ("=", ">"): "A",
    (">", "<"): UNSAID,
    (">", "="): UNSAID,
    (">", ">"): "A",
}

# Keys: A left, B joined; against the check period. Nobody has checked the pupil, and
# at no time is the pupil on both rolls in the period.
UNCHECKED = {
    ("<", "<"): "B",
    ("<", "in"): "B",
    ("<", ">"): UNSAID,  # on no roll in the period
    ("in", "in"): "B",
    ("in", ">"): "A",
    (">", ">"): "A",
}

# The same keys against the test period of an optional assessment.
KS1_OPTIONAL = {
    ("<", "<"): UNSAID,  # a move before the period is not spoken of
    ("<", "in"): MAY,
    ("<", ">"): UNSAID,
    ("in", "in"): MAY,
    ("in", ">"): "A",
    (">", ">"): "A",
}

# And when the assessment was statutory, in 2023.
KS1_STATUTORY = {**KS1_OPTIONAL, ("<", "<"): "B"}


def against(day: int, first: int, last: int | None = None) -> str:
    """Return where a day lies: before, on or in, or after."""
    if day < first:
        return "<"
    if last is None:
        return "=" if day == first else ">"
    return "in" if day <= last else ">"


def together(left: int, joined: int, first: int, last: int) -> bool:
    """Whether the pupil is on both rolls on a day of a period, counted day by day.

    The day that is A's last and B's first is B's alone.
    """
    both = range(joined, left) if left == joined else range(joined, left + 1)
    return any(first <= day <= last for day in both)


def orders(names: tuple[str, ...]) -> list[dict[str, int]]:
    """Return every order of events, ties included, as the rank of each from 0."""
    found = []
    for ranks in product(range(len(names)), repeat=len(names)):
        if set(ranks) == set(range(max(ranks) + 1)):
            found.append(dict(zip(names, ranks, strict=True)))
    return found
