"""Links of letters: how often, never who, and nowhere else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsletter import sending
from newsletter.models import CampaignLink
from tests.newsletter.campaigns import campaign, reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def link():
    made = campaign()
    return CampaignLink.objects.create(campaign=made, number=1, url="https://gloves.example/?a=b")


def path(link, number=None):
    return f"/newsletter/l/{link.campaign_id}/{number or link.number}/"


def clicks(link):
    link.refresh_from_db()
    return link.clicks


def test_a_link_leads_on_and_is_counted(client, link):
    for count in (1, 2):
        answer = client.get(path(link))
        assert (answer.status_code, answer["Location"]) == (302, "https://gloves.example/?a=b")
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Robots-Tag"] == "noindex"
        assert not answer.cookies
        assert clicks(link) == count


def test_what_is_asked_beside_the_number_changes_nothing(client, link):
    answer = client.get(path(link) + "?url=https://evil.example/&next=//evil.example")
    assert answer["Location"] == "https://gloves.example/?a=b"


def test_a_look_without_going_there_is_not_counted(client, link):
    assert client.head(path(link)).status_code == 302
    assert clicks(link) == 0
    assert client.post(path(link)).status_code == 405
    assert clicks(link) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        "/newsletter/l/{campaign}/2/",
        "/newsletter/l/{campaign}/0/",
        "/newsletter/l/{campaign}/99999999999999999999999999/",
        "/newsletter/l/99999999999999999999999999/1/",
        "/newsletter/l/{campaign}/-1/",
        "/newsletter/l/{campaign}/https://evil.example/",
    ],
)
def test_a_link_that_was_never_sent_is_not_there(client, link, wrong):
    assert client.get(wrong.format(campaign=link.campaign_id)).status_code == 404


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example", "data:text/html,x", ""])
def test_a_row_with_anything_but_a_web_address_leads_nowhere(client, link, url):
    CampaignLink.objects.filter(pk=link.pk).update(url=url)
    assert client.get(path(link)).status_code == 404


def test_following_a_link_writes_nothing_but_its_total(client, link):
    with CaptureQueriesContext(connection) as queries:
        client.get(path(link), headers={"Referer": "https://mail.example/", "User-Agent": "Mail"})
    written = [each["sql"] for each in queries if not each["sql"].startswith("SELECT")]
    assert [each.split(" SET")[0] for each in written] == ['UPDATE "newsletter_campaignlink"']


def test_every_link_of_a_frozen_letter_leads_to_where_it_led(client):
    made = campaign(sponsor_name="Gloves", sponsor_link="https://gloves.example/?a=1&b=2")
    reader()
    sending.freeze(made)
    stored = list(made.links.order_by("number"))
    assert [link.number for link in stored] == list(range(1, len(stored) + 1))
    for link in stored:
        address = f"http://testserver{path(link)}"
        assert address in made.html
        assert client.get(path(link))["Location"] == link.url
    assert "https://gloves.example/?a=1&b=2" in {link.url for link in stored}
