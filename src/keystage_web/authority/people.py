"""People, roles and keys of an authority and its schools."""

from keystage_web.accounts.desk import addresses
from keystage_web.accounts.desk.site import AUTHORITY

urlpatterns = addresses.of(AUTHORITY)
