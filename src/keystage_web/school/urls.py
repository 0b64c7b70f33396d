"""The addresses of a school's pages."""

from django.urls import path

from keystage_web.school import home, profile

app_name = "school"
urlpatterns = [
    path("", home.page, name="home"),
    *profile.urlpatterns,
]
