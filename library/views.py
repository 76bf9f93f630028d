"""Serves renditions. A web server in front may serve those that are ready from MEDIA_ROOT itself
and hand over what it does not find."""

from __future__ import annotations

import io
from pathlib import Path

from django.conf import settings
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    HttpResponseRedirect,
)
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from PIL import Image

from library.cropping import Cut, cut_for, wanted
from library.models import EarlierFile, Picture
from library.renditions import cut_out, encode, first_of, name_of

_TYPES = {
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".png": "image/png",
}
FOR_EVER = "public, max-age=31536000, immutable"
FOR_NOW = "no-cache"


@require_safe
def rendition(request: HttpRequest, folder: str, name: str, ending: str) -> HttpResponseBase:
    """One rendition, to be kept for ever. The URL pattern lets nothing but a rendition's own name
    through, so no path can lead out.

    Pages name renditions before they are made, and pages printed long ago name some that are no
    longer made; neither finds a hole. What is to come is shown out of the first rendition (as
    JPEG whatever the ending: browsers look at the bytes) and is not to be kept; what is past
    leads on to what stands for it now.
    """
    file = Path(settings.MEDIA_ROOT) / "renditions" / folder / f"{name}.{ending}"
    return for_ever(request, file) or _not_made(folder, name, ending)


def for_ever(request: HttpRequest, file: Path) -> HttpResponseBase | None:
    """A picture whose name is made of what it shows; None if there is no such file."""
    etag = f'"{file.name}"'
    headers = {"ETag": etag, "Cache-Control": FOR_EVER}
    try:
        content = file.open("rb")
    except (FileNotFoundError, NotADirectoryError):
        return None
    if request.headers.get("If-None-Match") == etag:
        content.close()
        return HttpResponseNotModified(headers=headers)
    response = FileResponse(content, content_type=_TYPES[file.suffix], headers=headers)
    # A picture of our own making: what holds for documents would only make it heavier.
    response._csp_config = {}  # type: ignore[attr-defined]
    response.xframe_options_exempt = True  # type: ignore[attr-defined]
    return response


def _not_made(folder: str, name: str, ending: str) -> HttpResponse:
    digest, *between, asked = name.split("-")
    # A range, because the column's index serves it on every database.
    if folder != digest[:2]:
        raise Http404("There is no such picture.")
    ours = {"sha256__gte": digest, "sha256__lt": f"{digest}g"}
    picture = Picture.objects.filter(**ours).first()
    if picture is None and (earlier := EarlierFile.objects.filter(**ours).first()):
        return _led_on(earlier.picture, between, int(asked), ending)
    if picture is None:
        raise Http404("There is no such picture.")
    width = int(asked)
    cut, widths = _now_for(picture, between)
    if name != name_of(picture, cut, width) or width not in widths:
        return _led_on(picture, between, width, ending)
    return HttpResponse(
        _out_of_the_first(picture, cut, width),
        content_type="image/jpeg",
        headers={"Cache-Control": FOR_NOW},
    )


def _led_on(picture: Picture, between: list[str], width: int, ending: str) -> HttpResponse:
    """To what stands now for a rendition that is no longer made."""
    cut, widths = _now_for(picture, between)
    nearest = next((step for step in widths if step >= width), widths[-1])
    folder = picture.sha256[:2]
    address = f"{settings.MEDIA_URL}renditions/{folder}/{name_of(picture, cut, nearest)}"
    return HttpResponseRedirect(f"{address}.{ending}", headers={"Cache-Control": FOR_NOW})


def _now_for(picture: Picture, between: list[str]) -> tuple[Cut, list[int]]:
    """The cut, as it is made today, that a name asked for by its shape, with its widths; the
    whole picture where no place asks for that shape any more."""
    offered = wanted(picture)
    if between:
        across, up = (int(side) for side in between[0].split("x"))
        cut = cut_for(picture, (across, up)) if across and up else cut_for(picture, None)
        if cut in offered:
            return cut, offered[cut]
    whole = cut_for(picture, None)
    return whole, offered[whole]


def _out_of_the_first(picture: Picture, cut: Cut, width: int) -> bytes:
    """JPEG bytes: the first rendition as it is or, where a shape is asked for, cut to it and
    never enlarged."""
    file = first_of(picture)
    try:
        if cut.ratio is None:
            return file.read_bytes()
        with Image.open(file, formats=["JPEG"]) as first:
            left, _, right, _ = cut.box(first.size)
            out = io.BytesIO()
            encode(cut_out(first, cut, max(1, min(width, round(right - left)))), "jpeg", out)
    except OSError as error:
        raise Http404("There is no such picture.") from error
    return out.getvalue()
