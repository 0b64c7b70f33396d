"""Make what the service needs, or bring it up to date: `keystage setup`."""

import argparse
from importlib import import_module
from typing import Any

from keystage.cli import terminal
from keystage.core.errors import EXIT_CLEAN, UsageError
from keystage_web import keys
from keystage_web.config import Config, ConfigError, faults, mark
from keystage_web.verbs.runs.prepare import prepared, settled

NEW_KEY = "receipts.new_key"  # done on the machine itself, by whoever runs the service
FOLDERS = ("db", "files", "keys", "tmp")
_DIGITS = 3  # of an authority's number


def run(arguments: argparse.Namespace) -> int:
    """Make folders, key and database, each only if it is not there; say what was done.

    Raises `ConfigError` for settings that are unsafe, `UsageError` for an authority
    that cannot be made.
    """
    told = (arguments.authority, arguments.name, arguments.administrator)
    if any(told) and not all(told):
        raise UsageError("An authority needs --authority, --name and --administrator.")
    chosen = make()
    if all(told):
        _found(chosen, *told)
    if arguments.again:
        _again(chosen, arguments.again)
    if arguments.new_key:
        _renew(chosen)
    terminal.say("Next: keystage serve")
    return EXIT_CLEAN


def make(*, quiet: bool = False) -> Config:
    """Make folders, key and database; return the settings they were made by."""
    chosen = settled()
    if found := faults(chosen):
        raise ConfigError(found)
    if chosen.demonstration:
        mark.claim(chosen.data)
    chosen.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in FOLDERS:
        (chosen.data / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    made = keys.make(chosen.data)
    prepared()
    signing = import_module("keystage_web.audit.signing")
    signing.make(chosen.data, now=import_module("keystage_web.clock").now())
    connection = import_module("django.db").connection
    waiting = import_module("keystage_web.database").pending(connection)
    import_module("django.core.management").call_command("migrate", verbosity=0)
    if not quiet:
        terminal.say(f"Data folder: {chosen.data}")
        terminal.say(f"Key: {'made' if made else 'there already'}")
        terminal.say(f"Receipts: signed by key {_signer(chosen).fingerprint}")
        terminal.say(f"Database: {waiting} changes made")
    return chosen


def _found(chosen: Config, number: str, name: str, administrator: str) -> None:
    """Make an authority and say how its administrator comes in, or that it is there."""
    plain = number.isascii() and number.isdecimal()
    if not plain or len(number) != _DIGITS:
        raise UsageError(f"--authority {number!r}: write its three digits, as 123.")
    if number in mark.INVENTED and chosen.https == "proxy":
        raise UsageError(
            f"Authority {number} is an invented one. It is taken only where "
            "KEYSTAGE_HTTPS is off, on one machine."
        )
    founding = import_module("keystage_web.accounts.register.founding")
    now = import_module("keystage_web.clock").now()
    try:
        link = founding.found(
            number=number, name=name, administrator=administrator, now=now
        )
    except founding.Founded:
        terminal.say(
            f"Authority {number}: there already. If its administrator's link was lost: "
            "keystage setup --again E-MAIL"
        )
        return
    except import_module("django.db").IntegrityError:
        told = f"Somebody has the address {administrator!r} already. Give another."
        raise UsageError(told) from None
    terminal.say(f"Authority {number}: made")
    _say(chosen, link)


def _again(chosen: Config, administrator: str) -> None:
    """Say how a first administrator comes in, by a new link."""
    founding = import_module("keystage_web.accounts.register.founding")
    now = import_module("keystage_web.clock").now()
    try:
        link = founding.again(administrator=administrator, now=now)
    except founding.NotAwaited:
        raise UsageError(
            f"--again {administrator!r}: this is nobody's address who was invited as "
            "an authority was made and has yet to come in. Whoever came in once asks "
            "for a new password on the sign-in page."
        ) from None
    _say(chosen, link)


def _renew(chosen: Config) -> None:
    """Sign receipts by a new key from now on; the audit of each authority tells of it."""
    record = import_module("keystage_web.audit.actions").record
    authority = import_module("keystage_web.accounts.models").Authority
    now = import_module("keystage_web.clock").now()
    key = import_module("keystage_web.audit.signing").renew(chosen.data, now=now)
    with import_module("django.db").transaction.atomic():
        for one in authority.objects.order_by("id").values_list("id", flat=True):
            told = {"fingerprint": key.fingerprint}
            record(authority=one, by=one, action=NEW_KEY, now=now, said=told)
    terminal.say(
        f"Receipts: signed by key {key.fingerprint} from now on. Tell schools; the keys "
        "before it stay listed."
    )


def _signer(chosen: Config) -> Any:
    return import_module("keystage_web.audit.signing").listed(chosen.data)[0]


def _say(chosen: Config, link: str) -> None:
    terminal.say(
        f"Its administrator comes in, once and within {chosen.invitation_days} days, "
        f"at {link}\n"
        "  (after the service's own address, as https://results.example.gov.uk)"
    )
