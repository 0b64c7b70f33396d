"""What a web server calls. It does not come up where the service may not start."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keystage_web.settings")
_django = get_wsgi_application()

from keystage_web import start  # noqa: E402 - only Django set up can be asked
from keystage_web.ui.middleware import understood  # noqa: E402 - the same

start.refuse()
application = understood(_django)
start.settle()
