"""The addresses of files: a school's list, and one file each."""

from django.urls import path

from keystage_web.school.files import pages

app_name = "files"
urlpatterns = [
    path("school/<id:school>/files", pages.sent, name="sent"),
    path("files/<id:file>", pages.receipt, name="receipt"),
    path("files/<id:file>/original", pages.original, name="original"),
    path("files/<id:file>/recall", pages.recall, name="recall"),
    path("files/<id:file>/received", pages.received, name="received"),
]
