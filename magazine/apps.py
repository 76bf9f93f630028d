from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class MagazineConfig(AppConfig):
    name = "magazine"
    verbose_name = "Magazine"

    def ready(self) -> None:
        from library import uses
        from library.models import Attachment, Picture
        from magazine import picture_uses, publishing, searching, sharing
        from magazine.models import Article, Snippet
        from magazine.moments import MOMENTS
        from press import moments

        post_delete.connect(searching.forget, sender=Article)
        post_delete.connect(sharing.forget, sender=Article)
        for shown in [Picture, Attachment, Snippet]:
            post_save.connect(_turn, sender=shown)
            post_delete.connect(_turn, sender=shown)
        uses.register(used=picture_uses.used, of=picture_uses.of, replaced=picture_uses.replaced)
        for each in MOMENTS:
            moments.register(each)
        moments.before_printing(publishing.show_due)


def _turn(created: bool = False, **kwargs: Any) -> None:
    """Pages show a picture's words and are cut around its focal point; files and snippets stand in
    stories. A new one is on no page."""
    from press import generation

    if not created:
        generation.turn()
