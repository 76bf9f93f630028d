"""What may stand in a story: the writing surface's nodes and, made from the same list, what the
server lets through. Cards (`newsroom.cards`) are stored as elements with a `data-card` attribute
and turned into pages by `magazine.rendering`.
"""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Any

import nh3
from django_prose_editor.fields import ProseEditorField

from newsroom.cards import CARDS, attributes_by_tag
from newsroom.widgets import StoryWidget

CARD_ATTRIBUTES = attributes_by_tag()
_TABLE = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
TAGS = {
    "p", "br", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "hr", "strong", "em", "s", "sub",
    "a", *_TABLE, *CARD_ATTRIBUTES,
}  # fmt: skip
# What a snippet is made of: it stands in the midst of other texts, so it has no headings, no
# footnotes and nothing that would have to be looked up.
SNIPPET_CARDS = {"pullquote", "callout", "answer", "facts", "credits", "button"}
SNIPPET_TAGS = TAGS - _TABLE - {"h2", "h3", "h4", "figure"}
SPANS = re.compile(r"[2-9]|1\d|20")  # of a table's cell
LINK_SCHEMES = {"http", "https", "mailto", "tel"}


def _cleaner(tags: set[str], cards: Set[str]) -> nh3.Cleaner:
    attributes = {
        "a": {"href"},
        "ol": {"start"},
        "th": {"colspan", "rowspan"},
        "td": {"colspan", "rowspan"},
        **CARD_ATTRIBUTES,
    }

    def kept(tag: str, attribute: str, value: str) -> str | None:
        if attribute in {"colspan", "rowspan"} and not SPANS.fullmatch(value):
            return None
        if attribute == "data-card" and value not in cards:
            return None
        return value

    return nh3.Cleaner(
        tags=tags,
        attributes={tag: names for tag, names in attributes.items() if tag in tags},
        attribute_filter=kept,
        url_schemes=LINK_SCHEMES,
        link_rel=None,
        clean_content_tags={
            "script", "style", "iframe", "object", "noscript", "template", "title",
        },
    )  # fmt: skip


_story = _cleaner(TAGS, CARDS.keys())
_snippet = _cleaner(SNIPPET_TAGS, SNIPPET_CARDS)


def clean_story(html: str) -> str:
    """The part of `html` that may stand in a story: our tags and attributes, safe links; scripts
    and styles with their content gone, other tags unwrapped. Idempotent. Call it wherever a body
    comes in: the form field does, importers must."""
    return _cleaned(_story, html)


def clean_snippet(html: str) -> str:
    """The part of `html` that may stand in a snippet; else as `clean_story`."""
    return _cleaned(_snippet, html)


def _cleaned(cleaner: nh3.Cleaner, html: str) -> str:
    cleaned = cleaner.clean(html.replace("\x00", "")).strip()
    return "" if cleaned in {"<p></p>", "<p><br></p>"} else cleaned


# The surface's parts, by the names under which django-prose-editor and newsroom/story/index.js
# export them. What they can make is what `TAGS` lets through.
EXTENSIONS: dict[str, Any] = {
    "Document": True,
    "Paragraph": True,
    "Text": True,
    "Bold": True,
    "Italic": True,
    "Strike": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "StoryOrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "Link": {
        "enableTarget": False,
        "openOnClick": False,
        "protocols": sorted(LINK_SCHEMES),
        "defaultProtocol": "https",
        "HTMLAttributes": {"target": None, "rel": None, "class": None},
    },
    "History": True,
    "Dropcursor": True,
    "Gapcursor": True,
    "TrailingNode": True,
    "Placeholder": {"placeholder": "Write, paste, or type / for all there is …"},
    "StoryBlocks": True,
    "StoryTable": True,
    "StoryTableRow": True,
    "StoryTableHeader": True,
    "StoryTableCell": True,
    **{card.surface: True for card in CARDS.values()},
    "StorySurface": True,
    "StoryMenu": True,
    "StoryFind": True,
    "TkMarks": True,
    "PictureDrops": True,
    "BlockHandles": True,
    "StoryToolbar": True,
}
_NOT_IN_SNIPPETS = {
    "Heading", "PictureDrops", "StoryTable", "StoryTableRow", "StoryTableHeader", "StoryTableCell",
    *(card.surface for card in CARDS.values() if card.name not in SNIPPET_CARDS),
}  # fmt: skip


class StoryField(ProseEditorField):
    """A text field that is written on the story surface and cleaned by `clean_story`."""

    clean_html = staticmethod(clean_story)
    extensions = EXTENSIONS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("config", {"extensions": self.extensions})
        kwargs.setdefault("sanitize", self.clean_html)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        """The surface, also where an admin would put its textarea. The form cleans as well, so
        that what it shows again after an error is what would be stored."""
        kwargs |= {"widget": StoryWidget, "sanitize": self.clean_html}
        return super().formfield(**kwargs)


class SnippetField(StoryField):
    """As a story, with less in it: see `SNIPPET_TAGS`. `placeholder`: what stands on the empty
    page."""

    clean_html = staticmethod(clean_snippet)
    extensions = {name: how for name, how in EXTENSIONS.items() if name not in _NOT_IN_SNIPPETS}

    def __init__(self, *args: Any, placeholder: str = "", **kwargs: Any) -> None:
        if placeholder:
            own = {"Placeholder": {"placeholder": placeholder}}
            kwargs.setdefault("config", {"extensions": self.extensions | own})
        super().__init__(*args, **kwargs)
