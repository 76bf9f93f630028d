"""What is being typed is stored by itself: the requests of the writing screen's script, sent by
everybody and with everything that can be sent."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from magazine import publishing, revising
from magazine.models import Article, Presence, Revision
from press.models import Turn
from tests import factories
from tests.newsroom.forms import fields_of, press

pytestmark = pytest.mark.django_db
LIST = "/admin/magazine/article/"
ADD = f"{LIST}add/"
BEGIN = f"{LIST}autosave/"
WINDOW = "0f8fad5b-d9cb-469f-a165-70867728950e"


def address(story, name="autosave"):
    return f"{LIST}{story.pk}/{name}/"


def sent(client, story=None, **typed):
    """The form of a story as its script sends it, with `typed` in it; the answer."""
    fields = fields_of(client.get(address(story, "change") if story else ADD))
    return client.post(address(story) if story else BEGIN, fields | {"window": WINDOW} | typed)


def newest(story):
    return revising.newest(story).content


# --- typing ---------------------------------------------------------------------------------------


def test_typing_is_a_version_and_touches_no_row(ediths, live_article, edith):
    before, turned = Article.objects.values().get(), Turn.objects.count()
    answer = sent(
        ediths,
        live_article,
        title="Typed",
        body="<p>Typed.</p><script>alert(1)</script>",
        tags="linen",
        **{"credits-0-role": "hair", "credits-0-who": "Ana"},
    )
    said = answer.json()
    assert (answer.status_code, said["number"], said["overtaken"]) == (200, 2, None)
    assert "no-cache" in answer["Cache-Control"]
    assert Article.objects.values().get() == before
    assert (live_article.tags.count(), live_article.credits.count()) == (0, 0)
    assert Turn.objects.count() == turned
    made = Revision.objects.newest()
    assert (made.kind, made.by, made.base) == ("autosave", edith, 1)
    assert made.content["fields"]["title"] == "Typed"
    assert made.content["fields"]["body"] == "<p>Typed.</p>"
    assert made.content["fields"]["tags"] == ["linen"]
    assert made.content["rows"]["credits"] == [
        {"role": "hair", "contributor": None, "other_name": "Ana"}
    ]
    assert made.content["unfinished"] == {}


def test_typing_goes_on_under_the_number_that_it_was_given(ediths, article):
    fields = fields_of(ediths.get(address(article, "change")))
    base = fields["base"]
    for words in ["O", "On", "One"]:
        answer = ediths.post(address(article), {**fields, "title": words, "base": base})
        base = answer.json()["number"]
    assert [row.number for row in article.revisions.all()] == [4, 1]
    assert newest(article)["fields"]["title"] == "One"
    assert Article.objects.get().title == "One"  # the desk's lists call it so
    assert fields_of(ediths.get(address(article, "change")))["base"] == "4"


@pytest.mark.parametrize(
    "typed",
    [
        {"title": ""},
        {"title": "x" * 5000},
        {"title": "a\x00b"},
        {"publish_at": "2026-13-"},
        {"publish_at": "0001-01-01T00:00"},
        {"withdraw_at": "2001-01-01T00:00"},
        {"print_page": "12x"},
        {"print_page": "7"},
        {"section": ""},
        {"section": "99999"},
        {"section": "1\x00"},
        {"lead_picture": "1e309"},
        {"lead_picture": "9" * 400},
        {"further_sections": ["x", "99999"]},
        {"tags": '"unclosed, '},
        {"tags": "x" * 101},
        {"slug": "not a slug!"},
        {"canonical_url": "javascript:alert(1)"},
        {"layout": "planet"},
        {"standfirst": "x" * 501},
        {"credits-0-role": "planet", "credits-0-who": "Ana"},
        {"credits-0-role": "words", "credits-0-who": "x" * 500},
        {"credits-0-position": "-4", "credits-0-who": "Ana"},
    ],
)
def test_what_no_field_takes_is_kept_as_typed_and_the_text_with_it(ediths, article, typed):
    answer = sent(ediths, article, body="<p>Not lost.</p>", **typed)
    assert answer.status_code == 200
    assert newest(article)["fields"]["body"] == "<p>Not lost.</p>"
    assert Article.objects.get().body == article.body
    shown = fields_of(ediths.get(address(article, "change")))
    assert shown["body"] == "<p>Not lost.</p>"
    for name, value in typed.items():
        if isinstance(value, str) and name in {"title", "standfirst", "slug", "print_page"}:
            assert shown[name] == value.replace("\x00", "")
    page = press(ediths, address(article, "change"))  # and a press of Save says what is wrong
    assert page.status_code == 200


def test_a_body_that_no_field_takes_is_cleaned_all_the_same(ediths, article):
    sent(ediths, article, body="<p>Not lost.\x00</p><script>alert(1)</script>")
    kept = newest(article)
    assert "alert" not in str(kept)
    shown = fields_of(ediths.get(address(article, "change")))
    assert shown["body"] == "<p>Not lost.</p>"


@pytest.mark.parametrize(
    "garbled",
    [
        {},
        {"title": "Only this"},
        {"base": "x", "window": "../../etc"},
        {"base": "9" * 50, "window": "x" * 5000},
        {"credits-TOTAL_FORMS": "99999", "credits-INITIAL_FORMS": "-1"},
        {"credits-TOTAL_FORMS": "x"},
    ],
)
def test_a_garbled_request_loses_nothing_that_was_stored(ediths, article, garbled):
    row = {"credits-0-role": "hair", "credits-0-who": "Ana"}
    press(ediths, address(article, "change"), body="<p>Saved.</p>", **row)
    answer = ediths.post(address(article), garbled)
    assert answer.status_code in {200, 400}
    saved = article.revisions.get(kind="saved", number=2).content
    assert saved["fields"]["body"] == "<p>Saved.</p>"
    assert [row["other_name"] for row in saved["rows"]["credits"]] == ["Ana"]
    assert Article.objects.get().body == "<p>Saved.</p>"


def test_the_same_words_once_more_are_no_version(ediths, article):
    sent(ediths, article, title="Typed")
    before = Revision.objects.count()
    assert sent(ediths, article, title="Typed").json()["number"] == 2
    assert Revision.objects.count() == before


def test_on_top_of_a_newer_version_it_lies_beside(ediths, paulas, article, paula):
    opened = fields_of(paulas.get(address(article, "change"))) | {"window": WINDOW}
    press(ediths, address(article, "change"), title="Edith's")
    said = paulas.post(address(article), {**opened, "title": "Paula's"}).json()
    assert (said["overtaken"]["by"], said["overtaken"]["number"]) == ("edith", 2)
    assert said["overtaken"]["compare"] == f"{address(article, 'compare')}?mine=3&theirs=2"
    assert newest(article)["fields"]["title"] == "Edith's"
    assert Article.objects.get().title == "Edith's"
    again = {**opened, "title": "Paula's own"}
    assert paulas.post(address(article), again).json()["number"] == 4
    aside = Revision.objects.get(aside=True)
    assert (aside.by, aside.content["fields"]["title"]) == (paula, "Paula's own")


# --- a new story ----------------------------------------------------------------------------------


def test_the_first_words_make_a_draft(wandas, wanda, section):
    answer = sent(wandas, title="Just be", body="<p>It began</p>", section=section.pk)
    story = Article.objects.get()
    assert (story.title, story.state, story.created_by) == ("Just be", "draft", wanda)
    urls = answer.json()["urls"]
    assert urls["change"] == address(story, "change")
    fields = fields_of(wandas.get(urls["change"]))
    assert (fields["title"], fields["body"]) == ("Just be", "<p>It began</p>")
    assert fields["slug"] == ""  # it gets its address from the title that it is saved with
    press(wandas, urls["change"], title="Just begun")
    story.refresh_from_db()
    assert (story.title, story.slug, story.body) == ("Just begun", "just-begun", "<p>It began</p>")
    assert [row.kind for row in story.revisions.all()] == ["saved"]


def test_first_words_that_are_thrown_away_leave_no_strange_address(wandas, section):
    change = sent(wandas, title="Never mind", body="<p>x</p>").json()["urls"]["change"]
    wandas.post(change.replace("/change/", "/discard/"))
    fields = fields_of(wandas.get(change))
    assert (fields["title"], fields["body"], fields["slug"]) == ("Never mind", "", "")
    press(wandas, change, title="After all", body="<p>y</p>")
    assert Article.objects.get().slug == "after-all"


def test_a_story_without_title_and_section_is_kept_too(wandas, section):
    sent(wandas, title="", body="<p>No name yet</p>", section="")
    story = Article.objects.get()
    assert (story.title, story.section) == ("Without a title", section)
    fields = fields_of(wandas.get(address(story, "change")))
    assert (fields["title"], fields["section"]) == ("", "")
    assert fields["body"] == "<p>No name yet</p>"


def test_an_answer_that_got_lost_makes_no_second_draft(wandas, section):
    sent(wandas, title="Once")
    answer = sent(wandas, title="Once more")
    story = Article.objects.get()
    assert answer.json()["urls"]["change"] == address(story, "change")
    assert newest(story)["fields"]["title"] == "Once more"
    sent(wandas, title="Another window", window="1b4e28ba-2fa1-11d2-883f-0016d3cca427")
    assert Article.objects.count() == 2


def test_the_window_of_another_is_not_hers(wandas, ediths, section):
    sent(ediths, title="Edith's")
    answer = sent(wandas, title="Wanda's")
    assert answer.status_code == 200
    begun = {story.created_by.username: newest(story)["fields"] for story in Article.objects.all()}
    assert begun["edith"]["title"] == "Edith's"
    assert begun["wanda"]["title"] == "Wanda's"


def test_a_feature_begins_by_itself_as_well(wandas, section):
    path = "/admin/spotlight/spotlightfeature/"
    fields = fields_of(wandas.get(f"{path}add/"))
    typed = {"title": "A film", "rail_until": "2020-01-01T00:00", "rail_from": "2021-01-01T00:00"}
    answer = wandas.post(f"{path}autosave/", fields | typed | {"facts-0-label": "Year"})
    assert answer.status_code == 200
    shown = fields_of(wandas.get(answer.json()["urls"]["change"]))
    assert (shown["title"], shown["facts-0-label"]) == ("A film", "Year")


def test_without_a_section_it_says_what_is_missing(wandas):
    answer = sent(wandas, title="Early")
    assert answer.status_code == 422
    assert answer.json()["error"] == "There is no section yet for a story to stand in."
    assert Article.objects.count() == 0


# --- who may --------------------------------------------------------------------------------------

ENDPOINTS = ["autosave", "here", "discard", "call-off", "restore", "compare"]


@pytest.fixture
def versions(article, edith):
    """A draft of nobody's with two versions."""
    content = revising.working_copy.taken(article)
    for title in ["One", "Two"]:
        content = content | {"fields": content["fields"] | {"title": title}}
        last = revising.newest(article)
        revising.keep(article, content, by=edith, base=last.number if last else 0)
    return article


