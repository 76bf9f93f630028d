"""The writing surface as a form's widget: a textarea that becomes the editor."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django_prose_editor.widgets import ProseEditorWidget, importmap, prose_editor_js
from js_asset import InlineStyle, Media, Script


def _picture_addresses() -> dict[str, str]:
    """Where the surface finds the picture library, if there is one."""
    try:
        card = reverse("admin:library_picture_card", args=[0])
        library = reverse("admin:library_picture_picker")
    except NoReverseMatch:
        return {}
    return {"card": card, "library": library, "picker": static("newsroom/library/picker.js")}


class StoryWidget(ProseEditorWidget):
    """The page to write on. Its styles are files of ours; the empty marked style element keeps
    Tiptap from adding one that the content security policy would block (and without which it
    stores every space as a non-breaking one)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("preset", "configurable")
        super().__init__(*args, **kwargs)

    @property
    def media(self) -> Media:
        return Media(
            importmap=importmap,
            css={
                "all": [
                    InlineStyle("/**/", **{"data-tiptap-style": True}),
                    "newsroom/story/story.css",
                ]
            },
            js=[
                prose_editor_js,
                Script("django_prose_editor/configurable.js", type="module"),
            ],
        )

    def get_config(self) -> dict[str, Any]:
        extensions = dict(self.config["extensions"])
        pictures = _picture_addresses()
        extensions["PictureCard"] = pictures or True
        return {"extensions": extensions, "js_modules": [static("newsroom/story/index.js")]}

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"].setdefault("aria-label", "Text")
        return context
