"""Which jobs there are, and which run by the clock. An app names its own in `jobs.py`.

@job("files.sweep", takes={"file": ID})
def sweep(work: Work) -> None: ...
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from keystage.core.errors import UsageError
from keystage_web.jobs.values import EVENT, Form
from keystage_web.jobs.work import Ended, Work

TRIES = 8  # some fifteen hours, as the pauses between them grow


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of job: its function, what it takes, how often it is tried, how long it may be.

    `failed` is called in the transaction in which a job of it is given up. `every`
    is how often it runs by itself, if it does; it takes no values then.
    """

    name: str
    run: Callable[[Work], None]
    takes: Mapping[str, Form] = field(default_factory=dict)
    tries: int = TRIES
    longest: timedelta = timedelta(minutes=30)
    failed: Callable[[Ended], None] | None = None
    every: timedelta | None = None


_KINDS: dict[str, Kind] = {}

type Function = Callable[[Work], None]


def job(name: str, **more: Any) -> Callable[[Function], Function]:
    """Name a function as a kind of job; `more` is what else a `Kind` says of it.

    Raises `UsageError` for a name that is taken, or is not of the form `app.act`.
    """
    if not EVENT.fits(name) or "." not in name:
        raise UsageError("A kind of job is named as app.act, in small letters.")

    def named(run: Function) -> Function:
        register(Kind(name=name, run=run, **more))
        return run

    return named


def register(kind: Kind) -> None:
    """Take up a kind of job. Raises `UsageError` for a name that is taken."""
    if kind.name in _KINDS:
        raise UsageError(f"There is a job {kind.name} already.")
    if kind.every is not None and kind.takes:
        raise UsageError("A job that runs by the clock takes no values.")
    _KINDS[kind.name] = kind


def forget(name: str) -> None:
    """Let go of a kind of job."""
    _KINDS.pop(name, None)


def kind(name: str) -> Kind | None:
    """Return the kind of this name, or None where the code knows none."""
    return _KINDS.get(name)


def by_the_clock() -> list[Kind]:
    """Return the kinds that run by themselves."""
    return [one for one in _KINDS.values() if one.every is not None]
