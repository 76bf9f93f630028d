"""The only writer of front pages.

Each verb is one transaction: it takes the row's lock, asks whether `by` may, changes the row,
records a `FrontPageEvent`, and once committed tells the press if readers can see the difference,
now or at a moment to come. It raises `Refused` with a sentence and has then changed nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from magazine import filling
from magazine.models import FrontPage, FrontPageEvent, Section
from magazine.publishing import Refused
from magazine.slots import Slot, automatic, checked, kept, read
from press import generation

LONGEST_NOTE = 200


class Overtaken(Refused):
    """Somebody else has saved the version in the meantime."""


def slots_of(front: FrontPage | None, sections: Iterable[Section]) -> list[Slot]:
    """The slots of a version; for None those of the front page that fills itself."""
    return read(front.slots) if front else automatic(sections)


@transaction.atomic
def prepare(slots: Sequence[Slot], *, by: Any, note: str = "") -> FrontPage:
    """A new version that nobody sees yet."""
    _require(by, "add", "Preparing a front page is for editors.")
    front = FrontPage.objects.create(
        slots=kept(checked(slots, filling.rail_kind())), note=_tidy(note), updated_by=by
    )
    _record(front, "prepared", by)
    return front


@transaction.atomic
def save(front: FrontPage, slots: Sequence[Slot], *, by: Any, seen: int, note: str = "") -> None:
    """Change a version that readers have not seen. `seen`: its `version` as `by` knew it."""
    _require(by, "change", "Changing the front page is for editors.")
    current = _locked(front)
    _refuse_if_seen(current)
    if current.is_scheduled:
        _require(by, "publish", "It is scheduled: only a publisher changes it now.")
    if current.version != seen:
        raise Overtaken(
            "Somebody else has saved this front page since you opened it. Your arrangement is "
            "below, unsaved; open the page in another window to compare. Saving now replaces "
            "theirs."
        )
    sound, note = kept(checked(slots, filling.rail_kind())), _tidy(note)
    if (sound, note) == (current.slots, current.note):
        return
    current.slots, current.note, current.updated_by = sound, note, by
    current.version += 1
    _store(current, front, "slots", "note", "updated_by", "version")
    _record(current, "saved", by)
    if current.is_scheduled:
        generation.turn()


@transaction.atomic
def publish(front: FrontPage, *, by: Any) -> None:
    """Readers see it from now on."""
    _require(by, "publish", "Publishing the front page is for publishers.")
    current = _locked(front)
    if current.is_seen():
        if FrontPage.objects.current() == current:
            return
        _refuse_if_seen(current)
    now = timezone.now()
    _refuse_if_headless(current, now)
    _go_live(current, front, now)
    _record(current, "published", by)
    generation.turn()


@transaction.atomic
def schedule(front: FrontPage, *, by: Any, at: datetime.datetime) -> None:
    """Readers see it from a moment to come (aware) on."""
    _require(by, "publish", "Scheduling the front page is for publishers.")
    current = _locked(front)
    _refuse_if_seen(current)
    if current.live_from == at:
        return
    if at <= timezone.now():
        raise Refused("That moment is past. Choose a later one, or publish the front page now.")
    _refuse_if_headless(current, at)
    _go_live(current, front, at)
    _record(current, "scheduled", by, f"for {at:%Y-%m-%d %H:%M %Z}")
    generation.turn()


@transaction.atomic
def call_off(front: FrontPage, *, by: Any) -> None:
    """A scheduled version has no moment any more."""
    _require(by, "publish", "Calling off a front page is for publishers.")
    current = _locked(front)
    if current.live_from is None:
        return
    _refuse_if_seen(current)
    current.live_from = None
    _store(current, front, "live_from")
    _record(current, "called off", by)
    generation.turn()


@transaction.atomic
def discard(front: FrontPage, *, by: Any) -> None:
    """Throw a version away that was prepared and has no moment."""
    _require(by, "change", "Discarding a front page is for editors.")
    current = _locked(front)
    _refuse_if_seen(current)
    if current.is_scheduled:
        raise Refused("It is scheduled. Call it off first.")
    current.delete()


def _require(by: Any, verb: str, sentence: str) -> None:
    if not by.has_perm(f"magazine.{verb}_frontpage"):
        raise Refused(sentence)


def _locked(front: FrontPage) -> FrontPage:
    found = FrontPage.objects.select_for_update().filter(pk=front.pk).first()
    if found is None:
        raise Refused("Somebody has discarded this front page in the meantime.")
    return found


def _refuse_if_seen(front: FrontPage) -> None:
    if front.is_seen():
        raise Refused("Readers have seen this front page. Prepare the next one from it.")


def _refuse_if_headless(front: FrontPage, at: datetime.datetime) -> None:
    filled = filling.fill(read(front.slots), at=at, sections=Section.objects.all())
    if filled.lead is None:
        raise Refused("No story would stand on top: give the lead a story that is live, or a rule.")


def _go_live(current: FrontPage, front: FrontPage, at: datetime.datetime) -> None:
    current.live_from = at
    try:
        with transaction.atomic():
            _store(current, front, "live_from")
    except IntegrityError as error:
        raise Refused(
            "Another front page goes live at that moment. Choose another minute."
        ) from error


def _store(current: FrontPage, front: FrontPage, *fields: str) -> None:
    """Write `fields` of the locked row and show them on the caller's instance as well."""
    current.save(update_fields=[*fields, "updated_at"])
    for field in (*fields, "updated_at"):
        setattr(front, field, getattr(current, field))


def _record(front: FrontPage, action: str, by: Any, note: str = "") -> None:
    FrontPageEvent.objects.create(
        front_page=front, action=action, by=by, at=timezone.now(), note=note
    )


def _tidy(note: str) -> str:
    note = " ".join("".join(c if c.isprintable() else " " for c in note).split())
    if len(note) > LONGEST_NOTE:
        raise Refused(f"The note has {LONGEST_NOTE} characters at most.")
    return note
