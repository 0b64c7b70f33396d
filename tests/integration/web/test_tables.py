"""Every table of ours is made by a migration, and says which authority its rows are of."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

# A table of ours without an authority, and the reason. It may only shrink.
WITHOUT: dict[str, str] = {}


def ownerless(found: list[type[models.Model]]) -> list[str]:
    """Return the tables whose rows do not say which authority they are of."""
    lacking = []
    for model in found:
        names = {field.name for field in model._meta.get_fields()}
        if "authority" not in names and model._meta.label != "accounts.Authority":
            lacking.append(model._meta.label)
    return [label for label in lacking if label not in WITHOUT]


@pytest.mark.database
@pytest.mark.django_db
def test_no_change_to_a_table_waits_for_its_migration() -> None:
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    except SystemExit:
        pytest.fail("a model changed without a migration: run makemigrations")


def test_every_table_of_ours_names_its_authority() -> None:
    ours = [
        model
        for model in apps.get_models()
        if model.__module__.startswith("keystage_web")
    ]
    assert ownerless(ours) == []
    assert not [label for label, reason in WITHOUT.items() if not reason]


def test_a_planted_table_without_an_authority_is_caught() -> None:
    session = apps.get_model("sessions", "Session")
    assert ownerless([session]) == ["sessions.Session"]
