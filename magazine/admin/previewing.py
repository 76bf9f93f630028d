"""A story as readers would see it, for those who may see it in the newsroom.

GET shows what is stored. POST shows what stands in the form, stored or not, and stores nothing. The
page goes out under the readers' policy, without a nonce, and nobody keeps a copy. Only pages of the
newsroom may frame it.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_sameorigin

from magazine.admin.as_typed import as_written, may_type, story_for, typed_story

POLICY = {**settings.SECURE_CSP, "frame-ancestors": [CSP.SELF]}


@xframe_options_sameorigin
def preview(request: HttpRequest, model_admin: Any, object_id: str | None) -> HttpResponse:
    story = story_for(model_admin, request, object_id)
    if request.method == "POST" and may_type(model_admin, request, story):
        story, _ = typed_story(model_admin, request, story)
    elif story is None:
        raise Http404("There is nothing to preview yet.")
    else:
        story = as_written(story)
    response: HttpResponse = model_admin.page(request, story)
    response._csp_config = POLICY  # type: ignore[attr-defined]
    return response
