"""Who may do what with schools, their dates and the register."""

from keystage_web.accounts.rights import right
from keystage_web.accounts.roles import AT_AUTHORITY, AT_SCHOOL, Role

LIST = right("schools.list", AT_AUTHORITY)
SEE = right("schools.view", AT_SCHOOL)
EDIT = right("schools.edit", Role.ADMINISTRATOR)
IMPORT = right("schools.import", Role.ADMINISTRATOR)
CALENDAR = right("schools.calendar", Role.ADMINISTRATOR)
PROFILE = right("schools.profile", Role.HEAD, Role.OFFICE, Role.SETTING)
