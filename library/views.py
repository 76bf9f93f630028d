"""Serves renditions. A web server in front may serve them from MEDIA_ROOT itself."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

_TYPES = {"avif": "image/avif", "jpg": "image/jpeg"}
FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def rendition(request: HttpRequest, folder: str, name: str, ending: str) -> HttpResponseBase:
    """The URL pattern lets nothing but a rendition's own name through, so no path can lead out."""
    etag = f'"{name}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag, "Cache-Control": FOR_EVER})
    file = Path(settings.MEDIA_ROOT) / "renditions" / folder / f"{name}.{ending}"
    try:
        content = file.open("rb")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Http404("There is no such picture.") from error
    return FileResponse(
        content,
        content_type=_TYPES[ending],
        headers={"ETag": etag, "Cache-Control": FOR_EVER},
    )
