"""The only writer of an article's state.

Each verb is one transaction: it takes the row's lock, asks whether `by` may and whether the story
is fit, changes the row, records a `PublishingEvent`, and once committed tells the press. It raises
`Refused` with a sentence for the person and has then changed nothing. Doing twice what is done
already changes nothing either.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone
from taggit.models import Tag

from magazine import renaming, rendering, revising, searching, topics, working_copy
from magazine.models import Article, Credit, PublishingEvent, Revision, TaggedArticle
from magazine.tasks import make_card
from press import generation

State = Article.State


class Refused(Exception):
    """Why a story was not published, scheduled, withdrawn…: a sentence to show."""


def _require(by: Any, permission: str, sentence: str) -> None:
    if not by.has_perm(f"magazine.{permission}"):
        raise Refused(sentence)


def _locked(article: Article) -> Article:
    return Article.objects.select_for_update(of=("self",)).get(pk=article.pk)


def _record(article: Article, action: str, by: Any, at: datetime.datetime, note: str = "") -> None:
    PublishingEvent.objects.create(article=article, action=action, by=by, at=at, note=note[:300])


def _store(current: Article, article: Article, *fields: str) -> None:
    """Write `fields` of the locked row and show them on the caller's instance as well."""
    current.save(update_fields=[*fields, "updated_at"])
    for field in (*fields, "updated_at"):
        setattr(article, field, getattr(current, field))


@transaction.atomic
def submit(article: Article, *, by: Any, note: str = "") -> None:
    """A writer hands a draft to the editors."""
    current = _locked(article)
    if current.state == State.SUBMITTED:
        return
    if current.state != State.DRAFT:
        raise Refused(f"“{current}” is {current.get_state_display().lower()}, not a draft.")
    if not current.body:
        raise Refused("There is no text to review yet.")
    current.state = State.SUBMITTED
    _store(current, article, "state")
    _record(current, "submitted", by, timezone.now(), note)


@transaction.atomic
def send_back(article: Article, *, by: Any, note: str = "") -> None:
    """An editor returns a story to its writer."""
    _require(by, "approve_article", "Sending a story back is for editors.")
    current = _locked(article)
    if current.state == State.DRAFT:
        return
    if current.state not in {State.SUBMITTED, State.APPROVED}:
        raise Refused(f"“{current}” is {current.get_state_display().lower()}, not in review.")
    current.state = State.DRAFT
    _store(current, article, "state")
    _record(current, "sent back", by, timezone.now(), note)


@transaction.atomic
def approve(article: Article, *, by: Any, note: str = "") -> None:
    """An editor finds a story fit to publish."""
    _require(by, "approve_article", "Approving a story is for editors.")
    current = _locked(article)
    if current.state == State.APPROVED:
        return
    if current.state not in {State.DRAFT, State.SUBMITTED}:
        raise Refused(f"“{current}” is {current.get_state_display().lower()}, not in review.")
    current.state = State.APPROVED
    _store(current, article, "state")
    _record(current, "approved", by, timezone.now(), note)


@transaction.atomic
def publish(
    article: Article,
    *,
    by: Any,
    at: datetime.datetime | None = None,
    withdraw_at: datetime.datetime | None = None,
) -> None:
    """Make a story live now or at a moment, and say until when.

    `at`: when it goes live (aware); None: the moment set on the story, else now. A moment in the
    past is a date of first publication and is kept. `withdraw_at`: None leaves what is set.
    """
    _require(by, "publish_article", "Publishing is for publishers.")
    current = _locked(article)
    now = timezone.now()
    withdraw_at = withdraw_at or current.withdraw_at
    if current.state == State.WITHDRAWN and withdraw_at and withdraw_at <= now:
        withdraw_at = None  # it comes back: its old end no longer holds
    at = at or current.publish_at or now
    if not current.title.strip():
        raise Refused("A story needs a title before it can be published.")
    if not current.body.strip() and not current.lead_picture_id:
        raise Refused("There is nothing to publish yet: no text and no picture.")
    if withdraw_at and withdraw_at <= at:
        raise Refused("A story cannot be withdrawn before it goes live.")
    if withdraw_at and withdraw_at <= now:
        raise Refused("The moment of withdrawal is past: readers would never see the story.")
    again = current.state == State.PUBLISHED and current.publish_at == at
    current.state, current.publish_at, current.withdraw_at = State.PUBLISHED, at, withdraw_at
    current.published_by = by
    _print_copy(current, article, "state", "publish_at", "withdraw_at", "published_by")
    action = "updated" if again else "scheduled" if at > now else "published"
    _record(current, action, by, now, f"for {at:%Y-%m-%d %H:%M %Z}" if at > now else "")
    revising.record(current, Revision.Kind.PUBLISHED, by=by)
    generation.turn(*topics.of_change(current))


