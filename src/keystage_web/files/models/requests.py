"""Files that an authority asks schools for."""

from django.db import models

from keystage_web.accounts.models import Person, SchoolTable, Table
from keystage_web.accounts.scopes import Scope
from keystage_web.files.kinds import Expected
from keystage_web.files.names import TITLE, WORDS


class Request(Table):
    """A file the authority asks schools for; it is on their pages until it is closed.

    `everyone` says that every school is asked, and not only those `Asked` names.
    `several` that a school may send more than one file, or a zip.
    """

    title = models.CharField(max_length=TITLE)
    description = models.CharField(max_length=WORDS, blank=True)
    issued = models.DateField()
    deadline = models.DateTimeField()
    expected = models.CharField(max_length=8, choices=Expected, default=Expected.ANY)
    several = models.BooleanField(default=False)
    everyone = models.BooleanField(default=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    @classmethod
    def reach(cls, scope: Scope) -> models.Q:
        """Return the authority's requests: to a school, those that it is asked."""
        rows = super().reach(scope)
        if scope.whole:
            return rows
        asked = Asked.within(scope).values("request")
        return rows & (models.Q(everyone=True) | models.Q(id__in=asked))


class Asked(SchoolTable):
    """A school that is asked for a file, where not every one is."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["request", "school"], name="files_asked_once"
            ),
        )
