from django.apps import AppConfig
from django.db.models.signals import post_delete


class MagazineConfig(AppConfig):
    name = "magazine"
    verbose_name = "Magazine"

    def ready(self) -> None:
        from magazine import searching
        from magazine.models import Article

        post_delete.connect(searching.forget, sender=Article)
