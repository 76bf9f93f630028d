"""Plain pages, and what stands where something stood."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from magazine import describing
from magazine.furniture import identity_of
from magazine.models import Page
from magazine.rendering import completed
from press.pages import printed


@printed
@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Page.objects.live(), slug=slug)
    description = describing.plain_page(found, identity_of(request))
    body_html = completed(found.body_html, path=found.get_absolute_url())
    context = {"page": found, "body_html": body_html, "description": description}
    return render(request, "magazine/page.html", context)


def gone(request: HttpRequest) -> HttpResponse:
    """410 (RFC 9110): it was here, it is not, and nobody need ask again."""
    return render(request, "410.html", {"noindex": True}, status=410)
