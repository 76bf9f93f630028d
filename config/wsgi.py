import gc
import os
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402  (needs DJANGO_SETTINGS_MODULE)
from django.urls import get_resolver  # noqa: E402

from config.checks import refuse_unsafe_start  # noqa: E402  (needs the apps)
from press.site import Site  # noqa: E402
from press.wsgi import Press  # noqa: E402

refuse_unsafe_start()
application: Any = Site()
if not settings.DEBUG:  # somebody who works on a page wants to see it, not a copy
    application = Press(
        application,
        settings.VAR / "press",
        memory=settings.PRESS_MEMORY,
        disk=settings.PRESS_DISK,
    )

# What is loaded by now stays. Python need not go through it again and again to see whether it may
# throw it away, which takes 50 ms in the middle of somebody's page.
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
