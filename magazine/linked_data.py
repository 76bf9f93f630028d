"""Things as schema.org names them: plain dictionaries for the JSON-LD of pages.

One builder a type; each leaves out what it does not know, because an empty property is a wrong
one. Addresses are absolute. Nothing here queries more than what its caller has loaded. What a
whole page says of itself is put together in `magazine.describing`.
"""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Iterable
from typing import Any

from django.conf import settings

from library.models import Picture
from library.templatetags.pictures import picture_size, picture_url
from magazine.addresses import absolute
from magazine.cards import video_address, video_watch_address
from magazine.models import Article, Contributor, PrintIssue, SiteIdentity
from magazine.sharing import LOGO_SIZE, logo_address

Thing = dict[str, Any]
# schema.org properties for the roles that it knows; everybody else is a contributor.
_ROLE_PROPERTY = {
    "words": "author",
    "interview": "author",
    "editing": "editor",
    "translation": "translator",
}
LONGEST_HEADLINE = 110  # what search engines read of it
_PICTURE_WIDTH = 1600  # px
_VIDEO = re.compile(r'<div(?:\s+[\w-]+="[^"]*")*\s*>')
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


def thing(kind: str, **properties: Any) -> Thing:
    """A node without what is empty. Nought says something."""
    return {"@type": kind} | {
        name: value for name, value in properties.items() if value or value == 0
    }


def moment(at: datetime.datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None


# --- the magazine -------------------------------------------------------------------------------


def publisher() -> Thing:
    """Points at the node that `organization` makes."""
    return {"@id": f"{settings.SITE_URL}/#publisher"}


def periodical_reference() -> Thing:
    """Points at the node that `periodical` makes."""
    return {"@id": f"{settings.SITE_URL}/#periodical"}


def organization(identity: SiteIdentity) -> Thing:
    """Its logo is the one of the identity, else one drawn of its name."""
    drawn = thing("ImageObject", url=logo_address(identity), width=LOGO_SIZE, height=LOGO_SIZE)
    return thing(
        "Organization",
        **publisher(),
        name=identity.name,
        url=f"{settings.SITE_URL}/",
        logo=image(identity.logo) or drawn,
        sameAs=[link.url for link in identity.links],
    )


def website(identity: SiteIdentity) -> Thing:
    return thing(
        "WebSite",
        name=identity.name,
        description=identity.tagline,
        url=f"{settings.SITE_URL}/",
        inLanguage=settings.LANGUAGE_CODE,
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
        "Periodical",
        **periodical_reference(),
        name=identity.name,
        url=f"{settings.SITE_URL}/",
        publisher=publisher(),
    )


# --- pictures, people, issues -------------------------------------------------------------------


def image(picture: Picture | None) -> Thing | None:
    if picture is None:
        return None
    width, height = picture_size(picture, _PICTURE_WIDTH)
    return thing(
        "ImageObject",
        url=picture_url(picture, _PICTURE_WIDTH, absolute=True),
        width=width,
        height=height,
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
    for credit in article.credits.all() if article.pk else []:
        node = (
            person(credit.contributor) if credit.contributor else thing("Person", name=credit.name)
        )
        nodes = found.setdefault(_ROLE_PROPERTY.get(credit.role, "contributor"), [])
        if node not in nodes:
            nodes.append(node)
    return found


def issue_node(issue: PrintIssue, *, cover: bool = False, parts: Iterable[Thing] = ()) -> Thing:
    """`cover`: with its picture, which must be loaded."""
    return thing(
        "PublicationIssue",
        issueNumber=issue.number,
        name=str(issue),
        description=issue.introduction if cover else None,
        url=absolute(issue.get_absolute_url()),
        datePublished=issue.on_sale.isoformat(),
        image=image(issue.cover) if cover else None,
        isPartOf=periodical_reference(),
        hasPart=list(parts),
    )


# --- stories ------------------------------------------------------------------------------------


def story(
    article: Article,
    *,
    images: Iterable[Thing],
    kind: str = "NewsArticle",
    tags: Iterable[str] = (),
    **further: Any,
) -> Thing:
    """A story as `kind` (NewsArticle, Review). `images`: largest first. `further`: properties
    that it has beyond those of every story, such as what it is about."""
    address = absolute(article.get_absolute_url())
    pictures = list(images)
    made_by = people(article)
    made_by.setdefault("author", [publisher()])
    is_article = kind.endswith("Article")
    changed = max(filter(None, [article.updated_at, article.publish_at]), default=None)
    issue = article.print_issue if article.print_issue and article.print_issue.is_public else None
    return thing(
        kind,
        **{"@id": f"{address}#story"},
        headline=article.title[:LONGEST_HEADLINE],
        name=None if is_article else article.title,
        description=article.search_description or article.standfirst,
        image=pictures,
        url=address,
        mainEntityOfPage=address,
        datePublished=moment(article.publish_at),
        dateModified=moment(changed),
        articleSection=article.section.title if is_article and article.section_id else None,
        keywords=list(tags),
        wordCount=(article.word_count or None) if is_article else None,
        inLanguage=settings.LANGUAGE_CODE,
        publisher=publisher(),
        video=list(videos(article, pictures)),
        isPartOf=issue_node(issue) if issue else None,
        **made_by,
        **further,
    )


def videos(article: Article, images: list[Thing]) -> Iterable[Thing]:
    """The videos in a story's text. What stands for them is the story's picture: the still on
    the page is ours, too."""
    if 'data-card="video"' not in article.body:
        return
    stills = [picture["url"] for picture in images]
    for tag in _VIDEO.findall(article.body):
        card = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(tag)}
        provider, video = card.get("data-provider", ""), card.get("data-video", "")
        player, page = video_address(provider, video), video_watch_address(provider, video)
        if card.get("data-card") == "video" and player:
            caption = card.get("data-caption", "")
            yield thing(
                "VideoObject",
                name=caption or article.title,
                description=caption or article.standfirst or article.title,
                thumbnailUrl=stills,
                uploadDate=moment(article.publish_at),
                embedUrl=player.partition("?")[0],
                url=page,
            )


# --- lists --------------------------------------------------------------------------------------


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


def item_list(entries: Iterable[tuple[str, str]], *, first: int = 1) -> Thing:
    """`entries`: (words, path) in the order of the page; `first`: the number of the first."""
    return thing(
        "ItemList",
        itemListElement=[
            thing("ListItem", position=place, name=words, url=absolute(path))
            for place, (words, path) in enumerate(entries, first)
        ],
    )
