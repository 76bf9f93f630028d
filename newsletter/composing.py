"""Makes a letter of a campaign: HTML, plain text, and the addresses that it leads to.

`compose` is pure: it reads rows and writes none, so that preview, test mail, checklist and sending
show the same. What is one reader's own (how to leave, where to choose) stands as `{{leave}}` in
what it makes; `personal` puts it in, a hundred thousand times, by replacing text alone. Words that
an editor wrote can bring no such place into a letter.
"""

from __future__ import annotations

import datetime
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape, unescape
from typing import Any
from urllib.parse import urlsplit

import css_inline
from django.conf import settings
from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from library.cropping import cut_for, offered
from library.models import Picture
from library.places import PLACES
from library.renditions import path_of
from magazine.addresses import absolute
from magazine.colouring import mixed
from magazine.dressing import Dress, Scheme
from magazine.faces import Face
from magazine.models import Article, PrintIssue, SiteIdentity
from magazine.rendering import PLAIN, render_snippet
from newsletter import letter_text
from newsletter.models import Campaign, MailingList
from newsroom.prose import clean_snippet

# What is a reader's own, as it stands in a composed letter: {{leave}}, {{preferences}} and
# {{browser}}, the letter's page in the archive.
PLACES_OF_A_READER = ("leave", "preferences", "browser", "seen")
# Bytes of HTML after which Gmail cuts a letter and hides its end, with the way to leave.
MOST_BYTES = 102 * 1024
ACROSS = 600  # px, the letter
_PAIRED = 290  # px, each of two pictures beside each other
_ADDRESS = re.compile(r'(href|src)="(/[^"]*)"')
_LINK = re.compile(r'(<a\b[^>]*?\bhref=")(https?://[^"]*)(")', re.IGNORECASE)
_STACKS = {
    # What is on readers' machines and comes nearest to each display and text face.
    "Bodoni Moda": "'Bodoni 72', Didot, 'Times New Roman', serif",
    "Cormorant": "Garamond, 'EB Garamond', 'Times New Roman', serif",
    "Bricolage Grotesque": "'Helvetica Neue', Helvetica, Arial, sans-serif",
    "Newsreader": "Georgia, 'Times New Roman', serif",
    "Literata": "Georgia, 'Times New Roman', serif",
    "EB Garamond": "Garamond, Georgia, 'Times New Roman', serif",
    "Instrument Sans": "'Helvetica Neue', Helvetica, Arial, sans-serif",
    "Libre Franklin": "'Helvetica Neue', Helvetica, Arial, sans-serif",
}


@dataclass(frozen=True)
class Letter:
    """A composed letter. `links`: the addresses that it leads to, each once; where clicks are
    counted, the first of them stands in the letter as `…/newsletter/l/<campaign>/1/`. `size`: of
    the HTML, in bytes."""

    subject: str
    preview: str
    html: str
    text: str
    links: list[str]
    size: int


