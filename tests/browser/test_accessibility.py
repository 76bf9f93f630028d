"""axe finds no barrier on any page: public and newsroom, light and dark, phone and desktop."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from library.models import Collection
from magazine import preview_linking, revising, working_copy
from magazine.models import Article
from tests import checkers, factories, magazines
from tests.browser import scripts
from tests.newsletter import pages
from tests.newsletter.campaigns import campaign, mailing_list, sent

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
# Sends a form of these fields to this page, and with it what the newsroom asks of its own forms.
SEND = """
(fields) => {
  const form = Object.assign(document.createElement("form"), {method: "post"});
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (token) form.append(token.cloneNode());
  for (const [name, value] of Object.entries(fields)) {
    form.append(Object.assign(document.createElement("input"), {type: "hidden", name, value}));
  }
  document.body.append(form);
  form.submit();
}
"""
OPEN = "for (const one of document.querySelectorAll('.preferences details')) one.open = true"


@pytest.fixture
def barriers():
    """`barriers(page)`: what axe finds, in every window and colour scheme, as sentences."""
    script = checkers.axe()
    if script is None:
        pytest.skip("; ".join(checkers.missing()))
    source = script.read_text(encoding="utf-8")

    def found(page):
        page.evaluate(source)
        scripts.until_all_is_laid_out(page)
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


@pytest.fixture
def barriers_along(page, live_server, barriers):
    """`barriers_along(steps)`: the same of pages, and of answers to forms."""

    def found(steps):
        sentences = []
        for step in steps:
            page.goto(live_server.url + step.path)
            if step.posted is not None:
                with page.expect_navigation():
                    page.evaluate(SEND, step.posted)
            page.evaluate(OPEN)
            sentences += [f"{step.what}: {sentence}" for sentence in barriers(page)]
        return "\n".join(sentences)

    return found


@pytest.fixture
def enter(page, live_server, client):
    """Have `page` be a publisher's from now on."""

    def entered():
        client.force_login(factories.publisher())
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )

    return entered


def test_what_subscribers_see_has_no_barrier(page, empty_search_index, barriers_along):
    # The page that asks for a yes says it by itself, and would be gone.
    page.route("**/js/confirm*.js", lambda route: route.fulfill(content_type="text/javascript"))
    assert barriers_along(pages.of_readers()) == ""


def stay(route):
    answer = route.fetch()
    headers = {name: value for name, value in answer.headers.items() if name != "refresh"}
    route.fulfill(response=answer, headers=headers)


def test_what_the_form_answers_in_its_place_has_no_barrier(page, live_server, db, barriers):
    mailing_list(is_default=True)
    page.goto(f"{live_server.url}/newsletter/")
    scripts.until_they_are_here(page)
    form = page.locator("main form")
    found = []
    for email in ["rhea@readers", pages.RHEA]:
        form.get_by_label("E-mail address").fill(email)
        form.get_by_role("button").click()
        expect(form.locator("[aria-live]")).not_to_be_empty()
        found += [f"{email}: {sentence}" for sentence in barriers(page)]
    assert found == []


def test_the_newsrooms_pages_about_subscribers_have_no_barrier(
    page, empty_search_index, barriers_along, enter
):
    # The page of an import that runs asks for itself again, in the midst of axe's look.
    page.route("**/subscriberimport/*/change/", stay)
    enter()
    assert barriers_along(pages.of_the_newsroom()) == ""


def test_the_newsroom_has_no_barrier(page, live_server, empty_search_index, barriers, enter):
    magazines.ordinary()
    page.goto(f"{live_server.url}/admin/login/")
    found = [f"login: {sentence}" for sentence in barriers(page)]
    enter()
    for what, path in (newsroom_screens() | screens_of_versions()).items():
        page.goto(live_server.url + path)
        found += [f"{what}: {sentence}" for sentence in barriers(page)]
    assert "\n".join(found) == ""


def test_letters_have_no_barrier(page, live_server, empty_search_index, barriers, enter):
    """The screens for them, and a letter itself."""
    factories.live_article("Another", lead_picture=magazines.picture())
    mailing_list(is_default=True)
    draft = campaign(sponsor_name="Gloves", sponsor_words="Cut by hand.", subject="TK")
    gone = sent(subject="Sent")
    gone.links.create(number=1, url="https://example.org/", clicks=3)
    for state in ("bounced", "unknown"):
        gone.deliveries.create(
            email=f"{state}@readers.example", domain="readers.example", state=state,
            due_at=timezone.now(), answer="550 No such user",
        )  # fmt: skip
    enter()
    base = reverse("admin:newsletter_campaign_changelist")
    lists = reverse("admin:newsletter_mailinglist_changelist")
    found = []
    for what, path in {
        "letters": base,
        "new letter": f"{base}add/",
        "a draft": f"{base}{draft.pk}/change/",
        "the page that asks": f"{base}{draft.pk}/send/",
        "what became of it": f"{base}{gone.pk}/change/",
        "the letter": f"{base}{draft.pk}/preview/",
        "the letter as text": f"{base}{draft.pk}/preview/?look=text",
        "lists": lists,
        "a list": f"{lists}{mailing_list().pk}/change/",
    }.items():
        page.goto(live_server.url + path)
        # A mail is no page: the program that shows it has the landmarks.
        passing = {"landmark-one-main", "region"} if what == "the letter" else set()
        found += [
            f"{what}: {sentence}"
            for sentence in barriers(page)
            if sentence.partition(",")[0] not in passing
        ]
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
