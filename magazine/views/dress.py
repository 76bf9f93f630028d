"""The style sheet that dresses the pages in the identity's colours and faces."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from magazine import dressing
from magazine.models import SiteIdentity


def sheet(request: HttpRequest, digest: str) -> HttpResponse:
    """Its address is made of what it says, so it may be kept for ever. A page that was kept longer
    than its dress is led to the present one; where the house's own is worn again, 404."""
    text = dressing.sheet_of(SiteIdentity.current())
    if not text:
        raise Http404
    current = dressing.digest(text)
    if digest != current:
        return HttpResponseRedirect(reverse("magazine:dress", args=[current]))
    return HttpResponse(
        text,
        content_type="text/css; charset=utf-8",
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )
