"""Two people at one story: nobody's words are replaced unasked."""

import pytest
from django.db import IntegrityError

from magazine import publishing
from magazine.models import Article
from tests import factories
from tests.newsroom.forms import errors_of, fields_of, press

pytestmark = pytest.mark.django_db
LIST = "/admin/magazine/article/"


@pytest.fixture
def path(article):
    return f"{LIST}{article.pk}/change/"


def test_whoever_saves_second_is_told_and_keeps_what_was_typed(ediths, paulas, path):
    opened = fields_of(paulas.get(path))
    press(ediths, path, title="Edith's")
    answer = paulas.post(path, {**opened, "title": "Paula's", "_save": "1"})
    assert Article.objects.get().title == "Edith's"
    html = answer.content.decode()
    assert "Somebody else has saved this story since you opened it." in html
    assert "Paula&#x27;s</textarea>" in html


def test_saving_once_more_is_meant(ediths, paulas, path):
    opened = fields_of(paulas.get(path))
    press(ediths, path, title="Edith's")
    warned = paulas.post(path, {**opened, "title": "Paula's", "_save": "1"})
    paulas.post(path, {**fields_of(warned), "_save": "1"})
    assert Article.objects.get().title == "Paula's"


def test_publishing_it_meanwhile_counts_as_well(paula, paulas, ediths, path, article):
    opened = fields_of(ediths.get(path))
    publishing.publish(article, by=paula)
    answer = ediths.post(path, {**opened, "title": "Late", "_save": "1"})
    assert "Somebody else has saved" in answer.content.decode()
    assert Article.objects.get().is_live()


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
