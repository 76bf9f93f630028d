"""What providers tell, and what somebody tells who says that they are one."""

import datetime
import json
import random
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, connections
from django.utils import timezone

from newsletter import hooks, noting, proofs
from newsletter.models import Delivery, Subscriber, Suppression, WebhookEvent
from tests.newsletter import webhooks
from tests.newsletter.deliveries import delivery, reader
from tests.newsletter.webhooks import PROVIDERS, SECRETS, payload, signed

pytestmark = pytest.mark.django_db
NAME = "what-they-call-it"


@pytest.fixture(autouse=True)
def taken(settings, monkeypatch):
    """All five are taken, Amazon's certificate is at hand, nobody was refused yet."""
    settings.MAIL_HOOKS = SECRETS
    monkeypatch.setattr(proofs, "_certificates", {webhooks.CERTIFICATE: webhooks.certificate()})
    monkeypatch.setattr(proofs, "fetch", unreachable)
    cache.clear()


def unreachable(address):
    raise AssertionError(f"{address} was asked for")


@pytest.fixture
def post(client):
    def post(provider, body, headers, **more):
        return client.post(
            f"/newsletter/hooks/{provider}/", body, content_type="application/json",
            headers=headers, **more,
        )  # fmt: skip

    return post


def facts():
    """All that a webhook could change."""
    return (
        list(Delivery.objects.order_by("pk").values_list("state", "answer")),
        list(Subscriber.objects.order_by("pk").values_list("state", "soft_bounces")),
        list(Suppression.objects.values_list("reason", flat=True)),
        WebhookEvent.objects.count(),
    )


TOLD = {  # of a letter: its state, the reader's, and why the address is suppressed
    "delivered": ("delivered", "confirmed", []),
    "gone": ("bounced", "suppressed", ["bounced"]),
    "full": ("bounced", "confirmed", []),
    "spam": ("bounced", "confirmed", []),
    "complained": ("complained", "suppressed", ["complained"]),
    "left": ("sent", "unsubscribed", []),
    "later": ("sent", "confirmed", []),
    "opened": ("sent", "confirmed", []),
}
CASES = [
    (provider, what)
    for provider in PROVIDERS
    for what in TOLD
    if (provider, what) not in {("resend", "left"), ("ses", "left")}  # they do not tell
]


@pytest.mark.parametrize("known_by", ["our key", "their name"])
@pytest.mark.parametrize(("provider", "what"), CASES)
def test_what_a_provider_tells_is_noted(post, provider, what, known_by):
    other = delivery("other@readers.example", provider_id="another")
    name = f"<{NAME}>" if provider == "mailgun" else NAME
    letter = delivery(provider_id=name)
    told = payload(provider, what, name=name if known_by == "their name" else "",
                   key=letter.key if known_by == "our key" else None)  # fmt: skip
    assert post(provider, *signed(provider, told)).status_code == 200
    letter.refresh_from_db()
    reasons = list(Suppression.objects.values_list("reason", flat=True))
    assert (letter.state, letter.subscriber.state, reasons) == TOLD[what]
    assert letter.subscriber.soft_bounces == (what == "full")
    other.refresh_from_db()
    assert (other.state, other.subscriber.state) == ("sent", "confirmed")


@pytest.mark.parametrize("provider", PROVIDERS)
def test_the_servers_words_are_kept(post, provider):
    letter = delivery()
    post(provider, *signed(provider, payload(provider, "gone", key=letter.key)))
    letter.refresh_from_db()
    if provider == "resend":  # tells no more than this
        assert letter.answer == "The recipient's email provider sent a hard bounce message."
    else:
        assert letter.answer.startswith("550 ")
        assert "does not exist" in letter.answer


