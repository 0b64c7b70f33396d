"""Who may do what with systems that are told of events, and with work given up."""

from keystage_web.accounts.rights import right
from keystage_web.accounts.roles import Role

LIST_HOOKS = right("webhook.list", Role.ADMINISTRATOR)
SUBSCRIBE = right("webhook.subscribe", Role.ADMINISTRATOR)
TRY = right("webhook.try", Role.ADMINISTRATOR)
UNSUBSCRIBE = right("webhook.unsubscribe", Role.ADMINISTRATOR)
LIST_JOBS = right("job.list", Role.ADMINISTRATOR)
AGAIN = right("job.again", Role.ADMINISTRATOR)
SET_ASIDE = right("job.set_aside", Role.ADMINISTRATOR)
