"""Letters as rows: campaigns, what stands in them, who gets them, and digests, which write them.

`newsletter.composing` makes a letter of a campaign, `newsletter.sending` is the only writer of a
campaign's state and of deliveries.
"""

from __future__ import annotations

import datetime
import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from newsroom.prose import SnippetField


class Digest(models.Model):
    """A letter that writes itself: what has gone live since the last one."""

    class Every(models.TextChoices):
        DAY = "day", "Every day"
        WEEK = "week", "Every week"
        MONTH = "month", "Every month"

    class Then(models.TextChoices):
        DRAFT = "draft", "Leave it as a draft for an editor"
        SEND = "send", "Send it by itself"

    list = models.OneToOneField(
        "newsletter.MailingList", on_delete=models.CASCADE, related_name="digest"
    )
    is_on = models.BooleanField("on", default=True)
    every = models.CharField(max_length=5, choices=Every, default=Every.WEEK)
    weekday = models.PositiveSmallIntegerField(
        default=4, validators=[MaxValueValidator(6)], help_text="0 is Monday; for weekly digests."
    )
    day = models.PositiveSmallIntegerField(
        "day of the month",
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(28)],
        help_text="1 to 28; for monthly digests.",
    )
    time = models.TimeField(default=datetime.time(8, 0), help_text="In the magazine's time zone.")
    # No sections: all.
    sections = models.ManyToManyField("magazine.Section", blank=True, related_name="+")
    least = models.PositiveSmallIntegerField(
        "fewest stories", default=3, validators=[MinValueValidator(1)],
        help_text="With fewer new stories none is written; they wait for the next.",
    )  # fmt: skip
    most = models.PositiveSmallIntegerField(
        "most stories", default=12, validators=[MinValueValidator(1), MaxValueValidator(40)]
    )
    then = models.CharField("when written", max_length=5, choices=Then, default=Then.DRAFT)
    subject = models.CharField(
        max_length=150, blank=True, help_text="Empty: the first story's title."
    )
    # Up to which moment stories have been taken; the next digest begins there.
    covered_until = models.DateTimeField(null=True, editable=False)
    # The moment for which one was last written or skipped: each moment has one digest at most.
    last_due = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return f"{self.list}, {self.get_every_display().lower()}"


