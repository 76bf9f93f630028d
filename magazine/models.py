"""What a magazine is made of. State changes of an article go through `magazine.publishing`."""

from __future__ import annotations

import datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from taggit.managers import TaggableManager
from taggit.models import TaggedItemBase

from library.models import Picture
from magazine.addresses import path_to
from magazine.kinds import url_name_of
from newsroom.prose import StoryField
from newsroom.slugs import free_slug


class Sluggable(models.Model):
    """Something with a title and an address. Gets a free slug when it has none."""

    slug = models.SlugField(
        max_length=120,
        unique=True,
        blank=True,
        allow_unicode=True,
        help_text="The last part of the address. Left empty, it is made from the title.",
    )

    class Meta:
        abstract = True

    slug_source = "title"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            # The model that has the column: a feature must not take a story's address.
            owner = self._meta.get_field("slug").model
            self.slug = free_slug(owner, getattr(self, self.slug_source), self.pk)
        super().save(*args, **kwargs)


class Section(Sluggable):
    title = models.CharField(max_length=80, unique=True)
    description = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0, help_text="Order in the navigation.")

    class Meta:
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return path_to("magazine:section", self.slug)


class Contributor(Sluggable):
    name = models.CharField(max_length=120)
    role = models.CharField("what they do", max_length=120, blank=True)
    bio = models.TextField("biography", max_length=2000, blank=True)
    portrait = models.ForeignKey(
        Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    website = models.URLField(blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        help_text="Their account, if they sign in here.",
    )

    slug_source = "name"

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_to("magazine:contributor", self.slug)


class PrintIssueQuerySet(models.QuerySet["PrintIssue"]):
    def live(self) -> PrintIssueQuerySet:
        return self.filter(is_public=True)


class PrintIssue(Sluggable):
    number = models.PositiveIntegerField(unique=True, validators=[MinValueValidator(1)])
    title = models.CharField(max_length=120, blank=True)
    season = models.CharField(max_length=60, help_text="Spring/Summer 2026")
    cover = models.ForeignKey(
        Picture, null=True, blank=True, on_delete=models.PROTECT, related_name="covers"
    )
    introduction = models.TextField(max_length=3000, blank=True)
    on_sale = models.DateField("on sale from")
    price = models.CharField(max_length=60, blank=True)
    buy_url = models.URLField("where to buy", blank=True)
    is_public = models.BooleanField("shown to readers", default=False)

    slug_source = "name"
    objects = PrintIssueQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.name}, {self.season}"

    @property
    def name(self) -> str:
        return f"Issue {self.number}"

    def get_absolute_url(self) -> str:
        return path_to("magazine:issue", self.slug)


class ContentsLine(models.Model):
    """A story that stands in a print issue only."""

    issue = models.ForeignKey(PrintIssue, on_delete=models.CASCADE, related_name="print_only")
    page = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    byline = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["page", "id"]
        verbose_name = "story in print only"
        verbose_name_plural = "stories in print only"

    def __str__(self) -> str:
        return self.title


def credits_with_names() -> models.Prefetch[Any]:
    """For `prefetch_related`: a story's credits with their contributors, in one query."""
    return models.Prefetch("credits", Credit.objects.select_related("contributor"))


class ArticleQuerySet(models.QuerySet["Article"]):
    """Reads. `live()` is the only predicate of what is public."""

    def live(self, at: datetime.datetime | None = None) -> Self:
        """What readers may see at a moment (now, unless told)."""
        at = at or timezone.now()
        return self.filter(
            Q(withdraw_at=None) | Q(withdraw_at__gt=at),
            state=Article.State.PUBLISHED,
            publish_at__lte=at,
        )

    def gone(self, at: datetime.datetime | None = None) -> Self:
        """What readers could see once and no longer: their addresses answer 410 (RFC 9110)."""
        at = at or timezone.now()
        return self.filter(
            state__in=[Article.State.PUBLISHED, Article.State.WITHDRAWN],
            publish_at__lte=at,
            withdraw_at__lte=at,
        )

    def newest_first(self) -> Self:
        return self.order_by("-publish_at", "-id")

    def for_cards(self) -> Self:
        """With all that a teaser shows, in two queries however many there are; without the
        long texts."""
        return (
            self.select_related("section", "lead_picture")
            .prefetch_related(credits_with_names())
            .defer("body", "body_html", "plain_text", "admin_note")
        )

    def for_page(self) -> Self:
        """With all that the article's own page shows."""
        return self.select_related(
            "section", "lead_picture", "print_issue", "sharing_picture"
        ).prefetch_related(credits_with_names(), "tags")

    def in_section(self, section: Section) -> Self:
        # Not one or the other: then the newest would be opened one by one to see which it is.
        own = Article.objects.filter(section=section).order_by().values("pk")
        further = Article.further_sections.through.objects.filter(section=section)
        return self.filter(pk__in=own.union(further.values("article_id"), all=True))

    def by(self, contributor: Contributor) -> Self:
        credits = Credit.objects.filter(contributor=contributor)
        return self.filter(pk__in=credits.values("article_id"))


