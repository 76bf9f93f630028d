"""How the front page's spotlight rail is filled: features come and go by their dates.

The dates of a feature hold whichever way it comes to the rail. One without dates stands there only
where an editor has placed it by hand."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from magazine.filling import Rail
from magazine.models import Article
from spotlight.models import KIND, SpotlightFeature


def feature_of(story: Any) -> SpotlightFeature:
    """The feature that `story` is the article of, with what the article has loaded."""
    feature: SpotlightFeature = story.spotlightfeature
    feature.section, feature.lead_picture = story.section, story.lead_picture
    return feature


def in_order(stories: Iterable[Article], at: datetime.datetime) -> list[Article]:
    """Those of `stories` whose run is on at a moment, in the order of `on_rail()`."""
    running = [story for story in stories if _began(story, at) and not kept_off(story, at)]
    return sorted(
        running,
        key=lambda story: (feature_of(story).rail_from, story.publish_at, story.pk),
        reverse=True,
    )


def kept_off(story: Article, at: datetime.datetime) -> bool:
    """Whether the dates of a feature keep it off the rail at a moment."""
    feature = feature_of(story)
    began, ends = feature.rail_from, feature.rail_until
    return (began is not None and began > at) or (ends is not None and ends <= at)


def _began(story: Article, at: datetime.datetime) -> bool:
    began = feature_of(story).rail_from
    return began is not None and began <= at


RAIL = Rail(
    kind=KIND,
    relation="spotlightfeature",
    live=SpotlightFeature.objects.live,
    running=SpotlightFeature.objects.on_rail,
    in_order=in_order,
    kept_off=kept_off,
    feature=feature_of,
)
