"""May the service start? Everything that would make it unsafe, in sentences."""

import gc

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection

from keystage.core.errors import UsageError
from keystage_web import config, database, keys
from keystage_web.accounts.models import Authority
from keystage_web.audit import signing
from keystage_web.backups.bring import unfinished
from keystage_web.config import mark

_YOUNG, _TIMES = 10_000, 20  # things made before those not used any more are looked for


class UnsafeStart(UsageError):
    """The service does not start: `faults` has a sentence for each reason."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(["The service does not start like this:", *faults]))
        self.faults = faults


def faults() -> list[str]:
    """Return a sentence for each reason not to start, whatever that costs to ask."""
    chosen: config.Config = settings.CONFIG
    found = [*config.faults(chosen), *keys.faults(chosen.data)]
    found += [*signing.faults(chosen.data), *_checked()]
    found += [*_marked(chosen), *_stored(chosen)]
    return [*unfinished(chosen.data), *found]


def refuse() -> None:
    """Raise `UnsafeStart` if there is any reason not to start."""
    if found := faults():
        raise UnsafeStart(found)


def settle() -> None:
    """Hold what is loaded for good: it is not looked through again beside requests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _TIMES, _TIMES)


def _checked() -> list[str]:
    """Return what Django says against being reached by others."""
    try:
        told = checks.run_checks(include_deployment_checks=True)
    except DatabaseError:  # some ask what the database can; `_stored` tells of it
        return []
    loud = [message for message in told if not message.is_silenced()]
    return [f"{message.id}: {message.msg}" for message in loud]


def _marked(chosen: config.Config) -> list[str]:
    """Return what keeps a demonstration and a real service apart."""
    if chosen.demonstration and not mark.is_marked(chosen.data):
        return [f"{chosen.data} is no demonstration's. Name another KEYSTAGE_DATA."]
    if mark.is_marked(chosen.data) and not chosen.demonstration:
        return [f"{chosen.data} is a demonstration's. Name another KEYSTAGE_DATA."]
    return []


def _stored(chosen: config.Config) -> list[str]:
    try:
        found = database.faults(connection)
        waiting = database.pending(connection)
    except DatabaseError as error:
        return [f"The database does not answer ({type(error).__name__}). {_ASK}"]
    if waiting:
        found.append(f"The database waits for {waiting} changes. Run: keystage setup")
    elif chosen.demonstration and set(Authority.numbers()) - set(mark.INVENTED):
        found.append("The database of a demonstration holds an authority that exists.")
    return found


_ASK = "Is it running, and is KEYSTAGE_DATABASE right? Then run: keystage setup"
