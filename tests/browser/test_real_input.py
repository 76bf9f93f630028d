"""The page of the old magazine, made anew: an editor types the story of a short film into the
newsroom and publishes it; a visitor reads it, subscribes, and confirms.

The facts are those of the page that this magazine replaces; the sentences are the test's own.
"""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from magazine.models import SiteIdentity
from newsletter.models import Subscriber
from spotlight.models import SpotlightFeature
from tests import factories
from tests.browser import scripts
from tests.conftest import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
]

TITLE = "Leaving the Factory"
STANDFIRST = "A short film about Marina, an Italian immigrant on the shop floor, and one refusal."
STORY = [
    ("h2", "A glimpse into history"),
    ("p", "Los Angeles, in the 1910s: the city builds, and its factories run on women’s hands."),
    ("h2", "The catalyst"),
    ("p", "Freeda, who works beside Marina, stands up to the owners first. Marina has to choose."),
    ("h2", "Themes of resilience and solidarity"),
    ("p", "Nobody here is brave alone. The film counts the people it takes."),
    ("h2", "Accolades and recognition"),
    ("p", "Two juries have noticed, one of them in a festival of Italian American film."),
]
ACCOLADES = [
    "Russo Brothers Italian American Film Forum",
    "Best Short, ETHOS International Film Festival",
]
WATCH = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"


@pytest.fixture
def magazine(transactional_db, empty_search_index):
    SiteIdentity.objects.create(
        name="Elucid",
        about="An active force in the fashion community.",
        email="hello@elucid.example",
        postal_address="6 Ropewalk Yard\nParlin, NJ",
    )
    factories.section("Culture")
    factories.spotlight("An earlier feature")


def test_the_old_magazines_page_is_written_published_read_and_subscribed_to(
    magazine, page, live_server, paula, sign_in
):
    # --- the editor ---
    sign_in(paula.username, PASSWORD)
    page.goto(f"{live_server.url}/admin/spotlight/spotlightfeature/add/")
    page.get_by_label("Title", exact=True).fill(TITLE)
    page.get_by_label("Standfirst").fill(STANDFIRST)
    write_story(page)
    page.get_by_label("Section", exact=True).select_option(label="Culture")
    page.get_by_label("What it is about").select_option(label="Film")
    page.get_by_label("Its name").fill(TITLE)
    fill(page, "see_it_url", WATCH)
    fill(page, "see_it_label", f"Watch {TITLE}")
    for number, award in enumerate(ACCOLADES):
        fill(page, f"accolades-{number}-award", award)
    page.get_by_role("button", name=re.compile("^Publish")).first.click()
    page.get_by_role("button", name="Publish anyway").click()  # there is no lead picture
    expect(page.locator(".messagelist")).to_contain_text("is published")
    feature = SpotlightFeature.objects.get(title=TITLE)
    assert feature.is_live()
    assert [row.award for row in feature.accolades.all()] == ACCOLADES
    assert "&nbsp;" not in feature.body
    assert "\xa0" not in feature.body

    # --- the visitor ---
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/spotlight/leaving-the-factory/")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    for kind, words in STORY:
        if kind == "h2":
            expect(page.get_by_role("heading", name=words, level=2)).to_be_visible()
        else:
            expect(page.get_by_text(words)).to_be_visible()
    for award in ACCOLADES:
        expect(page.get_by_text(award)).to_be_visible()
    assert page.get_by_role("link", name=f"Watch {TITLE}").get_attribute("href") == WATCH
    expect(page.get_by_role("link", name="An earlier feature").first).to_be_attached()
    expect(page.get_by_text("6 Ropewalk Yard")).to_be_visible()
    expect(page.get_by_text("An active force in the fashion community.")).to_be_visible()
    cloaked = page.locator("footer a[href^='mailto:']")
    scripts.until_they_are_here(page)
    expect(cloaked).to_have_attribute("href", "mailto:hello@elucid.example")  # put there by script
    assert page.context.cookies() == []

    form = page.locator("form[action='/newsletter/']").last
    form.locator("input[type=email]").fill("rhea@readers.example")
    form.get_by_role("button").click()
    answer = page.get_by_text(re.compile("check your (mail|inbox)|look in your", re.I))
    expect(answer.first).to_be_visible()
    assert [letter.to for letter in mail.outbox] == [["rhea@readers.example"]]
    link = re.search(r"https?://\S+/newsletter/confirm/\S+", str(mail.outbox[0].body))
    assert link
    path = re.sub(r"^https?://[^/]+", "", link.group())
    page.goto(f"{live_server.url}{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert Subscriber.objects.get(email="rhea@readers.example").state == "confirmed"


def test_without_javascript_a_visitor_reads_and_subscribes_too(magazine, live_server, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(f"{live_server.url}/spotlight/an-earlier-feature/")
    assert "hello" in page.locator("footer").inner_text()
    form = page.locator("form[action='/newsletter/']").last
    form.locator("input[type=email]").fill("rhea@readers.example")
    form.get_by_role("button").click()
    link = re.search(r"/newsletter/confirm/\S+", str(mail.outbox[0].body))
    assert link
    page.goto(f"{live_server.url}{link.group()}")
    assert Subscriber.objects.get().state == "pending"  # opening the link confirms nothing
    page.locator("main").get_by_role("button").first.click()
    assert Subscriber.objects.get().state == "confirmed"


def fill(page, name, value):
    """Fill a field by its name, opening what hides it."""
    field = page.locator(f"[name='{name}']")
    if not field.count():
        page.locator(f".inline-group:has([name^='{name.split('-')[0]}-']) .add-row a").click()
    for group in page.locator(f"details:not([open]):has([name='{name}'])").all():
        group.locator("summary").first.click()
    field.fill(value)


def write_story(page):
    """Type as a person does: a line, Enter, the next."""
    surface = page.locator(".ProseMirror").first
    surface.click()
    for number, (kind, words) in enumerate(STORY):
        if number:
            page.keyboard.press("Enter")
        if kind == "h2":
            page.keyboard.type("## ")  # Markdown becomes a heading
        page.keyboard.insert_text(words)
