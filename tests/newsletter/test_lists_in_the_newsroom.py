"""Paula keeps the lists and the digests; what readers are offered follows."""

import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone

from newsletter import digesting
from newsletter.models import Campaign, Digest, MailingList
from tests import factories
from tests.newsletter.campaigns import mailing_list, reader

pytestmark = pytest.mark.django_db
BASE = "/admin/newsletter/mailinglist/"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def form(digest=None, **fields):
    data = {
        "name": "The weekly", "slug": "the-weekly", "description": "Every Friday.", "position": "0",
        "is_open": "on", "digest-TOTAL_FORMS": "0", "digest-INITIAL_FORMS": "0",
        "digest-MIN_NUM_FORMS": "0", "digest-MAX_NUM_FORMS": "1", "welcome_words": "", **fields,
    }  # fmt: skip
    if digest is not None:
        told = {
            "every": "week", "weekday": "4", "day": "1", "time": "08:00", "least": "3",
            "most": "12", "then": "draft", "is_on": "on", **digest,
        }  # fmt: skip
        data["digest-TOTAL_FORMS"] = "1"
        data |= {f"digest-0-{name}": value for name, value in told.items() if value is not None}
    return data


def errors(answer):
    return list(answer.context["errors"]) if answer.status_code == 200 else []


def test_a_publisher_makes_a_list_with_a_digest_that_waits_for_its_moment(paula):
    factories.live_article(publish_at=timezone.now() - datetime.timedelta(days=1))
    # With all that a digest begins with: whoever adds one and saves has it.
    answer = signed_in(paula).post(BASE + "add/", form(digest={}))
    assert errors(answer) == []
    made = MailingList.objects.get(slug="the-weekly")
    digest = made.digest
    assert (digest.every, digest.weekday) == ("week", 4)
    now = timezone.now()
    assert digest.last_due == digesting.moment_before(digest, now)
    assert digest.covered_until == digest.last_due
    assert digesting.write_due(now) == 0
    assert Campaign.objects.count() == 0


def test_the_form_says_when_the_next_one_is_due(paula):
    made = mailing_list()
    Digest.objects.create(list=made, weekday=2, time=datetime.time(6, 30))
    html = signed_in(paula).get(f"{BASE}{made.pk}/change/").content.decode()
    assert "Wednesday, " in html
    assert "06:30" in html


def test_what_is_no_plan_is_refused(paula):
    client = signed_in(paula)
    for wrong in [
        {"least": "9", "most": "3"}, {"weekday": "7"}, {"day": "31"}, {"time": "25:00"},
        {"every": "year"}, {"least": "0"}, {"most": "41"},
    ]:  # fmt: skip
        assert errors(client.post(BASE + "add/", form(digest=wrong))) != [], wrong
    assert MailingList.objects.filter(slug="the-weekly").count() == 0


def test_a_digest_that_is_switched_on_again_leaves_out_what_went_live_meanwhile(paula):
    made = mailing_list()
    long_ago = timezone.now() - datetime.timedelta(days=90)
    digest = Digest.objects.create(
        list=made, is_on=False, least=1, covered_until=long_ago, last_due=long_ago
    )
    client = signed_in(paula)
    data = form(digest={"id": digest.pk, "list": made.pk}, **{"digest-INITIAL_FORMS": "1"})
    assert errors(client.post(f"{BASE}{made.pk}/change/", data)) == []
    digest.refresh_from_db()
    assert digest.is_on
    assert digest.covered_until == digest.last_due
    assert digest.last_due is not None
    assert digest.last_due > long_ago


def test_editors_see_lists_and_change_none(edith):
    made = mailing_list()
    client = signed_in(edith)
    assert client.get(BASE).status_code == 200
    assert client.get(f"{BASE}{made.pk}/change/").status_code == 200
    assert client.post(f"{BASE}{made.pk}/change/", form(name="Mine")).status_code == 403
    assert client.get(BASE + "add/").status_code == 403
    made.refresh_from_db()
    assert made.name == "The weekly"


def test_the_list_of_lists_counts_who_can_be_reached(paula, django_assert_max_num_queries):
    weekly = mailing_list()
    for _ in range(3):
        reader(weekly)
    reader(weekly, state="unsubscribed")
    left = reader(weekly)
    left.subscriptions.update(left_at=timezone.now())
    client = signed_in(paula)
    with django_assert_max_num_queries(14):
        html = client.get(BASE).content.decode()
    assert re.findall(r'<td class="field-(?:on_it|readers)">(.*?)</td>', html).count("3") == 1


def test_a_list_that_letters_went_to_keeps_its_slug(paula):
    made = mailing_list()
    signed_in(paula).post(f"{BASE}{made.pk}/change/", form(name="The Friday", slug="other"))
    made.refresh_from_db()
    assert (made.name, made.slug) == ("The Friday", "the-weekly")
