"""axe finds no barrier on any page: public and newsroom, light and dark, phone and desktop."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse

from library.models import Collection
from magazine import preview_linking, revising, working_copy
from magazine.models import Article
from tests import checkers, factories, magazines

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WINDOWS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
STRANGE = {
    "front",
    "endless words, no picture, 40 credits",
    "Arabic",
    "emoji",
    "spotlight",
    "issue",
}
# Of axe's rules those whose answer depends on colours; the others are asked in the light only.
OF_COLOUR = ["color-contrast", "link-in-text-block"]
LOOK = """
async (only) => {
  await document.fonts.ready;
  for (const one of document.getAnimations()) {
    if (one.effect.getComputedTiming().endTime < Infinity) one.finish();
  }
  const found = await axe.run(document, {
    resultTypes: ["violations"],
    ...(only ? {runOnly: only} : {rules: {"target-size": {enabled: true}}}),
  });
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => [rule.id, node.target.join(" "), node.failureSummary]));
}
"""


@pytest.fixture
def barriers():
    """`barriers(page)`: what axe finds, in every window and colour scheme, as sentences."""
    script = checkers.axe()
    if script is None:
        pytest.skip("; ".join(checkers.missing()))
    source = script.read_text(encoding="utf-8")

    def found(page):
        page.evaluate(source)
        sentences: dict[tuple[str, str], str] = {}
        for scheme in ["light", "dark"]:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            for window, size in WINDOWS.items():
                page.set_viewport_size(size)
                for rule, where, why in page.evaluate(
                    LOOK, OF_COLOUR if scheme == "dark" else None
                ):
                    sentence = f"{rule}, {window}, {scheme}: {where} {re.sub(r'\s+', ' ', why)}"
                    sentences.setdefault((rule, where), sentence)
        return list(sentences.values())

    return found


@pytest.fixture
def page(new_page):
    """axe sets styles to try things out, which our policy would not let it."""
    return new_page(bypass_csp=True)


def test_public_pages_have_no_barrier(page, live_server, empty_search_index, barriers):
    found = []
    for what, path in magazines.ordinary().items():
        page.goto(live_server.url + path)
        found += [f"{what}: {sentence}" for sentence in barriers(page)]
    assert "\n".join(found) == ""


def test_pages_of_strange_stories_have_no_barrier(page, live_server, empty_search_index, barriers):
    found = []
    for what, path in magazines.hostile().items():
        if what in STRANGE:
            page.goto(live_server.url + path)
            found += [f"{what}: {sentence}" for sentence in barriers(page)]
    assert "\n".join(found) == ""


def test_the_newsroom_has_no_barrier(page, live_server, empty_search_index, barriers, client):
    magazines.ordinary()
    page.goto(f"{live_server.url}/admin/login/")
    found = [f"login: {sentence}" for sentence in barriers(page)]
    client.force_login(factories.publisher())
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    for what, path in (newsroom_screens() | screens_of_versions()).items():
        page.goto(live_server.url + path)
        found += [f"{what}: {sentence}" for sentence in barriers(page)]
    assert "\n".join(found) == ""


def screens_of_versions():
    """A live story with a draft beside it and words of another that lie aside: form, history, two
    versions side by side, and brought together."""
    story, by = Article.objects.get(title="A coat, taken apart"), factories.publisher()
    for words in ["Theirs", "Mine"]:
        content = working_copy.taken(story)
        content["fields"] |= {"title": words, "body": f"<p>{words}</p>{story.body}"}
        revising.keep(story, content, by=by, base=1, note="A word about it")
    newest = revising.newest(story).number
    address = reverse("admin:magazine_article_change", args=[story.pk]).replace("change/", "")
    return {
        "a draft": f"{address}change/",
        "a history": f"{address}history/",
        "two versions": f"{address}compare/?a=1&b={newest}",
        "bringing together": f"{address}compare/?mine={newest + 1}&theirs={newest}",
    }


def newsroom_screens():
    """Desk, lists and forms: an empty one and one that is filled."""
    screens = {"desk": reverse("admin:index")}
    for app, model in [
        ("magazine", "article"),
        ("spotlight", "spotlightfeature"),
        ("library", "picture"),
        ("magazine", "contributor"),
        ("magazine", "printissue"),
        ("magazine", "section"),
    ]:
        name = f"admin:{app}_{model}"
        screens[f"list of {model}s"] = reverse(f"{name}_changelist")
        screens[f"new {model}"] = reverse(f"{name}_add")
        rows = apps.get_model(app, model).objects
        row = rows.get(title="A coat, taken apart") if model == "article" else rows.first()
        screens[f"a {model}"] = reverse(f"{name}_change", args=[row.pk])
    draft = factories.article("A draft", standfirst="", body="<p>Words.</p>")
    preview_linking.make(draft, by=factories.publisher(), days=7, for_whom="Ines")
    for what in ["publish", "preview-links"]:
        screens[what] = reverse(f"admin:magazine_article_{what}", args=[draft.pk])
    Collection.objects.create(name="Marseille")
    screens["collections"] = reverse("admin:library_collection_changelist")
    screens["identity"] = reverse("admin:magazine_siteidentity_changelist")
    screens["subscribers"] = reverse("admin:newsletter_subscriber_changelist")
    return screens
