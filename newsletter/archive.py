"""Letters on the web: the list, each as a page, and a feed.

A letter's page is a page of the site, made of the same words and stories, and shows what the site
shows anyway: a story that is withdrawn later is gone from it, too. It is there from the moment the
letter is on its way, because the first readers have it while the last still wait; the list, the
feed and the sitemap name it once it is sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from magazine import linked_data
from magazine.addresses import absolute
from magazine.describing import page, picture_image
from magazine.feeds import FullFeed, without_addresses, writable
from magazine.furniture import identity_of
from magazine.linked_data import breadcrumbs, item_list, thing
from magazine.models import Article, SiteIdentity
from magazine.paging import page_of
from magazine.rendering import PAGE, PLAIN, render_snippet
from magazine.sitemaps import Entry
from newsletter.composing import day_of, one_line
from newsletter.models import Campaign
from newsroom.prose import clean_snippet
from press.pages import printed

IN_A_FEED = 30
_LONGEST = 100  # of a slug; the day comes on top
_State = Campaign.State
_ADDRESS = re.compile(r'(href|src)="(/[^"]*)"')


def archived() -> QuerySet[Campaign]:
    """Letters that everybody may find, the newest first."""
    found = Campaign.objects.filter(state=_State.SENT, in_archive=True, slug__isnull=False)
    return found.defer("html", "text").order_by("-finished_at", "-id")


def slug_for(campaign: Campaign) -> str:
    """The part of its page's address that is a letter's own: its day and its subject, and a number
    where two have both in common."""
    words = slugify(campaign.subject, allow_unicode=True)[:_LONGEST].strip("-_")
    base = "-".join(part for part in (day_of(campaign).isoformat(), words) if part)
    taken = set(
        Campaign.objects.filter(slug__startswith=base)
        .exclude(pk=campaign.pk)
        .values_list("slug", flat=True)
    )
    numbers = iter(range(2, len(taken) + 3))
    found = base
    while found in taken:
        found = f"{base}-{next(numbers)}"
    return found


def give_address(campaign: Campaign) -> None:
    """Store the address of a letter's page, unless it has one: before it is scheduled, so that the
    letter can lead to it."""
    if campaign.slug:
        return
    campaign.slug = slug_for(campaign)
    Campaign.objects.filter(pk=campaign.pk, slug=None).update(slug=campaign.slug)


# --- pages ----------------------------------------------------------------------------------------


@printed("page")
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    shown = page_of(request, archived())
    identity = identity_of(request)
    path = reverse("newsletter:archive")
    entries = [(each.subject, _path(each)) for each in shown]
    title = "Letters" if shown.number == 1 else f"Letters, page {shown.number}"
    description = page(
        identity,
        title=title,
        path=path if shown.number == 1 else f"{path}?page={shown.number}",
        text=f"What {identity.name} wrote to its readers.",
        nodes=[
            thing(
                "CollectionPage",
                name="Letters",
                url=absolute(path),
                inLanguage=settings.LANGUAGE_CODE,
                publisher=linked_data.publisher(),
                mainEntity=item_list(entries, first=shown.start_index()) if entries else None,
            ),
            breadcrumbs(("Newsletter", reverse("newsletter:sign_up")), ("Letters", path)),
        ],
    )
    context = {"page_obj": shown, "description": description}
    return render(request, "newsletter/letters.html", context)


@printed
@require_safe
def letter(request: HttpRequest, slug: str) -> HttpResponse:
    on_its_way = Q(state__in=[_State.SENDING, _State.PAUSED, _State.SENT], frozen_at__isnull=False)
    campaign = get_object_or_404(
        Campaign.objects.filter(on_its_way, in_archive=True)
        .select_related("print_issue__cover", "sponsor_picture")
        .defer("html", "text"),
        slug=slug,
    )
    identity = identity_of(request)
    context = contents(campaign)
    path = _path(campaign)
    lead = next((story.lead_picture for story in context["stories"] if story.lead_picture), None)
    is_listed = campaign.state == _State.SENT
    context |= {
        "campaign": campaign,
        "day": day_of(campaign),
        "noindex": not is_listed,
        "description": page(
            identity,
            title=campaign.subject,
            path=path,
            text=campaign.preview_line,
            kind="article",
            image=picture_image(lead),
            published=linked_data.moment(campaign.frozen_at) or "",
            nodes=[
                thing(
                    "CreativeWork",
                    name=campaign.subject,
                    url=absolute(path),
                    datePublished=linked_data.moment(campaign.frozen_at),
                    inLanguage=settings.LANGUAGE_CODE,
                    publisher=linked_data.publisher(),
                ),
                breadcrumbs(("Letters", reverse("newsletter:archive")), (campaign.subject, path)),
            ],
        ),
    }
    response = render(request, "newsletter/letter.html", context)
    if not is_listed:
        response.headers["Cache-Control"] = "no-store"
    return response


def _path(campaign: Campaign) -> str:
    return reverse("newsletter:letter", args=[campaign.slug])


def contents(campaign: Campaign, *, templates: str = PAGE) -> dict[str, Any]:
    """What a letter's page shows: its words, and of its stories those that readers may see now,
    each with the line that the letter gave it. Three queries."""
    rows = dict(campaign.stories.values_list("article_id", "words"))
    asked = {*rows, *([campaign.spotlight_id] if campaign.spotlight_id else [])}
    found = {story.pk: story for story in Article.objects.live().filter(pk__in=asked).for_cards()}
    for number, words in rows.items():
        if words and number in found:
            found[number].standfirst = words  # in memory alone
    issue = campaign.print_issue
    return {
        "opening": _words(campaign.opening, templates),
        "closing": _words(campaign.closing, templates),
        "stories": [found[number] for number in rows if number in found],
        "spotlight": found.get(campaign.spotlight_id) if campaign.spotlight_id else None,
        "issue": issue if issue and issue.is_public else None,
    }


def _words(html: str, templates: str) -> SafeString:
    return mark_safe(render_snippet(clean_snippet(html), templates=templates) if html else "")


# --- for machines ---------------------------------------------------------------------------------


@printed
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    identity = SiteIdentity.current()
    title = writable(f"{identity.name}: letters")
    whole = FullFeed(
        title=title,
        link=absolute(reverse("newsletter:archive")),
        description=title,
        feed_url=absolute(reverse("newsletter:archive_feed")),
        language=settings.LANGUAGE_CODE,
    )
    host = settings.SITE_URL.partition("://")[2].partition(":")[0]
    for campaign in archived().select_related("print_issue")[:IN_A_FEED]:
        drawn = render_to_string(
            "newsletter/letter_in_feed.html", contents(campaign, templates=PLAIN)
        )
        whole.add_item(
            title=writable(one_line(campaign.subject)),
            link=absolute(_path(campaign)),
            description=writable(campaign.preview_line or campaign.subject),
            pubdate=campaign.frozen_at,
            unique_id=f"tag:{host},2026:letter-{campaign.pk}",
            unique_id_is_permalink=False,
            content=writable(without_addresses(_ADDRESS.sub(_whole, drawn))),
        )
    return HttpResponse(
        whole.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8"
    )


def _whole(found: re.Match[str]) -> str:
    return f'{found[1]}="{absolute(found[2])}"'


def in_sitemap() -> Iterator[Entry]:
    """Where search engines find letters; nothing before the first one is sent."""
    for number, campaign in enumerate(archived().only("slug", "frozen_at")[:5000]):
        if not number:
            yield Entry(absolute(reverse("newsletter:archive")), campaign.frozen_at)
        yield Entry(absolute(_path(campaign)), campaign.frozen_at)
