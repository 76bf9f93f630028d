"""Loads the demo magazine through the functions that editors and visitors use.

Every part is known by its slug (pictures by their titles): what is there already is left as it is,
so loading twice, or going on after an interruption, changes nothing that somebody edited.
"""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from taggit.models import Tag

from config.checks import DEMO_PASSWORD, DEMO_USERNAME
from demo import drawing
from demo.manuscripts import Manuscript, magazine, manuscripts
from library.models import Picture
from library.uploading import add_picture
from magazine import publishing
from magazine.models import (
    Article,
    ContentsLine,
    Contributor,
    Credit,
    Page,
    PrintIssue,
    Section,
    SiteIdentity,
)
from newsletter import archive, sending, subscribing
from newsletter.models import Campaign, CampaignStory, MailingList
from newsroom.prose import clean_snippet, clean_story
from spotlight.models import Accolade, SpotlightFeature, SubjectFact

BATCH = 500  # stories brought over at once

Progress = Callable[[str, int, int], None]  # (what, done, of how many)


def _quiet(what: str, done: int, total: int) -> None: ...


class Loader:
    """One run. `created` counts what was made, by kind; `kept` what was there already.

    `seed` draws the same magazine again or, another one, a like one; `long_side` is how many
    pixels its pictures have there.
    """

    def __init__(
        self,
        *,
        seed: int = 1,
        progress: Progress = _quiet,
        long_side: int = drawing.LONG_SIDE,
    ) -> None:
        self.seed = seed
        self.long_side = long_side
        self.progress = progress
        self.now = timezone.now()
        self.created: dict[str, int] = {}
        self.kept: dict[str, int] = {}
        self.pictures: dict[str, Picture] = {}
        self.contributors: dict[str, Contributor] = {}
        self.sections: dict[str, Section] = {}
        self.issues: dict[int, PrintIssue] = {}

    def load(self, *, articles: int | None = None, subscribers: int = 0) -> None:
        """The whole magazine; `articles` asks for at least so many stories in all (the written
        ones and, beyond those, made-up ones), `subscribers` for so many confirmed readers."""
        facts = magazine()
        stories = list(manuscripts("stories"))
        features = list(manuscripts("spotlights"))
        self._accounts()
        self._pictures(facts, [*stories, *features])
        self._furniture(facts)
        self._stories(stories, Article)
        self._stories(features, SpotlightFeature)
        self._letters(facts)
        if articles:
            self._further_stories(articles)
        if subscribers:
            self._subscribers(subscribers)

    def _count(self, what: str, created: bool) -> None:
        self._counted(what, int(created), int(not created))

    def _counted(self, what: str, created: int, kept: int) -> None:
        for table, count in [(self.created, created), (self.kept, kept)]:
            if count:
                table[what] = table.get(what, 0) + count

    # --- people ------------------------------------------------------------------------------

    def _accounts(self) -> None:
        """The demo's editor and writer. Away from the demo they get no password: nobody signs
        in with one that everybody knows."""
        users = get_user_model().objects
        for username, group in [(DEMO_USERNAME, "Publisher"), ("writer", "Writer")]:
            user = users.filter(username=username).first()
            self._count("accounts", user is None)
            if user is None:
                password = DEMO_PASSWORD if settings.DEMO or settings.DEBUG else None
                user = users.create_user(
                    username, f"{username}@elucid.example", password, is_staff=True
                )
                user.groups.add(Group.objects.get(name=group))
            if username == DEMO_USERNAME:
                self.editor = user

    # --- pictures ----------------------------------------------------------------------------

    def _pictures(self, facts: dict[str, Any], texts: Iterable[Manuscript]) -> None:
        """Draws what the magazine shows, on all cores; drawing is the long part of loading."""
        names = {name for text in texts for name in text.pictures()}
        names |= {person["picture"] for person in facts["contributors"]}
        names |= {issue["cover"] for issue in facts["issues"]}
        known = {
            picture.title: picture
            for picture in Picture.objects.filter(title__in=[_title(name) for name in names])
        }
        self.pictures = {name: known[_title(name)] for name in names if _title(name) in known}
        for _ in self.pictures:
            self._count("pictures", created=False)
        missing = sorted(names - self.pictures.keys())
        if not missing:
            return
        self.progress("pictures", 0, len(missing))
        with ProcessPoolExecutor() as pool:
            drawn = pool.map(drawing.drawn, missing, repeat(self.seed), repeat(self.long_side))
            for done, (name, data) in enumerate(zip(missing, drawn, strict=True), 1):
                picture, created = add_picture(
                    data,
                    by=self.editor,
                    title=_title(name),
                    alt=drawing.CATALOGUE[name].alt,
                    credit="Picture: Elucid",
                    rights="Drawn for the demo magazine; free to use.",
                )
                self.pictures[name] = picture
                self._count("pictures", created)
                self.progress("pictures", done, len(missing))

    # --- what stories stand in ---------------------------------------------------------------

    @transaction.atomic
    def _furniture(self, facts: dict[str, Any]) -> None:
        who = facts["identity"]
        if not SiteIdentity.objects.exists():
            identity = SiteIdentity.objects.create(
                **{key: who[key] for key in ["name", "tagline", "about", "email", "postal_address"]}
            )
            for position, (label, url) in enumerate(who.get("social", [])):
                identity.social_links.create(label=label, url=url, position=position)
        for position, row in enumerate(facts["sections"]):
            section, created = Section.objects.get_or_create(
                slug=row["slug"],
                defaults={
                    "title": row["title"],
                    "description": row["description"],
                    "position": position,
                },
            )
            self.sections[section.slug] = section
            self._count("sections", created)
        for row in facts["contributors"]:
            contributor, created = Contributor.objects.get_or_create(
                slug=row["slug"],
                defaults={
                    "name": row["name"],
                    "role": row["role"],
                    "bio": row["bio"],
                    "portrait": self.pictures[row["picture"]],
                },
            )
            self.contributors[contributor.slug] = contributor
            self._count("contributors", created)
        for row in facts["issues"]:
            fields = {
                key: row[key]
                for key in ["title", "season", "slug", "price", "buy_url", "introduction"]
            }
            issue, created = PrintIssue.objects.get_or_create(
                number=row["number"],
                defaults={
                    **fields,
                    "on_sale": row["on_sale"],
                    "cover": self.pictures[row["cover"]],
                    "is_public": True,
                },
            )
            self.issues[issue.number] = issue
            self._count("print issues", created)
            if created:
                for page, title, byline in row["print_only"]:
                    ContentsLine.objects.create(issue=issue, page=page, title=title, byline=byline)
        for position, row in enumerate(facts["pages"]):
            _, created = Page.objects.get_or_create(
                slug=row["slug"],
                defaults={
                    "title": row["title"],
                    "standfirst": row.get("standfirst", ""),
                    "body": clean_story(row["body_html"]),
                    "position": position,
                },
            )
            self._count("pages", created)

    # --- stories -----------------------------------------------------------------------------

    def _stories(self, texts: list[Manuscript], model: type[Article]) -> None:
        what = "spotlight features" if model is SpotlightFeature else "stories"
        ids = {name: picture.pk for name, picture in self.pictures.items()}
        there = set(Article.objects.values_list("slug", flat=True))
        for done, text in enumerate(texts, 1):
            created = text.slug not in there
            if created:
                self._story(text, model, ids)
            self._count(what, created)
            self.progress(what, done, len(texts))

    @transaction.atomic
    def _story(self, text: Manuscript, model: type[Article], ids: dict[str, int]) -> None:
        meta = text.meta
        at = self.now - datetime.timedelta(days=meta["days_ago"], minutes=meta["days_ago"] * 7)
        fields: dict[str, Any] = {}
        if model is SpotlightFeature:
            fields = {key: meta[key] for key in ["subject_kind", "subject_name"] if key in meta} | {
                key: meta.get(key, "") for key in ["see_it_url", "see_it_label"]
            }
            fields["rail_from"] = at if meta.get("on_rail") else None
        issue = self.issues.get(meta.get("print_issue", 0))
        story = model(
            slug=text.slug,
            title=meta["title"],
            kicker=meta.get("kicker", ""),
            standfirst=meta.get("standfirst", ""),
            search_description=meta.get("search_description", ""),
            body=clean_story(text.body(ids)),
            section=self.sections[meta["section"]],
            layout=meta.get("layout", "standard"),
            lead_picture=self.pictures.get(meta.get("lead", "")),
            print_issue=issue,
            print_page=meta.get("print_page") if issue else None,
            created_by=self.editor,
            **fields,
        )
        story.full_clean()
        story.save()
        story.further_sections.set(self.sections[slug] for slug in meta.get("further_sections", []))
        story.tags.add(*meta.get("tags", []))
        # A name that is nobody's slug is somebody without a page of their own.
        for position, (role, slug) in enumerate(meta.get("credits", [])):
            person = self.contributors.get(slug)
            Credit.objects.create(
                article=story,
                role=role,
                contributor=person,
                other_name="" if person else slug,
                position=position,
            )
        if isinstance(story, SpotlightFeature):
            for position, (label, value) in enumerate(meta.get("facts", [])):
                SubjectFact.objects.create(
                    feature=story, label=label, value=str(value), position=position
                )
            for position, (award, giver, year) in enumerate(meta.get("accolades", [])):
                Accolade.objects.create(
                    feature=story, award=award, giver=giver, year=year, position=position
                )
        publishing.publish(story, by=self.editor, at=at)

    # --- letters -----------------------------------------------------------------------------

    def _letters(self, facts: dict[str, Any]) -> None:
        """One in the archive and one that is being written. Neither can reach anybody: the list
        that the first was sent to is closed, and nobody is on it."""
        there = set(Campaign.objects.values_list("subject", flat=True))
        for told in facts["letters"]:
            created = told["subject"] not in there
            if created:
                self._letter(told)
            self._count("letters", created)

    @transaction.atomic
    def _letter(self, told: dict[str, Any]) -> None:
        slugs = [*told["stories"], told.get("spotlight", "")]
        stories = {story.slug: story for story in Article.objects.filter(slug__in=slugs)}
        plain = ["subject", "preview_line", "design"]
        sponsor = ["sponsor_name", "sponsor_words", "sponsor_link"]
        made = Campaign.objects.create(
            **{name: told.get(name, "") for name in [*plain, *sponsor]},
            opening=clean_snippet(told["opening"]),
            closing=clean_snippet(told["closing"]),
            spotlight=stories.get(told.get("spotlight", "")),
            print_issue=self.issues.get(told.get("print_issue", 0)),
            created_by=self.editor,
        )
        lines = told.get("lines", {})
        CampaignStory.objects.bulk_create(
            CampaignStory(
                campaign=made, article=stories[slug], words=lines.get(slug, ""), position=position
            )
            for position, slug in enumerate(told["stories"])
            if slug in stories
        )
        if not told.get("is_sent"):
            made.lists.set(MailingList.objects.filter(is_default=True)[:1])
            return
        friday, _ = MailingList.objects.get_or_create(
            slug="friday", defaults={"name": "The Friday letter", "is_open": False}
        )
        made.lists.set([friday])
        archive.give_address(made)
        sending.send_now(made, by=None)
        sending.begin_due()
        sending.finish()

    def _further_stories(self, wanted: int) -> None:
        """Made-up stories, put together from the written ones, for a magazine with a past."""
        texts = list(manuscripts("stories"))
        paragraphs = [
            clean_story(found)
            for text in texts
            for found in re.findall(r"<p>.*?</p>", text.text, re.DOTALL)
        ]
        titles = [text.meta["title"] for text in texts]
        tags = sorted({tag for text in texts for tag in text.meta.get("tags", [])})
        draw = random.Random(self.seed)
        there = Article.objects.count()
        known = self._tags(wanted, tags)
        for first in range(there, wanted, BATCH):
            numbers = range(first, min(first + BATCH, wanted))
            made = [self._made_up(number, draw, titles, paragraphs, known) for number in numbers]
            slugs = [each.article.slug for each in made]
            kept = set(Article.objects.filter(slug__in=slugs).values_list("slug", flat=True))
            brought = [each for each in made if each.article.slug not in kept]
            publishing.bring_over(brought, by=self.editor)
            self._counted("further stories", len(brought), len(kept))
            self.progress("further stories", numbers[-1] + 1 - there, wanted - there)

    def _made_up(
        self,
        number: int,
        draw: random.Random,
        titles: list[str],
        paragraphs: list[str],
        tags: list[Tag],
    ) -> publishing.Brought:
        first, second = draw.sample(titles, 2)
        story = Article(
            title=f"{first.split(':')[0]}, {second[:1].lower()}{second[1:]}"[:180],
            slug=f"from-the-archive-{self.seed}-{number}",
            standfirst=re.sub(r"<.*?>", "", draw.choice(paragraphs))[:240],
            body="".join(draw.sample(paragraphs, 9)),
            section=draw.choice(list(self.sections.values())),
            lead_picture=draw.choice(list(self.pictures.values())),
            created_by=self.editor,
            publish_at=self.now - datetime.timedelta(days=300, minutes=37 * number),
        )
        by = Credit(
            role=Credit.Role.WORDS, contributor=draw.choice(list(self.contributors.values()))
        )
        return publishing.Brought(story, draw.sample(tags, 3), [by])

    def _tags(self, wanted: int, names: list[str]) -> list[Tag]:
        """The written stories' tags and, for a large magazine, one more for every fifty stories."""
        names = names + [f"{names[n % len(names)]} {n}" for n in range(len(names), wanted // 50)]
        slugs = {slugify(name): name for name in names}
        Tag.objects.bulk_create(
            [Tag(name=name, slug=slug) for slug, name in slugs.items()], ignore_conflicts=True
        )
        return list(Tag.objects.filter(slug__in=list(slugs)).order_by("pk"))

    def _subscribers(self, wanted: int) -> None:
        addresses = (f"reader-{number:06d}@readers.elucid.example" for number in range(wanted))
        created = subscribing.bring_over(
            addresses,
            place="demo magazine",
            at=self.now,
            progress=lambda done: self.progress("subscribers", done, wanted),
        )
        self.created["subscribers"] = created
        self.kept["subscribers"] = wanted - created


def _title(name: str) -> str:
    return name.replace("-", " ").capitalize()
