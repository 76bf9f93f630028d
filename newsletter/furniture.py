"""The sign-up form, which stands on every public page."""

from typing import Any

from django.http import HttpRequest

from newsletter import stamps
from newsletter.subscribing import WORDING


def furniture(request: HttpRequest) -> dict[str, Any]:
    return {
        # Where the form stands, without what HTML cannot hold.
        "newsletter_place": "".join(filter(str.isprintable, request.path)),
        "newsletter_wording": WORDING,
        "newsletter_stamp": stamps.today(WORDING),
    }
