"""The service's addresses, and one more: the page that does nothing."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from keystage_web.urls import handler400, handler403, handler404, handler500
from keystage_web.urls import urlpatterns as own

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def nothing(request: HttpRequest) -> HttpResponse:
    """Answer with nothing at all; every middleware is passed all the same."""
    del request
    return HttpResponse()


urlpatterns = [*own, path("nothing", nothing)]
