"""Letters that write themselves: what has gone live since the last one, every day, week or month.

`write_due` looks which digests' moments have come; the loop of `manage.py send_campaigns` calls it,
any number of them on any number of machines. Each moment has one digest at most: whoever sets
`last_due` first writes it, in the same transaction, so a kill leaves both or neither.

Moments are told in the magazine's own time zone: eight in the morning stays eight when clocks
change. A time that is skipped on that day comes as much later as the clock jumps; one that comes
twice is the first of the two.
"""

from __future__ import annotations

import calendar
import datetime
import logging
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone

from magazine.models import Article
from newsletter import archive, checking, sending
from newsletter.models import Campaign, CampaignStory, Digest

logger = logging.getLogger(__name__)

# A story that was published in the moment of a digest may have been committed after it: so far back
# each digest looks once more, for what no earlier one has told.
_OVERLAP = datetime.timedelta(hours=1)
# A digest whose moment is longer ago than this is not sent by itself: it waits for a person.
MISSED_AFTER = datetime.timedelta(hours=2)


def moment_before(digest: Digest, now: datetime.datetime) -> datetime.datetime:
    """The last moment, not after `now`, at which a digest is due by its plan."""
    today = timezone.localdate(now)
    day = _day_on_or_before(digest, today)
    moment = _at(day, digest.time)
    if moment > now:
        moment = _at(_day_on_or_before(digest, day - datetime.timedelta(days=1)), digest.time)
    return moment


def moment_after(digest: Digest, now: datetime.datetime) -> datetime.datetime:
    """The next moment, after `now`, at which a digest is due by its plan."""
    day = timezone.localdate(now)
    while (moment := _at(day, digest.time)) <= now or day != _day_on_or_before(digest, day):
        day += datetime.timedelta(days=1)
    return moment


def _day_on_or_before(digest: Digest, day: datetime.date) -> datetime.date:
    if digest.every == Digest.Every.WEEK:
        return day - datetime.timedelta(days=(day.weekday() - digest.weekday) % 7)
    if digest.every == Digest.Every.MONTH:
        if day.day < digest.day:
            before = day.replace(day=1) - datetime.timedelta(days=1)
            day = before
        last = calendar.monthrange(day.year, day.month)[1]
        return day.replace(day=min(digest.day, last))
    return day


def _at(day: datetime.date, time: datetime.time) -> datetime.datetime:
    local = datetime.datetime.combine(
        day, time.replace(tzinfo=None), tzinfo=timezone.get_default_timezone()
    )
    # In UTC: a local time that the clock skips has no place in a comparison.
    return local.astimezone(datetime.UTC)


def begin(digest: Digest, *, now: datetime.datetime | None = None, anew: bool = False) -> None:
    """Have a digest that is new, or planned anew, wait for its next moment, instead of writing at
    once for one that went by before anybody asked for it. What it tells begins after the last
    moment that went by. `anew`: it was switched off, and what went live meanwhile is left out."""
    before = moment_before(digest, now or timezone.now())
    digest.last_due = max(filter(None, [digest.last_due, before]))
    if digest.covered_until is None or anew:
        digest.covered_until = before
    Digest.objects.filter(pk=digest.pk).update(
        last_due=digest.last_due, covered_until=digest.covered_until
    )


def due(now: datetime.datetime | None = None) -> list[tuple[Digest, datetime.datetime]]:
    """The digests whose moment has come and that nobody has written for it, each with that moment.
    Several that were missed are one, the last."""
    now = now or timezone.now()
    found = []
    for digest in Digest.objects.filter(is_on=True).select_related("list"):
        moment = moment_before(digest, now)
        if digest.last_due is None or digest.last_due < moment:
            found.append((digest, moment))
    return found


def write_due(now: datetime.datetime | None = None) -> int:
    """Write every digest that is due, and return how many letters that made. One that fails does
    not stop the others, and is tried again by the next call."""
    now = now or timezone.now()
    written = 0
    for digest, moment in due(now):
        try:
            if digest.last_due is None:  # made by hand, without anybody having planned it
                begin(digest, now=now)
            elif write(digest, moment, now=now) is not None:
                written += 1
        except DatabaseError:
            raise
        except Exception:
            logger.exception("The digest of list %s could not be written.", digest.list_id)
    return written


@transaction.atomic
def write(
    digest: Digest, moment: datetime.datetime, *, now: datetime.datetime | None = None
) -> Campaign | None:
    """The letter of a digest for one of its moments: a draft, or on its way if the digest says so
    and nothing speaks against it. None where somebody else has it, or where too little has gone
    live: what has, waits for the next."""
    now = now or timezone.now()
    ours = Digest.objects.filter(Q(last_due=None) | Q(last_due__lt=moment), pk=digest.pk)
    if not ours.update(last_due=moment):
        return None
    digest.last_due = moment
    stories = list(new_stories(digest, moment)[: digest.most])
    if len(stories) < digest.least:
        return None
    campaign = Campaign.objects.create(
        subject=(digest.subject or stories[0].title)[:150],
        preview_line=_preview([story.title for story in stories[0 if digest.subject else 1 :]]),
        digest=digest,
    )
    campaign.lists.add(digest.list_id)
    CampaignStory.objects.bulk_create(
        CampaignStory(campaign=campaign, article=story, position=position)
        for position, story in enumerate(stories)
    )
    digest.covered_until = moment
    Digest.objects.filter(pk=digest.pk).update(covered_until=moment)
    if digest.then == Digest.Then.SEND and now - moment <= MISSED_AFTER:
        _send(campaign)
    return campaign


def new_stories(digest: Digest, moment: datetime.datetime) -> Any:
    """What readers see at a moment in a digest's sections and no digest of its list has told, the
    newest first."""
    since = digest.covered_until
    found = Article.objects.live(moment)
    if since is not None:
        found = found.filter(publish_at__gt=since - _OVERLAP)
    sections = list(digest.sections.values_list("pk", flat=True))
    if sections:
        further = Article.further_sections.through.objects.filter(section__in=sections)
        found = found.filter(Q(section__in=sections) | Q(pk__in=further.values("article_id")))
    told = CampaignStory.objects.filter(campaign__digest=digest)
    return (
        found.exclude(pk__in=told.values("article_id"))
        .defer("body", "body_html", "plain_text", "admin_note")
        .newest_first()
    )


def _send(campaign: Campaign) -> None:
    """Off it goes, unless something holds it back: then it stays a draft for a person."""
    errors, _ = checking.counts(checking.findings(campaign))
    if errors:
        logger.warning("Digest %s is held back: %s errors.", campaign.pk, errors)
        return
    archive.give_address(campaign)
    sending.send_now(campaign, by=None)


def _preview(titles: list[str]) -> str:
    """As many titles as fit, none cut."""
    line = ""
    for title in titles:
        longer = f"{line}; {title}" if line else title
        if len(longer) > 120:
            break
        line = longer
    return line
