from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = "Pictures"

    def ready(self) -> None:
        from library.models import Attachment, EarlierFile, Picture

        post_save.connect(_cut_anew, sender=Picture)
        post_delete.connect(_remove_files, sender=Picture)
        post_delete.connect(_remove_files, sender=EarlierFile)
        post_delete.connect(_remove_file, sender=Attachment)


def _cut_anew(
    instance: Any, created: bool, update_fields: frozenset[str] | None, **kwargs: Any
) -> None:
    """A focal point that may have moved: what is cut around it is made again in the background."""
    from django.db import transaction

    from library.tasks import make_renditions

    if not created and (update_fields is None or {"focal_x", "focal_y"} & set(update_fields)):
        transaction.on_commit(lambda: make_renditions.enqueue(instance.pk), robust=True)


def _remove_files(instance: Any, **kwargs: Any) -> None:
    """A picture that was deleted leaves no file behind, once that is sure; nor do the files that
    it had before."""
    from django.db import transaction

    from library.renditions import remove_files

    transaction.on_commit(lambda: remove_files(instance))


def _remove_file(instance: Any, **kwargs: Any) -> None:
    from django.db import transaction

    transaction.on_commit(lambda: instance.file.storage.delete(instance.file.name), robust=True)
