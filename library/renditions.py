"""What readers get of a picture: scaled copies in AVIF, WebP and JPEG below
`MEDIA_ROOT/renditions/`, whole and cut to the shapes of `library.places`.

A file's name is made of the original's hash, the cut and the width, so a copy never changes and
may be cached for ever. The files themselves say what is ready; no row has to be kept in step with
them. Pages print every address at once: `library.views` answers for those that are still to come.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from math import ceil
from pathlib import Path

from django.conf import settings
from PIL import Image

from library.cropping import Cut, cut_for, wanted
from library.decoding import PictureRefused, upright
from library.looks import look_of
from library.models import EarlierFile, Picture
from library.writing import write_whole

FORMATS = ("avif", "webp", "jpeg")
FIRST_WIDTH = 1280  # px at most; the JPEG that is made at once, on upload
ENDING = {"avif": "avif", "webp": "webp", "jpeg": "jpg"}
# Measured on the demo's drawings, 1600 x 1067: AVIF takes 2.5 s at speed 6, 0.8 s at 8 and 0.2 s
# at 9, for 1 % and 10 % more bytes; readers wait for bytes, nobody waits for the encoder. WebP,
# for the few who have no AVIF, 0.1 s at method 2 and 0.2 s at 4, for 4 % fewer. AVIF at quality 42
# has 58 % of the bytes of 52, which decides over the time to the largest paint on a phone; what it
# loses is grain, seen only enlarged.
_OPTIONS: dict[str, dict[str, object]] = {
    "avif": {"quality": 42, "speed": 8, "max_threads": 1},
    "webp": {"quality": 76, "method": 2},
    "jpeg": {"quality": 78, "progressive": True, "optimize": True},
}
# The encoders leave Python's lock, so two threads are twice as fast; more would take the machine
# from readers.
_AT_ONCE = min(2, os.cpu_count() or 1)
_STALE = 3600  # s after which a half-written file belongs to nobody


def name_of(picture: Picture, cut: Cut, width: int) -> str:
    """A rendition's file name without its ending: "<16 of the hash>-<cut>-<width>"."""
    return "-".join(part for part in (picture.sha256[:16], cut.name, str(width)) if part)


def path_of(picture: Picture, width: int, format: str, cut: Cut | None = None) -> str:
    """A rendition's path below MEDIA_ROOT; of the whole picture unless a cut is given."""
    name = name_of(picture, cut or cut_for(picture, None), width)
    return f"renditions/{picture.sha256[:2]}/{name}.{ENDING[format]}"


def first_of(picture: Picture) -> Path:
    """The file that is there from the moment of upload."""
    width = min(FIRST_WIDTH, picture.width)
    return Path(settings.MEDIA_ROOT) / path_of(picture, width, "jpeg")


def encode(image: Image.Image, format: str, out: object) -> None:
    """Write `image` to a file or stream as readers get it."""
    image.save(out, format.upper(), **_OPTIONS[format])  # type: ignore[arg-type]


def save(picture: Picture, image: Image.Image, format: str, cut: Cut | None = None) -> int:
    """Write one rendition whole or not at all; returns its width in px."""
    target = Path(settings.MEDIA_ROOT) / path_of(picture, image.width, format, cut)
    write_whole(target, lambda out: encode(image, format, out))
    return image.width


def missing(picture: Picture) -> list[tuple[Cut, int, str]]:
    """What is wanted of a picture and not there: cut, width in px, format."""
    root = Path(settings.MEDIA_ROOT)
    return [
        (cut, width, format)
        for cut, widths in wanted(picture).items()
        for width in widths
        for format in FORMATS
        if not (root / path_of(picture, width, format, cut)).exists()
    ]


