"""What may stand in a story: the writing surface's nodes and, made from the same list, what the
server lets through. Cards (picture, pull quote, video, gallery, footnote) are stored as elements
with a `data-card` attribute and turned into pages by `magazine.rendering`.

    <figure data-card="picture" data-picture="12" data-width="column|wide|full" data-caption="…">
    <aside data-card="pullquote" data-attribution="…"><p>…</p></aside>
    <div data-card="video" data-provider="youtube|vimeo" data-video="ID" data-caption="…">
    <div data-card="gallery" data-pictures="12,15,9" data-caption="…">
    <sup data-card="footnote" data-note="…">, in a line of text
"""

from __future__ import annotations

from typing import Any

import nh3
from django_prose_editor.fields import ProseEditorField

from newsroom.widgets import StoryWidget

CARD_ATTRIBUTES = {
    "figure": {"data-card", "data-picture", "data-width", "data-caption"},
    "aside": {"data-card", "data-attribution"},
    "div": {"data-card", "data-provider", "data-video", "data-pictures", "data-caption"},
    "sup": {"data-card", "data-note"},
}
TAGS = {
    "p", "br", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "hr", "strong", "em", "s", "sub",
    "a", *CARD_ATTRIBUTES,
}  # fmt: skip
LINK_SCHEMES = {"http", "https", "mailto", "tel"}

_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes={"a": {"href"}, "ol": {"start"}, **CARD_ATTRIBUTES},
    url_schemes=LINK_SCHEMES,
    link_rel=None,
    clean_content_tags={"script", "style", "iframe", "object", "noscript", "template", "title"},
)


def clean_story(html: str) -> str:
    """The part of `html` that may stand in a story: our tags and attributes, safe links; scripts
    and styles with their content gone, other tags unwrapped. Idempotent. Call it wherever a body
    comes in: the form field does, importers must."""
    cleaned = _cleaner.clean(html.replace("\x00", "")).strip()
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
    "Placeholder": {"placeholder": "Write, or paste, the story …"},
    "PictureCard": True,
    "PullQuoteCard": True,
    "VideoCard": True,
    "GalleryCard": True,
    "Footnote": True,
    "StorySurface": True,
    "StoryToolbar": True,
}


class StoryField(ProseEditorField):
    """A text field that is written on the story surface and cleaned by `clean_story`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("config", {"extensions": EXTENSIONS})
        kwargs.setdefault("sanitize", clean_story)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        """The surface, also where an admin would put its textarea. The form cleans as well, so
        that what it shows again after an error is what would be stored."""
        kwargs |= {"widget": StoryWidget, "sanitize": clean_story}
        return super().formfield(**kwargs)
