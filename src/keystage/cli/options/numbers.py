"""Numbers a person writes after an option; each raises what argparse tells them."""

import argparse

_DIGITS_OF_AUTHORITY, _DIGITS_OF_SCHOOL, _DIGITS_OF_YEAR = 3, 7, 4
_MOST_JOBS = 61  # what Windows can wait for at once
_MOST_DIGITS = 13
_LARGEST = 1 << 40  # bytes; past a terabyte nobody means it
_SIZES = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


def year(text: str) -> int:
    """Return a summer given as four digits."""
    return int(_number(text, _DIGITS_OF_YEAR, "a year such as 2026"))


def authority(text: str) -> str:
    """Return the three digits of an authority."""
    return _number(text, _DIGITS_OF_AUTHORITY, "an authority's number such as 999")


def school(text: str) -> str:
    """Return the seven digits of a school; 999/1234 is one too."""
    return _number(text, _DIGITS_OF_SCHOOL, "a school's number such as 9991234")


def jobs(text: str) -> int:
    """Return a number of processes."""
    if _is_whole(text) and 0 < int(text) <= _MOST_JOBS:
        return int(text)
    wanted = f"a number of processes from 1 to {_MOST_JOBS}"
    raise argparse.ArgumentTypeError(f"{text!r} is not {wanted}")


def size(text: str) -> int:
    """Return a size in bytes; `20M` is 20 times 1,048,576."""
    digits = text.upper().removesuffix("B")
    unit = digits[-1:] if digits[-1:] in {"K", "M", "G"} else ""
    number = digits.removesuffix(unit)
    if _is_whole(number) and 0 < int(number) * _SIZES[unit] <= _LARGEST:
        return int(number) * _SIZES[unit]
    raise argparse.ArgumentTypeError(f"{text!r} is not a size such as 20M")


def count(text: str) -> int:
    """Return a count of pupils."""
    if _is_whole(text):
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number such as 5")


def _number(text: str, digits: int, wanted: str) -> str:
    plain = text.replace("/", "")
    if not (plain.isascii() and plain.isdigit() and len(plain) == digits):
        raise argparse.ArgumentTypeError(f"{text!r} is not {wanted}")
    return plain


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
