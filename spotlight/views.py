"""Spotlight features, for readers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from magazine.furniture import identity_of
from magazine.models import Article
from magazine.paging import page_of
from magazine.views.stories import missing_story, story_context
from press.pages import printed
from spotlight import describing
from spotlight.models import SpotlightFeature
from spotlight.reading import feature_at


@printed("page")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    features = SpotlightFeature.objects.live().for_cards().newest_first()
    page = page_of(request, features)
    description = describing.index_page(identity_of(request), page)
    return render(request, "spotlight/index.html", {"page_obj": page, "description": description})


@printed
@require_safe
def feature(request: HttpRequest, slug: str) -> HttpResponse:
    found = feature_at(slug)
    if found is not None:
        return feature_page(request, found)
    elsewhere = Article.objects.live().filter(slug=slug).first()
    if elsewhere is not None:
        return HttpResponsePermanentRedirect(elsewhere.get_absolute_url())
    return missing_story(request, slug)


def feature_page(
    request: HttpRequest, feature: SpotlightFeature, *, preview: bool = False
) -> HttpResponse:
    """The page of `feature`, live or not; see `magazine.views.article_page`."""
    saved = feature.pk is not None
    context = story_context(feature, request, preview=preview) | {
        "feature": feature,
        "facts": list(feature.facts.all()) if saved else [],
        "accolades": list(feature.accolades.all()) if saved else [],
    }
    context["description"] = describing.feature_page(
        feature,
        identity_of(request),
        facts=context["facts"],
        accolades=context["accolades"],
        tags=[tag.name for tag in context["tags"]],
    )
    return render(request, "spotlight/feature.html", context)
