from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = "Pictures"

    def ready(self) -> None:
        from library.models import Picture

        post_delete.connect(_remove_files, sender=Picture)


def _remove_files(instance: Any, **kwargs: Any) -> None:
    """A picture that was deleted leaves no file behind, once that is sure."""
    from django.db import transaction

    from library.renditions import remove_files

    transaction.on_commit(lambda: remove_files(instance))
