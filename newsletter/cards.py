"""The sign-up form as a card in a text."""

from __future__ import annotations

from typing import Any

from magazine.cards import Held, draws
from newsletter import stamps
from newsletter.subscribing import WORDING


@draws("newsletter", late=True)
def _form(held: Held) -> dict[str, Any]:
    return {
        "title": held.text("title") or "The newsletter",
        "id": f"-in-text-{held.number}",
        "newsletter_place": held.path,
        "newsletter_wording": WORDING,
        "newsletter_stamp": stamps.today(WORDING),
    }
