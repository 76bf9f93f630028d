"""A story as readers would see it, for those who may see it in the newsroom.

GET shows what is stored. POST shows what stands in the form, stored or not, and stores nothing;
credits and tags are those stored. The page goes out under the readers' policy, without a nonce, and
nobody keeps a copy.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from magazine.models import Section

UNTITLED = "Without a title"


def preview(model_admin: Any, request: HttpRequest, object_id: str | None) -> HttpResponse:
    story = None
    if object_id is not None:
        story = model_admin.get_queryset(request).filter(pk=_key(object_id)).first()
        if story is None:
            raise Http404("There is no such story.")
        if not model_admin.has_view_or_change_permission(request, story):
            raise PermissionDenied
    elif not model_admin.has_add_permission(request):
        raise PermissionDenied
    if request.method == "POST" and (
        story is None or model_admin.has_change_permission(request, story)
    ):
        story = _typed(model_admin, request, story)
    elif story is None:
        raise Http404("There is nothing to preview yet.")
    response: HttpResponse = model_admin.page(request, story)
    response._csp_config = settings.SECURE_CSP  # type: ignore[attr-defined]
    return response


def _key(object_id: str) -> int:
    text = unquote(object_id)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _typed(model_admin: Any, request: HttpRequest, story: Any) -> Any:
    """The story with what the form holds; where that is wrong, with what it was before."""
    fields = flatten_fieldsets(model_admin.get_fieldsets(request, story))
    form_class = model_admin.get_form(request, story, change=story is not None, fields=fields)
    form = form_class(request.POST, request.FILES, instance=story)
    form.is_valid()
    made = form.instance
    made.title = made.title or UNTITLED
    made.slug = made.slug or "preview"
    if made.section_id is None:
        made.section = Section(title="Section", slug="section")
    return made
