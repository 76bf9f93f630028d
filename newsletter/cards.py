"""The sign-up form as a card in a text."""

from __future__ import annotations

import re
from typing import Any

from magazine.cards import Held, draws
from newsletter import stamps
from newsletter.subscribing import WORDING


@draws("newsletter", late=True)
def _form(held: Held) -> dict[str, Any]:
    # What is closed or no list is passed over when somebody signs up, so it is not looked for here.
    named = held.text("list").strip()
    only = {"slug": named} if re.fullmatch(r"[-\w]{1,80}", named, re.ASCII) else None
    return {
        "only": only,
        "title": held.text("title") or "The newsletter",
        "id": f"-in-text-{held.number}",
        "newsletter_place": held.path,
        "newsletter_wording": WORDING,
        "newsletter_stamp": stamps.today(WORDING),
    }