def unchanged(story, count=3):
    assert Article.objects.get().title == story.title
    assert [row.number for row in story.revisions.all()] == list(range(count, 0, -1))
    assert Presence.objects.count() == 0


def everything(name):
    return {"title": "x", "number": "1", "window": WINDOW, "base": "3", "take": "mine"}


@pytest.mark.parametrize("name", ENDPOINTS)
def test_a_visitor_stores_nothing(client, django_user_model, versions, name):
    for visitor in [None, django_user_model.objects.create_user("rhea")]:
        if visitor:
            client.force_login(visitor)
        for path in [address(versions, name), f"{address(versions, name)}?mine=3&theirs=2"]:
            answer = client.post(path, everything(name))
            assert answer.status_code == (401 if name in {"autosave", "here"} else 302)
    unchanged(versions)


def test_a_visitor_begins_nothing(client, section):
    assert client.post(BEGIN, {"title": "x"}).status_code == 401
    assert Article.objects.count() == 0


@pytest.mark.parametrize("name", ENDPOINTS)
def test_a_writer_stores_nothing_in_the_story_of_another(wandas, versions, name):
    for path in [address(versions, name), f"{address(versions, name)}?mine=3&theirs=2"]:
        answer = wandas.post(path, everything(name))
        assert answer.status_code in {302, 403, 404}
        assert "Two" not in answer.content.decode()
    unchanged(versions)


