"""A list's form on other sites: in a frame, as a form of theirs, as a link."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsletter import links, stamps, subscribing
from newsletter.admin import lists
from newsletter.models import MailingList, SignUpAttempt, Subscriber
from press.policy import kept_headers
from press.rack import common_headers
from tests import factories
from tests.newsletter.conftest import lists_of

pytestmark = pytest.mark.django_db
HER = "her@readers.example"
FRAME = "/newsletter/embed/newsletter/"
JOIN = "/newsletter/join/newsletter/"


@pytest.fixture
def press(client, weekly, django_capture_on_commit_callbacks):
    def press(path=FRAME, headers=None, **fields):
        data = {"email": HER, "stamp": stamps.today(subscribing.WORDING), "place": path, **fields}
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(
                path, data, headers={"Sec-Fetch-Site": "same-origin", **(headers or {})}
            )

    return press


def test_any_site_may_frame_the_form_and_no_other_page(client, weekly, press):
    for answer in [client.get(FRAME), press()]:
        assert answer.status_code == 200
        assert "X-Frame-Options" not in answer
        assert "frame-ancestors *" in answer["Content-Security-Policy"]
        assert "script-src 'self'" in answer["Content-Security-Policy"]
        assert answer.cookies == {}
        assert len(re.findall("<h1", answer.content.decode())) == 1
    for path in ["/newsletter/", JOIN]:
        answer = client.get(path)
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_the_frame_is_a_page_that_the_press_may_keep(client, weekly):
    first, second = client.get(FRAME), client.get(FRAME)
    assert first["ETag"] == second["ETag"]
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_no_server_before_us_hands_it_out_with_the_headers_of_other_pages(client, weekly):
    """deploy/nginx.conf says of every file that it hands out that it must not be framed."""
    assert sorted(kept_headers(client.get("/newsletter/"))) == common_headers()
    assert sorted(kept_headers(client.get(FRAME))) != common_headers()


def test_its_form_answers_in_the_frame(client, press, weekly):
    html = client.get(FRAME).content.decode()
    assert f'action="{FRAME}"' in html
    html = press().content.decode()
    assert "Check your mail." in html
    assert HER in html
    assert 'target="_blank"' in html
    subscriber = Subscriber.objects.get()
    assert subscriber.consent_place == FRAME
    assert subscriber.lists_asked == [weekly.pk]
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("fields", "status", "says"),
    [
        ({"email": "her@"}, 400, "one whole address"),
        ({"stamp": "x"}, 400, "press once more"),
        ({"website": "x"}, 200, "Check your mail."),
    ],
)
def test_errors_and_bots_are_answered_in_the_frame(press, fields, status, says):
    answer = press(**fields)
    assert (answer.status_code, "X-Frame-Options" in answer) == (status, False)
    assert says in answer.content.decode()
    assert Subscriber.objects.count() == 0


def test_the_limit_of_a_network_is_said_in_the_frame(press):
    statuses = [press(email=f"reader{n}@readers.example").status_code for n in range(11)]
    assert statuses == [200] * 10 + [429]
    answer = press()
    assert answer["Retry-After"] == "600"
    assert "X-Frame-Options" not in answer


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_frame_does_not_take_a_form_from_outside(press, site):
    assert press(headers={"Sec-Fetch-Site": site}).status_code == 403
    assert Subscriber.objects.count() == 0


@pytest.mark.parametrize("path", [FRAME, JOIN])
@pytest.mark.parametrize("slug", ["closed", "nothing"])
def test_a_list_that_is_not_offered_has_no_form(client, weekly, path, slug):
    MailingList.objects.create(name="Closed", slug="closed", is_open=False)
    path = path.replace("newsletter/", slug + "/").replace(slug, "newsletter", 1)
    assert client.get(path).status_code == 404
    assert client.post(path, {"email": HER}).status_code in {403, 404}


class TestAFormOfTheirs:
    def test_brings_ours_filled_in_and_stores_nothing(self, client, weekly):
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(
                JOIN,
                {"email": HER, "stamp": "x"},
                headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://blog.example"},
            )
        html = answer.content.decode()
        assert answer.status_code == 200
        assert f'value="{HER}"' in html
        assert 'value="https://blog.example"' in html
        assert 'name="list" value="newsletter"' in html
        assert f'value="{stamps.today(subscribing.WORDING)}"' in html
        assert [query["sql"] for query in asked if not query["sql"].startswith("SELECT")] == []
        assert Subscriber.objects.count() == SignUpAttempt.objects.count() == 0
        assert mail.outbox == []

    def test_one_press_more_signs_up_and_keeps_the_site(self, client, weekly, post):
        post(HER, place="https://blog.example", list="newsletter")
        assert Subscriber.objects.get().consent_place == "https://blog.example"

    @pytest.mark.parametrize(
        "typed", ['"><script>alert(1)</script>', "x" * 1_000_000, "\x00", "a\r\nb", ""]
    )
    def test_what_a_hostile_site_sends_is_text(self, client, weekly, typed):
        answer = client.post(JOIN, {"email": typed}, headers={"Origin": '"><script>'})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()
        assert '"><script>' not in answer.content.decode()
        assert len(answer.content) < 100_000


def test_the_newsroom_gives_the_lines_to_paste(client, paula, weekly):
    MailingList.objects.filter(pk=weekly.pk).update(name='The "weekly" <b>&</b>')
    weekly.refresh_from_db()
    client.force_login(paula)
    html = client.get(f"/admin/newsletter/mailinglist/{weekly.pk}/change/").content.decode()
    lines = lists.embedding(weekly)
    assert html.count("data-copy=") == 3
    assert "&lt;iframe src=&quot;http://testserver/newsletter/embed/newsletter/&quot;" in html
    assert lines["frame"].count('"') % 2 == 0
    assert 'title="The weekly b/b"' in lines["frame"].replace("  ", " ")
    assert lines["page"] == "http://testserver/newsletter/join/newsletter/"
    assert lines["form"].startswith(
        '<form method="post" action="http://testserver/newsletter/join/'
    )


class TestThrowawayMailboxes:
    @pytest.mark.parametrize("email", ["a@mailinator.com", "a@eu.Mailinator.com", "a@yopmail.com"])
    def test_are_refused_where_the_magazine_wants_it(self, post, settings, weekly, email):
        settings.NEWSLETTER_BLOCK_THROWAWAY = True
        answer = post(email)
        assert answer.status_code == 400
        assert "thrown away" in answer.content.decode()
        assert Subscriber.objects.count() == SignUpAttempt.objects.count() == 0

    def test_are_let_in_without_it(self, post, weekly):
        assert post("a@mailinator.com").status_code == 200
        assert Subscriber.objects.count() == 1

    @pytest.mark.parametrize(
        "email",
        ["a@notmailinator.com", "mailinator.com@readers.example", "a@mailinator.com.example"],
    )
    def test_others_are_not_taken_for_them(self, post, settings, weekly, email):
        settings.NEWSLETTER_BLOCK_THROWAWAY = True
        assert post(email).status_code == 200
        assert Subscriber.objects.count() == 1


def test_a_flood_from_one_network_is_held_and_others_still_get_in(post, weekly, settings):
    """Five hundred presses: a second's worth of a script's."""
    settings.PROXIES = 1
    statuses = [
        post(
            f"bot{n}@bots.example", headers={"X-Forwarded-For": f"203.0.113.{n % 256}"}
        ).status_code
        for n in range(500)
    ]
    assert (statuses.count(200), statuses.count(429)) == (10, 490)
    assert Subscriber.objects.count() == len(mail.outbox) == SignUpAttempt.objects.count() == 10
    for network in ["198.51.100.1", "192.0.2.1", "2001:db8::1"]:
        email = f"person{network.replace(':', '-').replace('.', '-')}@readers.example"
        assert post(email, headers={"X-Forwarded-For": network}).status_code == 200
    assert Subscriber.objects.count() == 13


@pytest.mark.parametrize(
    ("named", "joined"),
    [("spotlight", ["spotlight"]), ("", ["newsletter"]), ('"><b>', ["newsletter"])],
)
def test_a_card_in_a_story_may_name_a_list(client, paula, weekly, spotlights, post, named, joined):
    from html import escape

    body = f'<p>x</p><div data-card="newsletter" data-list="{escape(named)}"></div>'
    factories.live_article("With a form", body=body, by=paula)
    html = client.get("/stories/with-a-form/").content.decode()
    form = html[html.index('class="newsletter-card"') :].partition("</form>")[0]
    fields = dict(re.findall(r'name="(list|place)" value="([^"]*)"', form))
    assert fields["place"] == "/stories/with-a-form/"
    post(**fields)
    rhea = subscribing.confirm(links.confirm_token(Subscriber.objects.get()))
    assert lists_of(rhea) == joined
