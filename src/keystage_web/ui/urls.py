"""The addresses of the pages that belong to no concern."""

from django.urls import path

from keystage_web.ui import brand, csp, gallery, health, pages

app_name = "ui"
urlpatterns = [
    path("", pages.start, name="start"),
    path("health", health.page, name="health"),
    path("brand.css", brand.sheet, name="brand"),
    path("brand/logo", brand.logo, name="logo"),
    path("gallery", gallery.page, name="gallery"),
    path("gallery/confirmed", gallery.confirmation, name="confirmed"),
    path("gallery/still-here", gallery.still_here, name="still-here"),
    path("csp-report", csp.report, name="csp-report"),
]
