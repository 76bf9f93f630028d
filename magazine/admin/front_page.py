"""The front page in the newsroom: its versions, and the screen on which one is arranged.

The screen's form is ours rather than a ModelForm: it is a page of slots (`front_page_form`), and
every change goes through `magazine.fronting`."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from magazine import filling, fronting
from magazine.admin import front_page_rows, previewing
from magazine.admin.front_page_form import NEW_TITLE, posted
from magazine.models import FrontPage, Section
from magazine.publishing import Refused
from magazine.slots import Slot
from magazine.views.front import front_page as readers_page
from newsroom.fields import MomentField

FOLDER = "admin/magazine/frontpage"
PAST = 20
TO_ADD = 100  # stories offered where no script finds them by typing


def _moment(text: str) -> datetime.datetime | None:
    """A moment of the form; raises `Refused` for what is none."""
    try:
        return MomentField(required=False).clean(text)
    except ValidationError as error:
        raise Refused("That is no day and time: " + " ".join(error.messages)) from error


def _told(moment: datetime.datetime) -> str:
    return date_format(timezone.localtime(moment), "j M Y, H:i")


def _typed(moment: datetime.datetime) -> str:
    """As the browser's own field for a moment has it."""
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


def _sections() -> list[Section]:
    return list(Section.objects.all())


