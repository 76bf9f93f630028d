"""The message of a delivery, as a mail program reads it."""

import email
import uuid
from email.policy import default
from email.utils import parsedate_to_datetime

import pytest
from django.utils import timezone

from magazine.models import SiteIdentity
from newsletter import audience, composing, letter_mail, links, verp
from newsletter.models import Campaign, Digest, MailingList, Subscriber
from tests.newsletter.sending.readers import begun, letter, subscribe, the_list

pytestmark = pytest.mark.django_db

HTML = (
    "<p>Café ünïcode — “quotes” \U0001f33f</p>\n.\n..two\n  trailing spaces   \nFrom here\n"
    '<a href="{{leave}}">a</a>{{leave}}{{preferences}} {{browser}}\t\n' + "x" * 3000 + "\n=3D =\n"
    "{{unknown}} {{ leave }} {leave}\n"
)
TEXT = "Line one\r\nline two\rline three\n.\n{{leave}}\n{{browser}} "


def made(html=HTML, text=TEXT, *, address="rhea@readers.example", list_id=None, **fields):
    """(what was sent as bytes, as a mail program reads it, the prepared letter, the reader)"""
    Subscriber.objects.filter(email=address).delete()
    (subscriber,) = subscribe(address)
    campaign = begun(**fields)
    Campaign.objects.filter(pk=campaign.pk).update(html=html, text=text)
    campaign.refresh_from_db()
    prepared = letter_mail.prepare(campaign)
    row = campaign.deliveries.get()
    reader = letter_mail.Reader(row.key, row.email, list_id or row.list_id, subscriber)
    sent = prepared.message(reader)
    return sent, email.message_from_bytes(sent, policy=default), prepared, reader


def values(prepared, reader):
    mailing_list = prepared.lists.get(reader.list_id)
    return {
        "leave": links.leave_url(reader.subscriber, mailing_list),
        "preferences": links.preferences_url(reader.subscriber),
        "browser": prepared.browser,
    }


def lines(part):
    return part.get_content().replace("\r\n", "\n").replace("\r", "\n")


def test_both_parts_are_what_filling_in_the_whole_text_gives():
    _, message, prepared, reader = made()
    plain, html = message.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    own = values(prepared, reader)
    assert lines(html) == composing.personal(HTML, own, html=True)
    expected = composing.personal(TEXT, own, html=False)
    assert lines(plain) == expected.replace("\r\n", "\n").replace("\r", "\n") + "\n"


def test_what_goes_over_the_wire_keeps_to_the_rules_of_smtp():
    sent, message, _, _ = made()
    assert sent.isascii()
    assert b"\r" not in sent.replace(b"\r\n", b"")
    assert b"\n" not in sent.replace(b"\r\n", b"")
    lines = sent.split(b"\r\n")
    assert [line for line in lines if line.startswith(b".")] == []  # nothing to double
    head, _, body = sent.partition(b"\r\n\r\n")
    assert max(len(line) for line in body.split(b"\r\n")) <= 78
    assert max(len(line) for line in head.split(b"\r\n")) < 998
    assert message.defects == []
    assert [part.defects for part in message.walk()] == [[], [], []]


def test_another_backend_gets_the_same_letter():
    _, message, prepared, reader = made()
    other = prepared.for_backend(reader).message()
    for name in [
        "From", "To", "Subject", "Message-ID", "List-Id", "Feedback-ID", "List-Unsubscribe",
        "List-Unsubscribe-Post",
    ]:  # fmt: skip
        assert str(other[name]) == str(message[name]), name
    read = email.message_from_bytes(other.as_bytes(), policy=default)
    assert [lines(part).rstrip("\n") for part in read.iter_parts()] == [
        lines(part).rstrip("\n") for part in message.iter_parts()
    ]


def test_the_headers():
    SiteIdentity.objects.update_or_create(defaults={"name": "Elucid"})
    sent, message, prepared, reader = made(subject="Herbst, endlich — “ja”")
    assert message["To"] == "rhea@readers.example"
    assert message["Subject"] == "Herbst, endlich — “ja”"
    assert message["From"].addresses[0].addr_spec == "hello@testserver"
    assert message["Message-ID"] == f"<{reader.key}@testserver>"
    assert message["List-Id"] == "<weekly.testserver>"
    assert message["Feedback-ID"] == f"{prepared.campaign.pk}:weekly:letter:testserver"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] is None
    assert message["Reply-To"] is None
    assert message["MIME-Version"] == "1.0"
    assert abs(parsedate_to_datetime(message["Date"]) - timezone.now()).total_seconds() < 60
    for name in {key.lower() for key in message}:
        assert len(message.get_all(name)) == 1, name
    own = values(prepared, reader)["leave"]
    # On one line: mail providers do not read it folded or encoded.
    assert f"\r\nList-Unsubscribe: <{own}>\r\n".encode() in sent
    assert prepared.message(reader).count(b"Message-ID: ") == 1


