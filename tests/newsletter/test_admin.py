"""What the newsroom may do with subscribers: look, and erase."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from newsletter import links, preferring, subscribing
from newsletter.models import Subscriber
from press import generation
from tests import factories
from tests.newsletter.conftest import lists_of

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


def test_a_publisher_filters_by_list_interest_and_pause(desk, subscribed, weekly, spotlights):
    film, cloth = factories.section("Film"), factories.section("Cloth")
    token = links.preferences_token(subscribed)
    preferring.choose(token, lists=[weekly.pk], interests=[film.pk])
    preferring.pause(token, 1)

    def shown(**asked):
        return "rhea@readers.example</a>" in desk.get(LIST, asked).content.decode()

    assert shown(list=weekly.pk)
    assert not shown(list=spotlights.pk)
    assert shown(interest=film.pk)
    assert not shown(interest=cloth.pk)
    assert shown(pause="on")
    preferring.resume(token)
    assert not shown(pause="on")
    for nonsense in ["x", "-1", "9" * 30, "\x00"]:
        assert desk.get(LIST, {"list": nonsense, "interest": nonsense}).status_code == 200


def test_the_record_stands_on_the_subscribers_page(desk, subscribed):
    page = reverse("admin:newsletter_subscriber_change", args=[subscribed.pk])
    html = desk.get(page).content.decode()
    for words in ["Signed up", "Confirmed", "Joined a list", "The newsletter (since "]:
        assert words in html


def test_a_publisher_takes_somebody_off_who_asked_by_letter(desk, subscribed):
    data = {"action": "take_off", "_selected_action": subscribed.pk}
    assert desk.post(LIST, data).status_code == 302
    subscribed.refresh_from_db()
    assert (subscribed.state, lists_of(subscribed)) == ("unsubscribed", [])
    assert subscribed.consents.last().place == "By paula, who was asked to"


def test_a_list_shows_how_many_read_it(desk, subscribed, weekly, sign_up):
    subscribing.bring_over(["a@x.example", "b@x.example"], place="x")
    subscribing.unsubscribe(links.leave_token(Subscriber.objects.get(email="a@x.example")))
    html = desk.get("/admin/newsletter/mailinglist/").content.decode()
    assert '<td class="field-readers">2</td>' in html
    assert '<td class="field-left">1</td>' in html


def test_saving_a_list_turns_the_press(desk, weekly):
    before = generation.counted()
    data = {
        "name": "The weekly", "slug": "newsletter", "description": "", "position": "0",
        "sender_name": "", "is_open": "on", "is_default": "on", "welcome_subject": "Hello",
        "welcome_words": "<p>Hello</p><script>x</script>",
        "digest-TOTAL_FORMS": "0", "digest-INITIAL_FORMS": "0", "digest-MIN_NUM_FORMS": "0",
        "digest-MAX_NUM_FORMS": "1",
    }  # fmt: skip
    page = f"/admin/newsletter/mailinglist/{weekly.pk}/change/"
    assert desk.post(page, data).status_code == 302
    weekly.refresh_from_db()
    assert (weekly.name, weekly.welcome_words) == ("The weekly", "<p>Hello</p>")
    assert generation.counted() > before