@dataclass(frozen=True)
class Shown:
    """A picture as the letter shows it: a JPEG at about twice its measures, which are px."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Told:
    """A story as the letter tells it. The last three are the same picture at three measures."""

    title: str
    kicker: str
    words: str
    byline: str
    url: str
    large: Shown | None = None
    paired: Shown | None = None
    small: Shown | None = None


@dataclass(frozen=True)
class Chosen:
    """What stands in a campaign beside its own fields: read from its rows, or out of a form that
    nobody has saved yet. `stories`: each with the line that an editor gave it."""

    stories: Sequence[tuple[Article, str]] = ()
    lists: Sequence[MailingList] = ()
    further: dict[str, Any] = field(default_factory=dict)


def compose(
    campaign: Campaign, *, chosen: Chosen | None = None, counted: bool | None = None
) -> Letter:
    """The letter that a campaign is. Reads rows and writes none; as many queries for twelve stories
    as for two. `chosen`: instead of the campaign's rows. `counted`: whether links lead through our
    counter; None: as the magazine has set it, for a campaign that is stored."""
    chosen = chosen or chosen_of(campaign)
    identity = SiteIdentity.current()
    stories = [article for article, _ in chosen.stories]
    spotlight = campaign.spotlight
    asked = [*stories, *([spotlight] if spotlight else [])]
    prefetch_related_objects(asked, "section", "lead_picture", "credits__contributor")
    # Nobody can have typed it, so nothing typed becomes a place for what is a reader's own.
    secret = secrets.token_hex(8)
    sign = {name: f"https://{secret}.example/{name}" for name in PLACES_OF_A_READER}
    at = timezone.localtime(campaign.send_at or campaign.frozen_at or timezone.now())
    context: dict[str, Any] = {
        "identity": identity,
        "site_url": settings.SITE_URL,
        "site_host": urlsplit(settings.SITE_URL).netloc,
        "language": settings.LANGUAGE_CODE,
        "subject": one_line(campaign.subject),
        "preview": one_line(campaign.preview_line),
        "name": _name(chosen.lists),
        "address": _address(identity),
        "day": date_format(at, "j F Y"),
        "opening": _words(campaign.opening),
        "closing": _words(campaign.closing),
        "stories": [told(article, words) for article, words in chosen.stories],
        "spotlight": told(spotlight, "") if spotlight else None,
        "issue": _issue(campaign.print_issue),
        "sponsor": _sponsor(campaign),
        "logo": _logo(identity),
        "in_archive": campaign.in_archive,
        "opens": settings.NEWSLETTER_OPENS,
        "place": sign,
        "across": ACROSS,
    }
    html = _inlined(_drawn(campaign, context, identity), identity.dress)
    text = letter_text.written(context)
    links = _links(html, secret)
    if counted is None:
        counted = settings.NEWSLETTER_CLICKS and campaign.pk is not None
    if counted and campaign.pk is not None:
        ours = {url: link_url(campaign.pk, number) for number, url in enumerate(links, 1)}
        html = _LINK.sub(lambda found: _counted(found, ours), html)
        text = letter_text.led(text, ours)
    # What looks like such a place and was typed is only words.
    html = html.replace("{{", "&#123;&#123;")
    text = text.replace("{{", "{ {")
    for name, address in sign.items():
        html = html.replace(address, f"{{{{{name}}}}}")
        text = text.replace(address, f"{{{{{name}}}}}")
    return Letter(
        subject=context["subject"],
        preview=context["preview"],
        html=html,
        text=text,
        links=links,
        size=len(html.encode()),
    )


def personal(text: str, values: dict[str, str], *, html: bool) -> str:
    """A composed text with what is one reader's own in its places. `values`: by name, `leave`,
    `preferences`, `browser`; escaped here where the text is HTML."""
    for name, value in values.items():
        text = text.replace(f"{{{{{name}}}}}", escape(value) if html else value)
    return text


def chosen_of(campaign: Campaign) -> Chosen:
    """What the rows of a stored campaign say; nothing for one that was never stored."""
    if campaign.pk is None:
        return Chosen()
    rows = campaign.stories.select_related("article").defer(
        "article__body", "article__body_html", "article__plain_text", "article__admin_note"
    )
    return Chosen([(row.article, row.words) for row in rows], list(campaign.lists.all()))


def link_url(campaign: int, number: int) -> str:
    """The address under which we count that a link was followed."""
    return settings.SITE_URL + reverse("newsletter:link", args=[campaign, number])


def browser_url(campaign: Campaign) -> str:
    """The whole address of a letter's page in the archive, for `{{browser}}`; of the archive for
    one that has no page."""
    if campaign.slug and campaign.in_archive:
        return settings.SITE_URL + reverse("newsletter:letter", args=[campaign.slug])
    return settings.SITE_URL + reverse("newsletter:archive")


def one_line(text: str) -> str:
    """Without line breaks and other characters that would begin a header of their own."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


