"""What a page says of itself: one source for its title, description, canonical address, Open
Graph, Twitter card and JSON-LD.

A view makes one `Description` with a function of this module and passes it to its template as
`description`; `Description.head` is all of it as HTML. Other apps make theirs with `page`.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from django.conf import settings
from django.core.paginator import Page as ListPage
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from library.models import Picture
from library.templatetags.pictures import picture_size, picture_url
from magazine import linked_data, sharing
from magazine.addresses import absolute
from magazine.linked_data import Thing, breadcrumbs, item_list, thing
from magazine.models import Article, Contributor, Page, PrintIssue, Section, SiteIdentity

LONGEST_TEXT = 200  # characters; what is shown of a description ends before that

# A script element ends at the first "</script", whatever stands around it, and JavaScript's line
# separators are no JSON that every reader takes. None of these occurs outside of strings.
_IN_A_SCRIPT = {sign: f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class SharedImage:
    """What stands for a page elsewhere. Measures in px; `address` is absolute."""

    address: str
    width: int
    height: int
    alt: str = ""

    def node(self) -> Thing:
        return thing("ImageObject", url=self.address, width=self.width, height=self.height)


@dataclass(frozen=True)
class Description:
    """All that a page says of itself. Addresses are absolute; `kind` is Open Graph's."""

    whole_title: str
    title: str
    address: str
    identity: SiteIdentity
    text: str = ""
    sharing_title: str = ""
    sharing_text: str = ""
    kind: str = "website"
    canonical: str = ""
    image: SharedImage | None = None
    published: str = ""  # ISO 8601
    modified: str = ""
    section: str = ""
    tags: Sequence[str] = ()
    nodes: Sequence[Thing] = ()  # its own; the magazine's come where these point at them

    def head(
        self, *, noindex: bool = False, magazines: Sequence[tuple[str, str]] = ()
    ) -> SafeString:
        """What of a page's head says all this. With `noindex` search engines are told to leave the
        page, and get nothing else of it. `magazines`: see `json_ld`. Written here and not by a
        template: it is on every page, half of it depends on the other half, and it took an eighth
        of a page's time."""
        large = "summary_large_image" if self.image else "summary"
        robots = "noindex" if noindex else "max-image-preview:large"
        lines = [
            f"<title>{escape(self.whole_title)}</title>",
            *_named("name", ("description", self.text), ("robots", robots)),
            "" if noindex else f'<link rel="canonical" href="{escape(self.canonical)}">',
            *_named(
                "property",
                ("og:site_name", self.identity.name),
                ("og:type", self.kind),
                ("og:title", self.sharing_title),
                ("og:description", self.sharing_text),
                ("og:url", self.address),
            ),
            *_image(self.image),
            *_named("name", ("twitter:card", large)),
        ]
        if self.kind == "article":
            lines += _named(
                "property",
                ("article:published_time", self.published),
                ("article:modified_time", self.modified),
                ("article:section", self.section),
                *(("article:tag", tag) for tag in self.tags),
            )
        if self.nodes and not noindex:
            lines.append(f'<script type="application/ld+json">{self.json_ld(magazines)}</script>')
        return mark_safe("\n  ".join(filter(None, lines)))

    def json_ld(self, magazines: Sequence[tuple[str, str]] = ()) -> SafeString:
        """The page's nodes, and those of the magazine that these point at, as one JSON-LD document
        that may stand in a script element. `magazines`: what `magazines_nodes` says of the page's
        identity, if that is at hand."""
        nodes = ",".join(map(_json, self.nodes))
        for reference, node in magazines or magazines_nodes(self.identity):
            if reference in nodes:  # where it stands in a text, its quotes are escaped
                nodes += f",{node}"
        text = f'{{"@context":"https://schema.org","@graph":[{nodes}]}}'
        for sign, written in _IN_A_SCRIPT.items():  # a tenth of what `translate` takes
            text = text.replace(sign, written)
        return mark_safe(text)


def magazines_nodes(identity: SiteIdentity) -> list[tuple[str, str]]:
    """What points at a node of the magazine's, and that node, in JSON; one that may point at
    another first."""
    return [
        (_json(linked_data.periodical_reference()), _json(linked_data.periodical(identity))),
        (_json(linked_data.publisher()), _json(linked_data.organization(identity))),
    ]


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _named(by: str, *pairs: tuple[str, object]) -> list[str]:
    """A meta element for each pair that says something."""
    return [f'<meta {by}="{name}" content="{escape(str(said))}">' for name, said in pairs if said]


def _image(image: SharedImage | None) -> list[str]:
    if image is None:
        return []
    return _named(
        "property",
        ("og:image", image.address),
        ("og:image:width", image.width),
        ("og:image:height", image.height),
        ("og:image:alt", image.alt),
    )


