"""The archive: by month, in the magazine's own calendar."""

import datetime
import re

import pytest
from django.utils import timezone

from tests import factories

pytestmark = pytest.mark.django_db


def at(year, month, day, hour=12):
    return datetime.datetime(year, month, day, hour, tzinfo=timezone.get_current_timezone())


@pytest.fixture
def stories():
    return [
        factories.live_article("Late on the last day", publish_at=at(2025, 1, 31, 23)),
        factories.live_article("Early in February", publish_at=at(2025, 2, 1, 0)),
        factories.live_article("An older one", publish_at=at(2024, 12, 24)),
        factories.live_article("To come", publish_at=timezone.now() + datetime.timedelta(days=9)),
        factories.article("Never out"),
    ]


def test_months_are_listed_newest_first_with_how_many_stories(client, stories):
    page = client.get("/archive/").content.decode()
    assert re.findall(r'href="/archive/(\d+/\d+)/">(\w+)</a> <span>([^<]*)<', page) == [
        ("2025/2", "February", "1 story"),
        ("2025/1", "January", "1 story"),
        ("2024/12", "December", "1 story"),
    ]


def test_a_month_holds_its_stories_and_no_others(client, stories):
    page = client.get("/archive/2025/1/")
    assert list(page.context["page_obj"]) == [stories[0]]
    assert "January" in page.content.decode()


@pytest.mark.parametrize(
    "path", ["2025/3", "2025/13", "2025/0", "0/1", "9999/12", "99999999999999999999/1", "x/1"]
)
def test_a_month_without_stories_is_not_there(client, stories, path):
    assert client.get(f"/archive/{path}/").status_code == 404


def test_an_empty_archive_says_so(client):
    assert "Nothing has been published yet" in client.get("/archive/").content.decode()


def test_the_archive_costs_the_same_for_one_and_for_many_months(client, django_assert_num_queries):
    factories.live_article("One", publish_at=at(2020, 1, 1))
    client.get("/archive/")
    with django_assert_num_queries(9):
        client.get("/archive/")
    for month in range(1, 13):
        factories.live_article(f"Of {month}", publish_at=at(2021, month, 5))
    with django_assert_num_queries(9):
        client.get("/archive/")