# --- what it tells --------------------------------------------------------------------------------


def told(article: Article, words: str) -> Told:
    """A story with its own line, else its standfirst."""
    names = [credit.name for credit in article.byline]
    picture = article.lead_picture
    return Told(
        title=one_line(article.title),
        kicker=one_line(article.kicker or article.section.title),
        words=one_line(words or article.standfirst),
        byline=" and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names),
        url=absolute(article.get_absolute_url()),
        large=_picture(picture, "card-tall" if _is_tall(picture) else "card-wide", ACROSS),
        paired=_picture(picture, "card-tall", _PAIRED),
        small=_picture(picture, "square", 132),
    )


def _is_tall(picture: Picture | None) -> bool:
    return picture is not None and picture.height > picture.width


def _picture(picture: Picture | None, place: str, across: int) -> Shown | None:
    if picture is None:
        return None
    cut, widths = offered(picture, PLACES[place])
    # A screen of two pixels to a point sees no less at nine tenths.
    width = next((each for each in widths if each >= 1.8 * across), widths[-1])
    return Shown(
        url=f"{settings.SITE_URL}{settings.MEDIA_URL}{path_of(picture, width, 'jpeg', cut)}",
        width=across,
        height=cut.height_at(across),
        alt=one_line(picture.alt),
    )


def _issue(issue: PrintIssue | None) -> dict[str, Any] | None:
    if issue is None:
        return None
    return {
        "name": issue.name,
        "number": issue.number,
        "title": one_line(issue.title),
        "season": one_line(issue.season),
        "price": one_line(issue.price),
        "words": Truncator(one_line(issue.introduction)).words(34, truncate=" …"),
        "url": absolute(issue.get_absolute_url()),
        "buy_url": issue.buy_url,
        "cover": _picture(issue.cover, "cover", 220),
    }


def _sponsor(campaign: Campaign) -> dict[str, Any] | None:
    if not (campaign.sponsor_name or campaign.sponsor_words or campaign.sponsor_picture):
        return None
    return {
        "name": one_line(campaign.sponsor_name),
        "paragraphs": [
            one_line(each) for each in campaign.sponsor_words.splitlines() if each.strip()
        ],
        "url": campaign.sponsor_link,
        "host": urlsplit(campaign.sponsor_link).netloc.removeprefix("www."),
        "picture": _picture(campaign.sponsor_picture, "card-wide", ACROSS),
    }


def _address(identity: SiteIdentity) -> list[str]:
    """Who writes and where they are, in lines; many postal addresses begin with the name."""
    lines = [line.strip() for line in identity.postal_address.splitlines() if line.strip()]
    known = bool(lines) and lines[0].casefold() == identity.name.casefold()
    return lines if known else [identity.name, *lines]


def _logo(identity: SiteIdentity) -> dict[str, Any] | None:
    """The logo by day and, if there is one, in the dark. As WebP, which keeps what is see-through;
    Outlook, which knows none, gets the name in letters."""
    if identity.logo is None:
        return None
    return {
        name: _logo_shown(picture, identity.name)
        for name, picture in (("day", identity.logo), ("dark", identity.dark_logo))
        if picture is not None
    }


def _logo_shown(picture: Picture, name: str) -> Shown:
    cut, widths = offered(picture, PLACES["card-own"])
    # As wide as it may be without being higher than a nameplate.
    across = round(min(400, 96 * picture.width / picture.height))
    width = next((each for each in widths if each >= 2 * across), widths[-1])
    url = f"{settings.SITE_URL}{settings.MEDIA_URL}{path_of(picture, width, 'webp', cut)}"
    return Shown(url, across, cut_for(picture, None).height_at(across), name)


