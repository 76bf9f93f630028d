"""The one way a picture enters the library."""

from __future__ import annotations

import hashlib
from typing import Any, BinaryIO

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from PIL import Image

from library import renditions
from library.decoding import PictureRefused, look_at
from library.looks import look_of
from library.models import Picture
from library.tasks import make_renditions

MAX_BYTES = 25 * 1024 * 1024


def add_picture(
    file: bytes | BinaryIO | Any, *, by: Any = None, title: str = "", **words: Any
) -> tuple[Picture, bool]:
    """Take a picture in; returns it and whether it is new (the same bytes are one picture).

    `file`: bytes or anything with `read()`; read up to 25 MB. `words`: the picture's other fields
    (alt, caption, credit…). The original is kept as it came; a first rendition is made at once so
    that no page ever shows a hole, the others by a task after commit. Raises `PictureRefused`
    with a sentence for people; then nothing is stored.
    """
    data = read_file(file)
    digest = hashlib.sha256(data).hexdigest()
    known = Picture.objects.filter(sha256=digest).first()
    if known:
        return known, False
    look, small = look_at(data)
    picture = Picture(
        title=title.strip()[:200] or _title(getattr(file, "name", "") or ""),
        sha256=digest,
        format=look.format,
        width=look.width,
        height=look.height,
        colour=colour_of(small),
        look=look_of(small),
        added_by=by,
        **words,
    )
    try:
        with transaction.atomic():
            # The row first: of two who bring the same picture at once, one is told by the
            # database, before a file of theirs exists.
            picture.original.name = picture.original.field.generate_filename(picture, "")
            picture.save()
            storage = picture.original.storage
            if not storage.exists(picture.original.name):
                storage.save(picture.original.name, ContentFile(data))
            renditions.save(picture, small, "jpeg")
    except IntegrityError:
        return Picture.objects.get(sha256=digest), False
    except Exception:
        if not Picture.objects.filter(sha256=digest).exists():
            renditions.remove_files(picture)
        raise
    transaction.on_commit(lambda: make_renditions.enqueue(picture.pk), robust=True)
    return picture, True


def read_file(file: bytes | BinaryIO | Any) -> bytes:
    """A file's bytes, up to 25 MB. Raises `PictureRefused` beyond."""
    size = len(file) if isinstance(file, bytes) else getattr(file, "size", None)
    if size is None or size <= MAX_BYTES:
        data: bytes = file if isinstance(file, bytes) else file.read(MAX_BYTES + 1)
        if len(data) <= MAX_BYTES:
            return data
    raise PictureRefused(
        f"This file is larger than {MAX_BYTES // 1024**2} MB. Make it smaller, then add it.",
        code="too-large",
    )


def _title(name: str) -> str:
    """A title from a file's name: the last part, without its ending."""
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    words = "".join(letter if letter.isprintable() else " " for letter in stem)
    return " ".join(words.replace("_", " ").replace("-", " ").split())[:200] or "Untitled"


def colour_of(small: Image.Image) -> str:
    """The colour that stands in while a picture loads: the most frequent of eight."""
    tiny = small.resize((32, 32)).quantize(8)
    palette = tiny.getpalette() or [136, 136, 136]
    counts: Any = tiny.getcolors() or [(1, 0)]
    index = max(counts)[1]
    return "#{:02x}{:02x}{:02x}".format(*palette[index * 3 : index * 3 + 3])
