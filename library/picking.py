"""What the picture picker asks for: the library as JSON, and an upload. `PictureAdmin` puts these
views under the admin's own address, sign-in, policy and CSRF check."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from library import looks
from library.decoding import PictureRefused
from library.filters import collection_number
from library.models import Collection, Picture
from library.templatetags.pictures import picture_url
from library.uploading import MAX_BYTES, add_picture

PER_PAGE = 24
LAST_PAGE = 10_000  # nobody turns so many; beyond it an OFFSET overflows
THUMB_WIDTH, PREVIEW_WIDTH = 480, 960  # px
MOST_CARDS = 100  # in one answer
_NUMBER = re.compile(r"[0-9]{1,18}")


def card_of(picture: Picture) -> dict[str, Any]:
    """What the newsroom's scripts know of a picture. `thumb` and `preview` are addresses of JPEGs
    about 480 and 960 px wide; `edit` is the address of its form. Makes no query."""
    return {
        "id": picture.pk,
        "title": picture.title,
        "alt": picture.alt,
        "caption": picture.caption,
        "credit": picture.credit,
        "width": picture.width,
        "height": picture.height,
        "thumb": picture_url(picture, THUMB_WIDTH),
        "preview": picture_url(picture, PREVIEW_WIDTH),
        "focal_x": picture.focal_x,
        "focal_y": picture.focal_y,
        "edit": reverse("admin:library_picture_change", args=[picture.pk]),
    }


def may_view(user: Any) -> bool:
    """Whether `user` may see the library: as in the admin, who may change may also view."""
    return user.has_perm("library.view_picture") or user.has_perm("library.change_picture")


def may_add(user: Any) -> bool:
    return user.has_perm("library.add_picture")


def _refused(sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)


def _page(asked: str) -> int:
    """A page's number; the first one for nonsense."""
    sound = asked.isascii() and asked.isdigit() and len(asked) < 10
    return min(max(int(asked), 1), LAST_PAGE) if sound else 1


@never_cache
@require_GET
def picker(request: HttpRequest) -> JsonResponse:
    """GET ?q=&page=&collection=: a page of the library, newest first; with words, those that hold
    them all; with a collection's number, those in it.

    `more`: whether there is another page. `collections`: all there are, by number and name.
    `upload`: where to send new ones, null without the permission to add; `largest`: how many bytes
    a file may have.
    """
    if not may_view(request.user):
        return _refused("You may not see the picture library.", 403)
    start = (_page(request.GET.get("page", "")) - 1) * PER_PAGE
    found = Picture.objects.find(request.GET.get("q", ""))
    number = collection_number(request.GET.get("collection"))
    if number is not None:
        found = found.filter(collections=number)
    pictures = [card_of(picture) for picture in found[start : start + PER_PAGE + 1]]
    return JsonResponse(
        {
            "pictures": pictures[:PER_PAGE],
            "more": len(pictures) > PER_PAGE,
            "collections": list(Collection.objects.values("id", "name")),
            "upload": reverse("admin:library_picture_upload") if may_add(request.user) else None,
            "largest": MAX_BYTES,
        }
    )


@never_cache
@require_POST
def upload(request: HttpRequest) -> JsonResponse:
    """POST multipart `file`, ?collection=: take a picture in, and into a collection. Answers its
    card (status 201, or 200 if the library had it already) with `alike`, the title of one that
    looks like it or "", or `{"error": sentence}` with 400, 403 or 413."""
    if not may_add(request.user):
        return _refused("You may not add pictures to the library.", 403)
    file = request.FILES.get("file")
    if file is None:
        return _refused("No file arrived. Choose a picture and send it again.", 400)
    try:
        picture, is_new = add_picture(file, by=request.user)
    except PictureRefused as refusal:
        return _refused(refusal.messages[0], 413 if refusal.code == "too-large" else 400)
    number = collection_number(request.GET.get("collection"))
    if number is not None and (collection := Collection.objects.filter(pk=number).first()):
        collection.pictures.add(picture)
    near = looks.alike(picture, most=1) if is_new else []
    answer = card_of(picture) | {"alike": near[0].title if near else ""}
    return JsonResponse(answer, status=201 if is_new else 200)


@never_cache
@require_GET
def cards(request: HttpRequest) -> JsonResponse:
    """GET ?pictures=1,2: the cards of up to `MOST_CARDS` pictures, by their numbers; a picture that
    is not there (any more) is left out. 400 for what is no list of numbers."""
    if not may_view(request.user):
        return _refused("You may not see the picture library.", 403)
    asked = request.GET.get("pictures", "").split(",")
    if len(asked) > MOST_CARDS or not all(map(_NUMBER.fullmatch, asked)):
        return _refused(f"Ask for up to {MOST_CARDS} numbers with commas between them.", 400)
    found = Picture.objects.filter(pk__in=map(int, asked))
    return JsonResponse({str(picture.pk): card_of(picture) for picture in found})
