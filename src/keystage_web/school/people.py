"""People, roles and keys of a school: pages that an authority has too."""

from keystage_web.accounts.desk import addresses
from keystage_web.accounts.desk.site import SCHOOL

urlpatterns = addresses.of(SCHOOL)
