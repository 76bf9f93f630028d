"""Who has opened a letter: known only where the magazine has chosen so, and of who was sent one."""

import pytest
from django.test import Client
from django.utils import timezone

from newsletter import composing, letter_mail, links, suppressing
from newsletter.models import Delivery, Subscriber, Suppression
from tests import factories
from tests.newsletter.campaigns import campaign, reader, sent

pytestmark = pytest.mark.django_db
GIF = b"GIF89a"


@pytest.fixture
def on(settings):
    settings.NEWSLETTER_OPENS = True


@pytest.fixture
def delivery():
    rhea = reader()
    return sent(factories.live_article()).deliveries.create(
        subscriber=rhea, email=rhea.email, domain="readers.example", state="sent",
        due_at=timezone.now(),
    )  # fmt: skip


def path(delivery):
    return links.seen_url(delivery.key).removeprefix("http://testserver")


def known(delivery):
    delivery.refresh_from_db()
    return delivery.opened_at, Subscriber.objects.get().engaged_at


def test_a_letter_says_nothing_of_its_readers_by_itself(client, delivery):
    assert "{{seen}}" not in composing.compose(campaign()).html
    answer = client.get(path(delivery))  # of a letter from when it was switched on
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/gif")
    assert known(delivery) == (None, None)


def test_where_it_is_on_a_letter_has_a_picture_of_each_reader(on, delivery):
    made = delivery.campaign
    made.html = composing.compose(made).html
    made.text = "Text"
    assert made.html.count("{{seen}}") == 1
    someone = letter_mail.Reader(delivery.key, delivery.email, None, delivery.subscriber)
    raw = letter_mail.prepare(made).message(someone).replace(b"=\r\n", b"")
    assert path(delivery).encode() in raw
    assert b"seen}}" not in raw


def test_opening_is_noted_once_and_says_when_somebody_last_read(on, client, delivery):
    answer = client.get(path(delivery))
    assert answer.content.startswith(GIF)
    assert "no-store" in answer["Cache-Control"]
    first, engaged = known(delivery)
    assert first == engaged
    client.get(path(delivery))
    again, later = known(delivery)
    assert (again, later > engaged) == (first, True)


def test_a_look_at_the_address_alone_notes_nothing(on, client, delivery):
    client.head(path(delivery))
    assert client.post(path(delivery)).status_code == 405
    assert known(delivery) == (None, None)


@pytest.mark.parametrize(
    "change", [lambda p: p[:-2] + "/", lambda p: "/newsletter/o/-/", str.upper]
)
def test_an_address_that_we_did_not_sign_gets_the_same_picture_and_notes_nothing(
    on, client, delivery, change
):
    wrong = change(path(delivery)).replace("/NEWSLETTER/O/", "/newsletter/o/")
    answer = client.get(wrong)
    assert (answer.status_code, answer.content[:6]) == (200, GIF)
    assert known(delivery) == (None, None)


def test_of_who_was_erased_nothing_is_noted(on, client, delivery):
    suppressing.suppress(delivery.subscriber.email_key, Suppression.Reason.ERASED)
    client.get(path(delivery))
    assert Delivery.objects.get().opened_at is None


def test_the_newsroom_shows_it_for_what_it_is_worth(on, paula, delivery, settings):
    client = Client()
    client.force_login(paula)
    client.get(path(delivery))
    report = f"/admin/newsletter/campaign/{delivery.campaign_id}/change/"
    assert (
        "1 of 1, as far as mail programs tell" in client.get(report, follow=True).content.decode()
    )
    form = f"/admin/newsletter/campaign/{campaign().pk}/change/"
    assert "engaged_within" in client.get(form).content.decode()
    settings.NEWSLETTER_OPENS = False
    assert "as far as mail programs" not in client.get(report, follow=True).content.decode()
    assert "engaged_within" not in client.get(form).content.decode()
