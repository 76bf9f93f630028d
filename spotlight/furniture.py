"""Spotlight features that stand on every public page. The front page's rail is filled by
`spotlight.rail`."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from spotlight.models import SpotlightFeature, SpotlightQuerySet

ON_EVERY_PAGE = 4


def _teasers(features: SpotlightQuerySet) -> SpotlightQuerySet:
    return features.select_related("section", "lead_picture").defer(
        "body", "body_html", "plain_text", "admin_note"
    )


def furniture(request: HttpRequest) -> dict[str, Any]:
    """`latest_spotlights` holds one more than a page shows: it leaves out the one being read.
    It costs a query, and only when a template asks."""
    features = SpotlightFeature.objects
    return {
        "latest_spotlights": SimpleLazyObject(
            lambda: list(_teasers(features.live().newest_first())[: ON_EVERY_PAGE + 1])
        ),
    }