@transaction.atomic
def update(article: Article, content: working_copy.Content, *, by: Any) -> None:
    """Let readers of a published story see what a working copy holds, in place of what they see.

    Its moments are part of it. Changes that were scheduled are called off: these are newer."""
    current, now = _locked(article), timezone.now()
    _show(current, article, content, by, now)
    revising.call_off(current)
    revising.record(current, Revision.Kind.PUBLISHED, by=by)


def _refuse_if_unfit(article: Article, content: working_copy.Content) -> None:
    """What is asked of changes to a published story, before they may go out."""
    fields = content["fields"]
    if article.state != State.PUBLISHED:
        raise Refused(f"“{article}” is {article.get_state_display().lower()}, not published.")
    if not working_copy.is_finished(content):
        raise Refused("Something in it is half typed. Open the story and finish it first.")
    if not (fields["body"].strip() or fields["lead_picture"]):
        raise Refused("Readers see this story: it needs a text or a picture.")
    if not fields["publish_at"]:
        raise Refused("A published story needs the moment at which it goes live.")


def _show(
    current: Article,
    article: Article,
    content: working_copy.Content,
    by: Any,
    now: datetime.datetime,
) -> None:
    """Put a working copy on the locked row of a published story, print it and put it on record."""
    _refuse_if_unfit(current, content)
    section = current.section_id
    began, ends = current.publish_at, current.withdraw_at
    before = renaming.known_address(current)
    story = working_copy.story_of(current)
    working_copy.write(story, content)
    renaming.follow(story, before)
    if story.withdraw_at and story.withdraw_at <= now and story.withdraw_at != ends:
        raise Refused("The moment of withdrawal is past: readers would never see the story.")
    _print_copy(story, article)
    at = story.publish_at
    ahead = at != began and at > now
    note = f"for {at:%Y-%m-%d %H:%M %Z}" if ahead else ""
    _record(current, "scheduled" if ahead else "updated", by, now, note)
    generation.turn(*topics.of_change(story, before=section))


@transaction.atomic
def update_later(article: Article, revision: Revision, *, by: Any, at: datetime.datetime) -> None:
    """Let readers see a version of a published story from a moment to come (aware) on. In place of
    any other version of it that waits for its moment."""
    current, now = _locked(article), timezone.now()
    if at <= now:
        raise Refused("That moment is past. Choose a later one, or press Update.")
    _refuse_if_unfit(current, revision.content)
    revising.call_off(current)
    revising.set_due(revision, at=at, by=by)
    _record(current, "changes set", by, now, f"for {at:%Y-%m-%d %H:%M %Z}")
    generation.turn(topics.of_story(current.pk))  # for the press to know of the moment


@transaction.atomic
def call_off_changes(article: Article, *, by: Any) -> None:
    """Let no changes go out by themselves. They stay a draft beside the story."""
    current = _locked(article)
    if revising.call_off(current):
        _record(current, "changes off", by, timezone.now())
        generation.turn(topics.of_story(current.pk))


def show_due(at: datetime.datetime) -> int:
    """Show readers every version whose moment has come; how many. Safe to call from many processes
    at once and again: each version is taken under its story's lock, once. One that cannot be shown
    any more (its story was withdrawn, its address is taken) stays a draft, and is on record."""
    due = Revision.objects.filter(due_at__lte=at).order_by("due_at", "pk")
    return sum(_show_one(article, pk, at) for article, pk in due.values_list("article", "pk"))


