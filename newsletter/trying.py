"""Test mails: a letter as it stands, to a few people who are named, before it goes to everybody.

They are the letter itself but for a word before the subject, and for the links that are a reader's
own: who gets a test need not be a reader, so those lead to the newsletter's page. Their links are
not counted.
"""

from __future__ import annotations

import re
import smtplib
from email.headerregistry import Address
from email.utils import make_msgid, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from magazine.models import SiteIdentity
from newsletter import addresses, composing, suppressing
from newsletter.models import Campaign
from newsletter.sending import Refused

MOST = 10  # addresses at once


def named(typed: str) -> list[str]:
    """The addresses that somebody typed, apart by commas, semicolons, spaces or lines, each once.
    Raises `Refused` with a sentence about the first that is none."""
    found: dict[str, str] = {}
    for each in re.split(r"[\s,;]+", typed.strip()):
        if not each:
            continue
        try:
            address = addresses.parse(each)
        except addresses.BadAddress as error:
            raise Refused(f"“{each[:80]}”: {error}") from error
        if suppressing.is_suppressed(address.key):
            raise Refused(f"“{address.email}” is among those who get nothing from us any more.")
        found[address.key] = address.email
    if not found:
        raise Refused("Type at least one address for the test.")
    if len(found) > MOST:
        raise Refused(f"A test goes to {MOST} addresses at most; these are {len(found)}.")
    return list(found.values())


def send_test(campaign: Campaign, typed: str) -> list[str]:
    """Send a campaign as it is stored to those who are named in `typed`, each a mail of their own.
    Returns the addresses. Raises `Refused`, also with the words of a mail server that refuses."""
    to = named(typed)
    letter = composing.compose(campaign, counted=False)
    own = settings.SITE_URL + reverse("newsletter:sign_up")
    values = {"leave": own, "preferences": own, "browser": composing.browser_url(campaign)}
    values["seen"] = settings.SITE_URL + reverse("newsletter:seen", args=["-"])  # nobody's
    for done, address in enumerate(to):
        message = EmailMultiAlternatives(
            subject=f"[Test] {letter.subject or 'without a subject'}",
            body=composing.personal(letter.text, values, html=False),
            from_email=_sender(campaign),
            to=[address],
            reply_to=[campaign.reply_to] if campaign.reply_to else None,
            headers={"Message-ID": make_msgid(domain=urlsplit(settings.SITE_URL).hostname)},
        )
        html = composing.personal(letter.html, values, html=True)
        message.attach_alternative(html, "text/html")
        try:
            message.send()
        except (OSError, smtplib.SMTPException) as error:
            before = f"{done} of {len(to)} are sent. " if done else ""
            raise Refused(f"{before}The mail server did not take it: {error}") from error
    return to


def _sender(campaign: Campaign) -> str:
    first = campaign.lists.order_by("position", "name").first()
    name = campaign.sender_name or (first.sender_name if first else "")
    _, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    shown = composing.one_line(name or SiteIdentity.current().name)
    return str(Address(display_name=shown, addr_spec=address))