@pytest.mark.parametrize(
    ("said", "reader", "counted"),
    [
        ({"type": "bounce", "reason": "552 5.2.2 Mailbox full"}, "confirmed", 1),
        ({"type": "bounce", "reason": "550 No", "bounce_classification": "Reputation"},
         "confirmed", 0),
        ({"type": "bounce", "reason": "550 No", "bounce_classification": "Invalid Address"},
         "suppressed", 0),
        ({"event": "dropped", "reason": "Bounced Address"}, "suppressed", 0),
        ({"event": "dropped", "reason": "Spam Reporting Address"}, "suppressed", 0),
        ({"event": "dropped", "reason": "Unsubscribed Address"}, "unsubscribed", 0),
        ({"event": "dropped", "reason": "Recipient List over Package Quota"}, "confirmed", 0),
    ],
)  # fmt: skip
def test_a_provider_is_not_believed_against_the_servers_own_words(post, said, reader, counted):
    letter = delivery()
    told = payload("sendgrid", "gone", key=letter.key)
    told[0] |= said
    assert post("sendgrid", *signed("sendgrid", told)).status_code == 200
    row = Subscriber.objects.get()
    assert (row.state, row.soft_bounces) == (reader, counted)


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize(
    ("what", "reason"), [("complained", "complained"), ("gone", "bounced"), ("full", None)]
)
def test_a_mail_that_is_no_letter_is_about_the_reader_whom_it_went_to(post, provider, what, reason):
    reader(state="pending", confirmed_at=None, mail_due="confirm")
    told = payload(provider, what, name="a mail of ours, not of a campaign")
    assert post(provider, *signed(provider, told)).status_code == 200
    expected = "suppressed" if reason else "pending"
    assert [row.state for row in Subscriber.objects.all()] == [expected]
    assert [row.reason for row in Suppression.objects.all()] == ([reason] if reason else [])


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_mail_to_somebody_who_is_no_reader_leaves_no_trace_of_them(post, provider):
    told = payload(provider, "gone", name="another program's mail")
    assert post(provider, *signed(provider, told)).status_code == 200
    assert not Suppression.objects.exists()


# --- Forged ------------------------------------------------------------------------------------


def altered(provider, body, headers):
    """The same request with one thing changed at a time."""
    bits = bytearray(body)
    place = body.index(b"readers.example")
    bits[place] ^= 1
    if provider not in {"mailgun", "postmark"}:  # whose signature does not cover the event
        yield "body", bytes(bits), headers
    for name, value in headers.items():
        yield f"no {name}", body, {key: said for key, said in headers.items() if key != name}
        flipped = value[:-6] + ("A" if value[-6] != "A" else "B") + value[-5:]
        yield f"another {name}", body, {**headers, name: flipped}
        yield f"empty {name}", body, {**headers, name: ""}
        yield f"ü in {name}", body, {**headers, name: value[:-6] + "ü" + value[-6:]}
    if provider == "mailgun":
        told = json.loads(body)
        for part, value in {
            "token": "another", "timestamp": "1700000000", "signature": "0" * 64,
        }.items():  # fmt: skip
            said = {**told, "signature": {**told["signature"], part: value}}
            yield f"another {part}", json.dumps(said).encode(), headers
        nonsense: list[Any] = [None, [], "x", {}, {"token": []}, 5]
        for signature in nonsense:
            said = {**told, "signature": signature}
            yield f"signature {signature}", json.dumps(said).encode(), headers
    if provider == "ses":
        told = json.loads(body)
        for part in ["Message", "MessageId", "Timestamp", "TopicArn", "Type", "Signature"]:
            yield f"another {part}", json.dumps({**told, part: told[part] + "x"}).encode(), headers
            yield f"no {part}", json.dumps({**told, part: None}).encode(), headers
        addresses: list[Any] = [
            "https://evil.example/SimpleNotificationService-0123456789abcdef.pem",
            "https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-0123456789"
            "abcdef.pem",
            "http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem",
            "https://sns.eu-west-1.amazonaws.com/../SimpleNotificationService-0123456789abcdef.pem",
            "https://sns.eu-west-1.amazonaws.com@evil.example/x.pem",
            "file:///etc/passwd",
            None,
            [],
        ]
        for address in addresses:
            said = {**told, "SigningCertURL": address}
            yield f"certificate {address}", json.dumps(said).encode(), headers
        yield "version", json.dumps({**told, "SignatureVersion": "3"}).encode(), headers


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_forged_webhook_changes_nothing(post, provider, caplog, monkeypatch):
    monkeypatch.setattr(hooks, "REFUSALS", 1000)
    letter = delivery()
    body, headers = signed(provider, payload(provider, "gone", key=letter.key))
    before = facts()
    tried = 0
    for how, forged, with_headers in altered(provider, body, headers):
        status = post(provider, forged, with_headers).status_code
        assert (how, status) == (how, 401 if provider == "postmark" else 403)
        assert facts() == before, how
        tried += 1
    assert tried >= 4
    assert post(provider, body, headers).status_code == 200  # the true one
    letter.refresh_from_db()
    assert letter.state == "bounced"


