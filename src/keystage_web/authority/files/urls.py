"""The addresses of an authority's pages about files."""

from django.urls import path

from keystage_web.authority.files import requests, tags

urlpatterns = [
    path("tags", tags.page, name="tags"),
    path("requests", requests.every, name="requests"),
    path("requests/add", requests.add, name="request-add"),
    path("requests/<id:wanted>", requests.one, name="request"),
    path("requests/<id:wanted>/edit", requests.edit, name="request-edit"),
    path("requests/<id:wanted>/close", requests.close, name="request-close"),
]
