"""A day as a person types it after an option."""

import argparse
from datetime import date

from keystage.core.years import parse_date


def day(text: str) -> date:
    """Return the day a text such as 2026-06-10 names; argparse tells where it is none."""
    found = parse_date(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2026-06-10")
    return found