@pytest.mark.parametrize("provider", [name for name in PROVIDERS if name != "postmark"])
def test_an_old_webhook_changes_nothing(post, provider):
    letter = delivery()
    before = facts()
    told = payload(provider, "gone", key=letter.key)
    age = proofs.AGES[provider].total_seconds()
    assert post(provider, *signed(provider, told, age=age + 60)).status_code == 403
    assert post(provider, *signed(provider, told, age=-3600)).status_code == 403
    assert facts() == before
    assert post(provider, *signed(provider, told, age=age - 60)).status_code == 200


@pytest.mark.parametrize("provider", PROVIDERS)
def test_another_providers_signature_is_none(post, provider):
    letter = delivery()
    before = facts()
    for other in PROVIDERS:
        if other != provider:
            body, headers = signed(other, payload(other, "gone", key=letter.key))
            assert post(provider, body, headers).status_code in {401, 403}
    assert facts() == before


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_replayed_webhook_counts_once(post, provider):
    letter = delivery()
    body, headers = signed(provider, payload(provider, "full", key=letter.key))
    for _ in range(3):
        assert post(provider, body, headers).status_code == 200
    assert Subscriber.objects.get().soft_bounces == 1
    assert WebhookEvent.objects.count() == 1
    # Also where the letter has come to life again meanwhile.
    Delivery.objects.update(state="sent")
    assert post(provider, body, headers).status_code == 200
    letter.refresh_from_db()
    assert letter.state == "sent"


@pytest.mark.django_db(transaction=True)
def test_a_webhook_that_comes_many_times_at_once_counts_once(post):
    letter = delivery()
    body, headers = signed("sendgrid", payload("sendgrid", "full", key=letter.key))
    gate = threading.Barrier(8)

    def one(number):
        try:
            connection.ensure_connection()
            gate.wait(60)
            return post("sendgrid", body, headers).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(one, range(8))) == [200] * 8
    assert WebhookEvent.objects.count() == 1
    assert Subscriber.objects.get().soft_bounces == 1


def test_a_token_of_mailguns_is_good_for_one_event(post):
    rhea, other = delivery(), delivery("other@readers.example")
    first, _ = signed("mailgun", payload("mailgun", "delivered", key=rhea.key))
    assert post("mailgun", first, {}).status_code == 200
    stolen = payload("mailgun", "complained", key=other.key)
    stolen["signature"] = json.loads(first)["signature"]
    assert post("mailgun", json.dumps(stolen).encode(), {}).status_code == 200
    other.refresh_from_db()
    assert (other.state, other.subscriber.state) == ("sent", "confirmed")


def test_what_was_killed_between_is_told_again(post, monkeypatch):
    """The note that an event was seen and what it changes are one transaction."""
    letter = delivery()
    body, headers = signed("resend", payload("resend", "gone", key=letter.key))

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(noting, "_suppress", killed)
        with pytest.raises(KeyboardInterrupt):
            post("resend", body, headers)
    assert not WebhookEvent.objects.exists()
    assert post("resend", body, headers).status_code == 200
    letter.refresh_from_db()
    assert (letter.state, letter.subscriber.state) == ("bounced", "suppressed")


def test_events_are_forgotten_when_they_cannot_be_told_again(post):
    old = timezone.now() - hooks.REMEMBERED
    WebhookEvent.objects.create(digest="a", at=old - datetime.timedelta(hours=1))
    WebhookEvent.objects.create(digest="b", at=old + datetime.timedelta(hours=1))
    letter = delivery()
    post("resend", *signed("resend", payload("resend", "delivered", key=letter.key)))
    assert WebhookEvent.objects.filter(digest__in="ab").get().digest == "b"
    assert max(proofs.AGES.values()) < hooks.REMEMBERED


def test_a_batch_is_noted_whole(post):
    letters = [delivery(f"reader{number}@readers.example") for number in range(30)]
    batch = [payload("sendgrid", "delivered", key=letter.key)[0] for letter in letters]
    batch.append({"event": "something new", "email": "x"})
    assert post("sendgrid", *signed("sendgrid", batch)).status_code == 200
    assert Delivery.objects.filter(state="delivered").count() == 30


def test_a_provider_that_is_quicker_than_our_own_commit(post):
    letter = delivery(state="sending", lease=uuid.uuid4(), leased_until=timezone.now())
    post("postmark", *signed("postmark", payload("postmark", "delivered", key=letter.key)))
    letter.refresh_from_db()
    assert (letter.state, letter.lease) == ("delivered", None)


