"""The one table of settings: type, default, meaning, and what would be unsafe.

The manual's page, `keystage serve --check` and the refusals at the start are all
drawn from here. Read it through `keystage_web.config.read`.
"""

import os
import stat
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from keystage_web.config import kinds
from keystage_web.config.kinds import is_loopback
from keystage_web.config.setting import Unsafe, setting

MEBIBYTE = 1024 * 1024
_CHECKED = {"verify-ca", "verify-full"}  # libpq's words for a server that is known


def _open_wire(config: "Config") -> bool:
    """Return whether the database is reached over a network without encryption."""
    parts = urlsplit(config.database)
    if parts.scheme == "sqlite" or not parts.hostname or is_loopback(parts.hostname):
        return False
    return parse_qs(parts.query).get("sslmode", [""])[0] not in _CHECKED


def _others_read(path: Path | None) -> bool:
    """Return whether a file that is to be secret can be read by others here."""
    loose = stat.S_IRWXG | stat.S_IRWXO
    return os.name == "posix" and path is not None and bool(path.stat().st_mode & loose)


def _outside(config: "Config") -> bool:
    """Return whether anyone but this machine may reach the service."""
    hosts = (config.listen.host, *config.hosts)
    return not all(is_loopback(host) for host in hosts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What an installation chose; one attribute for each row."""

    data: Path = setting(
        kinds.FOLDER,
        "var",
        "Where everything is kept: database, files, keys. On a disk of this machine, "
        "never on a network drive.",
    )
    database: str = setting(
        kinds.DATABASE,
        "",
        "The PostgreSQL database, as postgres://user:password@host/name. Without it, "
        "an SQLite file in the data folder.",
        Unsafe(
            "PostgreSQL on another machine, without sslmode=verify-full",
            _open_wire,
            "results would cross the network unencrypted. Add ?sslmode=verify-full.",
        ),
    )
    listen: kinds.Address = setting(
        kinds.ADDRESS, "127.0.0.1:8000", "Where the service answers."
    )
    hosts: tuple[str, ...] = setting(
        kinds.NAMES,
        "localhost,127.0.0.1",
        "The names people reach it by, as results.example.gov.uk.",
        Unsafe(
            "`*`, or a name that begins with a dot",
            lambda config: any(name[0] in "*." for name in config.hosts),
            "another site could pose as this one. Name each host in full.",
        ),
    )
    https: str = setting(
        kinds.choice("proxy", "off"),
        "proxy",
        "Who encrypts: `proxy` is a web server in front that sets X-Forwarded-Proto "
        "itself; `off` is for trying things out on one machine.",
        Unsafe(
            "`off`, where anyone but this machine can reach the service",
            lambda config: config.https == "off" and _outside(config),
            "pages and passwords would cross the network unencrypted. Put a web "
            "server with a certificate in front and write proxy.",
        ),
    )
    demonstration: bool = setting(
        kinds.YES_OR_NO,
        "no",
        "Whether everything here is invented, and every page says so.",
        Unsafe(
            "`yes`, where anyone but this machine can reach the service",
            lambda config: config.demonstration and _outside(config),
            "a demonstration lets anyone in. Keep KEYSTAGE_LISTEN and KEYSTAGE_HOSTS "
            "on 127.0.0.1.",
        ),
    )
    clock: datetime | None = setting(
        kinds.MOMENT,
        "",
        "The moment the demonstration begins at; its clock runs on from there. "
        "Without it, the time it is.",
        Unsafe(
            "any, outside a demonstration",
            lambda config: bool(config.clock) and not config.demonstration,
            "receipts and deadlines would tell a wrong time. Leave it out.",
        ),
    )
    threads: int = setting(
        kinds.whole(1, 64), "4", "How many requests are answered at the same time."
    )
    lease: int = setting(
        kinds.whole(2, 3600),
        "60",
        "How many seconds a worker that was killed keeps the job it was at, before "
        "another takes it over.",
    )
    upload_limit: int = setting(
        kinds.whole(MEBIBYTE, 256 * MEBIBYTE),
        str(3 * MEBIBYTE),
        "The largest file taken, in bytes.",
    )
    uploads_an_hour: int = setting(
        kinds.whole(1, 100_000), "200", "How many files one person may send in an hour."
    )
    downloads_an_hour: int = setting(
        kinds.whole(1, 10_000),
        "10",
        "How many returns and files of single schools one officer may download in an "
        "hour before the administrators are told by mail.",
    )
    quota: int = setting(
        kinds.whole(MEBIBYTE, 1024 * 1024 * MEBIBYTE),
        str(20 * 1024 * MEBIBYTE),
        "The most that the files of one authority may take, in bytes.",
    )
    copy_days: int = setting(
        kinds.whole(1, 400),
        "30",
        "For how many days after the authority received a file its school may still "
        "download the copy.",
    )
    organisation: str = setting(
        kinds.TEXT, "Local authority", "Whose service this is, at the top of each page."
    )
    service: str = setting(
        kinds.TEXT, "Primary results", "What the service is called, beside it."
    )
    colour: str = setting(
        kinds.COLOUR,
        "#14324f",
        "The colour of the bar at the top, under white letters.",
    )
    logo: Path | None = setting(
        kinds.PICTURE, "", "A picture for the bar at the top, 32 pixels high."
    )
    help_email: str = setting(kinds.TEXT, "", "Whom to write to, on every page.")
    help_telephone: str = setting(kinds.TEXT, "", "Whom to ring, on every page.")
    idle_minutes: int = setting(
        kinds.whole(5, 60),
        "30",
        "How many minutes somebody signed in may do nothing before they are signed "
        "out. They are warned two minutes before.",
    )
    terms: str = setting(
        kinds.TEXT,
        "1 June 2026",
        "The date of the service's own terms of use. With another one, everybody agrees "
        "to them anew when they next sign in. An authority that wrote terms of its own "
        "gives them a date of their own.",
    )
    invitation_days: int = setting(
        kinds.whole(1, 30), "7", "For how many days the link of an invitation works."
    )
    oidc_issuer: str = setting(
        kinds.ISSUER,
        "",
        "The address of your own sign-in service, for OpenID Connect. Without it, "
        "people sign in with a password. It lets in people you invited, by the e-mail "
        "address it vouches for, and makes no accounts.",
        Unsafe(
            "an address without https, unless on this machine",
            lambda config: (
                urlsplit(config.oidc_issuer).scheme == "http"
                and not is_loopback(urlsplit(config.oidc_issuer).hostname or "")
            ),
            "somebody between could sign in as anyone. Write https://.",
        ),
        Unsafe(
            "any, without KEYSTAGE_OIDC_CLIENT and KEYSTAGE_OIDC_SECRET_FILE",
            lambda config: (
                bool(config.oidc_issuer)
                and not (config.oidc_client and config.oidc_secret_file)
            ),
            "the sign-in service would refuse everybody. Write both.",
        ),
    )
    oidc_client: str = setting(
        kinds.TEXT, "", "The id this service has there. It is named `client_id`."
    )
    oidc_secret_file: Path | None = setting(
        kinds.FILE,
        "",
        "A file that holds the client's secret and nothing else.",
        Unsafe(
            "a file that others on the machine can read",
            lambda config: _others_read(config.oidc_secret_file),
            "whoever reads it can pose as this service. Run: chmod 600 on it.",
        ),
    )
    oidc_label: str = setting(
        kinds.TEXT, "your council's account", "What people know that service by."
    )
    mail_host: str = setting(
        kinds.HOST, "localhost", "The mail server that takes what the service sends."
    )
    mail_port: int = setting(kinds.whole(1, 65535), "25", "Its port.")
    mail_tls: str = setting(
        kinds.choice("off", "starttls", "tls"),
        "off",
        "How the way to it is encrypted: `starttls` (often port 587), `tls` (often "
        "port 465), or `off` for a mail server on this machine.",
        Unsafe(
            "`off`, with a mail server on another machine",
            lambda config: (
                config.mail_tls == "off" and not is_loopback(config.mail_host)
            ),
            "links that let people in would cross the network unencrypted. Write "
            "starttls or tls.",
        ),
    )
    mail_user: str = setting(
        kinds.TEXT,
        "",
        "The name to sign in to it with; without one the service does not sign in.",
        Unsafe(
            "any, without KEYSTAGE_MAIL_PASSWORD_FILE",
            lambda config: bool(config.mail_user) and not config.mail_password_file,
            "the mail server would refuse every mail. Name the file its password is in.",
        ),
    )
    mail_password_file: Path | None = setting(
        kinds.FILE,
        "",
        "A file that holds the password and nothing else.",
        Unsafe(
            "a file that others on the machine can read",
            lambda config: _others_read(config.mail_password_file),
            "whoever reads it can send mail in the service's name. Run: chmod 600 on it.",
        ),
    )
    mail_from: str = setting(
        kinds.MAILBOX,
        "keystage@localhost",
        "The address mail comes from. Nobody needs to read it.",
    )
    webhook_inside: str = setting(
        kinds.HOST,
        "",
        "One machine of your own network that webhooks may go to. Without it they go "
        "to addresses on the internet alone.",
    )
