"""The newsletter's form and its links, as a visitor's browser handles them."""

import pytest
from playwright.sync_api import expect

from newsletter import links, stamps, subscribing
from newsletter.models import Subscriber

pytestmark = [
    pytest.mark.browser,
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
]
RHEA = "rhea@readers.example"


@pytest.fixture
def form(page, live_server):
    """The form at the foot of a page."""
    page.goto(f"{live_server.url}/search/")
    return page.locator("form[action='/newsletter/']").last


def answer(form):
    return form.locator("[aria-live]")


def press(form, email):
    form.get_by_label("E-mail address").fill(email)
    form.get_by_role("button").click()


def rhea(**fields):
    return Subscriber.objects.create(email=RHEA, email_key=RHEA, **fields)


def test_the_answer_comes_in_the_forms_place(page, live_server, form):
    press(form, "rhea@readers")
    expect(answer(form)).to_contain_text("not the name of a domain")
    field = form.get_by_label("E-mail address")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    press(form, RHEA)
    expect(answer(form)).to_contain_text(f"Check your mail. A mail to {RHEA} is on its way.")
    expect(answer(form)).to_be_focused()
    expect(field).to_be_hidden()
    assert page.url == f"{live_server.url}/search/"
    assert Subscriber.objects.get().consent_place == "/search/"


def test_an_old_copy_of_the_page_needs_one_press_more(form):
    form.locator("[name=stamp]").evaluate("field => field.value = 'of last year'")
    press(form, RHEA)
    expect(answer(form)).to_contain_text("press once more")
    assert stamps.holds(form.locator("[name=stamp]").input_value(), subscribing.WORDING)
    form.get_by_role("button").click()
    expect(answer(form)).to_contain_text("Check your mail")


@pytest.mark.parametrize(
    "fetch", ["() => Promise.reject(new TypeError())", "async () => new Response('<h1>502</h1>')"]
)
def test_when_the_script_cannot_the_browser_sends_the_form(page, live_server, form, fetch):
    page.evaluate(f"() => {{ window.fetch = {fetch}; }}")
    press(form, RHEA)
    page.wait_for_url(f"{live_server.url}/newsletter/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your mail")
    assert Subscriber.objects.get().email == RHEA


def test_opening_the_link_confirms_and_reloading_sends_nothing(page, live_server):
    path = links.confirm_url(rhea()).removeprefix("http://testserver")
    posts: list[str] = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else 0)
    page.goto(f"{live_server.url}/search/")
    page.goto(f"{live_server.url}{path}")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("You are subscribed")
    page.reload()
    expect(heading).to_have_text("You are subscribed")
    assert len(posts) == 1
    page.go_back()
    expect(page).to_have_url(f"{live_server.url}/search/")
    assert Subscriber.objects.get().state == "confirmed"


def test_leaving_takes_one_press(page, live_server):
    reader = rhea()
    subscribing.confirm(links.confirm_token(reader))
    page.goto(live_server.url + links.leave_url(reader).removeprefix("http://testserver"))
    page.wait_for_load_state("networkidle")
    assert Subscriber.objects.get().state == "confirmed"  # no script presses here
    page.get_by_role("button", name="Unsubscribe").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You have left")
    assert Subscriber.objects.get().state == "unsubscribed"