def test_a_letter_by_their_smtp_is_known_by_its_message_id(post):
    letter = delivery()
    told = payload("mailgun", "gone", name=f"<{letter.key}@magazine.example>")
    assert post("mailgun", *signed("mailgun", told)).status_code == 200
    letter.refresh_from_db()
    assert letter.state == "bounced"


# --- Amazon's topics -----------------------------------------------------------------------------


def confirmation(**said):
    return {
        "Type": "SubscriptionConfirmation", "MessageId": str(uuid.uuid4()), "Token": "2336412f37",
        "TopicArn": webhooks.TOPIC, "Message": "You have chosen to subscribe to the topic.",
        "SubscribeURL": "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=2",
        "SignatureVersion": "1", "SigningCertURL": webhooks.CERTIFICATE, **said,
    }  # fmt: skip


def test_our_topic_is_confirmed(post, monkeypatch):
    asked: list[str] = []
    monkeypatch.setattr(proofs, "fetch", asked.append)
    assert post("ses", *signed("ses", confirmation())).status_code == 200
    assert asked == ["https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=2"]


@pytest.mark.parametrize(
    "said",
    [
        {"TopicArn": "arn:aws:sns:eu-west-1:999999999999:somebody-elses"},
        {"SubscribeURL": "https://evil.example/"},
        {"SubscribeURL": "http://169.254.169.254/latest/meta-data/"},
        {"SubscribeURL": "https://sns.eu-west-1.amazonaws.com@evil.example/?x"},
    ],
)
def test_nothing_else_is_confirmed_though_amazon_signed_it(post, said):
    assert post("ses", *signed("ses", confirmation(**said))).status_code == 403


def test_amazons_greeting_and_farewell_change_nothing(post):
    told = payload("ses", "delivered")
    told["Message"] = "Successfully validated SNS topic for Amazon SES event publishing."
    assert post("ses", *signed("ses", told)).status_code == 200
    bye = confirmation(Type="UnsubscribeConfirmation")
    assert post("ses", *signed("ses", bye)).status_code == 200
    assert not WebhookEvent.objects.exists()


@pytest.mark.parametrize("version", ["1", "2"])
def test_both_signatures_of_amazons_hold(post, version):
    letter = delivery()
    told = payload("ses", "gone", key=letter.key) | {"SignatureVersion": version}
    assert post("ses", *signed("ses", told)).status_code == 200
    letter.refresh_from_db()
    assert letter.state == "bounced"


def test_a_certificate_out_of_its_time_proves_nothing(post, monkeypatch):
    old = {webhooks.CERTIFICATE: webhooks.certificate(days=-1)}
    monkeypatch.setattr(proofs, "_certificates", old)
    told = payload("ses", "gone", key=delivery().key)
    assert post("ses", *signed("ses", told)).status_code == 403


