"""What a spotlight feature says of itself: a review of the film, book, exhibition or show that it
is about, or an article about a person or a label.

The fact table is free text, typed for readers. Only what it says in so many words is said again
to machines; the rest is left out rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page as ListPage
from django.urls import reverse

from magazine import describing
from magazine.describing import Description
from magazine.linked_data import Thing, thing
from magazine.models import SiteIdentity
from spotlight.models import Accolade, SpotlightFeature, SubjectFact

Subject = SpotlightFeature.Subject
# What a review is of. The others are people and houses: one writes about them.
_REVIEWED = {Subject.FILM, Subject.EXHIBITION, Subject.BOOK, Subject.SHOW}
_AWARDED = {"Movie", "Book", "TVSeries", "Person", "Organization"}
_ON_SCREEN = {"seasons", "series", "episodes", "channel", "network", "streaming on"}
_ON_STAGE = {"choreographer", "company", "playwright", "stage", "theatre", "theater"}
_DIRECTOR = {"director", "directed by"}
_ACTORS = {"with", "cast", "starring"}
_AUTHOR = {"author", "written by", "by"}
_PUBLISHER = {"publisher", "published by"}
_PLACE = {"where", "venue", "museum", "gallery", "theatre", "theater"}
_YEAR = {"year", "published", "released", "first shown"}
_LENGTH = {"running time", "length", "duration"}
_MINUTES = re.compile(r"(\d{1,3}) ?min(?:utes|\.)?\b")


def feature_page(
    feature: SpotlightFeature,
    identity: SiteIdentity,
    *,
    facts: Iterable[SubjectFact],
    accolades: Iterable[Accolade],
    tags: Iterable[str] = (),
) -> Description:
    about = subject(feature, facts, accolades)
    is_review = feature.subject_kind in _REVIEWED
    return describing.story_page(
        feature,
        identity,
        tags=tags,
        trail=("Spotlight", reverse("spotlight:index")),
        kind="Review" if is_review else "NewsArticle",
        **({"itemReviewed": about} if is_review else {"about": about}),
    )


def index_page(identity: SiteIdentity, features: ListPage[SpotlightFeature]) -> Description:
    path = reverse("spotlight:index")
    return describing.stories_page(
        identity, features, title="Spotlight", path=path, trail=[("Spotlight", path)],
        text="One film, one book, one label, one person at a time, looked at for longer than is "
        "usual.",
    )  # fmt: skip


def subject(
    feature: SpotlightFeature, facts: Iterable[SubjectFact], accolades: Iterable[Accolade]
) -> Thing:
    """The film, person, label… that a feature is about."""
    said = {fact.label.strip().lower(): fact.value.strip() for fact in facts}
    kind = _type_of(feature, said)
    properties: dict[str, Any] = {"name": feature.subject_name, "url": feature.see_it_url}
    if kind in _AWARDED:
        properties["award"] = [_award(accolade) for accolade in accolades]
    match kind:
        case "Movie":
            properties |= {
                "director": _people(said, _DIRECTOR),
                "actor": _people(said, _ACTORS),
                "duration": _duration(said),
                "dateCreated": _year(said),
            }
        case "TVSeries":
            properties |= {"director": _people(said, _DIRECTOR), "actor": _people(said, _ACTORS)}
        case "Book":
            properties |= {
                "author": _people(said, _AUTHOR),
                "publisher": _named("Organization", said, _PUBLISHER),
                "datePublished": _year(said),
            }
        case "ExhibitionEvent" | "TheaterEvent" | "Event":
            properties |= {
                "director": _people(said, _DIRECTOR),
                "location": _named("Place", said, _PLACE),
            }
    return thing(kind, **properties)


def _type_of(feature: SpotlightFeature, said: dict[str, str]) -> str:
    match feature.subject_kind:
        case Subject.FILM:
            return "Movie"
        case Subject.PERSON:
            return "Person"
        case Subject.LABEL:
            return "Organization"
        case Subject.BOOK:
            return "Book"
        case Subject.EXHIBITION:
            return "ExhibitionEvent"
    if _ON_SCREEN & said.keys():
        return "TVSeries"
    return "TheaterEvent" if _ON_STAGE & said.keys() else "Event"


def _first(said: dict[str, str], labels: set[str]) -> str:
    return next((value for label, value in said.items() if label in labels), "")


def _people(said: dict[str, str], labels: set[str]) -> list[Thing]:
    names = re.split(r",\s*|\s+and\s+|\s*&\s*", _first(said, labels))
    return [thing("Person", name=name) for name in names if name]


def _named(kind: str, said: dict[str, str], labels: set[str]) -> Thing | None:
    name = _first(said, labels)
    return thing(kind, name=name) if name else None


def _year(said: dict[str, str]) -> str | None:
    value = _first(said, _YEAR)
    return value if re.fullmatch(r"1[89]\d\d|2[01]\d\d", value, re.ASCII) else None


def _duration(said: dict[str, str]) -> str | None:
    """ISO 8601, as schema.org has it."""
    found = _MINUTES.search(_first(said, _LENGTH))
    return f"PT{int(found[1])}M" if found else None


def _award(accolade: Accolade) -> str:
    return ", ".join(str(part) for part in (accolade.award, accolade.giver, accolade.year) if part)
