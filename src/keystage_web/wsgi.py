"""What a web server calls. It does not come up where the service may not start."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keystage_web.settings")
_django = get_wsgi_application()

from keystage_web import start  # noqa: E402 - only Django set up can be asked
from keystage_web.ui.middleware import understood  # noqa: E402 - the same

_YOUNG, _TIMES = 10_000, 20  # things made before those not used any more are looked for

start.refuse()
application = understood(_django)
# What is there by now stays: it is not looked through again and again beside requests.
gc.collect()
gc.freeze()
gc.set_threshold(_YOUNG, _TIMES, _TIMES)
