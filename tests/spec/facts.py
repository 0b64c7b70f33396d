"""The shape of what is known of a rulebook from outside: typed by hand, read from no TOML.

The facts come from the collected sources on the Department's and authorities' pages.
If a rulebook and these disagree, one of them is wrong; find out which before changing
either.
"""

from dataclasses import dataclass, field, replace
from datetime import date

type Coding = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Child:
    """A pupil as a school would give it. `results` by component, as text."""

    upn: str
    dob: str
    nc_year: str
    cohort: str
    results: dict[str, str]
    surname: str = "Ashdown"
    forename: str = "Mina"
    sex: str = "F"

    def but(self, **changes: str) -> "Child":
        """Return the child with other details."""
        return replace(self, **changes)  # type: ignore[arg-type]  # only texts are changed

    def given(self, **results: str) -> "Child":
        """Return the child with other results; '' takes one away."""
        kept = {**self.results, **results}
        return replace(
            self, results={name: text for name, text in kept.items() if text}
        )


@dataclass(frozen=True)
class Facts:
    """One rulebook. `windows` are births by cohort, `codes` and `rows` by component."""

    book: str
    title: str
    status: str
    windows: dict[str, tuple[date, date]]
    components: dict[str, str]
    codes: dict[str, tuple[str, ...]]
    rows: dict[str, Coding]
    versions: tuple[str, ...]
    destination: str
    tag: str
    valid: Child
    wrong: tuple[tuple[Child, str, str], ...]
    """Three pupils, each with the rule it breaks and its severity."""
    provisional: bool = False
    unverified_rows: tuple[str, ...] = ()
    marks: dict[str, tuple[int, int]] = field(default_factory=dict)
    points: dict[str, int] = field(default_factory=dict)
    threshold: tuple[int, date | None, bool] | None = None
    dates: dict[str, tuple[date, bool]] = field(default_factory=dict)
