"""The Nu HTML checker finds no error on any page, public or in the newsroom."""

import json
import subprocess

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.views.defaults import server_error

from magazine.models import Article
from tests import checkers, factories, magazines
from tests.guards.test_pages import MISSING, newsroom_pages
from tests.newsletter import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def errors(tmp_path):
    """`errors(pages)`: what the checker has against pages, given as {what: HTML}; one run of it
    for all of them, because its start is the long part."""
    checker = checkers.html_checker()
    if checker is None:
        pytest.skip("; ".join(checkers.missing()))

    def found(pages):
        names = {}
        for number, (what, html) in enumerate(pages.items()):
            file = tmp_path / f"{number}.html"
            file.write_bytes(html)
            names[file.name] = what
        done = subprocess.run(
            [
                *checker,
                "--format",
                "json",
                "--exit-zero-always",
                *map(str, tmp_path.glob("*.html")),
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        said = json.loads(done.stderr or done.stdout)["messages"]
        return [
            f"{names[message['url'].rpartition('/')[2]]}: {message['message']} "
            f"{message.get('extract', '')!r}"
            for message in said
            if message["type"] != "info"
        ]

    return found


@pytest.mark.parametrize("make", [magazines.ordinary, magazines.hostile, magazines.bare])
def test_public_pages_are_valid(errors, client, make):
    shown = {what: client.get(path).content for what, path in make().items()}
    assert len(shown) >= 15
    assert errors(shown) == []


def test_pages_that_are_not_there_are_valid(errors, client):
    magazines.bare()
    shown = {path: client.get(path).content for path in MISSING}
    gone = factories.live_article("Gone")
    Article.objects.filter(pk=gone.pk).update(withdraw_at=timezone.now())
    shown["gone"] = client.get(gone.get_absolute_url()).content
    shown["fault"] = server_error(RequestFactory().get("/")).content
    assert errors(shown) == []


def test_what_subscribers_see_is_valid(errors, client):
    shown = {step.what: pages.answer(client, step).content for step in pages.of_readers()}
    assert errors(shown) == []


def test_the_newsrooms_pages_about_subscribers_are_valid(errors, client):
    client.force_login(factories.publisher())
    shown = {step.what: pages.answer(client, step).content for step in pages.of_the_newsroom()}
    assert errors(shown) == []


def test_the_newsrooms_pages_are_valid(errors, client):
    magazines.ordinary()
    client.force_login(factories.publisher())
    shown = {name: client.get(reverse(name), follow=True).content for name in newsroom_pages()}
    for model in admin.site._registry:
        if (row := model._default_manager.first()) is not None:
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            answer = client.get(reverse(f"{name}_change", args=[row.pk]), follow=True)
            shown[f"{name}_change"] = answer.content
    client.logout()
    shown["login"] = client.get("/admin/login/").content
    # Django's widget for a password that nobody can read says that it is `disabled` on a div.
    ours = [
        error for error in errors(shown) if "“disabled” not allowed on element “div”" not in error
    ]
    assert ours == []
