"""The one reader of whole numbers that people, browsers and files send."""


def whole(text: str, digits: int) -> int | None:
    """Return a whole number of so many digits at the most, or None for anything else.

    The figures 0 to 9 alone count: not those of other scripts, no raised ones, no sign.
    """
    plain = text.isascii() and text.isdecimal() and len(text) <= digits
    return int(text) if plain else None