def page(
    identity: SiteIdentity,
    *,
    title: str,
    path: str,
    text: str = "",
    nodes: Iterable[Thing] = (),
    whole_title: str = "",
    image: SharedImage | None = None,
    **further: Any,
) -> Description:
    """The description of any page. `path`: where it stands, with `?page=` if that matters.
    `nodes`: of its own; the magazine's are added where they point at it. `further`: other fields
    of `Description`."""
    address = absolute(path)
    words = " ".join(text.split())
    return Description(
        whole_title=whole_title or f"{title} | {identity.name}",
        title=title,
        address=address,
        canonical=further.pop("canonical", "") or address,
        identity=identity,
        text=_shortened(words),
        sharing_title=further.pop("sharing_title", "") or title,
        sharing_text=_shortened(further.pop("sharing_text", "") or words),
        image=image or site_card(identity),
        nodes=list(nodes),
        **further,
    )


def _shortened(text: str) -> str:
    """At most `LONGEST_TEXT` characters, ended at a word."""
    if len(text) <= LONGEST_TEXT:
        return text
    return text[: LONGEST_TEXT - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


# --- pictures -----------------------------------------------------------------------------------


def site_card(identity: SiteIdentity) -> SharedImage:
    return SharedImage(sharing.site_card_address(identity), *sharing.SIZE, identity.name)


def picture_image(picture: Picture | None) -> SharedImage | None:
    if picture is None:
        return None
    return SharedImage(
        picture_url(picture, 1200, absolute=True), *picture_size(picture, 1200), picture.alt
    )


def story_image(article: Article, identity: SiteIdentity) -> SharedImage | None:
    """A live story's card; before that its picture, because cards are made of what is public."""
    if article.is_live():
        alt = article.sharing_title or article.title
        return SharedImage(sharing.card_address(article, identity), *sharing.SIZE, alt)
    return picture_image(article.sharing_picture or article.lead_picture)


# --- pages --------------------------------------------------------------------------------------


def front_page(identity: SiteIdentity) -> Description:
    return page(
        identity,
        title=identity.name,
        whole_title=": ".join(filter(None, [identity.name, identity.tagline])),
        path=reverse("magazine:front"),
        text=identity.tagline or identity.about,
        nodes=[linked_data.website(identity), linked_data.periodical(identity)],
    )


def story_page(
    article: Article,
    identity: SiteIdentity,
    *,
    tags: Iterable[str] = (),
    trail: tuple[str, str] | None = None,
    kind: str = "NewsArticle",
    **further: Any,
) -> Description:
    """A story's own page. `trail`: what stands between the front page and it, as (words, path);
    its section unless told. `kind`, `further`: see `linked_data.story`."""
    names = list(tags)
    card = story_image(article, identity)
    pictures = [linked_data.image(article.lead_picture), card.node() if card else None]
    steps = [trail or _step(article.section)] if trail or article.section_id else []
    path = article.get_absolute_url()
    return page(
        identity,
        title=article.search_title or article.title,
        path=path,
        canonical=article.canonical_url,
        text=article.search_description or article.standfirst,
        sharing_title=article.sharing_title or article.title,
        sharing_text=article.sharing_text or article.standfirst,
        kind="article",
        image=card,
        published=linked_data.moment(article.publish_at) or "",
        modified=linked_data.moment(article.updated_at) or "",
        section=article.section.title if article.section_id else "",
        tags=names,
        nodes=[
            linked_data.story(
                article, images=filter(None, pictures), kind=kind, tags=names, **further
            ),
            breadcrumbs(*steps, (article.title, path)),
        ],
    )


def section_page(
    section: Section, identity: SiteIdentity, stories: ListPage[Article]
) -> Description:
    path = section.get_absolute_url()
    return stories_page(
        identity, stories, title=section.title, text=section.description, path=path,
        trail=[_step(section)],
    )  # fmt: skip


def tag_page(
    name: str, path: str, identity: SiteIdentity, stories: ListPage[Article]
) -> Description:
    return stories_page(
        identity, stories, title=name, text=f"Stories about {name}.", path=path,
        trail=[(name, path)],
    )  # fmt: skip


def stories_page(
    identity: SiteIdentity,
    stories: ListPage[Any],
    *,
    title: str,
    path: str,
    trail: Sequence[tuple[str, str]],
    text: str = "",
) -> Description:
    """A list of stories, a page at a time."""
    entries = [(story.title, story.get_absolute_url()) for story in stories]
    return _list_page(identity, stories, entries, title=title, path=path, trail=trail, text=text)


def _list_page(
    identity: SiteIdentity,
    shown: ListPage[Any],
    entries: Sequence[tuple[str, str]],
    *,
    title: str,
    path: str,
    trail: Sequence[tuple[str, str]],
    text: str = "",
) -> Description:
    number = shown.number
    return page(
        identity,
        title=title if number == 1 else f"{title}, page {number}",
        path=path if number == 1 else f"{path}?page={number}",
        text=text,
        nodes=[
            thing(
                "CollectionPage",
                name=title,
                description=text,
                url=absolute(path),
                inLanguage=settings.LANGUAGE_CODE,
                publisher=linked_data.publisher(),
                mainEntity=item_list(entries, first=shown.start_index()) if entries else None,
            ),
            breadcrumbs(*trail),
        ],
    )


def archive_page(identity: SiteIdentity) -> Description:
    path = reverse("magazine:archive")
    return page(
        identity,
        title="Archive",
        path=path,
        text=f"Everything that {identity.name} has published, by month.",
        nodes=[
            thing(
                "CollectionPage",
                name="Archive",
                url=absolute(path),
                publisher=linked_data.publisher(),
            ),
            breadcrumbs(("Archive", path)),
        ],
    )


def month_page(
    first: datetime.date, identity: SiteIdentity, stories: ListPage[Article]
) -> Description:
    """`first`: the first day of the month."""
    path = reverse("magazine:archive_month", args=[first.year, first.month])
    name = date_format(first, "F Y")
    return stories_page(
        identity, stories, title=name, path=path,
        text=f"What {identity.name} published in {name}.",
        trail=[("Archive", reverse("magazine:archive")), (name, path)],
    )  # fmt: skip


def contributors_page(identity: SiteIdentity, people: ListPage[Contributor]) -> Description:
    path = reverse("magazine:contributors")
    entries = [(person.name, person.get_absolute_url()) for person in people]
    return _list_page(
        identity, people, entries, title="Contributors", path=path,
        text=f"The people who make {identity.name}.", trail=[("Contributors", path)],
    )  # fmt: skip


def contributor_page(
    contributor: Contributor, identity: SiteIdentity, stories: ListPage[Article]
) -> Description:
    path = contributor.get_absolute_url()
    entity = linked_data.person(contributor) | thing(
        "Person", description=contributor.bio, image=linked_data.image(contributor.portrait)
    )
    number = stories.number
    return page(
        identity,
        title=contributor.name if number == 1 else f"{contributor.name}, page {number}",
        path=path if number == 1 else f"{path}?page={number}",
        text=contributor.bio or contributor.role,
        kind="profile",
        image=picture_image(contributor.portrait),
        nodes=[
            thing("ProfilePage", url=absolute(path), mainEntity=entity),
            breadcrumbs(
                ("Contributors", reverse("magazine:contributors")), (contributor.name, path)
            ),
        ],
    )


def issues_page(identity: SiteIdentity, issues: ListPage[PrintIssue]) -> Description:
    path = reverse("magazine:issues")
    entries = [(str(issue), issue.get_absolute_url()) for issue in issues]
    return _list_page(
        identity, issues, entries, title="In print", path=path,
        text=f"Every issue of {identity.name} on paper.", trail=[("In print", path)],
    )  # fmt: skip


def issue_page(issue: PrintIssue, identity: SiteIdentity, contents: Iterable[Any]) -> Description:
    """`contents`: entries with `title`, `byline`, `page` and `story`, as the page shows them."""
    path = issue.get_absolute_url()
    parts = [
        thing(
            "Article",
            headline=entry.title[: linked_data.LONGEST_HEADLINE],
            url=absolute(entry.story.get_absolute_url()) if entry.story else None,
            author=thing("Person", name=entry.byline) if entry.byline else None,
            pageStart=entry.page,
        )
        for entry in contents
    ]
    return page(
        identity,
        title=": ".join(filter(None, [issue.name, issue.title])),
        path=path,
        text=issue.introduction or str(issue),
        image=picture_image(issue.cover),
        nodes=[
            linked_data.issue_node(issue, cover=True, parts=parts),
            breadcrumbs(("In print", reverse("magazine:issues")), (issue.name, path)),
        ],
    )


def plain_page(shown: Page, identity: SiteIdentity) -> Description:
    path = shown.get_absolute_url()
    return page(
        identity,
        title=shown.title,
        path=path,
        text=shown.standfirst,
        nodes=[
            thing(
                "WebPage",
                name=shown.title,
                description=shown.standfirst,
                url=absolute(path),
                dateModified=linked_data.moment(shown.updated_at),
                publisher=linked_data.publisher(),
            ),
            breadcrumbs((shown.title, path)),
        ],
    )


def search_page(query: str, identity: SiteIdentity) -> Description:
    title = f"Search: {query}" if query else "Search"
    return page(identity, title=title, path=reverse("magazine:search"))


def _step(section: Section) -> tuple[str, str]:
    return section.title, section.get_absolute_url()
