"""Classes, who teaches them, and groups."""

from typing import Any

from django.db import models

from keystage_web.accounts.models import Person, SchoolTable
from keystage_web.accounts.roles import Role
from keystage_web.accounts.scopes import Scope

_NAME = 60


class Class(SchoolTable):
    """A class of a school in one year, by the name the school gives it."""

    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=_NAME)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["school", "year", "name"], name="rolls_one_class_a_name"
            ),
        )

    @classmethod
    def reach(cls, scope: Scope) -> models.Q:
        """Return the classes a scope sees: of a teacher, the teacher's own."""
        return super().reach(scope) & own_classes(scope, "id")


class ClassTeacher(SchoolTable):
    """That a person teaches a class, and so sees its pupils."""

    klass = models.ForeignKey(Class, on_delete=models.CASCADE, related_name="teachers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["klass", "person"], name="rolls_a_teacher_once"
            ),
        )


class Group(SchoolTable):
    """A group of pupils beside their class, as an intervention or a house."""

    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=_NAME)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["school", "year", "name"], name="rolls_one_group_a_name"
            ),
        )


class Member(SchoolTable):
    """That a pupil is in a group."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    pupil = models.ForeignKey(
        "rolls.Pupil", on_delete=models.CASCADE, related_name="groups"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["group", "pupil"], name="rolls_a_member_once"
            ),
        )

    @classmethod
    def reach(cls, scope: Scope) -> models.Q:
        """Return who is in which group, of the pupils a scope sees."""
        return super().reach(scope) & own_classes(scope, "pupil__klass")


def is_teacher(scope: Scope) -> bool:
    """Whether a scope sees no more of a school than its own classes."""
    return scope.role is Role.TEACHER


def own_classes(scope: Scope, path: str) -> models.Q:
    """Return what narrows rows to a teacher's own classes; nothing for anybody else.

    `path` leads from a row to its class.
    """
    return models.Q((f"{path}__in", taught(scope))) if is_teacher(scope) else models.Q()


def taught(scope: Scope) -> models.QuerySet[ClassTeacher, Any]:
    """Return the ids of the classes a teacher has, as a part of another question."""
    own = ClassTeacher.of(scope.authority)
    return own.filter(school=scope.school, person=scope.person).values("klass")
