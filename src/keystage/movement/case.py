"""One pupil's registrations under what a whole table turns on."""

from dataclasses import dataclass
from datetime import date

from keystage.movement.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Settings:
    """What a whole table turns on.

    `period` is what the weeks are called, `pupil` what the collection calls a
    child. `opens`, `closes` and `cut_off` are None where no verified date is known.
    `school_days` says whether days in May are counted as school days.
    """

    period: str
    pupil: str
    opens: date | None = None
    closes: date | None = None
    cut_off: date | None = None
    school_days: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One pupil's registrations under the settings of a table."""

    line: Timeline
    settings: Settings
