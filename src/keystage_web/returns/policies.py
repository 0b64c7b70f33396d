"""Who may do what with rounds, and with the results of a school in one.

The matrix calls the office `school_admin`; whom the head has named to sign, and who
runs an early-years setting, may do on a marksheet what the head, and the office, may.
A teacher may it for the own classes, as the scope says. The authority never edits.
"""

from keystage_web.accounts.rights import right
from keystage_web.accounts.roles import AT_AUTHORITY, AT_SCHOOL, Role

_OFFICE = (Role.OFFICE, Role.HEAD, Role.DELEGATE, Role.SETTING)
_SCHOOL = (Role.TEACHER, *_OFFICE)
# Who may declare that a return is right.
SIGNERS = frozenset({Role.HEAD, Role.DELEGATE, Role.SETTING})

SEE = right("collections.list", AT_SCHOOL, AT_AUTHORITY)
SEE_ALL = right("collections.list", AT_AUTHORITY)
BOARD = right("board.view", Role.OFFICER, Role.ANALYST, Role.ADMINISTRATOR)
EDIT = right("collections.create_edit", Role.ADMINISTRATOR)
OPEN_CLOSE = right("collections.open_close", Role.ADMINISTRATOR)
EXTEND = right("collections.extend_deadline", Role.OFFICER, Role.ADMINISTRATOR)

VIEW = right("marksheet.view", *_SCHOOL, Role.OFFICER)
CELL = right("marksheet.edit_cell", *_SCHOOL)
FILL = right("marksheet.fill", *_SCHOOL)
DONE = right("marksheet.class_done", *_SCHOOL)
SETTLE = right("marksheet.settle", *_SCHOOL)
UNDO = right("marksheet.undo", *_SCHOOL)
RESTORE = right("marksheet.restore", *_SCHOOL)
EXEMPT = right("marksheet.exempt", *_SCHOOL)
OPEN = right("marksheet.open_cell", *_SCHOOL)
KNOWN = right("marksheet.known", *_SCHOOL)
READ_BACK = right("marksheet.read_back", *_SCHOOL)
NOTE = right("marksheet.note", *_SCHOOL)
FLAG = right("marksheet.flag", *_SCHOOL)
HERE = right("marksheet.here", *_SCHOOL)
COMPLETE = right("marksheet.complete", *_OFFICE)
SWITCH = right("marksheet.switch", Role.HEAD, Role.DELEGATE)
SWITCH_ROUND = right("marksheet.switch_round", Role.OFFICER, Role.ADMINISTRATOR)

SUBMIT = right("return.submit", SIGNERS)
CONFIRM = right("return.confirm", SIGNERS)
WITHDRAW = right("return.withdraw", SIGNERS)
REQUEST_UNLOCK = right("return.request_unlock", *_OFFICE)
UNLOCK = right("return.unlock", Role.OFFICER)
QUERY = right("return.query", Role.OFFICER)
ANSWER = right("return.answer_query", *_OFFICE)
ACCEPT = right("return.accept", Role.OFFICER)
RECEIVE = right("return.receive", Role.OFFICER)
CORRECT = right("return.correct", Role.OFFICER)
AGREE = right("return.agree_correction", SIGNERS)
CONFIRM_CORRECTION = right("return.confirm_correction", Role.OFFICER)
LATE = right("return.late", *_OFFICE)
EXCUSE = right("return.excuse", *_OFFICE)
UPLOADED = right("return.uploaded", *_OFFICE)
RETURN = right("return.view", *_SCHOOL, Role.OFFICER)
RECEIPT = right("return.receipt", *_OFFICE, Role.OFFICER)
THREAD = right("messages.thread", *_OFFICE, Role.OFFICER)
ROUTES = right("round.routes", Role.OFFICER, Role.ADMINISTRATOR)

EXPORT = right("return.export", *_OFFICE)
SCHOOL_CTF = right("export.school_ctf", *_OFFICE)
PAPERS = right("report.pupil_level", *_SCHOOL, Role.OFFICER)
EXPORT_ALL = right("export.la_bulk", Role.OFFICER)
EXPORT_ONE = right("export.la_one", Role.OFFICER)
PUBLISH = right("report.publish", Role.OFFICER)
GUIDE = right("round.guidance", Role.OFFICER, Role.ADMINISTRATOR)
