"""Who may do what with a roll. Where, the scope says: a teacher's own classes alone.

The matrix calls the office `school_admin`; whom the head has named to sign, and who
runs an early-years setting, may do with a roll what the head, and the office, may.
"""

from keystage_web.accounts.rights import right
from keystage_web.accounts.roles import Role

_OFFICE = (Role.OFFICE, Role.HEAD, Role.DELEGATE, Role.SETTING)
_SCHOOL = (Role.TEACHER, *_OFFICE)

VIEW = right("pupil.view_core", *_SCHOOL, Role.OFFICER)
SENSITIVE = right("pupil.view_address_sen", *_OFFICE, Role.OFFICER)
SEARCH_LA = right("pupil.search_la", Role.OFFICER)
HISTORY = right("pupil.history", *_SCHOOL, Role.OFFICER, Role.PROTECTION)

ADD = right("marksheet.add_pupil", *_OFFICE)
LEAVE = right("marksheet.mark_left", *_SCHOOL)

IMPORT = right("roll.import", *_OFFICE)
EXPORT = right("roll.export", *_OFFICE)
CORRECT = right("roll.correct", *_OFFICE)
BELOW = right("roll.below", *_SCHOOL)
MOVES = right("roll.moves", *_OFFICE)
CLASSES = right("roll.classes", *_OFFICE)
COLUMNS = right("roll.columns", *_SCHOOL)
OPTIONS = right("roll.options", Role.ADMINISTRATOR)
PRIORS = right("roll.priors", Role.OFFICER)
VIEW_PRIORS = right("roll.view_priors", *_SCHOOL, Role.OFFICER)
