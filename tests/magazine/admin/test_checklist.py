"""The checklist beside a story: shown, asked for anew, and the gate that Publish passes."""

import datetime
import re
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from library.uploading import add_picture
from magazine import publishing, revising
from magazine.models import Article
from tests import factories
from tests.newsroom.forms import fields_of, messages_of, press

pytestmark = pytest.mark.django_db
LIST = "/admin/magazine/article/"
ADD = f"{LIST}add/"
SOFT = ["There is no lead picture.", "Nobody is credited."]


def form_of(story):
    return f"{LIST}{story.pk}/change/"


def checklist(story=None):
    return f"{LIST}{story.pk}/checklist/" if story else f"{LIST}checklist/"


def told(answer):
    html = answer.content.decode()
    return [unescape(found) for found in re.findall(r"<bdi>([^<]*)</bdi>", html)]


def shown(alt="Sand."):
    return add_picture(factories.picture_file(), title="Dunes", alt=alt)[0]


def test_the_screen_shows_what_a_stored_story_lacks(paulas, article):
    answer = paulas.get(form_of(article))
    assert told(answer) == SOFT
    assert 'href="#id_lead_picture"' in answer.content.decode()
    assert 'href="#credits-group"' in answer.content.decode()
    assert told(paulas.get(ADD)) == []  # a new one is not scolded


def test_what_stands_in_the_form_is_looked_over_and_not_stored(paulas, article):
    typed = fields_of(paulas.get(form_of(article)))
    rows = {"credits-TOTAL_FORMS": "1", "credits-0-who": "Ines", "credits-0-role": "words"}
    answer = paulas.post(
        checklist(article),
        typed | rows | {"body": "<p>Cloth TK</p>", "lead_picture": shown("").pk, "standfirst": ""},
    )
    assert told(answer) == [
        "TK is left: “Cloth TK”",
        "“Dunes” has no alternative text.",
        "There is no standfirst.",
    ]
    html = answer.content.decode()
    assert 'data-errors="2" data-warnings="1"' in html
    assert 'href="#id_body" data-field="body" data-block="0" data-kind="tk" data-nth="0"' in html
    assert "/admin/library/picture/" in html
    assert Article.objects.get().body == article.body
    assert article.credits.count() == 0


def test_a_new_story_is_looked_over_before_it_was_ever_saved(paulas):
    typed = fields_of(paulas.get(ADD))
    assert told(paulas.post(checklist(), typed | {"title": "x", "body": "<p>x</p>"})) == [
        "There is no lead picture.",
        "There is no standfirst.",
        "Nobody is credited.",
    ]
    assert Article.objects.count() == 0


def test_a_credit_that_is_being_removed_counts_no_more(paulas, article):
    article.credits.create(role="words", other_name="Ines")
    typed = fields_of(paulas.get(form_of(article)))
    assert SOFT[1] not in told(paulas.post(checklist(article), typed))
    assert SOFT[1] in told(paulas.post(checklist(article), typed | {"credits-0-DELETE": "on"}))


@pytest.mark.parametrize(
    "forged",
    [
        {},
        {"credits-TOTAL_FORMS": "x"},
        {"credits-TOTAL_FORMS": "99999999", "credits-INITIAL_FORMS": "5"},
        {"title": "a\x00b", "body": "\x00<script>", "lead_picture": "9" * 30, "section": "-1"},
        {"publish_at": "9999-12-31T23:59", "withdraw_at": "0001-01-01T00:00"},
    ],
)
def test_nonsense_is_answered_and_nothing_stored(paulas, article, forged):
    assert paulas.post(checklist(article), forged).status_code == 200
    assert Article.objects.get().title == article.title


def test_words_in_it_stay_words(paulas, article):
    bare = add_picture(factories.picture_file(), title="<script>alert(1)</script>")[0]
    typed = {"lead_picture": bare.pk, "body": "<p>&lt;img src=x onerror=y&gt; TK</p>"}
    html = paulas.post(checklist(article), typed).content.decode()
    assert "&lt;script&gt;" in html
    assert "<script" not in html
    assert "<img" not in html


