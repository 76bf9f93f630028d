"""Those who make the magazine."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from magazine import describing
from magazine.crediting import credited
from magazine.furniture import identity_of
from magazine.models import Article, Contributor
from magazine.paging import page_of
from press.pages import printed


@printed("page")
@require_safe
def contributors(request: HttpRequest) -> HttpResponse:
    """Everybody who is credited on a live story, by name."""
    page = page_of(request, credited().select_related("portrait").order_by("name", "pk"))
    description = describing.contributors_page(identity_of(request), page)
    context = {"page_obj": page, "description": description}
    return render(request, "magazine/contributors.html", context)


@printed("page")
@require_safe
def contributor(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Contributor.objects.select_related("portrait"), slug=slug)
    page = page_of(request, Article.objects.live().by(found).for_cards().newest_first())
    description = describing.contributor_page(found, identity_of(request), page)
    context = {"contributor": found, "page_obj": page, "description": description}
    return render(request, "magazine/contributor.html", context)
