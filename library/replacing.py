"""Another file for a picture that is in the library: whatever shows the picture shows the new file,
and the old one is kept as it came."""

from __future__ import annotations

import hashlib
from typing import Any, BinaryIO

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from library import renditions, uses
from library.decoding import PictureRefused, look_at
from library.looks import look_of
from library.models import EarlierFile, Picture
from library.tasks import make_renditions
from library.uploading import colour_of, read_file

_FILE = ["original", "sha256", "format", "width", "height", "colour", "look"]


def replace_picture(picture: Picture, file: bytes | BinaryIO | Any, *, by: Any) -> None:
    """Give `picture` another file; its number, words, focal point and collections stay.

    The first rendition is there at once, the others come by a task; addresses of the old ones lead
    on to the new ones (`library.views`). A file that the picture had before may come back. Raises
    `PictureRefused` with a sentence for people; then nothing has changed.
    """
    data = read_file(file)
    digest = hashlib.sha256(data).hexdigest()
    _refuse_known(picture, digest)
    found, small = look_at(data)
    old = Picture(pk=picture.pk, sha256=picture.sha256)  # whose renditions go
    try:
        with transaction.atomic():
            locked = Picture.objects.select_for_update().get(pk=picture.pk)
            if locked.sha256 == digest:
                _refuse_known(picture, digest)
            old.sha256 = locked.sha256
            EarlierFile.objects.filter(picture=locked, sha256=digest).delete()
            EarlierFile.objects.create(
                picture=locked,
                original=locked.original.name,
                sha256=locked.sha256,
                format=locked.format,
                width=locked.width,
                height=locked.height,
                replaced_by=by,
            )
            locked.sha256, locked.format = digest, found.format
            locked.width, locked.height = found.width, found.height
            locked.colour, locked.look = colour_of(small), look_of(small)
            locked.original.name = locked.original.field.generate_filename(locked, "")
            locked.save(update_fields=_FILE)
            storage = locked.original.storage
            if not storage.exists(locked.original.name):
                storage.save(locked.original.name, ContentFile(data))
            renditions.save(locked, small, "jpeg")
            uses.replaced(locked)
    except IntegrityError:  # somebody else added it this very moment
        _refuse_known(picture, digest)
        raise
    for field in _FILE:
        setattr(picture, field, getattr(locked, field))
    transaction.on_commit(lambda: renditions.remove_renditions(old))
    transaction.on_commit(lambda: make_renditions.enqueue(picture.pk), robust=True)


def _refuse_known(picture: Picture, digest: str) -> None:
    known = Picture.objects.filter(sha256=digest).first()
    if known is None:
        return
    if known.pk == picture.pk:
        raise PictureRefused("This is the file that the picture has already.", code="same")
    raise PictureRefused(
        f"The library has this file already, as “{known}”. Choose that picture instead.",
        code="known",
    )
