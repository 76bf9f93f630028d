"""Who gets a campaign: the same for the count before it is sent and for those that it goes to."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from newsletter import audience, composing, sending
from newsletter.models import Campaign, CampaignLink, Delivery, MailingList, Subscriber
from tests import factories
from tests.newsletter.sending.readers import letter, many, subscribe, the_list

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def reached(campaign, at=None):
    at = at or timezone.now()
    emails = [reader.email for reader in audience.reached_by(campaign, at=at)]
    assert audience.count(campaign, at) == len(emails)
    # Those that would be frozen are the very same.
    assert sorted(row[3] for row in audience.recipients(campaign, at=at)) == sorted(emails)
    return sorted(emails)


def another_list(slug="other", **fields):
    return MailingList.objects.create(name=slug.title(), slug=slug, **fields)


def test_those_on_one_of_the_lists_each_once():
    both, only_one = subscribe("both@a.example", "one@a.example")
    other = another_list()
    subscribe("other@a.example", to=other)
    both.subscriptions.create(list=other, joined_at=timezone.now())
    subscribe("third@a.example", to=another_list("third"))
    assert reached(letter(the_list())) == ["both@a.example", "one@a.example"]
    assert reached(letter(the_list(), other)) == [
        "both@a.example", "one@a.example", "other@a.example",
    ]  # fmt: skip
    only_one.subscriptions.update(left_at=timezone.now())
    assert reached(letter(the_list())) == ["both@a.example"]


@pytest.mark.parametrize("state", ["pending", "unsubscribed", "suppressed"])
def test_nobody_who_may_not_be_written_to(state):
    subscribe("a@a.example", state=state)
    subscribe("b@a.example")
    assert reached(letter()) == ["b@a.example"]


def test_who_pauses_is_reached_again_afterwards():
    now = timezone.now()
    subscribe("a@a.example", paused_until=now + DAY)
    assert reached(letter(), now) == []
    assert reached(letter(), now + DAY) == ["a@a.example"]


def test_interests_and_those_who_chose_none():
    fashion, film = factories.section("Fashion"), factories.section("Film")
    one, two, _ = subscribe("fashion@a.example", "film@a.example", "all@a.example")
    one.interests.set([fashion])
    two.interests.set([film])
    campaign = letter()
    assert len(reached(campaign)) == 3
    campaign.interests.set([fashion])
    assert reached(campaign) == ["all@a.example", "fashion@a.example"]
    campaign.interests.set([fashion, film])
    assert len(reached(campaign)) == 3


def test_when_they_signed_up_by_the_days_of_the_magazine():
    zone = timezone.get_default_timezone()
    for number, moment in enumerate([
        datetime.datetime(2026, 3, 1, 23, 59, tzinfo=zone),
        datetime.datetime(2026, 3, 2, 0, 0, tzinfo=zone),
        datetime.datetime(2026, 3, 3, 0, 0, tzinfo=zone),
    ]):  # fmt: skip
        (reader,) = subscribe(f"{number}@a.example")
        Subscriber.objects.filter(pk=reader.pk).update(signed_up_at=moment)
    second, third = datetime.date(2026, 3, 2), datetime.date(2026, 3, 3)
    assert reached(letter(joined_after=second)) == ["1@a.example", "2@a.example"]
    assert reached(letter(joined_before=second)) == ["0@a.example"]
    assert reached(letter(joined_after=second, joined_before=third)) == ["1@a.example"]


def test_engagement_where_it_is_measured():
    now = timezone.now()
    subscribe("never@a.example")
    subscribe("lately@a.example", engaged_at=now - 5 * DAY)
    subscribe("long-ago@a.example", engaged_at=now - 50 * DAY)
    assert reached(letter(engaged_within=30), now) == ["lately@a.example"]


def test_a_campaign_without_a_list_reaches_nobody():
    subscribe("a@a.example")
    campaign = letter()
    campaign.lists.clear()
    assert reached(campaign) == []


def test_freezing_stores_the_letter_and_a_delivery_for_each(monkeypatch):
    first, second = the_list(), another_list(position=2)
    (both,) = subscribe("Both@Mixed.EXAMPLE")
    both.subscriptions.create(list=second, joined_at=timezone.now())
    subscribe("two@a.example", to=second)
    made = composing.Letter(
        "S", "", "<p>{{leave}}</p>", "{{leave}}", ["https://a.example/1", "https://a.example/2"], 9
    )
    monkeypatch.setattr(composing, "compose", lambda campaign: made)
    campaign = letter(second, first)
    assert sending.freeze(campaign) == 2
    assert (campaign.html, campaign.text) == (made.html, made.text)
    rows = Delivery.objects.order_by("pk").values_list(
        "email", "domain", "list", "state", "attempts", "lease", "answer"
    )
    assert list(rows) == [
        ("Both@Mixed.EXAMPLE", "mixed.example", first.pk, "waiting", 0, None, ""),
        ("two@a.example", "a.example", second.pk, "waiting", 0, None, ""),
    ]
    assert len(set(Delivery.objects.values_list("key", flat=True))) == 2
    assert list(CampaignLink.objects.values_list("number", "url")) == [
        (1, "https://a.example/1"), (2, "https://a.example/2"),
    ]  # fmt: skip


def test_freezing_twice_is_freezing_once():
    subscribe(*many(5))
    campaign = letter()
    assert sending.freeze(campaign) == 5
    frozen_at = campaign.frozen_at
    subscribe("late@a.example")
    Campaign.objects.update(opening="<p>Other words</p>")
    assert sending.freeze(campaign) == 5
    assert campaign.frozen_at == frozen_at
    assert "Other words" not in Campaign.objects.get().html


def test_freezing_takes_as_many_queries_for_many_as_for_one():
    def queries(emails):
        subscribe(*emails)
        campaign = letter()
        with CaptureQueriesContext(connection) as seen:
            sending.freeze(campaign)
        return len(seen)

    assert queries(["a@a.example"]) == queries(many(300)) < 15
    assert Delivery.objects.count() == 1 + 301


def plan_of_freezing():
    sql, values = audience.recipients(letter(), at=timezone.now()).query.sql_with_params()
    with connection.cursor() as cursor:
        kind = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        cursor.execute(f"{kind} {sql}", values)
        return "\n".join(str(row) for row in cursor.fetchall())


def test_the_plan_looks_readers_up_and_never_one_table_for_each_row_of_another():
    subscribe(*many(3000))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    plan = plan_of_freezing()
    inner = [line for line in plan.splitlines() if "subscription" in line]
    assert inner
    assert [line for line in inner if "SCAN newsletter_subscription" in line] == []
    assert "Nested Loop  (cost=0.00" not in plan


def test_with_rows_that_the_database_has_not_counted_the_list_is_found_by_the_reader():
    """It took 70 s to freeze what takes one."""
    subscribe(*many(3000))
    plan = plan_of_freezing()
    of_each = plan[plan.find("SubPlan" if connection.vendor == "postgresql" else "SUBQUERY") :]
    # By the list alone it would be walked once for each of its readers. Walked once for all of
    # them, which PostgreSQL may choose when it has counted by itself, is as good.
    asked = re.findall(r"Index Cond.*|USING .*INDEX.*", of_each)
    assert [line for line in asked if "subscriber_id" not in line] == []
    walked = re.findall(r"Seq Scan on newsletter_subscription.*\n.*|SCAN U0.*", of_each)
    assert [line for line in walked if "subscriber_id" in line] == []
    assert asked or walked
