"""Serves card images. A web server in front may serve those that are ready from MEDIA_ROOT itself
and hand over what it does not find."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from library.views import FOR_NOW, for_ever
from magazine import sharing
from magazine.models import Article, SiteIdentity


@require_safe
def card(request: HttpRequest, name: str) -> HttpResponseBase:
    """A story's card, the magazine's or its logo, to be kept for ever.

    One that is not there yet is made, once, if it is what stands for a live story now; the name
    of an earlier one leads on to that. So whatever a stranger makes up costs no drawing.
    """
    file = sharing.path_of(name)
    if not file.exists():
        made = _made_now(name.partition("-")[0])
        if made != name:
            present = f"{settings.MEDIA_URL}cards/{made}"
            return HttpResponseRedirect(present, headers={"Cache-Control": FOR_NOW})
    found = for_ever(request, file)
    if found is None:
        raise Http404("There is no such card.")
    return found


def _made_now(who: str) -> str:
    """Makes what stands for a story, "site" or "logo" now, unless it is there; its name."""
    identity = SiteIdentity.current()
    if who == "site":
        return sharing.keep_site_card(identity)
    if who == "logo":
        return sharing.keep_logo(identity)
    story = Article.objects.live().for_page().filter(pk=int(who)).first()
    if story is None:
        raise Http404("There is no such card.")
    return sharing.keep_card(story, identity)
