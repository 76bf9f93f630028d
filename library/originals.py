"""Hands an original out to the newsroom. Readers never get one."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from library.models import EarlierFile, Picture


def may_download(user: Any) -> bool:
    return user.has_perm("library.change_picture")


@never_cache
@require_safe
def original(request: HttpRequest, picture_id: int) -> HttpResponseBase:
    """The file as it came, to be saved: a browser neither shows it nor guesses what it is."""
    if not may_download(request.user):
        return HttpResponseForbidden("You may not download originals.", content_type="text/plain")
    picture = get_object_or_404(Picture, pk=picture_id)
    return _handed_out(picture, picture)


@never_cache
@require_safe
def earlier(request: HttpRequest, picture_id: int, earlier_id: int) -> HttpResponseBase:
    """A file that the picture had before it was replaced, likewise."""
    if not may_download(request.user):
        return HttpResponseForbidden("You may not download originals.", content_type="text/plain")
    files = EarlierFile.objects.select_related("picture")
    file = get_object_or_404(files, pk=earlier_id, picture_id=picture_id)
    return _handed_out(file, file.picture)


def _handed_out(file: Picture | EarlierFile, picture: Picture) -> HttpResponseBase:
    try:
        content = file.original.open("rb")
    except FileNotFoundError as error:
        raise Http404("The original of this picture is gone.") from error
    name = slugify(picture.title)[:80] or f"picture-{picture.pk}"
    return FileResponse(
        content,
        as_attachment=True,
        filename=f"{name}.{file.format}",
        content_type="application/octet-stream",
    )
