"""Results of earlier years an authority holds, and searches that are counted."""

from django.db import models

from keystage_web.accounts.models import Person, Table

_ID = 40


class Prior(Table):
    """One result of an earlier year, found only by UPN, birth date and surname at once.

    `surname` is folded. `component` and `value` are the rulebook's own codes.
    """

    upn = models.CharField(max_length=13)
    born = models.DateField()
    surname = models.CharField(max_length=260)
    collection = models.CharField(max_length=_ID)
    year = models.PositiveSmallIntegerField()
    component = models.CharField(max_length=_ID)
    value = models.CharField(max_length=_ID)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["authority", "upn", "collection", "year", "component"],
                name="rolls_one_prior_result",
            ),
        )


class Search(Table):
    """That a person searched all of an authority; forgotten after an hour."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(db_index=True)
