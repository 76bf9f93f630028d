"""The kinds of cards that a story may hold, and how each is stored: as an element with `data-card`
and what it keeps in further `data-…` attributes. Some hold words, which are the element's content.

    <figure data-card="picture" data-picture="12" data-width="column|wide|full" data-caption="…">
    <aside data-card="callout"><p>…</p></aside>
    <sup data-card="footnote" data-note="…">, in a line of text

This list is where a kind of card begins: the sanitizer (`newsroom.prose`) and the writing surface
follow it. What a card looks like to readers says whoever registers a drawer for it
(`magazine.cards.draws`).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    """`tag`: its element. `keeps`: the names of its attributes, without `data-`. `surface`: its
    extension in newsroom/story/index.js. `spoken`: those attributes that are text to be read, in
    order; search and word count take them along."""

    name: str
    tag: str
    surface: str
    keeps: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()


CARDS = {
    card.name: card
    for card in [
        Card("picture", "figure", "PictureCard", ("picture", "width", "caption"), ("caption",)),
        Card("gallery", "div", "GalleryCard", ("pictures", "caption"), ("caption",)),
        Card("video", "div", "VideoCard", ("provider", "video", "caption"), ("caption",)),
        Card("audio", "div", "AudioCard", ("file", "caption"), ("caption",)),
        Card("pullquote", "aside", "PullQuoteCard", ("attribution",), ("attribution",)),
        Card("callout", "aside", "CalloutCard"),
        Card("answer", "aside", "AnswerCard", ("question",), ("question",)),
        Card("facts", "aside", "FactsCard", ("title",), ("title",)),
        Card("credits", "aside", "CreditsCard", ("title",), ("title",)),
        Card("button", "div", "ButtonCard", ("label", "href"), ("label",)),
        Card(
            "product", "div", "ProductCard", ("name", "maker", "price", "href", "picture"),
            ("name", "maker", "price"),
        ),
        Card("footnote", "sup", "Footnote", ("note",), ("note",)),
        Card("story", "div", "StoryCard", ("story",)),
        Card("file", "div", "FileCard", ("file", "label"), ("label",)),
        Card("newsletter", "div", "NewsletterCard", ("title", "list")),
        Card("snippet", "div", "SnippetCard", ("snippet",)),
    ]
}  # fmt: skip


def attributes_by_tag() -> dict[str, set[str]]:
    """For each element that a card may be, all attributes that some card keeps there."""
    found: dict[str, set[str]] = {}
    for card in CARDS.values():
        found.setdefault(card.tag, {"data-card"}).update(f"data-{name}" for name in card.keeps)
    return found