class Campaign(models.Model):
    """One letter to many."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SCHEDULED = "scheduled", "Scheduled"
        OVERDUE = "overdue", "Missed its moment"  # waits for a person
        SENDING = "sending", "Being sent"
        PAUSED = "paused", "Paused"
        CANCELLED = "cancelled", "Cancelled"
        SENT = "sent", "Sent"

    class Design(models.TextChoices):
        FRONT = "front", "Front page: a lead, then the others in pairs"
        LETTER = "letter", "Letter: one column, few pictures"

    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, editable=False)
    subject = models.CharField(max_length=150)
    preview_line = models.CharField(
        max_length=150, blank=True, help_text="What mailboxes show behind the subject."
    )
    sender_name = models.CharField(max_length=80, blank=True, help_text="Empty: the list's.")
    reply_to = models.EmailField("answers go to", blank=True)
    design = models.CharField(max_length=8, choices=Design, default=Design.FRONT)

    opening = SnippetField("opening words", blank=True, placeholder="Opening words …")
    closing = SnippetField("closing words", blank=True, placeholder="Closing words …")
    spotlight = models.ForeignKey(
        "magazine.Article", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        limit_choices_to={"kind": "spotlight"},
    )  # fmt: skip
    print_issue = models.ForeignKey(
        "magazine.PrintIssue", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    sponsor_name = models.CharField(max_length=120, blank=True)
    sponsor_words = models.TextField(max_length=600, blank=True)
    sponsor_link = models.URLField(max_length=500, blank=True)
    sponsor_picture = models.ForeignKey(
        "library.Picture", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    # To whom. More than one list: whoever is on one of them, once.
    lists = models.ManyToManyField("newsletter.MailingList", related_name="campaigns")
    interests = models.ManyToManyField(
        "magazine.Section", blank=True, related_name="+",
        help_text="Only to those who chose one of these sections, or no section at all.",
    )  # fmt: skip
    joined_after = models.DateField("signed up on or after", null=True, blank=True)
    joined_before = models.DateField("signed up before", null=True, blank=True)
    engaged_within = models.PositiveSmallIntegerField(
        "engaged within, days", null=True, blank=True,
        help_text="Only where the magazine measures opens or clicks of persons.",
    )  # fmt: skip

    send_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, editable=False)  # audience and letter
    finished_at = models.DateTimeField(null=True, editable=False)
    trouble = models.TextField(
        blank=True, editable=False
    )  # why it is paused, in the server's words
    # What was composed when the audience was frozen, with places for what is a reader's own.
    html = models.TextField(blank=True, editable=False)
    text = models.TextField(blank=True, editable=False)

    # Its page in the web archive.
    slug = models.SlugField(max_length=120, unique=True, null=True, editable=False)
    in_archive = models.BooleanField("show it in the archive", default=True)

    digest = models.ForeignKey(
        Digest, null=True, editable=False, on_delete=models.SET_NULL, related_name="campaigns"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip

    class Meta:
        verbose_name = "letter"  # what it is to those who write it
        ordering = ["-created_at", "-id"]
        permissions = [("send_campaign", "Can send campaigns")]
        indexes = [
            models.Index("send_at", name="campaign_due", condition=Q(state="scheduled")),
            models.Index(
                "finished_at", name="campaign_archive", condition=Q(state="sent", in_archive=True)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="campaign_scheduled_has_moment",
                condition=~Q(state="scheduled") | Q(send_at__isnull=False),
            ),
            models.CheckConstraint(
                name="campaign_sending_is_frozen",
                condition=~Q(state__in=["sending", "sent"]) | Q(frozen_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class CampaignStory(models.Model):
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="stories")
    article = models.ForeignKey("magazine.Article", on_delete=models.CASCADE, related_name="+")
    words = models.CharField(
        "line of text", max_length=300, blank=True, help_text="Empty: the story's standfirst."
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "article"], name="campaign_story_once"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} in {self.campaign_id}"


class CampaignLink(models.Model):
    """A link of a letter and how often it was followed: by how many, never by whom."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="links")
    number = models.PositiveSmallIntegerField()
    url = models.URLField(max_length=1000)
    clicks = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="campaign_link_number"),
        ]

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """A letter to one reader. Every row comes to one of the ends; `unknown` is one that a person
    looks at: the mail may or may not have been accepted when its worker was killed."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SENDING = "sending", "In hand"  # by a worker, until its lease ends
        SENT = "sent", "Accepted by the mail server"
        DELIVERED = "delivered", "Delivered"  # where a provider says so
        BOUNCED = "bounced", "Bounced"
        COMPLAINED = "complained", "Marked as spam"
        REFUSED = "refused", "Refused"
        LEFT = "left", "Left before it was sent"
        CANCELLED = "cancelled", "Cancelled"
        UNKNOWN = "unknown", "Outcome unknown"

    # What `sent` is said of: no row is in one of these.
    OPEN = [State.WAITING, State.SENDING]

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="deliveries")
    # None once the reader was erased; then the address is gone as well.
    subscriber = models.ForeignKey(
        "newsletter.Subscriber", null=True, on_delete=models.SET_NULL, related_name="deliveries"
    )
    list = models.ForeignKey(
        "newsletter.MailingList", null=True, on_delete=models.SET_NULL, related_name="+"
    )  # through which list: what one press on "unsubscribe" leaves
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # Message-ID, VERP
    email = models.CharField(max_length=254)
    domain = models.CharField(max_length=253)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()  # not before
    lease = models.UUIDField(null=True)  # whose it is
    leased_until = models.DateTimeField(null=True)
    # Set, and committed, before the mail is handed to the server; a lease that ends with it set
    # leaves the outcome unknown.
    handed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)  # the server's words
    provider_id = models.CharField(max_length=200, blank=True)  # what a provider calls the mail
    opened_at = models.DateTimeField(null=True)  # only where the magazine measures it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "subscriber"], name="delivery_once"),
        ]
        indexes = [
            models.Index(
                "campaign", "due_at", "id", name="delivery_waiting", condition=Q(state="waiting")
            ),
            models.Index("leased_until", name="delivery_leased", condition=Q(state="sending")),
            models.Index("campaign", "state", name="delivery_state"),
            models.Index("provider_id", name="delivery_provider", condition=~Q(provider_id="")),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} to {self.subscriber_id}"


class WebhookEvent(models.Model):
    """An event of a mail provider that has been noted, as a hash, for as long as it could be told
    again: what comes twice is noted once (`newsletter.hooks`)."""

    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.digest


class Pace(models.Model):
    """From when on the next letter may go out: over the whole installation (no domain), and to one
    domain. Only where rates are set (`newsletter.pace`)."""

    domain = models.CharField(max_length=253, unique=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.domain or 'all'}, {self.next_at}"
