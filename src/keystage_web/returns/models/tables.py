"""What the tables of a return have in common: whose they are, and who sees them."""

from django.db import models

from keystage_web.accounts.models import SchoolTable
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.models.returns import Return
from keystage_web.rolls.models import Pupil
from keystage_web.rolls.models.classes import own_classes

ID = 40  # the longest id of a component, as the rolls keep it
VALUE = 40  # the longest value of a cell; more is no code and no mark


class OfReturn(SchoolTable):
    """A table of what is in a return: seen by who sees the school."""

    of_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class OfPupil(OfReturn):
    """A table of what a return holds of a pupil: seen by who sees the pupil."""

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="+")

    class Meta:
        abstract = True

    @classmethod
    def reach(cls, scope: Scope) -> models.Q:
        """Return what is of the pupils a scope sees: of a teacher, of the own classes."""
        return super().reach(scope) & own_classes(scope, "pupil__klass")