@pytest.mark.parametrize("name", ENDPOINTS)
def test_a_writer_stores_nothing_any_more_in_what_she_handed_in(wandas, wanda, name):
    story = factories.article(created_by=wanda)
    press(wandas, address(story, "change"), title="Handed in")
    publishing.submit(story, by=wanda)
    for path in [address(story, name), f"{address(story, name)}?mine=2&theirs=1"]:
        answer = wandas.post(path, everything(name))
        assert answer.status_code in {302, 403}
    assert Article.objects.get().title == "Handed in"
    assert story.revisions.count() == 2


def test_she_may_look_at_its_history_all_the_same(wandas, wanda):
    story = factories.article(created_by=wanda)
    press(wandas, address(story, "change"), title="Handed in")
    publishing.submit(story, by=wanda)
    html = wandas.get(address(story, "history")).content.decode()
    assert "What changed" in html
    assert "Restore" not in html
    assert wandas.get(f"{address(story, 'compare')}?a=1&b=2").status_code == 200


@pytest.mark.parametrize("name", ["history", "compare"])
def test_the_history_of_anothers_story_is_not_shown(wandas, versions, name):
    answer = wandas.get(f"{address(versions, name)}?a=1&b=2")
    assert answer.status_code in {302, 403}
    assert "Two" not in answer.content.decode()


