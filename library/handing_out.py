"""Hands attachments out to readers, and takes new ones in for the newsroom."""

from __future__ import annotations

import re
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from library.attachments import Attachment, AttachmentRefused, add_attachment

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
CHUNK = 64 * 1024


@require_safe
def attachment(request: HttpRequest, digest: str, name: str) -> HttpResponseBase:
    """A file, as what it was found to be and never as a page of ours: sound to be played, all else
    to be saved. Answers one range (RFC 9110, 14), without which phones play no sound."""
    # A range, because the column's index serves it on every database.
    found = Attachment.objects.filter(sha256__gte=digest, sha256__lt=f"{digest}g").first()
    if found is None or name.rpartition(".")[2] != found.format:
        raise Http404("There is no such file.")
    etag = f'"{found.sha256[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    try:
        content = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404("This file is gone.") from error
    response = _whole_or_part(request, content, found, etag)
    disposition = "inline" if found.is_audio else "attachment"
    response["Content-Disposition"] = f'{disposition}; filename="{found.filename}"'
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "public, max-age=86400"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _whole_or_part(
    request: HttpRequest, content: Any, found: Attachment, etag: str
) -> HttpResponseBase:
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    unchanged = request.headers.get("If-Range") in {None, etag}
    if not asked or not unchanged or asked[0] == "bytes=-":
        return FileResponse(content, content_type=found.content_type)
    first, last = asked.groups()
    if first:
        start, end = int(first), min(int(last) if last else found.size - 1, found.size - 1)
    else:
        start, end = max(found.size - int(last), 0), found.size - 1
    if start > end:
        content.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{found.size}"})
    content.seek(start)
    asked_for = _Part(content, end - start + 1)
    part = FileResponse(asked_for, status=206, content_type=found.content_type)
    part["Content-Length"] = str(end - start + 1)
    part["Content-Range"] = f"bytes {start}-{end}/{found.size}"
    return part


class _Part:
    """The next so many bytes of a file."""

    def __init__(self, content: Any, length: int) -> None:
        self.content, self.left = content, length

    def read(self, size: int = CHUNK) -> bytes:
        data = self.content.read(min(size, self.left) if size >= 0 else self.left)
        self.left -= len(data)
        return data

    def close(self) -> None:
        self.content.close()


# --- the newsroom ---------------------------------------------------------------------------------


def card_of(attachment: Attachment) -> dict[str, Any]:
    """What the newsroom's scripts know of an attachment."""
    return {
        "id": attachment.pk,
        "title": attachment.title,
        "kind": "audio" if attachment.is_audio else "file",
        "facts": attachment.facts,
        "url": attachment.get_absolute_url(),
    }


def _refused(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)


@never_cache
@require_POST
def upload(request: HttpRequest) -> JsonResponse:
    """POST multipart `file`: take a file in. Answers its card (status 201, or 200 if the library
    had it already), or `{"error": sentence}` with 400, 403 or 413."""
    if not request.user.has_perm("library.add_attachment"):
        return _refused("You may not add files to the library.", 403)
    file = request.FILES.get("file")
    if file is None:
        return _refused("No file arrived. Choose one and send it again.", 400)
    try:
        taken, is_new = add_attachment(file, by=request.user)
    except AttachmentRefused as refusal:
        return _refused(refusal.messages[0], 413 if refusal.code == "too-large" else 400)
    return JsonResponse(card_of(taken), status=201 if is_new else 200)


@never_cache
@require_GET
def card(request: HttpRequest, attachment_id: int) -> JsonResponse:
    """GET: one attachment's card, 404 if there is none."""
    if not request.user.has_perm("library.view_attachment"):
        return _refused("You may not see the library’s files.", 403)
    found = Attachment.objects.filter(pk=attachment_id).first()
    if found is None:
        return _refused("This file is no longer in the library.", 404)
    return JsonResponse(card_of(found))
