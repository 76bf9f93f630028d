"""Spotlight features that stand on every public page. The front page's rail is filled by
`spotlight.rail`."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from magazine.models import Article
from press.once import once
from spotlight.models import SpotlightFeature, SpotlightQuerySet

ON_EVERY_PAGE = 4


def _teasers(features: SpotlightQuerySet) -> SpotlightQuerySet:
    return features.select_related("section", "lead_picture").defer(
        "body", "body_html", "plain_text", "admin_note"
    )


def furniture(request: HttpRequest) -> dict[str, Any]:
    """`latest_spotlights` holds one more than a page shows: it leaves out the one being read.
    It costs a query, and only when a template asks; for pages that the press prints, once an
    edition."""
    return {
        "latest_spotlights": SimpleLazyObject(lambda: once(request, "spotlight.latest", _latest)),
    }


def _latest() -> list[Article]:
    newest: Any = SpotlightFeature.objects.live().newest_first()
    return list(_teasers(newest)[: ON_EVERY_PAGE + 1])
