"""Bots, scripts and other people's pages at the sign-up form."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from newsletter import stamps, subscribing
from newsletter.models import SignUpAttempt, Subscriber
from tests.newsletter.conftest import RHEA

pytestmark = pytest.mark.django_db
NOW = timezone.now()
MINUTE = datetime.timedelta(minutes=1)


def test_a_bot_that_fills_every_field_hears_yes_and_nothing_is_stored(post):
    person = post()
    Subscriber.objects.all().delete()
    SignUpAttempt.objects.all().delete()
    mail.outbox.clear()
    bot = post(website="https://buy.example")
    assert (bot.status_code, bot.content) == (person.status_code, person.content)
    assert Subscriber.objects.count() == SignUpAttempt.objects.count() == 0
    assert mail.outbox == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    ],
)
def test_another_site_cannot_sign_its_visitors_up(post, headers):
    assert post(headers=headers).status_code == 403
    assert Subscriber.objects.count() == 0


def test_an_old_browser_is_asked_for_its_origin(client):
    data = {"email": RHEA, "stamp": stamps.today(subscribing.WORDING)}
    answers = [
        client.post("/newsletter/", data, headers={"Origin": origin}).status_code
        for origin in ["http://evil.example", "null", "http://testserver"]
    ]
    assert answers == [403, 403, 200]


def numbered(count):
    return [f"reader{number}@readers.example" for number in range(count)]


def test_a_network_signs_up_ten_in_ten_minutes_and_thirty_a_day():
    def let_through(minute):
        passed = 0
        for email in numbered(15):
            try:
                subscribing.sign_up(
                    email, network="10.0.0.0/24", place="/", wording="", at=NOW + minute * MINUTE
                )
            except subscribing.TooMany:
                continue
            passed += 1
        return passed

    assert [let_through(minute) for minute in [0, 9, 11, 22, 33, 24 * 60 + 1]] == [
        10,
        0,
        10,
        10,
        0,
        10,
    ]


def test_another_network_is_not_held_up():
    for email in numbered(10):
        subscribing.sign_up(email, network="10.0.0.0/24", place="/", wording="")
    subscribing.sign_up(RHEA, network="10.0.1.0/24", place="/", wording="")


def test_over_the_limit_a_friendly_page_says_when_to_come_back(post):
    for email in numbered(10):
        assert post(email).status_code == 200
    answer = post()
    assert answer.status_code == 429
    assert answer["Retry-After"] == "600"
    assert "Please try again in 10 minutes." in answer.content.decode()
    assert Subscriber.objects.filter(email=RHEA).count() == 0


def test_over_the_limit_of_a_day_it_says_tomorrow(post):
    for number, email in enumerate(numbered(30)):
        then = NOW - 8 * 60 * MINUTE + number * 15 * MINUTE
        subscribing.sign_up(email, network="127.0.0.0/24", place="/", wording="", at=then)
    answer = post()
    assert (answer.status_code, answer["Retry-After"]) == (429, "86400")
    assert "Please try again tomorrow." in answer.content.decode()


def test_a_forged_forwarding_header_makes_no_new_network(post, settings):
    settings.PROXIES = 0
    for number, email in enumerate(numbered(10)):
        post(email, headers={"X-Forwarded-For": f"198.51.{number}.1"})
    assert post(headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 429


def test_behind_a_proxy_visitors_are_told_apart(post, settings):
    settings.PROXIES = 1
    for email in numbered(10):
        post(email, headers={"X-Forwarded-For": "203.0.113.7"})
    assert post(headers={"X-Forwarded-For": "203.0.113.8"}).status_code == 429
    assert post(headers={"X-Forwarded-For": "198.51.100.1"}).status_code == 200


def test_an_address_that_is_pressed_for_all_day_gets_no_more_than_its_share(sign_up):
    for minute in range(0, 60, 5):
        sign_up(at=NOW + minute * MINUTE)
        Subscriber.objects.update(mail_sent_at=NOW + minute * MINUTE)
    assert len(mail.outbox) == 3
    # What was over the limit does not count: tomorrow its owner gets through.
    Subscriber.objects.update(mails_sent=0)
    sign_up(at=NOW + 25 * 60 * MINUTE)
    assert len(mail.outbox) == 4


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"email=%ff%fe%00&stamp=%c3", "application/x-www-form-urlencoded", 400),
        (b"\xff\xfe\x00=\x80", "application/x-www-form-urlencoded", 400),
        (b"email=a&" * 3000, "application/x-www-form-urlencoded", 400),
        (b"email=" + b"a" * 1_000_000, "application/x-www-form-urlencoded", 400),
        (b"email=" + b"a" * 6_000_000, "application/x-www-form-urlencoded", 400),
        (b"", "application/x-www-form-urlencoded", 400),
        (b'{"email": "rhea@readers.example"}', "application/json", 400),
        (b"email=x", "application/x-www-form-urlencoded; charset=utf-16", 400),
        (b"email=x", "application/x-www-form-urlencoded; charset=nonsense", 400),
        (b"--x\r\nContent-Disposition: nonsense", "multipart/form-data; boundary=x", 400),
        (b"nonsense", "multipart/form-data", 400),
        (
            b'--x\r\nContent-Disposition: form-data; name="email"; filename="a"\r\n\r\nx\r\n--x--',
            "multipart/form-data; boundary=x",
            400,
        ),
    ],
)
def test_a_hostile_body_is_refused_and_breaks_nothing(client, body, content_type, status):
    answer = client.generic(
        "POST", "/newsletter/", body, content_type, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.status_code == status
    assert Subscriber.objects.count() == 0


def test_invalid_utf8_in_the_address_is_a_bad_address(client):
    stamp = stamps.today(subscribing.WORDING)
    answer = client.generic(
        "POST",
        "/newsletter/",
        b"email=rh%ffea@readers.example&stamp=" + stamp.encode(),
        "application/x-www-form-urlencoded",
    )
    assert answer.status_code == 400
    assert "plain letters" in answer.content.decode()


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("path", ["/newsletter/", "/newsletter/confirm/x/", "/newsletter/leave/x/"])
def test_other_methods_are_not_for_here(client, path, method):
    assert getattr(client, method)(path).status_code == 405