@transaction.atomic
def _show_one(article: int, pk: int, at: datetime.datetime) -> bool:
    current = Article.objects.select_for_update(of=("self",)).get(pk=article)
    revision = Revision.objects.filter(pk=pk, due_at__lte=at).select_related("due_by").first()
    if revision is None:
        return False
    by, now = revision.due_by, timezone.now()
    revising.call_off(current)
    try:
        with transaction.atomic():
            _show(current, current, revision.content, by, now)
    except (Refused, IntegrityError) as refusal:
        _record(current, "changes kept", by, now, str(refusal))
        return False
    revising.went_out(revision, at=now)
    return True


@transaction.atomic
def discard_changes(article: Article, *, by: Any) -> None:
    """Throw away what is not out yet: the working copy is what the story's row says again. The
    versions that were made on the way stay in its history."""
    current = _locked(article)
    if revising.draft_beside(current) is None:
        return
    revising.call_off(current)
    revising.record(current, Revision.Kind.DISCARDED, by=by)


class Brought(NamedTuple):
    """A story from elsewhere: unsaved, with a slug that is free and the moment of its first
    publication. `body` has been cleaned by `newsroom.prose.clean_story`."""

    article: Article
    tags: Sequence[Tag] = ()
    credits: Sequence[Credit] = ()


@transaction.atomic
def bring_over(stories: Sequence[Brought], *, by: Any) -> int:
    """Publish many stories that were published elsewhere, in a handful of queries; how many. Their
    card images are made when somebody first asks for them."""
    _require(by, "publish_article", "Publishing is for publishers.")
    now = timezone.now()
    for story in stories:
        article = story.article
        if not article.slug or article.publish_at is None or article.publish_at > now:
            raise Refused(f"“{article}” needs a slug and the moment at which it was published.")
        article.state, article.published_by = State.PUBLISHED, by
        _render(article)
    Article.objects.bulk_create([story.article for story in stories])
    for story in stories:
        for position, credit in enumerate(story.credits):
            credit.article, credit.position = story.article, position
    Credit.objects.bulk_create([credit for story in stories for credit in story.credits])
    TaggedArticle.objects.bulk_create(
        [
            TaggedArticle(content_object=story.article, tag=tag)
            for story in stories
            for tag in story.tags
        ]
    )
    PublishingEvent.objects.bulk_create(
        [
            PublishingEvent(article=story.article, action="brought over", by=by, at=now)
            for story in stories
        ]
    )
    searching.index_new((story.article, _names_of(story)) for story in stories)
    generation.turn()
    return len(stories)


def _names_of(story: Brought) -> str:
    return " \n".join([*(each.name for each in story.credits), *(tag.name for tag in story.tags)])


@transaction.atomic
def withdraw(article: Article, *, by: Any, note: str = "") -> None:
    """Take a live story away from readers (its address answers 410 from now on), or call off one
    that is scheduled (it is a draft again)."""
    _require(by, "publish_article", "Withdrawing is for publishers.")
    current = _locked(article)
    now = timezone.now()
    if current.state == State.WITHDRAWN:
        return
    if current.state != State.PUBLISHED or current.publish_at is None:
        raise Refused(f"“{current}” is not published.")
    if current.publish_at > now:
        current.state, current.publish_at, current.withdraw_at = State.DRAFT, None, None
        action = "called off"
    else:
        current.state, current.withdraw_at = State.WITHDRAWN, now
        action = "withdrawn"
    _store(current, article, "state", "publish_at", "withdraw_at")
    _record(current, action, by, now, note)
    generation.turn(*topics.of_change(current))


@transaction.atomic
def refresh(article: Article) -> None:
    """Render again what readers see of a published story, after its row was saved."""
    current = _locked(article)
    if current.state == State.PUBLISHED:
        _print_copy(current, article)
        generation.turn()


def _render(article: Article) -> None:
    article.body_html = rendering.render_body(article.body)
    article.plain_text = rendering.plain_text(article.body)
    article.word_count = len(article.plain_text.split())


def _print_copy(current: Article, article: Article, *fields: str) -> None:
    """Render the body once, for every reader to come, put the words into the search index, and
    have the card image made."""
    _render(current)
    _store(current, article, *fields, "body_html", "plain_text", "word_count")
    searching.index(current)
    transaction.on_commit(lambda: make_card.enqueue(current.pk), robust=True)
