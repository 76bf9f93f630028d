"""The only writer of a story's versions.

A story's row is what readers see (or would see); its newest version is what the newsroom works on.
Every verb is one transaction and takes the story's row lock, so that two who save at once are one
after the other and the second is told. Nothing here touches the row: `magazine.publishing` does.

The rule of what is kept. What somebody saved, published, restored or brought together is kept for
ever. Typing is kept by the sitting: while one person goes on within `SITTING`, each autosave takes
the place of the one before, and a save takes the place of the typing that it ends. Sittings older
than a day are thinned to one an hour, older than a month to one a day. What was typed on top of an
older version lies aside and is never thinned.
"""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.formats import date_format

from magazine import working_copy
from magazine.models import Article, Presence, Revision
from magazine.working_copy import Content

Kind = Revision.Kind

SITTING = datetime.timedelta(minutes=10)
HOURLY_AFTER = datetime.timedelta(days=1)
DAILY_AFTER = datetime.timedelta(days=30)
PRESENT_FOR = datetime.timedelta(seconds=12)
MOMENT = "j M Y, H:i"
MOST_WINDOWS = 20


class Kept(NamedTuple):
    """What became of words that were sent: the version that holds them and, if somebody had saved
    a newer one in the meantime, that one. Then `revision` lies aside."""

    revision: Revision
    overtaken_by: Revision | None = None


def locked(article: Article) -> Article:
    """The story's row, held until the transaction ends. Raises `Article.DoesNotExist`."""
    return Article.objects.select_for_update(of=("self",)).get(pk=article.pk)


def newest(article: Article) -> Revision | None:
    return Revision.objects.filter(article=article).newest()


def draft_beside(article: Article) -> Revision | None:
    """The newest version if the story's row does not say it: changes that are not out yet."""
    last = newest(article)
    return last if last and not last.on_row else None


def lies_aside(article: Article, by: Any) -> Revision | None:
    """What `by` typed on top of an older version and has not brought together yet, the latest."""
    return Revision.objects.filter(article=article, by=by).waiting().first()


class Beside(NamedTuple):
    """What a writing screen says of a story's versions. `arrived`: the windows of who looks whose
    last words are stored as a version of their own."""

    newest: Revision | None
    due: Revision | None
    aside: Revision | None
    arrived: list[str]

    @property
    def draft(self) -> Revision | None:
        """See `draft_beside`."""
        return self.newest if self.newest and not self.newest.on_row else None


def beside(article: Article, by: Any) -> Beside:
    """The versions that `by` is told of. One query; what stands in a version is another."""
    rows = Revision.objects.filter(article=article).order_by("-number")
    own = rows.filter(by=by)
    sent = own.exclude(window="").exclude(kind=Kind.AUTOSAVE, aside=False)[:MOST_WINDOWS]
    told = rows.filter(
        Q(pk__in=rows.in_line().values("pk")[:1])
        | Q(due_at__isnull=False)
        | Q(pk__in=own.waiting().values("pk")[:1])
        | Q(pk__in=sent.values("pk"))
    )
    found = list(told.select_related("by", "due_by").defer("content"))
    theirs = [row for row in found if row.by_id == by.pk]
    return Beside(
        newest=next((row for row in found if not row.aside), None),
        due=next((row for row in found if row.due_at), None),
        aside=next((row for row in theirs if row.aside and not row.settled), None),
        arrived=[
            row.window for row in theirs if row.window and (row.aside or row.kind != Kind.AUTOSAVE)
        ],
    )


