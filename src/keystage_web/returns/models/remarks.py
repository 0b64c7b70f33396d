"""What people say of a return: notes, flags, that a class is done, who is here."""

from django.db import models

from keystage_web.accounts.models import Person
from keystage_web.accounts.scopes import Scope
from keystage_web.returns.models.tables import ID, OfPupil, OfReturn
from keystage_web.rolls.models import Class, Pupil
from keystage_web.rolls.models.classes import is_teacher, taught

TEXT = 1000


class Note(OfReturn):
    """A comment on a cell, on a pupil (no `component`), or on the return (no `pupil`).

    `gone_at` is when it was taken away: it is then told to nobody.
    """

    pupil = models.ForeignKey(
        Pupil, on_delete=models.CASCADE, related_name="+", null=True
    )
    component = models.CharField(max_length=ID, blank=True)
    text = models.CharField(max_length=TEXT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seq = models.PositiveIntegerField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(pupil__isnull=False) | models.Q(component=""),
                name="returns_a_noted_cell_has_a_pupil",
            ),
        )
        indexes = (models.Index(fields=["of_return", "seq"], name="returns_notes"),)

    @classmethod
    def reach(cls, scope: Scope) -> models.Q:
        """Return the notes on pupils a scope sees, and those on the whole return."""
        rows = super().reach(scope)
        if not is_teacher(scope):
            return rows
        own = models.Q(pupil__klass__in=taught(scope))
        return rows & (models.Q(pupil=None) | own)


class Flag(OfPupil):
    """That somebody wants to come back to a cell, or to a pupil (no `component`)."""

    component = models.CharField(max_length=ID, blank=True)
    on = models.BooleanField(default=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seq = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["of_return", "pupil", "component"], name="returns_a_flag_once"
            ),
        )


class _OfClass(OfReturn):
    """A table of what is of a class: to a teacher, of the own ones."""

    class Meta:
        abstract = True

    @classmethod
    def reach(cls, scope: Scope) -> models.Q:
        """Return what is of the classes a scope sees, and of no class."""
        rows = super().reach(scope)
        if not is_teacher(scope):
            return rows
        return rows & (models.Q(klass=None) | models.Q(klass__in=taught(scope)))


class ClassDone(_OfClass):
    """That a class's results are all entered, as its teacher says."""

    klass = models.ForeignKey(Class, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["of_return", "klass"], name="returns_a_class_done_once"
            ),
        )


class Present(_OfClass):
    """Who has a class open (no `klass`: all of them), and until when that is so."""

    klass = models.ForeignKey(
        Class, on_delete=models.CASCADE, related_name="+", null=True
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["of_return", "person"], name="returns_present_once"
            ),
        )
