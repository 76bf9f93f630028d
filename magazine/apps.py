from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class MagazineConfig(AppConfig):
    name = "magazine"
    verbose_name = "Magazine"

    def ready(self) -> None:
        from library.models import Picture
        from magazine import publishing, searching, sharing
        from magazine.models import Article
        from magazine.moments import MOMENTS
        from press import moments

        post_delete.connect(searching.forget, sender=Article)
        post_delete.connect(sharing.forget, sender=Article)
        post_save.connect(_turn, sender=Picture)
        post_delete.connect(_turn, sender=Picture)
        for each in MOMENTS:
            moments.register(each)
        moments.before_printing(publishing.show_due)


def _turn(created: bool = False, **kwargs: Any) -> None:
    """Pages show a picture's words and are cut around its focal point. A new one is on none."""
    from press import generation

    if not created:
        generation.turn()