def make(picture: Picture) -> int:
    """Make what is missing of a picture's renditions, then remove those of cuts that are no
    longer wanted; returns how many were made.

    Safe to run again, to interrupt, and twice at once. Raises `PictureRefused` or `OSError` if
    the original cannot be read.
    """
    made = 0
    while todo := missing(picture):
        scale = max(width / cut.width for cut, width, _ in todo)
        image = upright(Path(picture.original.path), max_width=ceil(picture.width * scale))
        scaled: dict[tuple[Cut, int], list[str]] = {}
        for cut, width, format in todo:
            scaled.setdefault((cut, width), []).append(format)

        def finish(job: tuple[tuple[Cut, int], list[str]], image: Image.Image = image) -> None:
            (cut, width), formats = job
            copy = cut_out(image, cut, width)
            for format in formats:
                save(picture, copy, format, cut)

        with ThreadPoolExecutor(_AT_ONCE) as pool:
            list(pool.map(finish, scaled.items()))
        made += len(todo)
        try:  # meanwhile somebody may have moved the focal point, or deleted the picture
            picture.refresh_from_db(fields=["focal_x", "focal_y"])
        except Picture.DoesNotExist:
            remove_files(picture)
            return made
    remove_superseded(picture)
    return made


def cut_out(image: Image.Image, cut: Cut, width: int) -> Image.Image:
    """The cut, scaled to `width` px, out of a copy of the picture of any size."""
    size = (width, cut.height_at(width))
    if image.size == size:
        return image
    return image.resize(size, Image.Resampling.LANCZOS, box=cut.box(image.size), reducing_gap=3.0)


def make_all(
    progress: Callable[[int, int], None] = lambda done, total: None,
    stop: Callable[[], bool] = lambda: False,
) -> dict[str, int]:
    """Finish the renditions of every picture; counts of `complete`, `made`, `unreadable`.

    `progress` is told how many of how many pictures were looked at; between two pictures `stop`
    is asked whether to leave off.
    """
    counts = {"complete": 0, "made": 0, "unreadable": 0}
    total = Picture.objects.count()
    for done, picture in enumerate(Picture.objects.order_by("pk").iterator(100), 1):
        if stop():
            break
        try:
            counts["made" if make(picture) else "complete"] += 1
            if not picture.look:  # one from before looks were kept
                with Image.open(first_of(picture), formats=["JPEG"]) as first:
                    Picture.objects.filter(pk=picture.pk).update(look=look_of(first))
        except (PictureRefused, OSError):
            counts["unreadable"] += 1
        progress(done, total)
    return counts


def remove_superseded(picture: Picture) -> int:
    """Delete renditions that nothing wants any more: those cut around an earlier focal point.
    Whole ones stay, whatever width they have, because the text of a story that was published
    before may show them. Returns how many went.

    A page printed earlier that still names a cut is sent on to the present one by the view.
    """
    root = Path(settings.MEDIA_ROOT)
    kept = {
        root / path_of(picture, width, format, cut)
        for cut, widths in wanted(picture).items()
        for width in widths
        for format in FORMATS
    }
    gone = 0
    for file in _files(picture):
        if file not in kept and file.stem.count("-") > 1:
            file.unlink(missing_ok=True)
            gone += 1
    _remove_scratch(root / "renditions" / picture.sha256[:2])
    return gone


def remove_files(picture: Picture | EarlierFile) -> None:
    """Delete from disk what a picture that is no longer there, or an earlier file of one, leaves:
    its renditions, and its original unless another row needs it."""
    if Picture.objects.filter(sha256=picture.sha256).exists():
        return  # the very file came back
    if picture.original.name and not EarlierFile.objects.filter(sha256=picture.sha256).exists():
        picture.original.storage.delete(picture.original.name)
    remove_renditions(picture)


def remove_renditions(picture: Picture | EarlierFile) -> None:
    for file in _files(picture):
        file.unlink(missing_ok=True)


def _files(picture: Picture | EarlierFile) -> Iterator[Path]:
    folder = Path(settings.MEDIA_ROOT) / "renditions" / picture.sha256[:2]
    yield from folder.glob(f"{picture.sha256[:16]}-*")


def _remove_scratch(folder: Path) -> None:
    """What a process left behind that was killed while writing."""
    for file in folder.glob("*.part"):
        try:
            if file.stat().st_mtime < time.time() - _STALE:
                file.unlink()
        except FileNotFoundError:
            continue  # it was being written, and is done