def test_who_may_not_write_a_story_learns_nothing_of_it(client, wandas, ediths, wanda, article):
    answer = client.post(checklist(article), {"title": "x"})
    assert (answer.status_code, answer["Location"][:13]) == (302, "/admin/login/")
    assert wandas.post(checklist(article), {"title": "x"}).status_code == 404
    assert ediths.post(checklist(article), {"title": "x"}).status_code == 200
    assert ediths.get(checklist(article)).status_code == 405
    assert ediths.post(f"{LIST}999/checklist/").status_code == 404
    assert ediths.post(f"{LIST}x%00/checklist/").status_code == 404
    hers = factories.article(created_by=wanda)
    assert wandas.post(checklist(hers), {}).status_code == 200
    publishing.submit(hers, by=wanda)
    assert wandas.post(checklist(hers), {}).status_code == 403


def test_a_post_from_another_site_is_refused(paula, article):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(paula)
    assert strict.post(checklist(article), {}).status_code == 403


# --- the gate -------------------------------------------------------------------------------------


@pytest.mark.parametrize("button", ["_publish", "_publish_now"])
def test_errors_hold_a_story_back_and_nothing_typed_is_lost(paulas, article, button):
    answer = press(paulas, form_of(article), button, title="TK", body="<p>TK</p>")
    story = Article.objects.get()
    assert (story.title, story.body, story.state) == ("TK", "<p>TK</p>", "draft")
    assert messages_of(answer) == [
        "2 things hold this story back; the checklist names them. What you wrote is saved."
    ]
    assert answer.redirect_chain[-1][0] == f"{form_of(article)}#checklist"
    assert told(answer)[:2] == ["TK is left in the title.", "TK is left: “TK”"]


def test_warnings_ask_once(paulas, article):
    answer = press(paulas, form_of(article), "_publish", anyway=False)
    assert answer.request["PATH_INFO"] == f"{LIST}{article.pk}/publish/"
    assert told(answer) == SOFT
    assert Article.objects.get().state == "draft"
    answer = paulas.post(answer.request["PATH_INFO"], fields_of(answer, "doubt_form"), follow=True)
    assert Article.objects.get().is_live()
    assert messages_of(answer) == [f"“{article}” is published."]


def test_a_story_that_lacks_nothing_goes_out_at_one_press(paulas):
    ines = factories.contributor()
    story = factories.article(lead_picture=shown(), credits=[("words", ines)])
    answer = press(paulas, form_of(story), "_publish", anyway=False)
    assert messages_of(answer) == [f"“{story}” is published."]


@pytest.mark.parametrize("accepted", ["", "0" * 24, "x" * 5000])
def test_what_was_accepted_must_be_what_there_is(paulas, article, accepted):
    path = f"{LIST}{article.pk}/publish/"
    answer = paulas.post(path, {"accepted": accepted})
    assert told(answer) == SOFT  # asked once more
    assert Article.objects.get().state == "draft"
    seen = fields_of(answer, "doubt_form")
    Article.objects.update(standfirst="")  # somebody else, meanwhile
    answer = paulas.post(path, seen)
    assert told(answer) == [SOFT[0], "There is no standfirst.", SOFT[1]]
    Article.objects.update(body="<p>TK</p>")
    answer = paulas.post(path, fields_of(answer, "doubt_form"), follow=True)
    assert messages_of(answer) == ["TK is left: “TK”"]
    assert Article.objects.get().state == "draft"


def test_the_question_leads_back_where_there_is_nothing_to_ask(paulas, ediths, live_article):
    story = factories.article(lead_picture=shown(), credits=[("words", factories.contributor())])
    for client, one in [(paulas, story), (paulas, live_article), (ediths, factories.article())]:
        answer = client.get(f"{LIST}{one.pk}/publish/")
        assert (answer.status_code, answer["Location"]) == (302, f"{form_of(one)}#checklist")


