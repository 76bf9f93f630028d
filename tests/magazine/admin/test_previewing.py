"""A story as readers would see it, before they do: for the newsroom, never kept, never counted as
published."""

import pytest
from django.test import Client

from magazine import publishing
from magazine.models import Article
from tests import factories
from tests.newsroom.forms import fields_of

pytestmark = pytest.mark.django_db
LIST = "/admin/magazine/article/"


def preview(story):
    return f"{LIST}{story.pk}/preview/"


def test_a_draft_is_shown_as_its_page_would_be(paulas, article):
    answer = paulas.get(preview(article))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert f">{article.title}</h1>" in html
    assert "woven twice" in html
    assert '<meta name="robots" content="noindex">' in html


def test_it_goes_out_under_the_readers_policy_and_nobody_keeps_it(paulas, article):
    answer = paulas.get(preview(article))
    rules = answer["Content-Security-Policy"]
    assert "nonce" not in rules
    assert "unsafe" not in rules
    assert "script-src 'self' 'sha256-" in rules
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert "ETag" not in answer


def test_what_is_typed_is_shown_and_not_stored(paulas, article):
    typed = fields_of(paulas.get(f"{LIST}{article.pk}/change/"))
    typed |= {"title": "Only typed", "body": "<p>Not saved.</p><script>alert(1)</script>"}
    html = paulas.post(preview(article), typed).content.decode()
    assert "Only typed" in html
    assert "Not saved." in html
    assert "alert(1)" not in html
    stored = Article.objects.get()
    assert (stored.title, stored.body) == (article.title, article.body)


def test_of_what_is_typed_wrongly_the_stored_is_shown(paulas, article):
    typed = fields_of(paulas.get(f"{LIST}{article.pk}/change/"))
    html = paulas.post(preview(article), {**typed, "title": "x" * 999}).content.decode()
    assert f">{article.title}</h1>" in html


def test_a_story_that_was_never_saved_can_be_looked_at(paulas, section):
    typed = fields_of(paulas.get(f"{LIST}add/"))
    for fields in [
        {"title": "New", "body": "<p>Here.</p>", "section": section.pk},
        {"title": "", "body": "", "section": ""},
    ]:
        answer = paulas.post(f"{LIST}preview/", {**typed, **fields})
        assert answer.status_code == 200
    assert Article.objects.count() == 0
    assert paulas.get(f"{LIST}preview/").status_code == 404


def test_a_post_from_another_site_shows_nothing(paula, article):
    client = Client(enforce_csrf_checks=True)
    client.force_login(paula)
    assert client.post(preview(article), {"title": "x"}).status_code == 403


def test_a_writer_looks_at_what_she_handed_in_as_it_is_stored(wandas, wanda):
    story = factories.article(created_by=wanda)
    publishing.submit(story, by=wanda)
    html = wandas.post(preview(story), {"title": "Changed after all"}).content.decode()
    assert "Changed after all" not in html
    assert story.title in html


def test_a_feature_is_shown_with_its_facts(paulas):
    feature = factories.spotlight("A film", live=False)
    feature.facts.create(label="Director", value="M. Aguirre")
    html = paulas.get(f"/admin/spotlight/spotlightfeature/{feature.pk}/preview/").content.decode()
    assert "M. Aguirre" in html


def test_credits_tags_and_facts_are_those_typed(paulas):
    ines = factories.contributor("Ines Valcourt")
    film = factories.spotlight("A film", live=False, tags=["denim"], credits=[("words", ines)])
    film.facts.create(label="Director", value="M. Aguirre")
    path = f"/admin/spotlight/spotlightfeature/{film.pk}/"
    typed = fields_of(paulas.get(f"{path}change/")) | {
        "credits-0-who": "Marc Typed",
        "facts-0-value": "Typed Aguirre",
        "facts-1-label": "Length",
        "facts-1-value": "Ninety minutes",
        "facts-1-position": "",
        "tags": "denim, never seen before",
    }
    html = paulas.post(f"{path}preview/", typed).content.decode()
    for words in ["Marc Typed", "Typed Aguirre", "Ninety minutes", "denim", "never seen before"]:
        assert words in html
    assert "Ines Valcourt" not in html[html.index("<article") : html.index("</article>")]
    assert [str(credit) for credit in film.credits.all()] == ["Words: Ines Valcourt"]
    assert [fact.value for fact in film.facts.all()] == ["M. Aguirre"]
    assert list(film.tags.names()) == ["denim"]
    gone = paulas.post(f"{path}preview/", typed | {"facts-0-DELETE": "on"}).content.decode()
    assert "Typed Aguirre" not in gone
    assert "Ninety minutes" in gone


@pytest.mark.parametrize(
    "forged",
    [
        {"credits-TOTAL_FORMS": "x"},
        {"credits-TOTAL_FORMS": "99999999", "credits-INITIAL_FORMS": "7"},
        {"credits-0-role": "emperor", "credits-0-who": "x"},
        {"credits-0-id": "999", "credits-0-who": "x", "credits-INITIAL_FORMS": "1"},
        {"tags": "\x00, " + "x" * 500},
    ],
)
def test_nonsense_in_rows_and_tags_is_left_out(paulas, article, forged):
    typed = fields_of(paulas.get(f"{LIST}{article.pk}/change/"))
    assert paulas.post(preview(article), typed | forged).status_code == 200
    assert article.credits.count() == 0
