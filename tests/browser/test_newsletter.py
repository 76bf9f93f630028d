"""The newsletter's form and its links, as a visitor's browser handles them."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from newsletter import links, stamps, subscribing
from newsletter.admin import lists
from newsletter.models import MailingList, Subscriber
from tests.browser import scripts

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
    scripts.until_they_are_here(page)
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


def preferences_of(subscriber):
    return links.preferences_url(subscriber).removeprefix("http://testserver")


def confirmed():
    MailingList.objects.get_or_create(
        slug="newsletter", defaults={"name": "The weekly", "is_default": True}
    )
    MailingList.objects.create(name="Spotlight", slug="spotlight", position=1)
    return subscribing.confirm(links.confirm_token(rhea()))


def test_preferences_are_chosen_without_a_password(page, live_server):
    reader = confirmed()
    page.goto(f"{live_server.url}{preferences_of(reader)}")
    page.get_by_label("Spotlight").check()
    page.get_by_role("button", name="Keep this choice").click()
    expect(page.get_by_role("status")).to_have_text("Your choice is kept.")
    assert reader.subscriptions.filter(left_at=None).count() == 2
    page.get_by_label("No letters").select_option(label="for 3 months")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("You have paused our letters.")).to_be_visible()
    page.get_by_role("button", name="Send me letters again").click()
    page.get_by_label("New e-mail address").fill("rhea@elsewhere")
    page.get_by_role("button", name="Change").click()
    expect(page.get_by_role("alert")).to_contain_text("not the name of a domain")
    page.get_by_label("New e-mail address").fill("rhea@elsewhere.example")
    page.get_by_role("button", name="Change").click()
    expect(page.get_by_role("status")).to_contain_text("on its way")
    assert Subscriber.objects.get().new_email == "rhea@elsewhere.example"
    page.get_by_text("Delete me").click()
    page.get_by_role("button", name="Delete all that you know of me").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are forgotten")
    assert Subscriber.objects.count() == 0


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_preferences_fit_every_window(page, live_server, width):
    reader = confirmed()
    Subscriber.objects.update(email="r" * 64 + "@" + "d" * 60 + ".example")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}{preferences_of(reader)}")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width


@pytest.fixture
def blog():
    """Another site: serves one page, whose body is `blog.body`."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(server.body.encode())  # type: ignore[attr-defined]

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever, args=[0.01])
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_form_works_in_a_frame_on_another_site(page, live_server, troubles, blog):
    weekly, _ = MailingList.objects.get_or_create(
        slug="newsletter", defaults={"name": "The weekly", "is_default": True}
    )
    line = lists.embedding(weekly)["frame"].replace("http://testserver", live_server.url)
    blog.body = f'<!doctype html><link rel="icon" href="data:,"><h1>A blog</h1>{line}'
    theirs = f"http://127.0.0.1:{blog.server_port}/"
    page.goto(theirs)
    frame = page.frame_locator("iframe")
    frame.get_by_label("E-mail address").fill(RHEA)
    frame.get_by_role("button", name="Subscribe").click()
    expect(frame.get_by_text("Check your mail.")).to_be_visible()
    assert page.context.cookies() == []
    subscriber = Subscriber.objects.get()
    assert (subscriber.email, subscriber.lists_asked) == (RHEA, [weekly.pk])
    troubles[:] = [each for each in troubles if each != f"request to another host: {theirs}"]
