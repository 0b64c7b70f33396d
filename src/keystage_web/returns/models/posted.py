"""Lists of results that an authority gave back to schools."""

from django.db import models

from keystage_web.accounts.models import Person
from keystage_web.returns.models.tables import OfReturn
from keystage_web.returns.models.versions import Version


class Posted(OfReturn):
    """That the list of pupils and results of a version was put on the school's pages."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["version"], name="returns_posted_once"),
        )
