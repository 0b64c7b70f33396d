"""Who may do what with files; each name is a row of the authorisation matrix."""

from keystage_web.accounts.rights import right
from keystage_web.accounts.roles import Role

_SENDERS = (Role.OFFICE, Role.HEAD, Role.DELEGATE, Role.SETTING)

UPLOAD = right("file.upload_ctf", _SENDERS, Role.OFFICER)
UPLOAD_SHEET = right("file.upload_sheet", _SENDERS, Role.OFFICER)
TAKE = right("file.take", _SENDERS, Role.OFFICER)
COLUMNS = right("file.columns", _SENDERS)
DRY_RUN = right("check.dry_run", _SENDERS, Role.OFFICER)
REPORT = right("check.report", _SENDERS, Role.OFFICER)
LIST = right("file.list_sent", _SENDERS, Role.OFFICER)
DOWNLOAD = right("file.download_original", _SENDERS, Role.OFFICER)
RECALL = right("file.recall", _SENDERS)
MARK_RECEIVED = right("file.mark_received", Role.OFFICER)
RECEIPT = right("file.receipt", _SENDERS, Role.OFFICER, Role.PROTECTION)
TAGS = right("file.tags", Role.OFFICER, Role.ADMINISTRATOR)
REQUEST = right("file.request", Role.OFFICER, Role.ADMINISTRATOR)
