"""Two people at one story: nobody's words are replaced unasked."""

import re

import pytest
from django.db import IntegrityError

from magazine import publishing, revising
from magazine.models import Article
from tests import factories
from tests.newsroom.forms import errors_of, fields_of, messages_of, press

pytestmark = pytest.mark.django_db
LIST = "/admin/magazine/article/"


@pytest.fixture
def path(article):
    return f"{LIST}{article.pk}/change/"


@pytest.fixture
def overtaken(ediths, paulas, path):
    """Paula has saved on top of an older version than Edith's: where that led her."""
    opened = fields_of(press(paulas, path, admin_note="So that there are versions"))
    press(ediths, path, title="Edith's", kicker="Edith's kicker")
    typed = {"title": "Paula's", "standfirst": "Paula's standfirst", "_save": "1"}
    return paulas.post(path, opened | typed, follow=True)


def stored():
    story = Article.objects.get()
    return story.kicker, story.title, story.standfirst


def address_of(answer):
    return f"{answer.request['PATH_INFO']}?{answer.request['QUERY_STRING']}"


def test_whoever_saves_second_is_shown_both_and_loses_nothing(overtaken, article):
    assert stored() == ("Edith's kicker", "Edith's", "A sentence that leads in.")
    assert "/compare/?mine=4&theirs=3" in address_of(overtaken)
    html = re.sub(r"</?mark>", "", overtaken.content.decode())
    assert "Edith saved a newer version while you were writing." in html
    assert "Edith&#x27;s kicker" in html
    assert "Paula&#x27;s standfirst" in html
    kept = revising.lies_aside(article, article.revisions.first().by)
    assert kept.content["fields"]["title"] == "Paula's"


def test_she_chooses_place_by_place(overtaken, paulas, path):
    answer = paulas.post(
        address_of(overtaken), {"take": "choices", "choice-field:title": "mine"}, follow=True
    )
    assert messages_of(answer) == ["This is version 5 now. Save it to go on with it."]
    press(paulas, path)
    assert stored() == ("Edith's kicker", "Paula's", "Paula's standfirst")


@pytest.mark.parametrize(
    ("taken", "becomes"),
    [
        ("theirs", ("Edith's kicker", "Edith's", "A sentence that leads in.")),
        ("mine", ("", "Paula's", "Paula's standfirst")),
    ],
)
def test_she_takes_one_of_the_two_whole(overtaken, paulas, path, article, taken, becomes):
    paulas.post(address_of(overtaken), {"take": taken})
    press(paulas, path)
    assert stored() == becomes
    titles = [row.content["fields"]["title"] for row in article.revisions.all()]
    assert {"Edith's", "Paula's"} <= set(titles)


def test_until_then_the_screen_reminds_her(overtaken, paulas, ediths, path):
    assert "lie beside this version" in paulas.get(path).content.decode()
    assert "lie beside this version" not in ediths.get(path).content.decode()
    paulas.post(address_of(overtaken), {"take": "theirs"})
    assert "lie beside this version" not in paulas.get(path).content.decode()


def test_somebody_who_goes_on_meanwhile_is_not_written_over(overtaken, ediths, paulas, path):
    press(ediths, path, title="Edith's second")
    answer = paulas.post(address_of(overtaken), {"take": "mine"}, follow=True)
    assert messages_of(answer) == ["Edith went on writing meanwhile. Please look again."]
    assert "Edith&#x27;s second" in answer.content.decode()
    assert stored()[1] == "Edith's second"
    paulas.post(address_of(answer), {"take": "mine"})
    press(paulas, path)
    assert stored()[1] == "Paula's"


def test_the_way_to_both_holds_while_she_goes_on_typing(overtaken, paulas, path, article):
    fields = fields_of(paulas.get(path)) | {"base": "2", "window": "12345678"}
    for words in ["One", "Two"]:
        sent = paulas.post(path.replace("change", "autosave"), {**fields, "title": words}).json()
    assert sent["number"] == 6
    page = paulas.get(sent["overtaken"]["compare"].replace("mine=6", "mine=5"))
    assert page.context["right"]["number"] == 6


def test_what_was_brought_together_is_not_again(overtaken, paulas, article):
    for _ in range(2):
        answer = paulas.post(address_of(overtaken), {"take": "mine"}, follow=True)
    assert messages_of(answer) == ["There is nothing left to bring together."]
    assert article.revisions.filter(kind="merged").count() == 1


def test_publishing_it_meanwhile_counts_as_well(paula, paulas, ediths, path, article):
    opened = fields_of(ediths.get(path))
    publishing.publish(article, by=paula)
    answer = ediths.post(path, {**opened, "title": "Late", "_update": "1"}, follow=True)
    assert "Paula saved a newer version while you were writing." in answer.content.decode()
    assert Article.objects.get().is_live()
    assert Article.objects.get().title == article.title


def test_saving_ones_own_story_twice_warns_of_nothing(paulas, path):
    first = press(paulas, path, title="One")
    second = paulas.post(path, {**fields_of(first), "title": "Two", "_save": "1"}, follow=True)
    assert second.redirect_chain
    assert Article.objects.get().title == "Two"


def test_an_address_taken_between_look_and_write_is_shown_as_an_error(
    paulas, path, article, monkeypatch
):
    """The row of the other appears after the form has found the address free."""
    calls: list[Article] = []
    save = Article.save

    def raced(self, *args, **kwargs):
        if not calls:
            calls.append(self)
            raise IntegrityError("UNIQUE constraint failed: magazine_article.slug")
        return save(self, *args, **kwargs)

    other = factories.article("Other")
    monkeypatch.setattr(Article, "save", raced)
    answer = press(paulas, path, slug=other.slug, title="Kept")
    assert errors_of(answer) == ["Article with this Slug already exists."]
    assert Article.objects.get(pk=article.pk).slug == article.slug


def test_a_story_that_is_gone_says_so(paulas, path, article):
    opened = fields_of(paulas.get(path))
    article.delete()
    answer = paulas.post(path, {**opened, "_save": "1"}, follow=True)
    assert answer.status_code == 200
    assert "doesn’t exist" in answer.content.decode()