def test_the_link_of_the_header_leaves_by_one_press(client):
    _, message, prepared, _ = made()
    link = message["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    client.get(link)
    assert Subscriber.objects.get().state == "confirmed"
    answer = client.post(link, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    # Out of the list that it came through, or of everything: it reaches them no more.
    assert audience.count(prepared.campaign, timezone.now()) == 0


def test_a_digest_says_that_no_person_wrote_it():
    digest = Digest.objects.create(list=the_list())
    _, message, _, _ = made(digest=digest)
    assert message["Auto-Submitted"] == "auto-generated"


def test_who_sends_and_who_answers():
    mailing_list = the_list()
    MailingList.objects.filter(pk=mailing_list.pk).update(sender_name="The “Weekly”, yours")
    _, message, _, _ = made()
    assert message["From"].addresses[0].display_name == "The “Weekly”, yours"
    _, message, _, _ = made(sender_name="Ines", reply_to="ines@magazine.example")
    assert message["From"].addresses[0].display_name == "Ines"
    assert message["Reply-To"] == "ines@magazine.example"


@pytest.mark.parametrize("words", ["a\r\nBcc: eve@evil.example", "a\nX: y", "a\x01b\u2028c"])
def test_no_field_begins_a_header_of_its_own(words):
    MailingList.objects.filter(pk=the_list().pk).update(sender_name=words)
    sent, message, prepared, reader = made(subject=words)
    assert message["Bcc"] is None
    assert message["X"] is None
    assert message["Subject"] == letter_mail.one_line(words)
    assert prepared.for_backend(reader).message()["Bcc"] is None
    assert sent.count(b"\r\n\r\n") >= 1


def test_every_delivery_has_a_message_id_of_its_own_that_stays(settings):
    key = uuid.uuid4()
    assert letter_mail.message_id(key) == letter_mail.message_id(key)
    assert letter_mail.message_id(key) != letter_mail.message_id(uuid.uuid4())
    settings.SITE_URL = "https://magazine.example:8443"
    assert letter_mail.message_id(key) == f"<{key}@magazine.example>"


def test_bounces_come_back_to_an_address_that_says_whose(settings):
    key = uuid.uuid4()
    assert letter_mail.envelope_sender(key) == "hello@testserver"
    settings.MAIL_BOUNCES = "bounces@magazine.example"
    address = letter_mail.envelope_sender(key)
    assert address.startswith("bounces+")
    assert len(address.partition("@")[0]) <= 64
    assert verp.key_of(address) == verp.key_of(f"<{address.upper()}>") == key
    assert verp.key_of("bounces+abc@magazine.example") is None
    settings.MAIL_PROVIDER = "mailgun"  # tells us by itself
    assert letter_mail.envelope_sender(key) == "hello@testserver"


def test_leaving_by_mail_where_a_mailbox_is_read_for_it(settings):
    settings.MAIL_UNSUBSCRIBE = "leave@magazine.example"
    _, message, _, reader = made()
    token = links.leave_token(reader.subscriber, reader.list_id)
    assert message["List-Unsubscribe"].endswith(
        f", <mailto:leave@magazine.example?subject=unsubscribe%20{token}>"
    )


def test_a_long_name_of_a_list_is_never_encoded():
    slug = "a" * 80
    long = MailingList.objects.create(name="Long", slug=slug)
    subscribe("a@b.example", to=long)
    campaign = begun(long)
    row = campaign.deliveries.get()
    prepared = letter_mail.prepare(campaign)
    sent = prepared.message(letter_mail.Reader(row.key, row.email, row.list_id, row.subscriber))
    assert f"\r\nList-Id: <{slug}.testserver>\r\n".encode() in sent


def test_a_campaign_that_was_not_frozen_has_nothing_in_it():
    assert letter_mail.prepare(letter()).html == [b"\r\n"]
