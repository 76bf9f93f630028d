"""The single mails that answer what one person did. Building one is pure: subscriber in, message
out."""

from __future__ import annotations

import re
from email.headerregistry import Address
from email.utils import make_msgid, parseaddr
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from magazine.models import SiteIdentity
from magazine.rendering import plain_bodies
from newsletter import links
from newsletter.models import Subscriber, Subscription
from newsletter.whole_headers import WholeMessage


class NothingToSay(Exception):
    """What a mail was owed for has passed: a list that was left, a wish that was taken back."""


def build(subscriber: Subscriber) -> EmailMultiAlternatives:
    """The mail that is due to a subscriber. Raises `NothingToSay`."""
    return {
        Subscriber.Mail.KNOWN: already_subscribed,
        Subscriber.Mail.WELCOME: welcome,
        Subscriber.Mail.NEW_ADDRESS: new_address,
        Subscriber.Mail.ADDRESS_NOTE: address_note,
        Subscriber.Mail.PREFERENCES: preferences,
    }.get(Subscriber.Mail(subscriber.mail_due or Subscriber.Mail.CONFIRM), confirm)(subscriber)


def confirm(subscriber: Subscriber) -> EmailMultiAlternatives:
    """Asks the owner of the mailbox whether it was them."""
    days = links.CONFIRM_WITHIN.days
    context = {"confirm_url": links.confirm_url(subscriber), "days": days}
    return _message("confirm", subscriber, context)


def already_subscribed(subscriber: Subscriber) -> EmailMultiAlternatives:
    """Tells somebody who signed up again that all is well, and how to choose or to leave."""
    leave_url = links.leave_url(subscriber)
    context = {"leave_url": leave_url, "preferences_url": links.preferences_url(subscriber)}
    return _message("already_subscribed", subscriber, context, headers=_to_leave_by(leave_url))


def owed_welcome(subscriber: Subscriber) -> Subscription | None:
    """The subscription whose welcome letter is the next one due."""
    if subscriber.state != Subscriber.State.CONFIRMED:
        return None
    owed = subscriber.subscriptions.filter(welcome_due=True, left_at=None).select_related("list")
    return owed.order_by("list__position", "list__name", "pk").first()


def welcome(subscriber: Subscriber) -> EmailMultiAlternatives:
    """The first letter of a list, in the list's own words."""
    owed = owed_welcome(subscriber)
    if owed is None:
        raise NothingToSay
    leave_url = links.leave_url(subscriber, owed.list)
    (words,) = plain_bodies([(owed.list.welcome_words, reverse("newsletter:sign_up"))])
    context = {
        "list": owed.list,
        "subject": owed.list.welcome_subject,
        "words": mark_safe(css_inline.inline_fragment(f"<div>{words}</div>", WORDS)),
        "words_as_text": _as_text(words),
        "leave_url": leave_url,
        "preferences_url": links.preferences_url(subscriber),
    }
    return _message(
        "welcome",
        subscriber,
        context,
        headers=_to_leave_by(leave_url),
        sender=owed.list.sender_name,
    )


def new_address(subscriber: Subscriber) -> EmailMultiAlternatives:
    """Asks the owner of the mailbox that somebody wants to change to."""
    if not subscriber.new_email:
        raise NothingToSay
    days = links.CONFIRM_WITHIN.days
    context = {"new_address_url": links.new_address_url(subscriber), "days": days}
    return _message("new_address", subscriber, context, to=subscriber.new_email)


def address_note(subscriber: Subscriber) -> EmailMultiAlternatives:
    """Tells the present mailbox of that wish. Does not say which address: letters are forwarded,
    and the page that it leads to does."""
    if not subscriber.new_email:
        raise NothingToSay
    leave_url = links.leave_url(subscriber)
    context = {"leave_url": leave_url, "preferences_url": links.preferences_url(subscriber)}
    return _message("address_note", subscriber, context, headers=_to_leave_by(leave_url))


def preferences(subscriber: Subscriber) -> EmailMultiAlternatives:
    """A fresh link, for somebody who came with an old one."""
    leave_url = links.leave_url(subscriber)
    context = {
        "leave_url": leave_url,
        "preferences_url": links.preferences_url(subscriber),
        "days": links.PREFERENCES_FOR.days,
    }
    return _message("preferences", subscriber, context, headers=_to_leave_by(leave_url))


def _to_leave_by(leave_url: str) -> dict[str, str]:
    """One click in the mail program (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{leave_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


# How written words look in a mail: as the paragraphs of templates/emails/.
WORDS = """
p, ul, ol { margin: 0 0 16px; } ul, ol { padding-left: 24px; }
img { max-width: 100%; height: auto; }
h2, h3, h4 { margin: 28px 0 12px; font-size: 24px; line-height: 1.2; font-weight: normal; }
blockquote { margin: 0 0 16px; padding-left: 20px; } hr { margin: 28px 0; }
"""
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)


def _as_text(html: str) -> str:
    """The same words without HTML: paragraphs apart, addresses behind the words of their links."""
    html = _LINK.sub(lambda found: f"{found[2]} ({found[1]})", html)
    html = re.sub(r"<br ?/?>|</(?:p|h[2-4]|li|blockquote|figcaption|div)>", "\n\n", html)
    text = unescape(re.sub(r"<[^>]*>", "", html))
    return re.sub(r"[ \t]*\n\s*\n[ \t]*", "\n\n", text).strip()


def _message(
    name: str,
    subscriber: Subscriber,
    context: dict[str, Any],
    headers: dict[str, str] | None = None,
    to: str = "",
    sender: str = "",
) -> EmailMultiAlternatives:
    """Render templates/emails/<name>/ into a message in the magazine's name, or `sender`, to the
    subscriber, or `to`."""
    identity = SiteIdentity.current()
    site = urlsplit(settings.SITE_URL)
    context = {
        "identity": identity,
        "site_url": settings.SITE_URL,
        "site_host": site.netloc,
        **context,
    }
    folder = f"emails/{name}"
    message = WholeMessage(
        subject=_one_line(render_to_string(f"{folder}/subject.txt", context)),
        body=render_to_string(f"{folder}/body.txt", context),
        from_email=_sender(sender or identity.name),
        to=[to or subscriber.email],
        headers={
            "Message-ID": make_msgid(domain=site.hostname),
            "Auto-Submitted": "auto-generated",  # RFC 3834: no holiday notes, please
            **(headers or {}),
        },
    )
    message.attach_alternative(render_to_string(f"{folder}/body.html", context), "text/html")
    return message


def _sender(name: str) -> str:
    """“The Magazine <hello@magazine.example>”, whatever somebody typed as the magazine's name."""
    _, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return str(Address(display_name=_one_line(name), addr_spec=address))


def _one_line(text: str) -> str:
    """Without line breaks and other characters that would begin a header of their own."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