def test_who_may_not_publish_is_not_let_in_by_the_question(wandas, ediths, wanda, article):
    hers = factories.article(created_by=wanda)
    for client, story in [(ediths, article), (wandas, hers)]:
        path = f"{LIST}{story.pk}/publish/"
        accepted = {"accepted": "x"}
        answer = client.post(path, accepted, follow=True)
        assert messages_of(answer) == ["Publishing is for publishers."]
    assert wandas.post(f"{LIST}{article.pk}/publish/", {}).status_code == 302
    assert not Article.objects.filter(state="published").exists()


def test_for_publish_now_the_present_counts(paulas, paula):
    """Scheduled for when a link will answer, brought forward to when it does not."""
    ahead = timezone.now() + datetime.timedelta(days=2)
    other = factories.live_article("Other", publish_at=ahead)
    story = factories.article(
        body=f'<p><a href="{other.get_absolute_url()}">x</a></p>',
        lead_picture=shown(),
        credits=[("words", factories.contributor())],
    )
    publishing.publish(story, by=paula, at=ahead + datetime.timedelta(days=1))
    assert told(paulas.get(form_of(story))) == []
    answer = press(paulas, form_of(story), "_publish_now", anyway=False)
    assert told(answer) == ["The link “x” leads to a story that is not public then."]
    assert Article.objects.get(pk=story.pk).is_scheduled


def test_a_feature_is_held_back_as_well(paulas):
    film = factories.spotlight(live=False, body="<p>TK</p>")
    path = f"/admin/spotlight/spotlightfeature/{film.pk}/change/"
    assert messages_of(press(paulas, path, "_publish"))[0].startswith("TK is left: “TK”")
    typed = fields_of(paulas.get(path)) | {"body": "<p>TK TK</p>"}
    assert len(told(paulas.post(path.replace("change", "checklist"), typed))) == 4


def test_importers_and_commands_pass_by_the_gate(paula):
    publishing.publish(factories.article(body="<p>TK</p>"), by=paula)
    assert Article.objects.get().is_live()


def test_changes_are_held_back_by_what_is_not_out_already(paulas, live_article):
    """The live story lacks a picture and credits: that was answered when it went out."""
    answer = press(paulas, form_of(live_article), "_update", title="A better title")
    assert messages_of(answer) == ["Readers see your changes."]
    answer = press(paulas, form_of(live_article), "_update", body="<p>Cloth TK.</p>")
    assert messages_of(answer) == ["TK is left: “Cloth TK.” What you wrote is saved."]
    live_article.refresh_from_db()
    assert (live_article.title, "TK" in live_article.body) == ("A better title", False)
    assert "TK is left: “Cloth TK.”" in told(paulas.get(form_of(live_article)))


def test_changes_that_bring_a_doubt_are_asked_about_and_then_go_out(paulas, live_article):
    long = "A title that goes on for so long that no search engine would show its end"
    answer = press(paulas, form_of(live_article), "_update", title=long, anyway=False)
    assert answer.redirect_chain[0][0] == f"{LIST}{live_article.pk}/update/"
    assert Article.objects.get(pk=live_article.pk).title != long
    answer = press(paulas, form_of(live_article), "_update")
    assert messages_of(answer) == ["Readers see your changes."]
    assert Article.objects.get(pk=live_article.pk).title == long


def test_changes_for_later_are_held_back_as_well(paulas, live_article):
    later = (timezone.localtime() + datetime.timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    typed = {"body": "<p>Cloth TK.</p>", "update_at": later}
    answer = press(paulas, form_of(live_article), "_update_later", **typed)
    assert messages_of(answer) == ["TK is left: “Cloth TK.” What you wrote is saved."]
    assert revising.due(live_article) is None
    answer = press(
        paulas, form_of(live_article), "_update_later", body="<p>Cloth.</p>", update_at=later
    )
    assert messages_of(answer)[0].startswith("Readers see the changes from ")
    assert revising.due(live_article) is not None
