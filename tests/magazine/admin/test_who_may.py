"""Who may do what with whose story, asked by direct requests: a hidden button is no lock."""

import pytest
from django.urls import reverse

from magazine.models import Article
from tests import factories
from tests.newsroom.forms import fields_of, press

pytestmark = pytest.mark.django_db
LIST = "/admin/magazine/article/"
ADD = f"{LIST}add/"
PAGES = ["change", "preview", "history", "delete", "withdraw", "send-back"]


def form_of(story):
    return f"{LIST}{story.pk}/change/"


@pytest.fixture
def wandas_draft(wanda):
    return factories.article("Wanda's draft", created_by=wanda)


def test_a_visitor_sees_nothing_and_changes_nothing(client, article):
    for name in PAGES:
        path = reverse(f"admin:magazine_article_{name}", args=[article.pk])
        for answer in [client.get(path), client.post(path, {"title": "x", "note": "x"})]:
            assert answer.status_code == 302
            assert answer["Location"].startswith("/admin/login/")
    assert client.post(ADD, {"title": "x"}).status_code == 302
    assert Article.objects.get().title == article.title


def test_a_reader_with_an_account_is_no_member_of_the_newsroom(client, django_user_model, article):
    client.force_login(django_user_model.objects.create_user("rhea"))
    answer = client.get(form_of(article))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")


def test_a_story_belongs_to_whoever_began_it(wandas, wanda, section):
    answer = press(wandas, ADD, title="A new story", body="<p>x</p>", section=section.pk)
    story = Article.objects.get()
    assert (story.created_by, story.state) == (wanda, "draft")
    assert answer.request["PATH_INFO"] == form_of(story)


def test_a_writer_finds_only_her_own_stories(wandas, wandas_draft, article):
    html = wandas.get(LIST).content.decode()
    assert "Wanda&#x27;s draft" in html
    assert article.title not in html


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_writer_gets_nowhere_near_the_story_of_another(wandas, article, name, method):
    path = reverse(f"admin:magazine_article_{name}", args=[article.pk])
    answer = getattr(wandas, method)(path, {"title": "Mine now", "post": "yes"})
    # As if there were no such story: a redirect to the desk, or a 404 for a preview.
    assert answer.status_code in {302, 403, 404}
    assert article.title not in answer.content.decode()
    assert Article.objects.get().title == article.title


def test_a_writer_changes_her_draft_until_she_hands_it_in(wandas, wandas_draft):
    press(wandas, form_of(wandas_draft), title="Better")
    assert Article.objects.get().title == "Better"
    press(wandas, form_of(wandas_draft), "_submit")
    assert Article.objects.get().state == "submitted"
    page = wandas.get(form_of(wandas_draft))
    assert page.status_code == 200
    assert 'name="title"' not in page.content.decode()
    assert 'name="_save"' not in page.content.decode()
    assert wandas.post(form_of(wandas_draft), {"title": "Sneaked in"}).status_code == 403
    assert Article.objects.get().title == "Better"


@pytest.mark.parametrize("state", ["submitted", "approved", "published", "withdrawn"])
def test_a_writer_cannot_post_into_what_is_no_draft_any_more(wandas, wandas_draft, state, paula):
    fields = fields_of(wandas.get(form_of(wandas_draft)))
    Article.objects.filter(pk=wandas_draft.pk).update(
        state=state, publish_at="2020-01-01T00:00Z", withdraw_at="2020-02-01T00:00Z"
    )
    for button in ["_save", "_publish", "_withdraw", "_approve", "_submit"]:
        answer = wandas.post(form_of(wandas_draft), {**fields, "title": "No", button: "1"})
        assert answer.status_code == 403
    assert Article.objects.get().title == "Wanda's draft"


@pytest.mark.parametrize("button", ["_publish", "_publish_now", "_approve"])
def test_a_writer_who_forges_a_button_is_refused_and_keeps_her_words(wandas, wandas_draft, button):
    answer = press(wandas, form_of(wandas_draft), button, title="Forged")
    story = Article.objects.get()
    assert (story.title, story.state) == ("Forged", "draft")
    assert "What you wrote is saved." in answer.content.decode()


