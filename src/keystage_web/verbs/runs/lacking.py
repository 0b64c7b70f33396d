"""What a service starts without, and would be missed once people come: in sentences."""

import socket

from django.conf import settings
from django.db import DatabaseError

from keystage_web.accounts.models import Authority, Membership
from keystage_web.accounts.roles import Role
from keystage_web.config import Config
from keystage_web.config.kinds import is_loopback

_PATIENCE = 3.0  # seconds for a mail server to answer


def notes() -> list[str]:
    """Return a sentence for each thing that keeps nothing from starting, but is missed."""
    chosen: Config = settings.CONFIG
    return [*_people(), *_reached(chosen), *_help(chosen), *_mail(chosen)]


def _people() -> list[str]:
    """Return who is missing for anybody to sign in."""
    try:
        there = list(Authority.objects.order_by("number"))
    except DatabaseError:  # what is wrong with it is told as a fault
        return []
    if not there:
        return [
            (
                "There is no authority yet, so nobody can sign in. Run: keystage setup "
                "--authority 123 --name NAME --administrator E-MAIL"
            )
        ]
    told = (
        "Authority {} has no administrator who has come in yet. If the first link was "
        "lost or is too old, run: keystage setup --again E-MAIL"
    )
    return [told.format(one.number) for one in there if not _administered(one)]


def _administered(authority: Authority) -> bool:
    held = Membership.of(authority.id).filter(role=Role.ADMINISTRATOR)
    return held.filter(until=None, suspended="").exists()


def _reached(chosen: Config) -> list[str]:
    if chosen.https != "proxy" or not all(is_loopback(host) for host in chosen.hosts):
        return []
    return [
        (
            "KEYSTAGE_HOSTS names this machine alone: put in the name by which people reach "
            "the service, as results.example.gov.uk."
        )
    ]


def _help(chosen: Config) -> list[str]:
    if chosen.help_email or chosen.help_telephone:
        return []
    return [
        (
            "No page says whom to ask for help: set KEYSTAGE_HELP_EMAIL or "
            "KEYSTAGE_HELP_TELEPHONE."
        )
    ]


def _mail(chosen: Config) -> list[str]:
    """Return that no mail server answers; a demonstration sends none."""
    if chosen.demonstration:
        return []
    try:
        socket.create_connection(
            (chosen.mail_host, chosen.mail_port), _PATIENCE
        ).close()
    except OSError as error:
        return [
            (
                f"The mail server {chosen.mail_host}:{chosen.mail_port} does not answer "
                f"({type(error).__name__}), so that invitations would wait: see "
                "KEYSTAGE_MAIL_HOST."
            )
        ]
    return []
