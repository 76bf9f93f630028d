"""Who gets the letter. Written through `newsletter.subscribing` alone."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def reachable(self) -> SubscriberQuerySet:
        """Those who confirmed and did not leave: the only ones who may be written to."""
        return self.filter(state=Subscriber.State.CONFIRMED)


class Subscriber(models.Model):
    class State(models.TextChoices):
        PENDING = "pending", "Waiting for confirmation"
        CONFIRMED = "confirmed", "Subscribed"
        UNSUBSCRIBED = "unsubscribed", "Left"

    class Mail(models.TextChoices):
        CONFIRM = "confirm", "Please confirm"
        KNOWN = "known", "You are subscribed already"

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
    confirmed_at = models.DateTimeField(null=True, editable=False)
    unsubscribed_at = models.DateTimeField(null=True, editable=False)

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