@pytest.mark.parametrize("name", ["autosave", "here", "discard", "call-off", "restore"])
def test_nothing_is_stored_by_a_get(ediths, versions, name):
    assert ediths.get(address(versions, name)).status_code == 405
    unchanged(versions)


@pytest.mark.parametrize("name", ENDPOINTS)
def test_a_post_from_another_site_stores_nothing(edith, versions, name):
    client = Client(enforce_csrf_checks=True)
    client.force_login(edith)
    answer = client.post(f"{address(versions, name)}?mine=3&theirs=2", everything(name))
    assert answer.status_code == 403
    unchanged(versions)


@pytest.mark.parametrize("number", ["0", "999", "x", "", "9" * 40, "%00", "-1", "1e3"])
def test_a_version_that_is_not_there_leads_back(ediths, versions, number):
    history = reverse("admin:magazine_article_history", args=[versions.pk])
    for answer in [
        ediths.post(address(versions, "restore"), {"number": number}),
        ediths.get(f"{address(versions, 'compare')}?a={number}&b=1"),
        ediths.get(f"{address(versions, 'compare')}?a=1"),
    ]:
        assert (answer.status_code, answer["Location"]) == (302, history)
    together = f"{address(versions, 'compare')}?mine={number}&theirs=2"
    assert ediths.post(together, {"take": "mine"}).status_code == 302
    unchanged(versions)


def test_a_story_that_is_gone_says_so(ediths, versions):
    path = address(versions)
    versions.delete()
    assert ediths.post(path, {"title": "x"}).status_code == 404
    assert ediths.post(f"{LIST}%00/autosave/", {"title": "x"}).status_code == 404
    assert ediths.post(f"{LIST}{'9' * 40}/here/", {"title": "x"}).status_code == 404


# --- who is here ----------------------------------------------------------------------------------


def test_others_are_named_and_a_closed_window_is_not(wandas, ediths, wanda, edith):
    story = factories.article(created_by=wanda)
    edith.first_name, edith.last_name = "Edith", "Moor"
    edith.save()
    turned = Turn.objects.count()
    here = {"window": WINDOW, "base": "0"}
    assert wandas.post(address(story, "here"), here).json() == {"others": [], "newer": None}
    other = here | {"window": "1b4e28ba-2fa1-11d2-883f-0016d3cca427"}
    assert ediths.post(address(story, "here"), other).json()["others"] == ["wanda"]
    assert wandas.post(address(story, "here"), here).json()["others"] == ["Edith Moor"]
    assert sent(wandas, story, title="x").json()["others"] == ["Edith Moor"]
    second = here | {"window": "2b4e28ba-2fa1-11d2-883f-0016d3cca427"}
    found = wandas.post(address(story, "here"), second).json()["others"]
    assert sorted(found) == ["Edith Moor", "you"]
    ediths.post(address(story, "here"), other | {"leaving": "1"})
    assert wandas.post(address(story, "here"), here).json()["others"] == ["you"]
    assert Turn.objects.count() == turned


