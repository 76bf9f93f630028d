"""Hands an original out to the newsroom. Readers never get one."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from library.models import Picture


def may_download(user: Any) -> bool:
    return user.has_perm("library.change_picture")


@never_cache
@require_safe
def original(request: HttpRequest, picture_id: int) -> HttpResponseBase:
    """The file as it came, to be saved: a browser neither shows it nor guesses what it is."""
    if not may_download(request.user):
        return HttpResponseForbidden("You may not download originals.", content_type="text/plain")
    picture = get_object_or_404(Picture, pk=picture_id)
    try:
        content = picture.original.open("rb")
    except FileNotFoundError as error:
        raise Http404("The original of this picture is gone.") from error
    name = slugify(picture.title)[:80] or f"picture-{picture.pk}"
    return FileResponse(
        content,
        as_attachment=True,
        filename=f"{name}.{picture.format}",
        content_type="application/octet-stream",
    )
