"""The link to leave: by a page's button, and by one click of the mail program (RFC 8058)."""

import pytest
from django.utils import timezone

from newsletter import links
from newsletter.models import Subscriber

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def path(subscribed):
    return f"/newsletter/leave/{links.leave_token(subscribed)}/"


@pytest.mark.parametrize("method", ["get", "head"])
def test_reading_the_link_changes_nothing(client, path, method):
    before = Subscriber.objects.values().get()
    answer = getattr(client, method)(path)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert Subscriber.objects.values().get() == before


def test_one_press_on_the_page_is_enough(client, path):
    assert client.get(path).content.decode().count("newsletter-page__action") == 1
    before = timezone.now()
    answer = client.post(path)
    assert (answer.status_code, answer["Location"]) == (303, path)
    assert "You have left" in client.get(path).content.decode()
    subscriber = Subscriber.objects.get()
    assert subscriber.state == "unsubscribed"
    assert subscriber.unsubscribed_at is not None
    assert before <= subscriber.unsubscribed_at <= timezone.now()
    assert list(Subscriber.objects.reachable()) == []


@pytest.mark.parametrize(
    "headers",
    [
        {},  # a provider's server says nothing of itself
        {"Origin": "https://webmail.example"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://webmail.example"},
    ],
)
@pytest.mark.parametrize("multipart", [True, False])
def test_one_click_of_the_mail_program_works_from_anywhere(client, path, headers, multipart):
    if multipart:
        answer = client.post(path, ONE_CLICK, headers=headers)
    else:
        answer = client.post(
            path,
            "List-Unsubscribe=One-Click",
            content_type="application/x-www-form-urlencoded",
            headers=headers,
        )
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain")
    assert answer.cookies == {}
    assert len(answer.content) < 100
    assert Subscriber.objects.get().state == "unsubscribed"


def test_leaving_twice_is_fine_and_keeps_the_first_moment(client, path):
    client.post(path)
    first = Subscriber.objects.values().get()
    assert client.post(path).status_code == 303
    assert client.post(path, ONE_CLICK).status_code == 200
    assert "You have left" in client.get(path).content.decode()
    assert Subscriber.objects.values().get() == first


def test_the_link_never_expires(client, path, monkeypatch):
    ten_years_on = timezone.now().timestamp() + 10 * 365 * 24 * 3600
    monkeypatch.setattr("time.time", lambda: ten_years_on)
    assert client.post(path).status_code == 303
    assert Subscriber.objects.get().state == "unsubscribed"


def test_who_leaves_gets_no_mail_that_was_due(client, path):
    Subscriber.objects.update(mail_due="known")
    client.post(path)
    assert Subscriber.objects.get().mail_due == ""


@pytest.mark.parametrize("data", [{}, ONE_CLICK])
def test_somebody_erased_is_told_so(client, path, data):
    Subscriber.objects.all().delete()
    assert client.post(path, data).status_code == 410