@pytest.mark.parametrize("found", [b"", b"nonsense", b"-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_a_certificate_that_is_none_proves_nothing(post, monkeypatch, found):
    monkeypatch.setattr(proofs, "_certificates", {webhooks.CERTIFICATE: found})
    told = payload("ses", "gone", key=delivery().key)
    assert post("ses", *signed("ses", told)).status_code == 403


# --- Hostile -------------------------------------------------------------------------------------


@pytest.mark.parametrize("provider", PROVIDERS)
def test_who_does_not_take_webhooks_has_no_address_for_them(post, settings, provider):
    settings.MAIL_HOOKS = {}
    body, headers = signed(provider, payload(provider, "gone"))
    assert post(provider, body, headers).status_code == 404


def test_only_posts_are_taken_and_no_cookie_is_given(client, post):
    assert client.get("/newsletter/hooks/resend/").status_code == 405
    assert client.head("/newsletter/hooks/resend/").status_code == 405
    assert client.post("/newsletter/hooks/nobody/").status_code == 404
    response = post("resend", *signed("resend", payload("resend", "delivered")))
    assert response.status_code == 200
    assert not response.cookies
    assert response.headers["Cache-Control"] == "no-store"


def test_too_much_is_not_even_read(post, client):
    body, headers = signed("sendgrid", b'["' + b"x" * hooks.LARGEST + b'"]')
    assert post("sendgrid", body, headers).status_code == 413
    for length in ["-1", "9" * 30, "many", "٣"]:
        assert post("sendgrid", b"[]", headers, CONTENT_LENGTH=length).status_code == 413


def test_whoever_proves_nothing_again_and_again_is_not_looked_at(post, monkeypatch):
    letter = delivery()
    body, headers = signed("resend", payload("resend", "gone", key=letter.key))
    statuses = [post("resend", body, {}).status_code for _ in range(hooks.REFUSALS + 2)]
    assert statuses == [403] * hooks.REFUSALS + [429] * 2
    assert post("resend", body, headers).status_code == 429  # from there, not at all
    elsewhere = post("resend", body, headers, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 200


HOSTILE = [
    b"", b"null", b"[]", b"{}", b"0", b'""', b"true", b"[[]]", b"[null]", b"[5]", b"\xff\xfe",
    b"\x00", b"{", b"[" * 100_000, b'{"a":' * 50_000, b"1" * 100_000, b"NaN", b'"\\ud800"',
    b'[{"event":[]}]', b'[{"event":{}}]', b'[{"event":"bounce","timestamp":1e400}]',
    b'[{"event":"bounce","timestamp":"x","email":[]}]', b'[{"event":"delivered","email":{"a":1}}]',
    b'[{"event":"bounce","reason":[],"sg_event_id":{}}]', b'[{"event":"dropped","reason":null}]',
    b'[{"event":"delivered","anymail_id":"a\\u0000b"}]', b'[{"event":"open","smtp-id":[]}]',
    b'{"RecordType":[]}', b'{"RecordType":"Bounce","Type":[],"ID":{}}',
    b'{"RecordType":"Delivery","Metadata":[],"DeliveredAt":5}',
    b'{"RecordType":"Delivery","Metadata":{"delivery":[]},"DeliveredAt":"2026-99-99T00:00:00Z"}',
    b'{"RecordType":"SpamComplaint","Email":"a\\u0000@b.example","MessageID":"\\ud800"}',
    b'{"RecordType":"Inbound"}', b'{"FromFull":{}}', b'{"type":[]}', b'{"type":"email.bounced"}',
    b'{"type":"email.bounced","data":[]}', b'{"type":"email.bounced","data":{"headers":5}}',
    b'{"type":"email.bounced","data":{"bounce":{"message":null},"to":"x","email_id":[]}}',
    b'{"type":"email.complained","data":{"to":[null],"email_id":{"a":1}}}',
    b'{"type":"email.complained","data":{"to":["\\ud800@x.example"],"email_id":"\\u0000"}}',
]  # fmt: skip


@pytest.mark.parametrize("provider", ["postmark", "sendgrid", "resend"])
@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_even_a_proven_body_may_be_anything(post, provider, body):
    """Signed with the true key, as if the provider had lost its mind or its key."""
    letter = delivery(provider_id=NAME)
    assert post(provider, *signed(provider, body)).status_code in {200, 400}
    letter.refresh_from_db()
    assert (letter.state, letter.subscriber.state) == ("sent", "confirmed")


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_an_unproven_body_may_be_anything(post, provider, body):
    before = facts()
    assert post(provider, body, {}).status_code in {401, 403}
    assert facts() == before


JUNK: list[Any] = [
    None, True, 0, -1, 1e308, 10**400, "", "\0", "\ud800", "x" * 5000, [], {}, [[]], {"a": {}},
    "<a@b>", "2026-11-02T08:00:00Z", "550 5.1.1 gone", ["rhea@readers.example"],
]  # fmt: skip


@pytest.mark.parametrize("provider", PROVIDERS)
def test_an_event_in_which_anything_is_of_another_type_is_read_or_refused(post, provider):
    """Each value of each event in turn made into junk, then signed."""
    draw = random.Random(11)
    delivery(provider_id=NAME)
    tried = 0
    for what in TOLD:
        told = payload(provider, what, name=NAME, key=uuid.uuid4())
        inner = provider == "ses"
        tree = json.loads(told["Message"]) if inner else told
        for path in paths(tree):
            for junk in draw.sample(JUNK, 2):
                spoilt = replaced(tree, path, junk)
                spoilt = {**told, "Message": json.dumps(spoilt)} if inner else spoilt
                if provider in {"mailgun", "ses"} and not isinstance(spoilt, dict):
                    continue
                status = post(provider, *signed(provider, spoilt)).status_code
                assert status in {200, 400}, (what, path, junk)
                tried += 1
    assert tried > 100


def paths(tree, before=()):
    """Where the values of a JSON are."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in items:
        yield (*before, key)
        if isinstance(value, dict | list):
            yield from paths(value, (*before, key))


def replaced(tree, path, value):
    copy = dict(tree) if isinstance(tree, dict) else list(tree)
    copy[path[0]] = replaced(tree[path[0]], path[1:], value) if path[1:] else value
    return copy
