"""The two mails that a sign-up can lead to. Building one is pure: subscriber in, message out."""

from email.headerregistry import Address, BaseHeader, HeaderRegistry
from email.message import EmailMessage
from email.policy import Policy
from email.policy import default as default_policy
from email.utils import make_msgid, parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from magazine.models import SiteIdentity
from newsletter import links
from newsletter.models import Subscriber


def build(subscriber: Subscriber) -> EmailMultiAlternatives:
    """The mail that is due to a subscriber."""
    if subscriber.mail_due == Subscriber.Mail.KNOWN:
        return already_subscribed(subscriber)
    return confirm(subscriber)


def confirm(subscriber: Subscriber) -> EmailMultiAlternatives:
    """Asks the owner of the mailbox whether it was them."""
    days = links.CONFIRM_WITHIN.days
    context = {"confirm_url": links.confirm_url(subscriber), "days": days}
    return _message("confirm", subscriber, context)


def already_subscribed(subscriber: Subscriber) -> EmailMultiAlternatives:
    """Tells somebody who signed up again that all is well, and how to leave."""
    leave_url = links.leave_url(subscriber)
    return _message(
        "already_subscribed",
        subscriber,
        {"leave_url": leave_url},
        headers={
            "List-Unsubscribe": f"<{leave_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


class _WholeHeader(BaseHeader):
    """A header that is never folded. Python's mail package writes a long word without spaces as
    RFC 2047 encoded words, which no mail provider reads as the address that it is."""

    max_count = 1

    @staticmethod
    def parse(value: str, kwds: dict[str, Any]) -> None:
        kwds["decoded"], kwds["parse_tree"] = value, None

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


class _Message(EmailMultiAlternatives):
    def message(self, *, policy: Any = default_policy) -> EmailMessage:
        headers = HeaderRegistry()
        headers.map_to_type("list-unsubscribe", _WholeHeader)
        return super().message(policy=policy.clone(header_factory=headers))


def _message(
    name: str,
    subscriber: Subscriber,
    context: dict[str, Any],
    headers: dict[str, str] | None = None,
) -> EmailMultiAlternatives:
    """Render templates/emails/<name>/ into a message in the magazine's name."""
    identity = SiteIdentity.current()
    site = urlsplit(settings.SITE_URL)
    context = {
        "identity": identity,
        "site_url": settings.SITE_URL,
        "site_host": site.netloc,
        **context,
    }
    folder = f"emails/{name}"
    message = _Message(
        subject=_one_line(render_to_string(f"{folder}/subject.txt", context)),
        body=render_to_string(f"{folder}/body.txt", context),
        from_email=_sender(identity.name),
        to=[subscriber.email],
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
