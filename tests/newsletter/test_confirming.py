"""The link in the confirmation mail: read by scanners, opened by people, forged by others."""

import datetime
import re
import uuid

import pytest
from django.core import mail, signing
from django.utils import timezone

from newsletter import links, subscribing
from newsletter.models import Subscriber
from tests.newsletter.campaigns import sent
from tests.newsletter.conftest import link_in

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def path(sign_up):
    sign_up()
    return link_in(mail.outbox[0])


def private(answer):
    return (
        answer["Cache-Control"] == "no-store"
        and answer["Referrer-Policy"] == "no-referrer"
        and answer["X-Robots-Tag"] == "noindex"
        and answer.cookies == {}
    )


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Purpose": "prefetch"}, {"Purpose": "prefetch"}, {"User-Agent": "Scan/1"}]
)
def test_reading_the_link_changes_nothing(client, path, method, headers):
    before = Subscriber.objects.values().get()
    answer = getattr(client, method)(path, headers=headers)
    assert answer.status_code == 200
    assert private(answer)
    assert Subscriber.objects.values().get() == before


def test_the_page_has_a_form_that_a_button_and_a_script_can_send(client, path):
    html = client.get(path).content.decode()
    assert (
        '<form class="newsletter-form newsletter-page__action" method="post" data-confirm>' in html
    )
    assert "js/confirm.js" in html
    assert '<meta name="robots" content="noindex">' in html


def test_the_link_stands_nowhere_in_its_page(client, path):
    token = token_of(path)
    client.post(path)
    confirmed = client.get(path).content.decode()
    altered = client.get(path.replace(token, token + "x")).content.decode()
    assert token not in confirmed
    assert token not in altered
    assert 'name="place" value="/newsletter/"' in altered


def test_the_thanks_lead_to_the_preferences(client, path, weekly):
    assert "/newsletter/preferences/" not in client.get(path).content.decode()
    client.post(path)
    html = client.get(path).content.decode()
    (preferences,) = re.findall(r'href="(/newsletter/preferences/[^"]+)"', html)
    assert "Choose what comes, and when" in html
    assert weekly.name in html
    answer = client.get(preferences)
    assert answer.status_code == 200
    assert Subscriber.objects.get().email in answer.content.decode()


@pytest.mark.parametrize("where", ["the thanks", "the form"])
def test_the_last_letters_stand_beside(client, path, where):
    for number in range(4):
        sent(subject=f"Letter {number}", ago=10 - number)
    sent(subject="For readers alone", in_archive=False)
    client.post(path)
    html = client.get(path if where == "the thanks" else "/newsletter/").content.decode()
    found = re.findall(r'href="/newsletter/archive/[^"]+">([^<]*)</a>', html)
    assert found == ["Letter 3", "Letter 2", "Letter 1"]


def test_the_post_confirms_and_thanks_at_the_same_address(client, path):
    before = timezone.now()
    answer = client.post(path)
    assert (answer.status_code, answer["Location"]) == (303, path)
    assert private(answer)
    thanks = client.get(path)
    assert thanks.status_code == 200
    assert private(thanks)
    assert "You are subscribed" in thanks.content.decode()
    assert "data-confirm" not in thanks.content.decode()
    subscriber = Subscriber.objects.get()
    assert subscriber.state == "confirmed"
    assert subscriber.confirmed_at is not None
    assert before <= subscriber.confirmed_at <= timezone.now()
    assert list(Subscriber.objects.reachable()) == [subscriber]


def test_sending_and_opening_it_again_is_harmless(client, path):
    client.post(path)
    before = Subscriber.objects.values().get()
    assert (client.post(path).status_code, client.get(path).status_code) == (303, 200)
    assert Subscriber.objects.values().get() == before


def test_a_browser_that_hides_where_it_posts_from_is_let_in(client, path):
    # Under Referrer-Policy: no-referrer a browser says Origin: null; the link is the permission.
    assert client.post(path, headers={"Origin": "null"}).status_code == 303
    assert Subscriber.objects.get().state == "confirmed"


def token_of(path):
    return path.split("/")[3]


def forgeries(token):
    key, stamp, signature = token.split(".")
    later = signing.b62_encode(signing.b62_decode(stamp) + 1)
    other = signing.b64_encode(uuid.uuid4().bytes).decode()
    return [
        token[:-1],
        token + "x",
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        f"{other}.{stamp}.{signature}",
        f"{key}.{later}.{signature}",
        f"{key}..{signature}",
        key,
        token.upper(),
        token.replace(".", ":"),
        "x",
        "x" * 20_000,
        "%00",
        "é",
        "%ff",
        "..",
        "{{ 7*7 }}",
        "'; DROP TABLE newsletter_subscriber; --",
    ]


@pytest.mark.parametrize("number", range(17))
@pytest.mark.parametrize("kind", ["confirm", "leave"])
@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_an_altered_link_says_so_and_offers_the_form(client, rhea, number, kind, method):
    token = forgeries(links.confirm_token(rhea))[number]
    answer = getattr(client, method)(f"/newsletter/{kind}/{token}/")
    assert answer.status_code == 404
    if method != "head" and "newsletter-page" in answer.content.decode():
        assert 'action="/newsletter/"' in answer.content.decode()
        assert private(answer)
    assert Subscriber.objects.get().state == "pending"


def test_a_link_is_good_for_one_purpose_only(client, rhea):
    assert client.post(f"/newsletter/confirm/{links.leave_token(rhea)}/").status_code == 404
    assert client.post(f"/newsletter/leave/{links.confirm_token(rhea)}/").status_code == 404
    assert Subscriber.objects.get().state == "pending"


@pytest.mark.parametrize(("after", "status"), [(6.9 * DAY, 200), (7.1 * DAY, 410)])
@pytest.mark.parametrize("method", ["get", "post"])
def test_it_is_good_for_seven_days(client, rhea, monkeypatch, after, status, method):
    token = links.confirm_token(rhea)
    then = (timezone.now() + after).timestamp()
    monkeypatch.setattr("time.time", lambda: then)
    answer = getattr(client, method)(f"/newsletter/confirm/{token}/", follow=True)
    assert answer.status_code == status
    assert ('action="/newsletter/"' in answer.content.decode()) is (status == 410)
    assert private(answer)


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_link_of_somebody_erased_is_gone(client, rhea, method):
    token = links.confirm_token(rhea)
    rhea.delete()
    answer = getattr(client, method)(f"/newsletter/confirm/{token}/")
    assert answer.status_code == 410
    assert "not on our list" in answer.content.decode()


def test_an_old_mail_does_not_bring_back_who_has_left(client, subscribed):
    token = links.confirm_token(subscribed)
    subscribing.unsubscribe(links.leave_token(subscribed))
    answer = client.post(f"/newsletter/confirm/{token}/")
    assert answer.status_code == 410
    assert Subscriber.objects.get().state == "unsubscribed"


def test_every_mail_of_the_last_days_confirms(client, rhea, sign_up):
    first = links.confirm_token(rhea)
    Subscriber.objects.update(mail_sent_at=timezone.now() - DAY)
    sign_up()
    assert client.post(f"/newsletter/confirm/{first}/").status_code == 303
    assert Subscriber.objects.get().state == "confirmed"
