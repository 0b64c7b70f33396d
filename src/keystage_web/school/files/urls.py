"""The addresses of files: a school's list, and one file each."""

from django.urls import path

from keystage_web.school.files import pages

app_name = "files"
urlpatterns = [
    path("school/<slug:school>/files", pages.sent, name="sent"),
    path("files/<slug:file>", pages.receipt, name="receipt"),
    path("files/<slug:file>/original", pages.original, name="original"),
    path("files/<slug:file>/recall", pages.recall, name="recall"),
    path("files/<slug:file>/received", pages.received, name="received"),
]
