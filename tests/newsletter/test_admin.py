"""What the newsroom may do with subscribers: look, and erase."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from newsletter.models import Subscriber

LIST = "/admin/newsletter/subscriber/"


@pytest.fixture
def desk(client, paula):
    client.force_login(paula)
    return client


def test_a_publisher_finds_somebody_by_address(desk, subscribed, sign_up):
    sign_up("bob@readers.example")
    html = desk.get(LIST, {"q": "rhea@"}).content.decode()
    assert "rhea@readers.example" in html
    assert "bob@readers.example" not in html


def test_a_publisher_filters_by_state(desk, subscribed, sign_up):
    sign_up("bob@readers.example")
    html = desk.get(LIST, {"state__exact": "pending"}).content.decode()
    assert "bob@readers.example" in html
    assert "rhea@readers.example" not in html


def test_consent_is_shown_and_nothing_can_be_typed_over(desk, subscribed):
    page = reverse("admin:newsletter_subscriber_change", args=[subscribed.pk])
    html = desk.get(page).content.decode()
    assert "/stories/a-story/" in html
    assert "By subscribing you ask us" in html
    assert 'name="email"' not in html
    assert desk.post(page, {"email": "x@y.example", "state": "confirmed"}).status_code == 403
    assert Subscriber.objects.get().email == "rhea@readers.example"


def test_nobody_is_added_by_hand(desk):
    assert desk.get(f"{LIST}add/").status_code == 403
    assert desk.post(f"{LIST}add/", {"email": "x@y.example"}).status_code == 403
    assert Subscriber.objects.count() == 0


@pytest.mark.parametrize("from_list", [False, True])
def test_erasing_leaves_no_trace_of_the_address(desk, subscribed, from_list):
    if from_list:
        data = {"action": "delete_selected", "_selected_action": subscribed.pk, "post": "yes"}
        answer = desk.post(LIST, data)
    else:
        page = reverse("admin:newsletter_subscriber_delete", args=[subscribed.pk])
        answer = desk.post(page, {"post": "yes"})
    assert answer.status_code == 302
    assert Subscriber.objects.count() == 0
    assert [str(entry.object_repr) for entry in LogEntry.objects.all()] == ["a subscriber, erased"]


@pytest.mark.parametrize("who", ["wanda", "edith"])
def test_writers_and_editors_do_not_see_who_reads(client, request, subscribed, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(LIST).status_code == 403
