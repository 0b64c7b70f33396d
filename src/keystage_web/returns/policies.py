"""Who may do what with rounds."""

from keystage_web.accounts.rights import right
from keystage_web.accounts.roles import AT_AUTHORITY, AT_SCHOOL, Role

SEE = right("collections.list", AT_SCHOOL, AT_AUTHORITY)
SEE_ALL = right("collections.list", AT_AUTHORITY)
EDIT = right("collections.create_edit", Role.ADMINISTRATOR)
OPEN_CLOSE = right("collections.open_close", Role.ADMINISTRATOR)
EXTEND = right("collections.extend_deadline", Role.OFFICER, Role.ADMINISTRATOR)
