"""The addresses of an authority's pages."""

from django.urls import path

from keystage_web.authority import home

app_name = "authority"
urlpatterns = [
    path("", home.page, name="home"),
]
