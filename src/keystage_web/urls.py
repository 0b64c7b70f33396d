"""Every address of the service."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("keystage_web.ui.urls")),
    path("", include("keystage_web.accounts.urls")),
    path("", include("keystage_web.accounts.door.named")),
    path("", include("keystage_web.school.files.urls")),
    path("", include("keystage_web.school.signing.record.receipts")),
    path("", include("keystage_web.notices.urls")),
    path("", include("keystage_web.audit.urls")),
    path("school/", include("keystage_web.school.urls")),
    path("authority/", include("keystage_web.authority.urls")),
]

handler400 = "keystage_web.ui.problems.bad_request"
handler403 = "keystage_web.ui.problems.forbidden"
handler404 = "keystage_web.ui.problems.not_found"
handler500 = "keystage_web.ui.problems.broken"