@admin.register(FrontPage)
class FrontPageAdmin(admin.ModelAdmin[FrontPage]):
    drawer = "Stories"
    place_in_drawer = 10

    def get_urls(self) -> list[Any]:
        def named(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
            return self.admin_site.admin_view(never_cache(view))

        return [
            path("preview/", named(self.preview_view), name="magazine_frontpage_preview"),
            path("<int:pk>/preview/", named(self.preview_view), name="magazine_frontpage_look"),
            path("filling/", named(self.filling_view), name="magazine_frontpage_filling"),
            path("stories/", named(self.stories_view), name="magazine_frontpage_stories"),
            *super().get_urls(),
        ]

    def has_delete_permission(self, request: HttpRequest, obj: FrontPage | None = None) -> bool:
        return False  # a prepared one is discarded on its screen; what readers saw is kept

    def _may_publish(self, request: HttpRequest) -> bool:
        return request.user.has_perm("magazine.publish_frontpage")

    # --- the versions ---

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        now = timezone.now()
        versions = FrontPage.objects.select_related("updated_by").defer("slots")
        return render(
            request,
            f"{FOLDER}/versions.html",
            {
                **self.admin_site.each_context(request),
                "title": "Front page",
                "current": versions.current(now),
                "to_come": versions.to_come(now),
                "prepared": versions.prepared(),
                "past": versions.past(now)[:PAST],
                "may_prepare": self.has_add_permission(request),
            },
        )

    # --- the screen ---

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The next version, beginning as a copy of the current one or of `?copy=`."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._arranged(request, None)
        number = request.GET.get("copy", "")
        sound = number.isascii() and number.isdigit() and len(number) < 19
        copied = FrontPage.objects.filter(pk=int(number)).first() if sound else None
        slots = fronting.slots_of(copied or FrontPage.objects.current(), _sections())
        return self._screen(request, None, slots)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        front = self.get_object(request, object_id)
        if front is None and request.method == "POST" and self.has_add_permission(request):
            return self._discarded(request)
        if front is None:
            raise Http404("There is no such front page; somebody may have discarded it.")
        if not self.has_view_or_change_permission(request, front):
            raise PermissionDenied
        if request.method == "POST":
            return self._arranged(request, front)
        return self._screen(request, front, fronting.slots_of(front, _sections()))

    def _discarded(self, request: HttpRequest) -> HttpResponse:
        """What was arranged on a version that somebody has discarded meanwhile is not lost: it is
        shown once more, and saved as a new one if that is wanted."""
        if request.POST.get("seen") == "0":
            return self._arranged(request, None)
        return self._screen(
            request,
            None,
            posted(request.POST),
            note=request.POST.get("note", ""),
            error="Somebody has discarded this front page. Your arrangement is below; saving keeps "
            "it as a new one.",
            changed=True,
        )

    def _screen(
        self,
        request: HttpRequest,
        front: FrontPage | None,
        slots: Sequence[Slot],
        *,
        note: str | None = None,
        seen: int = 0,
        error: str = "",
        changed: bool = False,
        live_at: str = "",
    ) -> HttpResponse:
        sections, now = _sections(), timezone.now()
        scheduled = front.live_from if front and front.is_scheduled else None
        rows = front_page_rows.rows(slots, at=scheduled or now, sections=sections)
        is_current = front is not None and FrontPage.objects.current(now) == front
        may_publish = self._may_publish(request)
        locked = front is not None and (
            front.is_seen()
            or not self.has_change_permission(request, front)
            or (front.is_scheduled and not may_publish)
        )
        context = {
            **self.admin_site.each_context(request),
            "title": str(front) if front else "The next front page",
            "front": front,
            "rows": rows,
            "note": (front.note if front else "") if note is None else note,
            "seen": seen or (front.version if front else 0),
            "error": error,
            "changed": changed,
            "is_current": is_current,
            "locked": locked,
            "may_publish": may_publish,
            "may_prepare": self.has_add_permission(request),
            "scheduled": scheduled,
            "live_at": live_at or (_typed(scheduled) if scheduled else ""),
            "clock": timezone.get_current_timezone_name(),
            "sections": sections,
            "new_title": NEW_TITLE,
            "events": front.events.select_related("by")[:12] if front else [],
            "to_add": [] if locked else front_page_rows.find("", most=TO_ADD),
        }
        return render(request, f"{FOLDER}/screen.html", context)

    def _arranged(self, request: HttpRequest, front: FrontPage | None) -> HttpResponse:
        """Do what the pressed button says. What is refused is shown again with everything that was
        arranged; so is what only arranged (`_do`, or a select without a script)."""
        data = request.POST
        slots, note = posted(data), data.get("note", "")
        seen = data.get("seen", "")
        known = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
        shown: dict[str, Any] = {"note": note, "live_at": data.get("live_at", "")}
        if "_do" in data:
            return self._screen(request, front, slots, seen=known, changed=True, **shown)
        try:
            if "_discard" in data and front:
                fronting.discard(front, by=request.user)
                messages.success(request, "The front page is discarded.")
                return HttpResponseRedirect(reverse("admin:magazine_frontpage_changelist"))
            front, sentence = self._kept(request, front, slots, note, known)
        except fronting.Overtaken as refusal:
            # Shown again, the form carries the newer version: sent once more, it is meant.
            newer = FrontPage.objects.filter(pk=front.pk).first() if front else None
            return self._screen(
                request, newer or front, slots, error=str(refusal), changed=True, **shown
            )
        except Refused as refusal:
            # As it is stored. None, if somebody has discarded it: this can then be saved anew.
            front = FrontPage.objects.filter(pk=front.pk).first() if front else None
            return self._screen(
                request, front, slots, seen=known, error=str(refusal), changed=True, **shown
            )
        messages.success(request, sentence)
        return HttpResponseRedirect(reverse("admin:magazine_frontpage_change", args=[front.pk]))

    @transaction.atomic
    def _kept(
        self,
        request: HttpRequest,
        front: FrontPage | None,
        slots: Sequence[Slot],
        note: str,
        seen: int,
    ) -> tuple[FrontPage, str]:
        """Save, and publish, schedule or call off if that was pressed; all of it or nothing."""
        data, by = request.POST, request.user
        if "_call_off" in data and front:
            fronting.call_off(front, by=by)
            return front, "The front page is called off. It is kept, prepared as it was."
        at = _moment(data.get("live_at", "")) if "_schedule" in data else None
        if "_schedule" in data and at is None:
            raise Refused("Choose the day and the time from which readers see it.")
        if front is None:
            front = fronting.prepare(slots, by=by, note=note)
        else:
            fronting.save(front, slots, by=by, seen=seen, note=note)
        if "_publish" in data:
            fronting.publish(front, by=by)
            return front, "Readers see this front page now."
        if at is not None:
            fronting.schedule(front, by=by, at=at)
            return front, f"Readers see this front page from {_told(at)} on."
        return front, "The front page is saved. Readers do not see it yet."

    # --- beside the screen ---

    def preview_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The front page as readers will see it at `at` (now, or when it goes live): a version,
        what is arranged on a screen and not saved (POST), or whatever is current then."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        sections = _sections()
        front = None
        if pk is not None:
            front = FrontPage.objects.filter(pk=pk).first() if pk < 2**63 else None
            if front is None:
                raise Http404("There is no such front page.")
        try:
            at = _moment((request.POST if request.method == "POST" else request.GET).get("at", ""))
        except Refused:
            at = None
        planned = front.live_from if front and front.is_scheduled else None
        at = at or planned or timezone.now()
        if request.method == "POST":
            slots = posted(request.POST)
        elif front is not None:
            slots = fronting.slots_of(front, sections)
        else:
            slots = fronting.slots_of(FrontPage.objects.current(at), sections)
        response = readers_page(request, slots, at=at, sections=sections, preview=True)
        response._csp_config = previewing.POLICY  # type: ignore[attr-defined]
        return response

    def filling_view(self, request: HttpRequest) -> HttpResponse:
        """POST of the screen's form: what would stand where, by key, as JSON."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return _filling(request)

    def stories_view(self, request: HttpRequest) -> HttpResponse:
        """GET ?q=&kind=: stories to place, as JSON."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return _stories(request)


@require_POST
def _filling(request: HttpRequest) -> HttpResponse:
    try:
        at = _moment(request.POST.get("at", "")) or _moment(request.POST.get("live_at", ""))
    except Refused:
        at = None
    rows = front_page_rows.rows(posted(request.POST), at=at or timezone.now(), sections=_sections())
    return JsonResponse(
        {
            row.key: {
                "name": row.name,
                "notes": {str(one.story.pk): one.why_not for one in row.by_hand},
                "by_rule": front_page_rows.as_json(row.by_rule),
            }
            for row in rows
        }
    )


@require_GET
def _stories(request: HttpRequest) -> HttpResponse:
    kind = filling.rail_kind() or "none" if request.GET.get("kind") == "rail" else ""
    found = front_page_rows.find(request.GET.get("q", ""), kind=kind)
    return JsonResponse({"stories": front_page_rows.as_json(found)})
