"""How often the links of letters are followed: totals of each link, never who.

A link of a letter leads through us and on to the address that is stored with it, and to no other:
the address in the link is two numbers, so there is nothing to forge a redirect with. Nothing about
whoever follows it is read or kept. Mail scanners that open every link are counted as well; the
figure says how links compare, not how many people there were.
"""

from __future__ import annotations

import logging

from django.db import DatabaseError
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from newsletter.models import CampaignLink

logger = logging.getLogger(__name__)
_LARGEST = 2**31  # what the columns hold at least


@require_safe
def follow(request: HttpRequest, campaign: int, number: int) -> HttpResponse:
    """On to where link `number` of a campaign leads. A look without going there (HEAD) counts
    nothing."""
    if campaign >= _LARGEST or number >= 2**15:
        raise Http404("There is no such link.")
    link = CampaignLink.objects.filter(campaign_id=campaign, number=number).first()
    if link is None or not link.url.startswith(("https://", "http://")):
        raise Http404("There is no such link.")
    if request.method == "GET":
        try:
            CampaignLink.objects.filter(pk=link.pk).update(clicks=F("clicks") + 1)
        except DatabaseError:  # a reader is not kept waiting for a figure
            logger.warning("A click of campaign %s was not counted.", campaign)
    response = HttpResponseRedirect(link.url)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
