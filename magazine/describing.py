"""What a page says of itself to machines: JSON-LD after schema.org, made of plain dictionaries.

One builder a type; each leaves out what it does not know, because an empty property is a wrong
one. Addresses are absolute. Nothing here queries more than what its caller has loaded.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings

from library.models import Picture
from library.templatetags.pictures import picture_url
from magazine.addresses import absolute
from magazine.models import Article, Contributor, PrintIssue, Section, SiteIdentity

Thing = dict[str, Any]
# schema.org properties for the roles that it knows; everybody else is a contributor.
_ROLE_PROPERTY = {
    "words": "author",
    "interview": "author",
    "editing": "editor",
    "translation": "translator",
}


def thing(kind: str, **properties: Any) -> Thing:
    """A schema.org node without what is empty."""
    return {"@type": kind} | {
        name: value for name, value in properties.items() if value not in (None, "", [], {})
    }


def document(*nodes: Thing) -> Thing:
    return {"@context": "https://schema.org", "@graph": list(nodes)}


def moment(at: datetime.datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None


def organization(identity: SiteIdentity) -> Thing:
    return thing(
        "Organization",
        **{"@id": f"{settings.SITE_URL}/#publisher"},
        name=identity.name,
        url=f"{settings.SITE_URL}/",
        logo=thing("ImageObject", url=absolute("/static/img/logo.png"), width=512, height=512),
        sameAs=[link.url for link in identity.social_links.all()] if identity.pk else [],
    )


def publisher() -> Thing:
    return {"@id": f"{settings.SITE_URL}/#publisher"}


def website(identity: SiteIdentity) -> Thing:
    return thing(
        "WebSite",
        name=identity.name,
        description=identity.tagline,
        url=f"{settings.SITE_URL}/",
        publisher=publisher(),
        potentialAction={
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": absolute("/search/?q=") + "{search_term_string}",
            },
            "query-input": "required name=search_term_string",
        },
    )


def periodical(identity: SiteIdentity) -> Thing:
    return thing(
        "Periodical", **{"@id": f"{settings.SITE_URL}/#periodical"}, name=identity.name,
        url=f"{settings.SITE_URL}/", publisher=publisher(),
    )  # fmt: skip


def image(picture: Picture | None) -> Thing | None:
    if picture is None:
        return None
    return thing(
        "ImageObject",
        url=picture_url(picture, 1600, absolute=True),
        caption=picture.caption or picture.alt,
        creditText=picture.credit,
    )


def person(contributor: Contributor) -> Thing:
    return thing(
        "Person",
        name=contributor.name,
        url=absolute(contributor.get_absolute_url()),
        jobTitle=contributor.role,
        sameAs=[contributor.website] if contributor.website else [],
    )


def people(article: Article) -> dict[str, list[Thing]]:
    """Who made a story, by schema.org property (from the prefetched credits)."""
    found: dict[str, list[Thing]] = {}
    for credit in article.credits.all():
        node = (
            person(credit.contributor) if credit.contributor else thing("Person", name=credit.name)
        )
        found.setdefault(_ROLE_PROPERTY.get(credit.role, "contributor"), []).append(node)
    return found


def issue_node(issue: PrintIssue) -> Thing:
    return thing(
        "PublicationIssue",
        issueNumber=issue.number,
        name=str(issue),
        url=absolute(issue.get_absolute_url()),
        datePublished=issue.on_sale.isoformat(),
        image=image(issue.cover),
        isPartOf={"@id": f"{settings.SITE_URL}/#periodical"},
    )


def story(article: Article, *, kind: str = "NewsArticle", tags: Iterable[str] = ()) -> Thing:
    """A story as `kind` (NewsArticle, Review)."""
    address = absolute(article.get_absolute_url())
    made_by = people(article)
    made_by.setdefault("author", [publisher()])
    return thing(
        kind,
        **{"@id": f"{address}#story"},
        headline=article.title[:110],
        description=article.search_description or article.standfirst,
        image=image(article.lead_picture),
        url=address,
        mainEntityOfPage=address,
        datePublished=moment(article.publish_at),
        dateModified=moment(max(filter(None, [article.updated_at, article.publish_at]))),
        articleSection=article.section.title if kind.endswith("Article") else None,
        keywords=list(tags),
        wordCount=article.word_count or None,
        inLanguage=settings.LANGUAGE_CODE,
        publisher=publisher(),
        isPartOf=issue_node(article.print_issue)
        if article.print_issue and article.print_issue.is_public
        else None,
        **made_by,
    )


def profile(contributor: Contributor) -> Thing:
    entity = person(contributor) | {"description": contributor.bio}
    if portrait := image(contributor.portrait):
        entity["image"] = portrait
    return thing("ProfilePage", url=absolute(contributor.get_absolute_url()), mainEntity=entity)


def breadcrumbs(*steps: tuple[str, str]) -> Thing:
    """`steps`: (words, path) from the front page down, the front page itself left out."""
    trail = [("Front page", "/"), *steps]
    return thing(
        "BreadcrumbList",
        itemListElement=[
            thing("ListItem", position=place, name=words, item=absolute(path))
            for place, (words, path) in enumerate(trail, 1)
        ],
    )


def section_trail(section: Section) -> tuple[str, str]:
    return section.title, section.get_absolute_url()