def test_a_newer_version_is_told(ediths, paulas, article):
    press(ediths, address(article, "change"), title="Edith's")
    said = paulas.post(address(article, "here"), {"window": WINDOW, "base": "1"}).json()
    assert (said["newer"]["number"], said["newer"]["by"]) == (2, "edith")
    said = paulas.post(address(article, "here"), {"window": WINDOW, "base": "2"}).json()
    assert said["newer"] is None


# --- the history ----------------------------------------------------------------------------------


def test_the_history_lists_every_version(ediths, paulas, article):
    press(ediths, address(article, "change"), title="Second", version_note="Shorter")
    press(paulas, address(article, "change"), "_publish")
    html = ediths.get(address(article, "history")).content.decode()
    for words in ["Saved", "Published", "Shorter", "paula", "you"]:
        assert words in html
    assert f"{address(article, 'compare')}?a=2&amp;b=3" in html


def test_a_long_history_is_turned_page_by_page(ediths, article, edith):
    content = revising.working_copy.taken(article)
    for number in range(1, 231):
        Revision.objects.create(
            article=article,
            number=number,
            kind="saved",
            by=edith,
            at=article.created_at,
            began_at=article.created_at,
            content=content,
        )
    seen = []
    path = address(article, "history")
    while path:
        page = ediths.get(path)
        seen += [row["number"] for row in page.context["versions"]]
        before = page.context["next_before"]
        path = before and f"{address(article, 'history')}?before={before}"
    assert seen == list(range(230, 0, -1))


def test_the_history_asks_as_much_for_many_versions_as_for_one(
    ediths, versions, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        ediths.get(address(versions, "history"))
    for number in range(4, 40):
        last = revising.newest(versions)
        last.pk, last.number = None, number
        last.save()
    with django_assert_num_queries(len(few)):
        ediths.get(address(versions, "history"))


def test_deleting_a_story_does_not_list_its_versions(paulas, versions):
    page = paulas.get(address(versions, "delete"))
    html = page.content.decode()
    assert "Version 2 of" not in html
    assert page.context["model_count"]
    paulas.post(address(versions, "delete"), {"post": "yes"})
    assert (Article.objects.count(), Revision.objects.count()) == (0, 0)


def test_restoring_brings_everything_back_as_a_new_version(ediths, article):
    row = {"credits-0-role": "hair", "credits-0-who": "Ana"}
    press(ediths, address(article, "change"), title="With Ana", tags="linen", **row)
    press(ediths, address(article, "change"), title="Without", tags="", **{"credits-0-DELETE": "1"})
    assert article.credits.count() == 0
    ediths.post(address(article, "restore"), {"number": "2"})
    fields = fields_of(ediths.get(address(article, "change")))
    assert (fields["title"], fields["tags"], fields["credits-0-who"]) == (
        "With Ana",
        "linen",
        "Ana",
    )
    assert Article.objects.get().title == "Without"
    press(ediths, address(article, "change"))
    story = Article.objects.get()
    assert (story.title, [tag.name for tag in story.tags.all()]) == ("With Ana", ["linen"])
    assert [credit.name for credit in story.credits.all()] == ["Ana"]


def test_two_versions_are_shown_side_by_side(ediths, article):
    press(ediths, address(article, "change"), title="A <hostile> title", body="<p>Woven once.</p>")
    html = ediths.get(f"{address(article, 'compare')}?a=2&b=1").content.decode()
    assert "A &lt;hostile&gt; title" in re.sub(r"</?(ins|del)>", "", html)
    assert "<hostile>" not in html
    assert "Version 1 and version 2" in html
    assert html.index("Version 1: ") < html.index("Version 2: ")