@pytest.mark.parametrize("button", ["_withdraw", "_send_back"])
def test_a_writer_who_forges_a_question_is_refused(wandas, wandas_draft, button):
    name = {"_withdraw": "withdraw", "_send_back": "send-back"}[button]
    wandas.post(f"{LIST}{wandas_draft.pk}/{name}/", {"note": "x"}, follow=True)
    assert wandas_draft.events.count() == 0
    assert Article.objects.get().state == "draft"


def test_an_editor_works_on_everybodys_stories_and_does_not_publish(ediths, wandas_draft):
    press(ediths, form_of(wandas_draft), "_approve", title="Edited")
    story = Article.objects.get()
    assert (story.title, story.state) == ("Edited", "approved")
    answer = press(ediths, form_of(wandas_draft), "_publish")
    assert "Publishing is for publishers." in answer.content.decode()
    assert Article.objects.get().state == "approved"


def test_an_editor_mends_a_live_story_and_readers_see_it(ediths, live_article, client):
    press(ediths, form_of(live_article), "_update", body="<p>The comma is gone.</p>")
    page = client.get(live_article.get_absolute_url()).content.decode()
    assert "The comma is gone." in page


def test_an_editor_does_not_move_the_moments_of_what_is_out(ediths, live_article):
    before = Article.objects.get()
    fields = fields_of(ediths.get(form_of(live_article)))
    assert "publish_at" not in fields
    forged = {**fields, "publish_at": "2001-01-01T00:00", "withdraw_at": "2001-01-02T00:00"}
    ediths.post(form_of(live_article), {**forged, "_update": "1"})
    after = Article.objects.get()
    assert (after.publish_at, after.withdraw_at) == (before.publish_at, before.withdraw_at)


def test_what_is_out_is_not_deleted_but_withdrawn_first(paulas, live_article, client):
    path = f"{LIST}{live_article.pk}/delete/"
    assert paulas.post(path, {"post": "yes"}).status_code == 403
    answer = paulas.post(
        LIST,
        {"action": "delete_selected", "_selected_action": live_article.pk, "post": "yes"},
    )
    assert answer.status_code in {200, 403}
    assert Article.objects.count() == 1
    paulas.post(f"{LIST}{live_article.pk}/withdraw/", {"note": ""})
    assert client.get(live_article.get_absolute_url()).status_code == 410
    assert paulas.post(path, {"post": "yes"}).status_code == 302
    assert Article.objects.count() == 0
    assert client.get(live_article.get_absolute_url()).status_code == 404


def test_editors_and_writers_delete_no_story(wandas, ediths, wandas_draft):
    for client in [wandas, ediths]:
        path = f"{LIST}{wandas_draft.pk}/delete/"
        assert client.post(path, {"post": "yes"}).status_code == 403
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("/admin/magazine/siteidentity/", ["paula"]),
        ("/admin/magazine/redirect/", ["paula"]),
        ("/admin/magazine/section/", ["wanda", "edith", "paula"]),
        ("/admin/magazine/section/add/", ["edith", "paula"]),
        ("/admin/magazine/contributor/add/", ["edith", "paula"]),
        ("/admin/magazine/printissue/add/", ["edith", "paula"]),
        ("/admin/magazine/page/add/", ["edith", "paula"]),
        ("/admin/magazine/page/", ["edith", "paula"]),
        ("/admin/taggit/tag/", ["wanda", "edith", "paula"]),
        ("/admin/auth/user/", []),
        ("/admin/auth/group/", []),
        ("/admin/magazine/article/add/", ["wanda", "edith", "paula"]),
        ("/admin/spotlight/spotlightfeature/add/", ["wanda", "edith", "paula"]),
    ],
)
def test_each_opens_what_is_theirs(as_user, request, path, who):
    for name in ["wanda", "edith", "paula"]:
        answer = as_user(request.getfixturevalue(name)).get(path, follow=True)
        assert (name, answer.status_code) == (name, 200 if name in who else 403)
