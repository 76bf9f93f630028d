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
from newsletter import links, stamps, subscribing
from newsletter.models import Subscriber
from tests import checkers, factories, magazines
from tests.guards.test_pages import MISSING, newsroom_pages

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
    pages = {what: client.get(path).content for what, path in make().items()}
    assert len(pages) >= 15
    assert errors(pages) == []


def test_pages_that_are_not_there_are_valid(errors, client):
    magazines.bare()
    pages = {path: client.get(path).content for path in MISSING}
    gone = factories.live_article("Gone")
    Article.objects.filter(pk=gone.pk).update(withdraw_at=timezone.now())
    pages["gone"] = client.get(gone.get_absolute_url()).content
    pages["fault"] = server_error(RequestFactory().get("/")).content
    assert errors(pages) == []


def test_pages_behind_the_newsletters_form_and_links_are_valid(errors, client):
    magazines.bare()
    posted = {"headers": {"Sec-Fetch-Site": "same-origin"}}
    pages = {}
    for what, email in [("refused", "rhea@"), ("look into your mail", "rhea@readers.example")]:
        stamp = stamps.today(subscribing.WORDING)
        answer = client.post("/newsletter/", {"email": email, "stamp": stamp}, **posted)
        pages[what] = answer.content
    rhea = Subscriber.objects.get()
    confirm = f"/newsletter/confirm/{links.confirm_token(rhea)}/"
    leave = f"/newsletter/leave/{links.leave_token(rhea)}/"
    for what, path in [("confirm", confirm), ("leave", leave)]:
        pages[what] = client.get(path).content
        pages[f"{what}ed"] = client.post(path, follow=True).content
    pages["bad link"] = client.get("/newsletter/confirm/x/").content
    assert errors(pages) == []


def test_the_newsrooms_pages_are_valid(errors, client):
    magazines.ordinary()
    client.force_login(factories.publisher())
    pages = {name: client.get(reverse(name), follow=True).content for name in newsroom_pages()}
    for model in admin.site._registry:
        if (row := model._default_manager.first()) is not None:
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            answer = client.get(reverse(f"{name}_change", args=[row.pk]), follow=True)
            pages[f"{name}_change"] = answer.content
    client.logout()
    pages["login"] = client.get("/admin/login/").content
    # Django's widget for a password that nobody can read says that it is `disabled` on a div.
    ours = [
        error for error in errors(pages) if "“disabled” not allowed on element “div”" not in error
    ]
    assert ours == []
