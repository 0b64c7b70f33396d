"""The roles of people, at a school or at an authority."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is, in one school or in one authority.

    The words on the right are the columns of the authorisation matrix, but for
    `office` (`school_admin` there), `delegate` (the head's, where the head has named
    one) and `setting` (an office's, in an early-years setting).
    """

    TEACHER = "teacher", _("Teacher")
    OFFICE = "office", _("Office")
    HEAD = "head", _("Headteacher")
    DELEGATE = "delegate", _("Named by the headteacher to sign")
    SETTING = "setting", _("Setting manager")
    TRUST = "trust_user", _("Trust")
    OFFICER = "la_officer", _("Data officer")
    ANALYST = "la_analyst", _("Analyst")
    ADMINISTRATOR = "la_admin", _("Administrator")
    PROTECTION = "la_dpo", _("Data protection officer")


AT_SCHOOL = frozenset(
    {Role.TEACHER, Role.OFFICE, Role.HEAD, Role.DELEGATE, Role.SETTING, Role.TRUST}
)
AT_AUTHORITY = frozenset(Role) - AT_SCHOOL
