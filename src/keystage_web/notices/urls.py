"""The address of the outbox."""

from django.urls import path

from keystage_web.notices import pages

app_name = "notices"
urlpatterns = [path("outbox", pages.outbox, name="outbox")]
