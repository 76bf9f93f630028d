"""Checklist, gate, preview and preview links look at what the newsroom works on, not at what
readers see of a live story."""

import pytest

from library import uses
from library.uploading import add_picture
from magazine import preview_linking
from magazine.models import Article
from tests import factories
from tests.newsroom.forms import messages_of, press

pytestmark = pytest.mark.django_db
LIST = "/admin/magazine/article/"


@pytest.fixture
def beside(paulas, live_article):
    """A live story whose draft says something else, credits and tags as well."""
    press(
        paulas,
        f"{LIST}{live_article.pk}/change/",
        body="<p>Cloth TK</p>",
        tags="linen",
        **{"credits-TOTAL_FORMS": "1", "credits-0-role": "words", "credits-0-who": "Marc Beside"},
    )
    assert "TK" not in Article.objects.get().body
    return live_article


def test_an_update_is_held_back_like_a_publishing(paulas, beside, client):
    path = f"{LIST}{beside.pk}/change/"
    assert "TK is left" in paulas.get(path).content.decode()
    assert messages_of(press(paulas, path, "_update"))[0].startswith("TK is left")
    assert "TK" not in client.get(beside.get_absolute_url()).content.decode()
    press(paulas, path, "_update", body="<p>Cloth from Lyon</p>")
    assert "from Lyon" in client.get(beside.get_absolute_url()).content.decode()


def test_changes_that_are_to_come_out_later_are_held_back_too(paulas, beside):
    path = f"{LIST}{beside.pk}/change/"
    answer = press(paulas, path, "_update_later", update_at="2099-01-01T00:00")
    assert messages_of(answer)[0].startswith("TK is left")
    answer = press(paulas, path, "_update_later", update_at="2099-01-01T00:00", body="<p>x</p>")
    assert messages_of(answer)[0].startswith("Readers see the changes from 1 Jan 2099")


def test_previews_show_the_draft_with_its_credits_and_tags(paulas, paula, beside, client):
    link = preview_linking.make(beside, by=paula, days=1)
    preview = paulas.get(f"{LIST}{beside.pk}/preview/")
    for answer in [preview, client.get(link.get_absolute_url())]:
        html = answer.content.decode()
        for words in ["Cloth TK", "Marc Beside", "linen"]:
            assert words in html
    assert "Cloth TK" not in client.get(beside.get_absolute_url()).content.decode()
    assert Article.objects.get().credits.count() == 0
    assert factories.Credit.objects.count() == 0


def test_a_picture_that_only_a_draft_shows_is_in_use(paulas, paula, live_article):
    shown = add_picture(factories.picture_file(), alt="Sand.")[0]
    body = f'<figure data-card="picture" data-picture="{shown.pk}"></figure>'
    press(paulas, f"{LIST}{live_article.pk}/change/", body=body)
    assert uses.used() == {shown.pk}
    told = [(use.how, use.title) for use in uses.uses_of(shown, paula)]
    assert told == [("In a draft", live_article.title)]
    paulas.post(f"/admin/library/picture/{shown.pk}/delete/", {"post": "yes"})
    assert uses.used() == {shown.pk}
