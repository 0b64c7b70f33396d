"""The addresses of what proves a receipt."""

from django.urls import path

from keystage_web.audit import pages

app_name = "audit"
urlpatterns = [
    path("keys", pages.keys, name="keys"),
    path("keys.txt", pages.keys_as_text, name="keys-as-text"),
    path("verify", pages.verify, name="verify"),
]
