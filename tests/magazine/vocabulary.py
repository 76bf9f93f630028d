"""The part of schema.org's vocabulary that a magazine uses, written down from schema.org: each
type with what it is a kind of and the properties it brings, and what a property may hold."""

from __future__ import annotations

from typing import Any

# type: (parents, its own properties)
TYPES: dict[str, tuple[tuple[str, ...], str]] = {
    "Thing": (
        (),
        "name description url image sameAs mainEntityOfPage identifier alternateName "
        "potentialAction subjectOf",
    ),
    "CreativeWork": (
        ("Thing",),
        "about author award contributor creator creditText dateCreated dateModified datePublished "
        "editor genre hasPart headline inLanguage isPartOf keywords license mainEntity position "
        "publisher review text thumbnailUrl translator video",
    ),
    "Article": (
        ("CreativeWork",),
        "articleBody articleSection pageEnd pageStart pagination wordCount",
    ),
    "NewsArticle": (("Article",), "dateline printColumn printEdition printPage printSection"),
    "Review": (("CreativeWork",), "itemReviewed reviewAspect reviewBody reviewRating"),
    "WebPage": (("CreativeWork",), "breadcrumb lastReviewed primaryImageOfPage relatedLink"),
    "CollectionPage": (("WebPage",), ""),
    "ProfilePage": (("WebPage",), ""),
    "WebSite": (("CreativeWork",), "issn"),
    "MediaObject": (
        ("CreativeWork",),
        "contentUrl duration embedUrl encodingFormat height uploadDate width",
    ),
    "ImageObject": (("MediaObject",), "caption"),
    "VideoObject": (("MediaObject",), "actor caption director transcript"),
    "Movie": (("CreativeWork",), "actor countryOfOrigin director duration musicBy trailer"),
    "Book": (("CreativeWork",), "bookEdition bookFormat illustrator isbn numberOfPages"),
    "CreativeWorkSeries": (("CreativeWork",), "endDate issn startDate"),
    "TVSeries": (("CreativeWorkSeries",), "actor director numberOfEpisodes numberOfSeasons"),
    "Periodical": (("CreativeWorkSeries",), ""),
    "PublicationIssue": (("CreativeWork",), "issueNumber pageEnd pageStart pagination"),
    "Person": (("Thing",), "affiliation award birthDate birthPlace jobTitle nationality worksFor"),
    "Organization": (("Thing",), "address award email founder foundingDate location logo"),
    "Place": (("Thing",), "address geo"),
    "Event": (
        ("Thing",),
        "about actor director endDate location organizer performer startDate review",
    ),
    "ExhibitionEvent": (("Event",), ""),
    "TheaterEvent": (("Event",), ""),
    "Intangible": (("Thing",), ""),
    "ItemList": (("Intangible",), "itemListElement itemListOrder numberOfItems"),
    "BreadcrumbList": (("ItemList",), ""),
    "ListItem": (("Intangible",), "item nextItem position previousItem"),
    "Action": (("Thing",), "target"),
    "SearchAction": (("Action",), "query query-input"),
    "EntryPoint": (("Intangible",), "actionPlatform urlTemplate"),
}
# What a property holds, where that is a node; the others hold text, numbers and addresses.
HOLDS = {
    "about": {"Thing"},
    "actor": {"Person"},
    "author": {"Person", "Organization"},
    "contributor": {"Person", "Organization"},
    "director": {"Person"},
    "editor": {"Person"},
    "hasPart": {"CreativeWork"},
    "image": {"ImageObject"},
    "isPartOf": {"CreativeWork"},
    "itemListElement": {"ListItem"},
    "itemReviewed": {"Thing"},
    "location": {"Place"},
    "logo": {"ImageObject"},
    "mainEntity": {"Thing"},
    "potentialAction": {"Action"},
    "publisher": {"Person", "Organization"},
    "target": {"EntryPoint"},
    "translator": {"Person", "Organization"},
    "video": {"VideoObject"},
}
ADDRESSES = {"url", "sameAs", "embedUrl", "thumbnailUrl", "item", "mainEntityOfPage"}
# What search engines ask for, beyond the vocabulary.
REQUIRED = {
    "NewsArticle": {"headline", "image", "datePublished", "dateModified", "author"},
    "Review": {"author", "itemReviewed", "datePublished"},
    "VideoObject": {"name", "description", "thumbnailUrl", "uploadDate"},
    "ProfilePage": {"mainEntity"},
    "BreadcrumbList": {"itemListElement"},
    "Organization": {"name"},
    "Person": {"name"},
    "Movie": {"name"},
    "Book": {"name"},
    "Periodical": {"name"},
    "PublicationIssue": {"issueNumber", "datePublished", "isPartOf"},
    "WebSite": {"name", "url", "potentialAction"},
    "ListItem": {"position", "name"},
    "ImageObject": {"url", "width", "height"},
}


def kinds(name: str) -> set[str]:
    """A type and all that it is a kind of."""
    return {name}.union(*(kinds(parent) for parent in TYPES[name][0]))


def properties(name: str) -> set[str]:
    return {word for kind in kinds(name) for word in TYPES[kind][1].split()}


def faults(document: dict[str, Any]) -> list[str]:
    """What is wrong with a JSON-LD document; nothing, if nothing is."""
    found: list[str] = []
    if document.get("@context") != "https://schema.org":
        found.append("the context is not schema.org")
    nodes = document["@graph"]
    named = {node["@id"]: node["@type"] for node in nodes if "@id" in node}
    for node in nodes:
        _look(node, named, found)
    return found


def _look(node: dict[str, Any], named: dict[str, str], found: list[str]) -> None:
    kind = node["@type"]
    if kind not in TYPES:
        found.append(f"{kind} is no type that we know")
        return
    own = node.keys() - {"@type", "@id"}
    found += [f"{kind} has no {name}" for name in own - properties(kind)]
    found += [f"{kind} lacks {name}" for name in REQUIRED.get(kind, set()) - own]
    for name in own:
        for value in node[name] if isinstance(node[name], list) else [node[name]]:
            _look_at_value(kind, name, value, named, found)


def _look_at_value(
    kind: str, name: str, value: Any, named: dict[str, str], found: list[str]
) -> None:
    if value in (None, "", [], {}):
        found.append(f"{kind}.{name} is empty")
    elif isinstance(value, dict):
        held = value.get("@type") or named.get(value.get("@id", ""))
        if held is None:
            found.append(f"{kind}.{name} points at nothing: {value}")
        elif not kinds(held) & HOLDS.get(name, set()):
            found.append(f"{kind}.{name} holds a {held}")
        if "@type" in value:
            _look(value, named, found)
    elif name in HOLDS and name != "image":
        found.append(f"{kind}.{name} is text: {value}")
    elif name in ADDRESSES and not str(value).startswith(("http://", "https://")):
        found.append(f"{kind}.{name} is no whole address: {value}")
