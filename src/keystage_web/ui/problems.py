"""The pages for what cannot be done: what is wrong, and what to do about it.

They ask neither database nor session, so that they can be shown when those fail.
"""

import errno
import sys
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib.sessions.exceptions import SessionInterrupted
from django.core.exceptions import RequestDataTooBig
from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    OperationalError,
)
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from keystage_web.ui.brand import brand_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise, StrPromise

_SOON = 120  # seconds after which to try again, where nobody knows
# A disk that is full, broken or read-only, and handles that have run out.
_DISK = {
    *(errno.ENOSPC, errno.EIO, errno.EROFS, errno.EMFILE, errno.ENFILE),
    getattr(errno, "EDQUOT", errno.ENOSPC),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What a page says: a heading, what is so, and what to do."""

    title: "StrPromise"
    said: "tuple[StrOrPromise, ...]"
    tell: bool = False  # whether to offer the reference and whom to ask


PROBLEMS = {
    400: Problem(
        _("This page could not be understood"),
        (
            _("Nothing was changed by what you just sent."),
            _("Go back, load the page again, and try once more."),
        ),
        tell=True,
    ),
    403: Problem(
        _("You cannot do this"),
        (
            _("Your role does not include it, or not at this stage."),
            _("If you need it for your work, ask the head or whoever invited you."),
        ),
    ),
    404: Problem(
        _("Page not found"),
        (
            _("If you typed the address, check that it is right."),
            _(
                "If you followed a link, what it led to is no longer there, or is not "
                "yours to see."
            ),
        ),
    ),
    413: Problem(
        _("This file is too large"),
        (
            _("It was not taken, and nothing was changed."),
            _(
                "Export results alone from your school's system, without photographs "
                "or attachments, and send that file."
            ),
        ),
        tell=True,
    ),
    429: Problem(
        _("Too many tries"),
        (
            _("To keep accounts safe, this can only be tried a few times in a row."),
            _("Wait a while, then try again."),
        ),
        tell=True,
    ),
    500: Problem(
        _("Sorry, something went wrong here"),
        (
            _("It is not your fault. Everything that said it was saved is saved."),
            _("Go back and try again in a few minutes."),
        ),
        tell=True,
    ),
    503: Problem(
        _("Sorry, the service is not available just now"),
        (
            _("Everything that said it was saved is saved."),
            _("Try again in a few minutes."),
        ),
        tell=True,
    ),
}
STALE_FORM = Problem(
    _("This page was open for too long"),
    (
        _("What you just sent was not taken, to keep your account safe."),
        _("Go back, load the page again, and send it once more."),
    ),
)

ENDED = Problem(
    _("You were signed out in the meantime"),
    (
        _(
            "Your session ended while this page was being made: in another tab, perhaps."
        ),
        _("Sign in, and look whether what you sent is there before you send it again."),
    ),
)


def problem(
    request: HttpRequest,
    status: int,
    *,
    words: Problem | None = None,
    retry_after: int | None = None,
) -> HttpResponse:
    """Return the page for a status, with `words` of its own where there are better.

    `retry_after`, in seconds, goes into the header of that name.
    """
    told = {
        "problem": words or PROBLEMS[status],
        "brand": brand_of(request),
        "reference": getattr(request, "reference", ""),
    }
    page = HttpResponse(render_to_string("ui/problem.html", told), status=status)
    if retry_after is not None:
        page.headers["Retry-After"] = str(retry_after)
    return page


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what could not be understood, was too large to be, or has no session now."""
    if isinstance(exception, SessionInterrupted):
        return _interrupted(request, exception)
    large = isinstance(exception, RequestDataTooBig)
    return problem(request, 413 if large else HTTPStatus.BAD_REQUEST)


def _interrupted(request: HttpRequest, exception: SessionInterrupted) -> HttpResponse:
    """Answer whose session could not be written: it ended, or the database failed.

    What was asked for may be done by then: neither page says that it is not.
    """
    behind: BaseException | None = exception
    while behind is not None:
        if isinstance(behind, OperationalError | InterfaceError):
            return _later(request)
        behind = behind.__context__
    return problem(request, HTTPStatus.BAD_REQUEST, words=ENDED)


def _later(request: HttpRequest) -> HttpResponse:
    return problem(request, HTTPStatus.SERVICE_UNAVAILABLE, retry_after=_SOON)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what this person may not do, without saying more."""
    del exception
    return problem(request, HTTPStatus.FORBIDDEN)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that carries no proof of having come from here."""
    del reason
    return problem(request, HTTPStatus.FORBIDDEN, words=STALE_FORM)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what is not there, and what is not this person's, alike."""
    del exception
    return problem(request, HTTPStatus.NOT_FOUND)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer for an error of ours; a database or a disk that fails may come back.

    A database that does not take what it is given is there: trying again is no use.
    """
    error = sys.exc_info()[1]
    full = isinstance(error, OSError) and error.errno in _DISK
    down = isinstance(error, DatabaseError | InterfaceError)
    if full or (down and not isinstance(error, DataError | IntegrityError)):
        return _later(request)
    return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR)
