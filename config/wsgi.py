import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from django.conf import settings  # noqa: E402  (needs DJANGO_SETTINGS_MODULE)

from config.checks import refuse_unsafe_start  # noqa: E402  (needs the apps)
from press.wsgi import Press  # noqa: E402

refuse_unsafe_start()
if not settings.DEBUG:  # somebody who works on a page wants to see it, not a copy
    application = Press(  # type: ignore[assignment]
        application,
        settings.VAR / "press",
        memory=settings.PRESS_MEMORY,
        disk=settings.PRESS_DISK,
    )
