"""What came from the register of schools and waits to be looked at before it is saved."""

from django.db import models

from keystage_web.accounts.models.people import Person
from keystage_web.accounts.models.tables import Table


class Arrival(Table):
    """A file of schools as it was read; no school changes until it is `saved`.

    `sha256` is of the file's bytes. `headings` are its columns, `columns` which of them
    was taken for which fact, `rows` the cells of this authority's schools, and `aside`
    how many rows of others were left. `links` are predecessors, as the register's other
    file tells them.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    headings = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    rows = models.JSONField(default=list)
    links = models.JSONField(default=list)
    aside = models.PositiveIntegerField(default=0)
    saved = models.DateTimeField(null=True)