class Article(Sluggable):
    """A story: the live copy that readers see once its state and moments allow."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "In review"
        APPROVED = "approved", "Approved"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Layout(models.TextChoices):
        STANDARD = "standard", "Standard"
        PHOTO = "photo", "Photo story"
        INTERVIEW = "interview", "Interview"
        LIST = "list", "List"

    # What kind of story the row is part of; "spotlight" when a SpotlightFeature extends it.
    kind = models.CharField(max_length=20, default="article", editable=False)
    title = models.CharField(max_length=200)
    kicker = models.CharField(max_length=80, blank=True, help_text="A word or two above the title.")
    standfirst = models.TextField(
        max_length=500, blank=True, help_text="One or two sentences that lead into the story."
    )
    body = StoryField(blank=True)
    body_html = models.TextField(editable=False, blank=True)  # rendered once, when published
    plain_text = models.TextField(editable=False, blank=True)  # for search and feeds
    word_count = models.PositiveIntegerField(default=0, editable=False)

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="articles")
    further_sections = models.ManyToManyField(Section, blank=True, related_name="+")
    tags = TaggableManager(through="TaggedArticle", blank=True)
    lead_picture = models.ForeignKey(
        Picture, null=True, blank=True, on_delete=models.PROTECT, related_name="led_articles"
    )
    layout = models.CharField(max_length=12, choices=Layout, default=Layout.STANDARD)
    print_issue = models.ForeignKey(
        PrintIssue, null=True, blank=True, on_delete=models.SET_NULL, related_name="articles"
    )
    print_page = models.PositiveSmallIntegerField(null=True, blank=True)

    state = models.CharField(max_length=12, choices=State, default=State.DRAFT, editable=False)
    publish_at = models.DateTimeField(
        "goes live at", null=True, blank=True, help_text="Empty: when somebody presses Publish."
    )
    withdraw_at = models.DateTimeField(
        "is withdrawn at", null=True, blank=True, help_text="Empty: stays."
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    search_title = models.CharField(
        max_length=120, blank=True, help_text="For search engines, if the title needs its context."
    )
    search_description = models.CharField(max_length=320, blank=True)
    hide_from_search = models.BooleanField("keep out of search engines", default=False)
    sharing_title = models.CharField(max_length=120, blank=True)
    sharing_text = models.CharField(max_length=320, blank=True)
    sharing_picture = models.ForeignKey(
        Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    canonical_url = models.URLField(
        blank=True, help_text="If the story first appeared elsewhere, its address there."
    )
    admin_note = models.TextField(blank=True, help_text="For the desk; readers never see it.")

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="stories",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-publish_at", "-id"]
        permissions = [
            ("edit_any_article", "Can edit stories of others"),
            ("approve_article", "Can approve a story for publishing"),
            ("publish_article", "Can publish, schedule and withdraw"),
        ]
        indexes = [
            # All that `live()` asks about, so that a walk or a count never opens a row: the texts
            # in it lie before what it asks about, and are long.
            models.Index(
                "state",
                F("publish_at").desc(),
                F("id").desc(),
                "withdraw_at",
                "kind",
                name="article_in_order",
            ),
            models.Index(
                "section",
                "state",
                F("publish_at").desc(),
                F("id").desc(),
                "withdraw_at",
                name="article_in_section",
            ),
            models.Index(
                "state",
                "withdraw_at",
                condition=Q(withdraw_at__isnull=False),
                name="article_withdrawal",
            ),
            # The newsroom's lists: a kind's stories, the one that was changed last first.
            models.Index("kind", F("updated_at").desc(), F("id").desc(), name="article_on_desk"),
            models.Index(
                "state",
                F("updated_at").desc(),
                F("id").desc(),
                "kind",
                "created_by",
                "publish_at",
                "withdraw_at",
                name="article_by_standing",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="article_title_not_empty",
                condition=~Q(title=""),
                violation_error_message="A story needs a title.",
            ),
            models.CheckConstraint(
                name="article_published_has_moment",
                condition=~Q(state="published") | Q(publish_at__isnull=False),
                violation_error_message="A published story needs the moment at which it goes live.",
            ),
            models.CheckConstraint(
                name="article_withdrawn_after_published",
                condition=Q(withdraw_at=None)
                | Q(publish_at=None)
                | Q(withdraw_at__gte=F("publish_at")),
                violation_error_message="A story cannot be withdrawn before it goes live.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.publish_at and self.withdraw_at and self.withdraw_at <= self.publish_at:
            raise ValidationError(
                {"withdraw_at": "A story cannot be withdrawn before it goes live."}
            )
        if self.print_page and not self.print_issue:
            raise ValidationError({"print_page": "Choose the print issue whose page this is."})

    def get_absolute_url(self) -> str:
        return path_to(url_name_of(self.kind), self.slug)

    def is_live(self, at: datetime.datetime | None = None) -> bool:
        """The same question as `live()`, asked of a row that is loaded already."""
        at = at or timezone.now()
        return (
            self.state == self.State.PUBLISHED
            and self.publish_at is not None
            and self.publish_at <= at
            and (self.withdraw_at is None or self.withdraw_at > at)
        )

    @property
    def is_scheduled(self) -> bool:
        return (
            self.state == self.State.PUBLISHED
            and self.publish_at is not None
            and self.publish_at > timezone.now()
        )

    @property
    def reading_minutes(self) -> int:
        return max(1, round(self.word_count / 230))

    @property
    def byline(self) -> list[Credit]:
        """Who wrote it, in order (uses the prefetched credits)."""
        return [credit for credit in self.credits.all() if credit.role in Credit.BYLINE_ROLES]


class TaggedArticle(TaggedItemBase):
    """That a story carries a tag. By a plain foreign key: a story of any kind is an article here,
    while taggit's own table would keep each kind's tags apart."""

    content_object = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"], name="a_story_carries_a_tag_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tag} on {self.content_object}"


class Credit(models.Model):
    """What somebody did for a story."""

    class Role(models.TextChoices):
        WORDS = "words", "Words"
        INTERVIEW = "interview", "Interview"
        PHOTOGRAPHY = "photography", "Photography"
        ILLUSTRATION = "illustration", "Illustration"
        STYLING = "styling", "Styling"
        HAIR = "hair", "Hair"
        MAKE_UP = "make-up", "Make-up"
        MODEL = "model", "Model"
        CASTING = "casting", "Casting"
        SET_DESIGN = "set-design", "Set design"
        DIRECTION = "direction", "Direction"
        PRODUCTION = "production", "Production"
        EDITING = "editing", "Editing"
        TRANSLATION = "translation", "Translation"
        THANKS = "thanks", "Thanks to"

    BYLINE_ROLES = frozenset({Role.WORDS, Role.INTERVIEW})

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="credits")
    role = models.CharField(max_length=20, choices=Role, default=Role.WORDS)
    contributor = models.ForeignKey(
        Contributor, null=True, blank=True, on_delete=models.PROTECT, related_name="credits"
    )
    other_name = models.CharField(
        max_length=120, blank=True, help_text="For somebody without a page of their own."
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="credit_names_somebody_once",
                condition=Q(contributor__isnull=False, other_name="")
                | (Q(contributor=None) & ~Q(other_name="")),
                violation_error_message="Choose a contributor or type a name, one of the two.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.name}"

    @property
    def name(self) -> str:
        return self.contributor.name if self.contributor else self.other_name


class PublishingEvent(models.Model):
    """Who did what to a story's state, and when. `magazine.publishing` writes it; nobody edits."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="events")
    action = models.CharField(max_length=20)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.action} {self.article}"