@transaction.atomic
def keep(
    article: Article,
    content: Content,
    *,
    by: Any,
    base: int,
    kind: str = Kind.SAVED,
    window: str = "",
    note: str = "",
) -> Kept:
    """Store a working copy that `by` made out of version `base` (0: the story had none).

    `kind`: autosave or saved. `window`: the name that the window in which it was typed gave itself;
    one that never heard of its last version goes on all the same. Never writes over anybody else's
    words: if there is a newer version than `base` and it says something else, the words are stored
    beside it.
    """
    current, now = locked(article), timezone.now()
    last = newest(current)
    if last is None:
        last = _first(current)
        base = last.number
    if last.content == content:
        return Kept(_confirmed(last, kind, note, now))
    own = bool(window) and last.window == window and last.by_id == by.pk
    if last.number != base and not own:
        mine = _typed_aside(current, by, window)
        made = _stored(
            current,
            mine,
            content,
            by,
            kind,
            note,
            now,
            base=base or None,
            window=window,
            aside=True,
        )
        return Kept(made, last)
    mine = last if _goes_on(last, by, kind, now) else None
    made = _stored(current, mine, content, by, kind, note, now, base=base, window=window)
    if mine is None:
        _thin(current, now)
    return Kept(made)


@transaction.atomic
def begin(article: Article, content: Content, *, by: Any, window: str = "") -> Kept:
    """The first words of a story whose row was made for them."""
    current, now = locked(article), timezone.now()
    return Kept(_stored(current, None, content, by, Kind.AUTOSAVE, "", now, window=window))


@transaction.atomic
def record(article: Article, kind: str, *, by: Any, note: str = "") -> Revision:
    """Say that the row of the story holds its newest version now: it was saved, it went out, or
    changes to it were thrown away. A version of `by` that says the same becomes it."""
    current, now = locked(article), timezone.now()
    content, last = working_copy.taken(current), newest(current)
    if last is not None and _says(last.content, content):
        typing = last.kind == Kind.AUTOSAVE
        if kind == Kind.SAVED or (last.by_id == by.pk and (typing or last.kind == Kind.SAVED)):
            last.kind = kind if typing or kind != Kind.SAVED else last.kind
            last.at, last.on_row, last.content = now, True, content
            last.note = note[:300] or last.note
            last.save(update_fields=["kind", "at", "on_row", "content", "note"])
            return last
    base = last.number if last else None
    return _stored(current, None, content, by, kind, note, now, base=base, on_row=True)


@transaction.atomic
def restore(article: Article, revision: Revision, *, by: Any) -> Revision:
    """Make an earlier version the working copy again, as a new one."""
    current, now = locked(article), timezone.now()
    last = newest(current) or _first(current)
    note = f"Version {revision.number}, {date_format(timezone.localtime(revision.at), MOMENT)}"
    return _stored(current, None, revision.content, by, Kind.RESTORED, note, now, base=last.number)


@transaction.atomic
def bring_together(
    article: Article, content: Content, *, mine: Revision, theirs: int, by: Any
) -> Kept:
    """Store what somebody made of their own version that lies aside and of the newest one, whose
    number they saw as `theirs`. If there is a newer one by now nothing is stored."""
    current, now = locked(article), timezone.now()
    last = newest(current)
    if last is None or last.number != theirs:
        return Kept(mine, last)
    Revision.objects.filter(pk=mine.pk).update(settled=True)
    if last.content == content:
        return Kept(last)
    return Kept(_stored(current, None, content, by, Kind.MERGED, "", now, base=theirs))


def due(article: Article) -> Revision | None:
    """The version that goes out by itself at a moment, if one does."""
    rows = Revision.objects.filter(article=article, due_at__isnull=False)
    return rows.defer("content").first()


def set_due(revision: Revision, *, at: datetime.datetime, by: Any) -> None:
    revision.due_at, revision.due_by = at, by
    revision.save(update_fields=["due_at", "due_by"])


def went_out(revision: Revision, *, at: datetime.datetime) -> None:
    """A version has been put on the row at its moment. What was written on top of it meanwhile
    stays the newest."""
    revision.kind, revision.at, revision.on_row = Kind.PUBLISHED, at, True
    revision.due_at, revision.due_by = None, None
    revision.save(update_fields=["kind", "at", "on_row", "due_at", "due_by"])


def call_off(article: Article) -> int:
    """Let no version of the story go out by itself; how many would have."""
    rows = Revision.objects.filter(article=article, due_at__isnull=False)
    return rows.update(due_at=None, due_by=None)


