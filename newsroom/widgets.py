"""The writing surface as a form's widget: a textarea that becomes the editor."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django_prose_editor.widgets import ProseEditorWidget, importmap, prose_editor_js
from js_asset import InlineStyle, Media, Script

from newsroom.modules import preloads

SURFACE = "newsroom/story/index.js"


def _addresses() -> dict[str, dict[str, str]]:
    """Where parts of the surface find what other apps have put into the newsroom: for each, by its
    extension's name, the addresses that are there. 0 stands for a number."""
    known: dict[str, dict[str, tuple[str, list[int]]]] = {
        "PictureCard": {
            "cards": ("library_picture_cards", []),
            "library": ("library_picture_picker", []),
        },
        "FileCard": {
            "card": ("library_attachment_card", [0]),
            "upload": ("library_attachment_upload", []),
        },
        "StoryCard": {
            "card": ("magazine_article_linked", [0]),
            "search": ("magazine_article_linkable", []),
        },
        "SnippetCard": {"list": ("magazine_snippet_choice", [])},
    }
    found: dict[str, dict[str, str]] = {}
    for extension, pages in known.items():
        try:
            found[extension] = {
                key: reverse(f"admin:{name}", args=args) for key, (name, args) in pages.items()
            }
        except NoReverseMatch:
            continue
    if "PictureCard" in found:
        found["PictureCard"] |= {
            "picker": static("newsroom/library/picker.js"),
            "sending": static("newsroom/library/sending.js"),
        }
    return found


class StoryWidget(ProseEditorWidget):
    """The page to write on. Its styles are files of ours; the empty marked style element keeps
    Tiptap from adding one that the content security policy would block (and without which it
    stores every space as a non-breaking one)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("preset", "configurable")
        super().__init__(*args, **kwargs)

    @property
    def media(self) -> Media:
        of_library = ["newsroom/library/picker.css"] if "PictureCard" in _addresses() else []
        return Media(
            importmap=importmap,
            css={
                "all": [
                    InlineStyle("/**/", **{"data-tiptap-style": True}),
                    "newsroom/story/surface.css",
                    *of_library,
                ]
            },
            js=[
                prose_editor_js,
                Script("django_prose_editor/configurable.js", type="module"),
                *preloads(SURFACE),
            ],
        )

    def get_config(self) -> dict[str, Any]:
        extensions = dict(self.config["extensions"])
        extensions |= {name: how for name, how in _addresses().items() if name in extensions}
        return {"extensions": extensions, "js_modules": [static(SURFACE)]}

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"].setdefault("aria-label", "Text")
        return context
