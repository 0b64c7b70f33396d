"""What people wish to see, and what the authority asks for."""

from django.db import models

from keystage_web.accounts.models import Person, Table
from keystage_web.accounts.scopes import Scope


class Shown(Table):
    """The columns a person wants to see on a roll."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    columns = models.JSONField(default=list)

    @classmethod
    def reach(cls, scope: Scope) -> models.Q:
        """Return one's own alone."""
        return super().reach(scope) & models.Q(person=scope.person)


class Asked(Table):
    """The facts beside the usual ones that an authority asks its schools for."""

    facts = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["authority"], name="rolls_asked_once"),
        )