class PageQuerySet(models.QuerySet["Page"]):
    def live(self) -> PageQuerySet:
        return self.filter(is_public=True)


class Page(Sluggable):
    """About, Contact, Privacy: what stands outside the flow of stories."""

    title = models.CharField(max_length=120)
    standfirst = models.TextField(max_length=500, blank=True)
    body = StoryField(blank=True)
    body_html = models.TextField(editable=False, blank=True)
    in_footer = models.BooleanField("linked from every page", default=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_public = models.BooleanField("shown to readers", default=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        from magazine.rendering import render_body

        self.body_html = render_body(self.body)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return path_to("magazine:page", self.slug)


class Redirect(models.Model):
    """An address that moved. Consulted only where nothing else answers, so a new story may take
    an old one's address."""

    old_path = models.CharField(
        max_length=500, unique=True, help_text="/old/address, with ?query if it matters"
    )
    new_path = models.CharField(max_length=500, help_text="/new/address or https://…")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["old_path"]
        constraints = [
            models.CheckConstraint(
                name="redirect_goes_elsewhere",
                condition=~Q(old_path=F("new_path")),
                violation_error_message="An address cannot lead to itself.",
            ),
        ]

    def __str__(self) -> str:
        return self.old_path

    def clean(self) -> None:
        super().clean()
        if not self.old_path.startswith("/") or self.old_path.startswith("//"):
            raise ValidationError({"old_path": "Begin with one slash: /old/address"})
        local = self.new_path.startswith("/") and not self.new_path.startswith("//")
        if not local and not self.new_path.startswith(("https://", "http://")):
            raise ValidationError({"new_path": "Begin with one slash, or with https://"})


# These have modules of their own; Django looks for models here.
from magazine.fronts import FrontPage, FrontPageEvent  # noqa: E402, F401
from magazine.identity import SiteIdentity, SocialLink  # noqa: E402, F401
from magazine.preview_links import PreviewLink  # noqa: E402, F401
from magazine.revisions import Presence, Revision  # noqa: E402, F401
from magazine.snippets import Snippet  # noqa: E402, F401
