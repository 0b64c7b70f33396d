"""What a school says of itself: the address its reports are to be told of at."""

from datetime import datetime

from django.db import transaction

from keystage_web.accounts.models import School
from keystage_web.accounts.register import policies
from keystage_web.accounts.scopes import Scope
from keystage_web.audit.actions import Change


def report_to(*, by: Scope, school: str, address: str, now: datetime) -> None:
    """Say which address mail about a school's reports goes to; '' for the usual one."""
    policies.PROFILE.demand(by)
    with transaction.atomic():
        row = School.within(by).select_for_update().get(id=school)
        before, row.report_to = row.report_to, address
        row.save(update_fields=["report_to"])
        change = Change(school, "report_to", before, address)
        policies.PROFILE.done(by, now, school=school, changes=[change])
