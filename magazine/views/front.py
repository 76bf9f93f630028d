"""The front page."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from magazine import describing, filling
from magazine.fronting import slots_of
from magazine.furniture import identity_of
from magazine.models import FrontPage, Section
from magazine.slots import Slot
from press.pages import printed


@printed
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What the current version places and its rules fill; without one, the newest stories."""
    now, sections = timezone.now(), list(Section.objects.all())
    slots = slots_of(FrontPage.objects.current(now), sections)
    return front_page(request, slots, at=now, sections=sections)


def front_page(
    request: HttpRequest,
    slots: Sequence[Slot],
    *,
    at: datetime.datetime,
    sections: Iterable[Section],
    preview: bool = False,
) -> HttpResponse:
    """The front page of `slots` as readers see it at a moment: the page itself and its preview."""
    filled = filling.fill(slots, at=at, sections=sections)
    context: dict[str, Any] = {
        "lead": filled.lead,
        "seconds": filled.seconds,
        "rail": filled.rail,
        "strips": filled.strips,
        # Loaded for the rules already, so the masthead need not ask again.
        "sections": sections,
        "today": timezone.localdate(at),
        "description": describing.front_page(identity_of(request)),
    }
    if not filled.rail:
        # The block of latest features that then stands below; without a query of its own.
        context["latest_spotlights"] = filled.spare_features
    if preview:
        context |= {"preview": True, "noindex": True}
    return render(request, "magazine/front.html", context)