@transaction.atomic
def present(article: Article, *, by: Any, window: str) -> list[Presence]:
    """Say that `by` has the story open in a window (a name of up to 36 characters that the window
    gave itself); who has it open elsewhere, one entry a person."""
    now = timezone.now()
    Presence.objects.update_or_create(
        article=article, user=by, window=window, defaults={"seen_at": now}
    )
    Presence.objects.filter(article=article, seen_at__lt=now - 10 * PRESENT_FOR).delete()
    lately = Presence.objects.filter(article=article, seen_at__gte=now - PRESENT_FOR, closed=False)
    others = lately.exclude(user=by, window=window).select_related("user").order_by("user", "pk")
    return list({presence.user_id: presence for presence in others}.values())


def leave(article: Article, *, by: Any, window: str) -> None:
    """A window was closed."""
    Presence.objects.update_or_create(
        article=article,
        user=by,
        window=window,
        defaults={"closed": True},
        create_defaults={"closed": True, "seen_at": timezone.now()},
    )


def _says(content: Content, row: Content) -> bool:
    """Whether a row says what a working copy does. An address left empty is made from the title."""
    if not content["fields"].get("slug"):
        content = content | {"fields": content["fields"] | {"slug": row["fields"]["slug"]}}
    return content == row


def _goes_on(last: Revision, by: Any, kind: str, now: datetime.datetime) -> bool:
    """Whether words of `kind` take the place of the newest version."""
    if last.kind != Kind.AUTOSAVE or last.by_id != by.pk or last.due_at:
        return False
    return kind != Kind.AUTOSAVE or now - last.began_at < SITTING


def _typed_aside(article: Article, by: Any, window: str) -> Revision | None:
    """What the same window has stored beside the newest version already."""
    if not window:
        return None
    rows = Revision.objects.filter(article=article, by=by, window=window, kind=Kind.AUTOSAVE)
    return rows.waiting().first()


def _first(article: Article) -> Revision:
    """What the row says before anybody's first version of the story is stored: what readers got,
    or what was written before there were versions."""
    shown = article.state in {Article.State.PUBLISHED, Article.State.WITHDRAWN}
    return Revision.objects.create(
        article=article,
        number=1,
        kind=Kind.PUBLISHED if shown else Kind.SAVED,
        by=article.published_by if shown else article.created_by,
        at=article.updated_at,
        began_at=article.updated_at,
        on_row=True,
        content=working_copy.taken(article),
    )


def _confirmed(last: Revision, kind: str, note: str, now: datetime.datetime) -> Revision:
    """The newest version, whose words were sent once more."""
    if kind == Kind.SAVED and (last.kind == Kind.AUTOSAVE or note):
        last.note = note[:300] or last.note
        if last.kind == Kind.AUTOSAVE:
            last.kind, last.at = kind, now
        last.save(update_fields=["kind", "at", "note"])
    return last


def _stored(
    article: Article,
    mine: Revision | None,
    content: Content,
    by: Any,
    kind: str,
    note: str,
    now: datetime.datetime,
    *,
    base: int | None = None,
    window: str = "",
    aside: bool = False,
    on_row: bool = False,
) -> Revision:
    """A new version, or `mine` written over under a new number."""
    highest = Revision.objects.filter(article=article).aggregate(Max("number"))["number__max"]
    made = mine or Revision(article=article, began_at=now, base=base)
    made.number, made.kind, made.by, made.at = (highest or 0) + 1, kind, by, now
    made.window, made.aside, made.on_row, made.content = window, aside, on_row, content
    made.note = note[:300] or made.note
    made.save()
    return made


def _thin(article: Article, now: datetime.datetime) -> None:
    """Of what was only typed, one a sitting is kept for a day, then one an hour, then one a day:
    the last of each."""
    typed = Revision.objects.filter(
        article=article, kind=Kind.AUTOSAVE, aside=False, due_at=None, at__lt=now - HOURLY_AFTER
    )
    kept: set[datetime.datetime] = set()
    for pk, at in typed.order_by("-at").values_list("pk", "at"):
        hour = at.replace(minute=0, second=0, microsecond=0)
        slot = hour.replace(hour=0) if at < now - DAILY_AFTER else hour
        if slot in kept:
            Revision.objects.filter(pk=pk).delete()
        kept.add(slot)
