"""The terms of use in an authority's own words."""

from django.db import models

from keystage_web.accounts.models.tables import Table


class Terms(Table):
    """What people of an authority agree to, and since which day it is so."""

    text = models.TextField()
    dated = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["authority"], name="one_text_of_terms_an_authority"
            ),
        )