def _words(html: str) -> SafeString:
    """Opening or closing words as mail can show them: cards in plain form, addresses whole. Cleaned
    once more, because a row can come from anywhere."""
    drawn = render_snippet(clean_snippet(html), templates=PLAIN) if html else ""
    whole = _ADDRESS.sub(
        lambda found: f'{found[1]}="{escape(absolute(unescape(found[2])))}"', drawn
    )
    return mark_safe(whole.strip())


def _name(lists: Iterable[MailingList]) -> str:
    """What the letter is called on its own head."""
    names = [one_line(each.name) for each in lists]
    return names[0] if len(names) == 1 else "The newsletter"


# --- how it looks ---------------------------------------------------------------------------------


def _drawn(campaign: Campaign, context: dict[str, Any], identity: SiteIdentity) -> str:
    design = campaign.design if campaign.design in Campaign.Design.values else Campaign.Design.FRONT
    dress = identity.dress
    whole: str = render_to_string(
        f"emails/letter/{design}.html",
        {
            **context,
            "dark_colours": colours(dress.dark),
            "plate": plate(identity.name),
            "steps": [mark_safe(step) for step in dress.display.steps],
        },
    )
    return whole


def plate(name: str) -> dict[str, int]:
    """The size in px of the magazine's name over the letter, in a wide window and in a phone's: so
    large that it fills most of the line, if it is not too long."""
    ems = 0.52 * max(len(name), 1)  # about, in any of our faces
    return {
        "wide": round(min(140, max(28, 0.86 * ACROSS / ems))),
        "narrow": round(min(84, max(24, 0.86 * 320 / ems))),
    }


def colours(scheme: Scheme) -> dict[str, str]:
    """Colours as mail programs know them: six digits, nothing see-through."""
    return {
        "paper": scheme.paper,
        "ink": scheme.ink,
        "quiet": scheme.quiet,
        "rule": mixed(scheme.paper, scheme.ink, 0.2),
        "tint": scheme.tint,
        "accent": scheme.accent,
    }


def _stack(face: Face) -> str:
    return f"'{face.family}', {_STACKS[face.family]}"


@lru_cache(maxsize=16)
def _inliner(dress: Dress) -> css_inline.CSSInliner:
    sheet = render_to_string(
        "emails/letter/sheet.css",
        {
            **colours(dress.light),
            "display": mark_safe(_stack(dress.display)),
            "text": mark_safe(_stack(dress.text)),
            "furniture": mark_safe(_stack(dress.furniture)),
            "heavy": dress.display.family == "Bricolage Grotesque",
        },
    )
    return css_inline.CSSInliner(
        inline_style_tags=False, load_remote_stylesheets=False, extra_css=sheet
    )


def _inlined(html: str, dress: Dress) -> str:
    """Every rule of the sheet on the elements that it is for: what mail programs keep. What can
    only stand in a sheet (the dark, narrow windows) comes in afterwards, as the template wrote
    it: an inliner would put it in another order."""
    head, _, rest = html.partition("<style>")
    kept, _, body = rest.partition("</style>")
    whole = _inliner(dress).inline(f"{head}<meta name=sheet>{body}")
    compact = re.sub(r">\s*\n\s*", ">\n", re.sub(r"\n\s*\n+", "\n", whole))
    style = re.sub(r"\s+", " ", kept).strip()
    return compact.replace('<meta name="sheet">', f"<style>{style}</style>", 1)


# --- where it leads -------------------------------------------------------------------------------


def _links(html: str, secret: str) -> list[str]:
    found = (unescape(address) for _, address, _ in _LINK.findall(html))
    return list(dict.fromkeys(address for address in found if secret not in address))


def _counted(found: re.Match[str], ours: dict[str, str]) -> str:
    address = unescape(found[2])
    return f"{found[1]}{escape(ours.get(address, address))}{found[3]}"


def day_of(campaign: Campaign) -> datetime.date:
    """The day that a letter bears."""
    moment = campaign.send_at or campaign.frozen_at or campaign.created_at or timezone.now()
    return timezone.localdate(moment)
