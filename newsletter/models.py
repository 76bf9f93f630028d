"""Who gets letters: subscribers, the lists that they are on, and the addresses that get none.
Written through `newsletter.subscribing` and `newsletter.suppressing` alone. Letters themselves are
in `newsletter.letters`."""

from __future__ import annotations

import datetime
import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from newsroom.prose import StoryField


class MailingList(models.Model):
    """What one can subscribe to: the weekly, spotlight, announcements of print issues."""

    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    description = models.CharField(
        max_length=200, blank=True, help_text="What comes and how often: readers choose by this."
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Smaller comes first.")
    # Closed lists are kept with all who are on them, and offered nowhere.
    is_open = models.BooleanField("offered to readers", default=True)
    is_default = models.BooleanField(
        "joined by the sign-up form", default=False, help_text="Who signs up gets these lists."
    )
    sender_name = models.CharField(
        max_length=80, blank=True, help_text="Empty: the magazine's name."
    )
    # The first letter after somebody confirmed; none when it has no subject.
    welcome_subject = models.CharField(max_length=150, blank=True)
    welcome_words = StoryField(blank=True)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def reachable(self, at: datetime.datetime | None = None) -> SubscriberQuerySet:
        """Those who confirmed, did not leave and do not pause: the only ones who may be written
        to. Suppressed addresses are not among them: suppressing one ends its subscriber."""
        at = at or timezone.now()
        return self.filter(
            Q(paused_until=None) | Q(paused_until__lte=at), state=Subscriber.State.CONFIRMED
        )


class Subscriber(models.Model):
    class State(models.TextChoices):
        PENDING = "pending", "Waiting for confirmation"
        CONFIRMED = "confirmed", "Subscribed"
        UNSUBSCRIBED = "unsubscribed", "Left"
        SUPPRESSED = "suppressed", "Cannot be written to"

    class Mail(models.TextChoices):
        CONFIRM = "confirm", "Please confirm"
        KNOWN = "known", "You are subscribed already"
        WELCOME = "welcome", "Welcome"
        NEW_ADDRESS = "new_address", "Please confirm the new address"
        ADDRESS_NOTE = "address_note", "Your address is about to change"
        PREFERENCES = "preferences", "The link to the preferences"

    # Signed into the links of our mails; the address itself never stands in a link.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(max_length=254)
    # Two spellings of one mailbox are one subscriber: lower case, the domain in IDNA.
    email_key = models.CharField(max_length=254, unique=True, editable=False)
    state = models.CharField(max_length=12, choices=State, default=State.PENDING)
    signed_up_at = models.DateTimeField(auto_now_add=True)

    # Consent, as one has to be able to show it (GDPR, article 7): when, where, which words.
    consent_at = models.DateTimeField(null=True, editable=False)
    consent_place = models.CharField(max_length=300, blank=True, editable=False)
    consent_wording = models.TextField(blank=True, editable=False)
    # Lists that they asked for when they signed up, by number, until they confirm. None: the lists
    # that the sign-up form joins.
    lists_asked = models.JSONField(default=list, blank=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    unsubscribed_at = models.DateTimeField(null=True, editable=False)

    # What they chose on their preferences page. No interests: everything.
    interests = models.ManyToManyField("magazine.Section", blank=True, related_name="+")
    paused_until = models.DateTimeField(null=True, editable=False)
    # An address that they want to change to and have not confirmed yet.
    new_email = models.EmailField(max_length=254, blank=True, editable=False)
    new_email_key = models.CharField(max_length=254, blank=True, editable=False)
    # Refusals that may pass (a full mailbox), since the last letter that arrived.
    soft_bounces = models.PositiveSmallIntegerField(default=0, editable=False)
    soft_since = models.DateTimeField(null=True, editable=False)  # when the first of these was sent
    # Only where the magazine measures engagement, which it does not by default.
    engaged_at = models.DateTimeField(null=True, editable=False)

    # A mail that is owed: the row remembers, the background task only pumps (newsletter.tasks).
    mail_due = models.CharField(max_length=12, choices=Mail, blank=True, editable=False)
    mail_due_since = models.DateTimeField(null=True, editable=False)
    mail_claimed_at = models.DateTimeField(null=True, editable=False)  # by a worker, for a while
    mails_sent = models.PositiveSmallIntegerField(default=0, editable=False)
    mail_sent_at = models.DateTimeField(null=True, editable=False)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_up_at", "-id"]
        indexes = [
            models.Index("mail_due", name="subscriber_mail_due", condition=~Q(mail_due="")),
            models.Index("state", "id", name="subscriber_state"),
        ]
        constraints = [
            models.CheckConstraint(
                name="subscriber_confirmed_has_moment",
                condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.email


class Subscription(models.Model):
    """A subscriber on a list. Who leaves it stays as a row: an import must not put them back."""

    subscriber = models.ForeignKey(
        Subscriber, on_delete=models.CASCADE, related_name="subscriptions"
    )
    list = models.ForeignKey(MailingList, on_delete=models.PROTECT, related_name="subscriptions")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    # The list's welcome letter is still owed; once in a life, however often somebody comes back.
    welcome_due = models.BooleanField(default=False, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subscriber", "list"], name="subscription_once_on_a_list"
            ),
        ]
        indexes = [
            models.Index("list", "subscriber", name="subscription_on", condition=Q(left_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber_id} on {self.list_id}"


class Consent(models.Model):
    """One thing that a subscriber did or agreed to, as one has to be able to show it (GDPR, article
    7). Never changed; goes with its subscriber."""

    class What(models.TextChoices):
        SIGNED_UP = "signed_up", "Signed up"
        CONFIRMED = "confirmed", "Confirmed"
        JOINED = "joined", "Joined a list"
        LEFT = "left", "Left a list"
        UNSUBSCRIBED = "unsubscribed", "Left"
        PAUSED = "paused", "Paused"
        RESUMED = "resumed", "Ended the pause"
        INTERESTS = "interests", "Chose interests"
        CHANGED = "changed", "Changed the address"
        IMPORTED = "imported", "Brought over"

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="consents")
    what = models.CharField(max_length=12, choices=What)
    at = models.DateTimeField()
    place = models.CharField(max_length=300, blank=True)
    wording = models.TextField(blank=True)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.get_what_display()}, {self.at}"


class Suppression(models.Model):
    """An address that gets nothing, whatever a form or an import says. Kept as a keyed hash of the
    address's key (`newsletter.suppressing.hashed`): enough to refuse it, useless to write to."""

    class Reason(models.TextChoices):
        BOUNCED = "bounced", "No such mailbox"
        SOFT = "soft", "Refused too often"
        COMPLAINED = "complained", "Marked a letter as spam"
        ERASED = "erased", "Asked to be forgotten"
        BY_HAND = "by_hand", "By hand"

    email_hash = models.CharField(max_length=64, unique=True)
    reason = models.CharField(max_length=12, choices=Reason)
    detail = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}, {timezone.localtime(self.at):%Y-%m-%d}"


class SignUpAttempt(models.Model):
    """One press of the sign-up button, kept for a day to hold limits. The network is stored as a
    keyed hash: enough to count, useless to identify."""

    network = models.CharField(max_length=32)
    email_hash = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("network", "at", name="signup_network"),
            models.Index("email_hash", "at", name="signup_email"),
        ]

    def __str__(self) -> str:
        return f"{self.network} {self.at}"


# These have modules of their own; Django looks for models here.
from newsletter.import_rows import ImportRejection, SubscriberImport  # noqa: E402, F401
from newsletter.letters import (  # noqa: E402, F401
    Campaign,
    CampaignLink,
    CampaignStory,
    Delivery,
    Digest,
    Pace,
    WebhookEvent,
)
