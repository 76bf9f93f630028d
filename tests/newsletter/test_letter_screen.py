"""Edith writes letters, Paula sends them: the newsroom's pages for it, as a browser asks them."""

import datetime
import re
import uuid
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from newsletter import sending
from newsletter.models import Campaign, Delivery, Suppression
from newsletter.suppressing import hashed
from tests import factories, magazines
from tests.newsletter.campaigns import campaign, mailing_list, reader

pytestmark = pytest.mark.django_db
State = Campaign.State
BASE = "/admin/newsletter/campaign/"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ediths(edith):
    return signed_in(edith)


@pytest.fixture
def paulas(paula):
    return signed_in(paula)


def form(*stories, **fields):
    """What the screen sends."""
    return {
        "subject": "What a hem weighs",
        "preview_line": "And more.",
        "opening": "<p>It rained.</p>",
        "closing": "",
        "design": "front",
        "lists": [mailing_list().pk],
        "in_archive": "on",
        "stories-story": [story.pk for story in stories],
        **fields,
    }


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


# --- writing --------------------------------------------------------------------------------------


def test_an_editor_writes_a_letter(ediths, edith):
    first, second = factories.live_article("First"), factories.live_article("Second")
    data = form(second, first, **{f"words-{first.pk}": " Its   own\nline. "})
    answer = ediths.post(BASE + "add/", {**data, "_save": ""})
    made = Campaign.objects.get()
    assert answer["Location"] == f"{BASE}{made.pk}/change/"
    assert (made.state, made.created_by, made.subject) == ("draft", edith, "What a hem weighs")
    assert list(made.stories.values_list("article__title", "words", "position")) == [
        ("Second", "", 0),
        ("First", "Its own line.", 1),
    ]
    assert list(made.lists.all()) == [mailing_list()]
    html = page(ediths, f"{BASE}{made.pk}/change/")
    assert 'value="Its own line."' in html
    assert html.index("Second</span>") < html.index("First</span>")


def test_words_out_of_a_browser_are_shown_and_not_stored(ediths):
    story, window = factories.live_article("First"), str(uuid.uuid4())
    made = campaign(subject="At first")
    kept = {**form(story, subject="Kept"), "window": window, "_bring_back": "1"}
    for where in [f"{made.pk}/change/", "add/"]:
        answer = ediths.post(f"{BASE}{where}", kept)
        html = answer.content.decode()
        assert answer.status_code == 200
        assert "They are not saved yet." in html
        assert re.search(r'name="subject"[^>]*>\s*Kept</textarea>', html)
        assert f'data-arrived="{window}"' in html
        assert "data-unstored" in html
    assert list(Campaign.objects.values_list("subject", flat=True)) == ["At first"]
    assert made.stories.filter(article=story).count() == 0


def test_the_next_page_names_the_windows_whose_words_were_saved(ediths):
    made, windows = campaign(), [str(uuid.uuid4()) for _ in range(25)]
    address = f"{BASE}{made.pk}/change/"
    for window in [*windows, "no window"]:
        ediths.post(address, {**form(), "window": window, "_save": ""})
    (arrived,) = re.findall('data-arrived="([^"]*)"', page(ediths, address))
    assert arrived.split() == windows[-20:]
    assert "data-unstored" not in page(ediths, address)


def test_stories_change_their_order_lines_and_number(ediths):
    a, b, c = (factories.live_article(f"Story {letter}") for letter in "abc")
    made = campaign(a, b, lines={"Story a": "Old."})
    rows = {row.article_id: row.pk for row in made.stories.all()}
    ediths.post(f"{BASE}{made.pk}/change/", form(b, c, a, **{f"words-{a.pk}": "New."}))
    assert list(made.stories.values_list("article__title", "words")) == [
        ("Story b", ""),
        ("Story c", ""),
        ("Story a", "New."),
    ]
    assert made.stories.get(article=a).pk == rows[a.pk]
    ediths.post(f"{BASE}{made.pk}/change/", form(c))
    assert list(made.stories.values_list("article__title", flat=True)) == ["Story c"]


def test_without_a_script_places_are_numbers(ediths):
    a, b, c, d = (factories.live_article(f"Story {letter}") for letter in "abcd")
    made = campaign(a, b, c)
    moved = {
        f"order-{a.pk}": "1", f"order-{b.pk}": "2", f"order-{c.pk}": "1", f"out-{b.pk}": "on",
        "add": d.pk,
    }  # fmt: skip
    ediths.post(f"{BASE}{made.pk}/change/", form(a, b, c, **moved))
    assert list(made.stories.values_list("article__title", flat=True)) == [
        "Story c",
        "Story a",
        "Story d",
    ]


def test_what_is_no_story_is_left_out_and_loses_nothing_else(ediths):
    a = factories.live_article("Story a")
    made = campaign(a)
    numbers = [a.pk, a.pk, "x", "-1", "9" * 30, "12345678", "²", ""]
    answer = ediths.post(
        f"{BASE}{made.pk}/change/",
        {**form(), "stories-story": numbers, f"words-{a.pk}": "W" * 5000 + "\x00"},
    )
    assert answer.status_code == 302
    assert list(made.stories.values_list("article__title", flat=True)) == ["Story a"]
    assert len(made.stories.get().words) == 300


def test_what_is_wrong_is_shown_with_all_that_was_typed(ediths):
    a = factories.live_article("Story a")
    data = form(
        a, subject="S" * 151, sponsor_link="javascript:alert(1)", **{f"words-{a.pk}": "Kept line"}
    )
    html = ediths.post(BASE + "add/", data).content.decode()
    assert Campaign.objects.count() == 0
    assert "Your words are kept." in html
    assert "S" * 151 in html
    assert "Story a" in html
    assert 'value="Kept line"' in html
    assert "It rained." in html


def test_words_are_cleaned(ediths):
    ediths.post(BASE + "add/", form(opening="<p onclick=x>a</p><script>b</script><h2>c</h2>"))
    assert Campaign.objects.get().opening == "<p>a</p>c"


def test_a_letter_may_be_begun_without_a_list(ediths):
    ediths.post(BASE + "add/", form(lists=[]))
    assert list(Campaign.objects.get().lists.all()) == []


def test_a_new_letter_begins_with_the_list_that_readers_join(ediths):
    html = page(ediths, BASE + "add/")
    assert re.search(r'<input[^>]*name="lists"[^>]*checked', html)


# --- beside it ------------------------------------------------------------------------------------


def test_stories_are_found_by_their_titles(ediths):
    factories.live_article("A coat taken apart")
    factories.article("The right glove")
    found = ediths.get(BASE + "stories/?q=coat").json()["stories"]
    assert [each["title"] for each in found] == ["A coat taken apart"]
    found = ediths.get(BASE + "stories/?q=glove").json()["stories"]
    assert [(each["title"], each["note"]) for each in found] == [("The right glove", "Draft")]


def test_the_count_follows_what_is_chosen(ediths):
    weekly, other = mailing_list(), mailing_list("Other")
    fashion = factories.section("Fashion")
    for _ in range(3):
        reader(weekly)
    reader(other)
    picky = reader(weekly, other)
    picky.interests.add(fashion)
    both = {"lists": [weekly.pk, other.pk]}

    def count(**fields):
        return ediths.post(BASE + "count/", form(**fields)).json()["count"]

    assert count() == 4
    assert count(**both) == 5
    assert count(**both, interests=[fashion.pk]) == 5
    assert count(**both, interests=[factories.section("Ideas").pk]) == 4
    assert count(**both, joined_before="2020-01-01") == 0
    assert count(lists=[]) == 0
    assert count(lists=["x"]) == 0


def test_the_checklist_is_of_what_stands_in_the_form(ediths):
    made = campaign()
    html = ediths.post(f"{BASE}{made.pk}/checklist/", form(subject="TK")).content.decode()
    assert "TK is left in the subject." in html
    made.refresh_from_db()
    assert made.subject == "What a hem weighs"


@pytest.mark.parametrize("look", ["light", "dark", "text", "nonsense"])
def test_the_preview_shows_the_form_and_can_do_nothing(ediths, look):
    story = factories.live_article("Typed just now", lead_picture=magazines.picture())
    data = form(story, subject="x", opening="<p>Not stored.</p>", **{f"words-{story.pk}": "Line."})
    answer = ediths.post(f"{BASE}preview/?look={look}", data)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Not stored." in html
    assert "typed just now" in html.casefold()
    assert "Line." in html
    assert Campaign.objects.count() == 0
    policy = answer["Content-Security-Policy"]
    assert "script-src" not in policy
    for part in [
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "sandbox",
        "form-action 'none'",
    ]:
        assert part in policy
    assert "allow-scripts" not in policy
    assert answer["Cache-Control"].startswith("no-store") or "no-store" in answer["Cache-Control"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "{{" not in html
    if look != "text":
        assert 'src="/media/' in html
        held = "@media all" if look == "dark" else "@media not all"
        assert held in html


def test_only_the_preview_has_styles_within(ediths):
    made = campaign()
    answer = ediths.get(f"{BASE}{made.pk}/change/")
    assert "'unsafe-inline'" not in answer["Content-Security-Policy"]


# --- who may --------------------------------------------------------------------------------------


def test_a_writer_sees_nothing_of_letters(wanda):
    made = campaign()
    client = signed_in(wanda)
    for path in [
        "", "add/", "stories/", f"{made.pk}/change/", f"{made.pk}/preview/", f"{made.pk}/send/",
        f"{made.pk}/figures/",
    ]:  # fmt: skip
        assert client.get(BASE + path).status_code == 403, path
    for path in ["count/", "checklist/", "preview/", f"{made.pk}/copy/", f"{made.pk}/do/"]:
        assert client.post(BASE + path, form()).status_code == 403, path
    assert Campaign.objects.count() == 1


def test_nobody_sees_a_preview_without_signing_in(client):
    made = campaign()
    assert client.get(f"{BASE}{made.pk}/preview/").status_code == 302


def test_an_editor_writes_and_does_not_send(ediths):
    reader()
    made = campaign()
    html = page(ediths, f"{BASE}{made.pk}/change/")
    assert 'name="_send"' not in html
    assert ediths.get(f"{BASE}{made.pk}/send/").status_code == 403
    assert ediths.post(f"{BASE}{made.pk}/send/", {"when": "now"}).status_code == 403
    made.refresh_from_db()
    assert made.state == State.DRAFT


# --- sending --------------------------------------------------------------------------------------


def send(client, made, **fields):
    """Open the page that asks, and press its button."""
    html = page(client, f"{BASE}{made.pk}/send/")
    accepted = re.search(r'name="accepted" value="([^"]*)"', html)[1]
    return client.post(f"{BASE}{made.pk}/send/", {"accepted": accepted, "when": "now", **fields})


def test_a_publisher_sends_a_letter(paulas):
    for _ in range(2):
        reader()
    made = campaign()
    html = page(paulas, f"{BASE}{made.pk}/send/")
    assert re.search(r"<strong>2</strong>\s*readers get it", html)
    assert send(paulas, made)["Location"] == f"{BASE}{made.pk}/change/"
    made.refresh_from_db()
    assert made.state == State.SCHEDULED
    assert made.send_at is not None
    assert made.send_at <= timezone.now()
    assert made.slug.endswith("-what-a-hem-weighs")
    sending.begin_due()
    html = page(paulas, f"{BASE}{made.pk}/change/")
    assert "Being sent" in html
    assert 'value="pause"' in html


def test_a_publisher_schedules_moves_and_takes_back(paulas):
    reader()
    made = campaign()
    send(paulas, made, when="later", at="2099-07-10T08:00")
    made.refresh_from_db()
    assert made.state == State.SCHEDULED
    assert timezone.localtime(made.send_at).strftime("%Y-%m-%d %H:%M") == "2099-07-10 08:00"
    html = page(paulas, f"{BASE}{made.pk}/change/")
    assert "Friday, 10 July 2099, 08:00" in html
    send(paulas, made, when="later", at="2099-07-11T09:00")
    made.refresh_from_db()
    assert timezone.localtime(made.send_at).day == 11
    paulas.post(f"{BASE}{made.pk}/do/", {"verb": "unschedule"})
    made.refresh_from_db()
    assert (made.state, made.send_at) == (State.DRAFT, None)
    assert "Subject" in page(paulas, f"{BASE}{made.pk}/change/")


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        ("", "Choose the day and the time."),
        ("2020-01-01T08:00", "This moment has passed."),
        ("tomorrow", "That is no day and time:"),
        ("9999-12-31T23:59", "That is no day and time:"),
    ],
)
def test_a_moment_that_is_none_is_refused(paulas, at, sentence):
    reader()
    made = campaign()
    answer = send(paulas, made, when="later", at=at)
    assert sentence in answer.content.decode()
    made.refresh_from_db()
    assert made.state == State.DRAFT


def test_errors_hold_a_letter_back(paulas):
    made = campaign()  # nobody on its list
    answer = send(paulas, made)
    assert "Nobody would get it" in answer.content.decode()
    made.refresh_from_db()
    assert made.state == State.DRAFT


def test_warnings_ask_and_a_press_that_did_not_see_them_does_not_count(paulas):
    reader()
    made = campaign(preview_line="")
    path = f"{BASE}{made.pk}/send/"
    assert "Send it anyway" in page(paulas, path)
    answer = paulas.post(path, {"when": "now", "accepted": "forged"})
    assert "Something has changed meanwhile." in answer.content.decode()
    made.refresh_from_db()
    assert made.state == State.DRAFT
    assert send(paulas, made).status_code == 302
    made.refresh_from_db()
    assert made.state == State.SCHEDULED


def test_a_letter_on_its_way_is_not_written_on(ediths, paulas):
    reader()
    made = campaign()
    send(paulas, made)
    sending.begin_due()
    ediths.post(f"{BASE}{made.pk}/change/", form(subject="Too late"))
    made.refresh_from_db()
    assert made.subject == "What a hem weighs"
    assert made.stories.count() == 1
    assert 'name="subject"' not in page(ediths, f"{BASE}{made.pk}/change/")
    assert ediths.post(f"{BASE}{made.pk}/delete/", {"post": "yes"}).status_code == 403
    assert ediths.post(f"{BASE}{made.pk}/checklist/", form()).status_code == 403


def test_pause_go_on_and_cancel(paulas):
    reader()
    made = campaign()
    send(paulas, made)
    sending.begin_due()

    def do(verb, **fields):
        answer = paulas.post(f"{BASE}{made.pk}/do/", {"verb": verb, **fields})
        made.refresh_from_db()
        return answer, made.state

    assert do("pause")[1] == State.PAUSED
    assert do("pause")[1] == State.PAUSED
    assert do("resume")[1] == State.SENDING
    answer, state = do("cancel")
    assert state == State.SENDING
    assert "1 reader has not got it yet" in answer.content.decode()
    assert do("cancel", sure="yes")[1] == State.CANCELLED
    assert Delivery.objects.get().state == "cancelled"
    for verb in ("resume", "freeze", "finish", "__class__", ""):
        assert do(verb)[1] == State.CANCELLED


def test_an_overdue_letter_is_sent_or_scheduled_by_a_person(paulas):
    reader()
    made = campaign(send_at=timezone.now() - datetime.timedelta(hours=5), state=State.OVERDUE)
    html = page(paulas, f"{BASE}{made.pk}/change/")
    assert "should have gone out on" in html
    assert f"{BASE}{made.pk}/send/" in html
    send(paulas, made)
    made.refresh_from_db()
    assert made.state == State.SCHEDULED


def going_on(paulas, count=6):
    readers = [reader() for _ in range(count)]
    made = campaign()
    send(paulas, made)
    sending.begin_due()
    return made, readers


def test_the_page_of_a_letter_says_what_became_of_it(paulas):
    made = going_on(paulas)[0]
    rows = list(Delivery.objects.order_by("pk"))
    for row, state in zip(
        rows, ["sent", "delivered", "bounced", "refused", "complained", "unknown"], strict=True
    ):
        row.state, row.answer = state, "550 5.1.1 <b>No such user</b>" if state == "bounced" else ""
        row.save()
    link = made.links.first()
    link.clicks = 1234
    link.save()
    html = page(paulas, f"{BASE}{made.pk}/change/")
    figures = dict(re.findall(r'<th scope="row">([^<]+)</th><td>([\d,]+)</td>', html))
    assert figures["Accepted"] == "3"
    assert figures["Delivered"] == "1"
    assert figures["Bounced"] == "1"
    assert figures["Refused"] == "1"
    assert figures["Marked as spam"] == "1"
    assert figures["Outcome unknown"] == "1"
    assert "550 5.1.1 &lt;b&gt;No such user&lt;/b&gt;" in html
    assert "<b>No such" not in html
    assert "1,234" in html
    part = paulas.get(f"{BASE}{made.pk}/figures/").content.decode()
    assert "<html" not in part
    assert ">6</strong> of 6" in part


def test_a_person_decides_about_what_nobody_knows(paulas, ediths):
    made, _ = going_on(paulas, 2)
    again, leave = Delivery.objects.order_by("pk")
    Delivery.objects.update(state="unknown", handed_at=timezone.now())
    path = f"{BASE}{made.pk}/settle/"
    assert ediths.post(path, {"delivery": again.pk, "what": "again"}).status_code == 403
    paulas.post(path, {"delivery": again.pk, "what": "again"})
    paulas.post(path, {"delivery": leave.pk, "what": "leave"})
    for number in (leave.pk, "x", "9" * 25, ""):
        paulas.post(path, {"delivery": number, "what": "again"})
    again.refresh_from_db()
    leave.refresh_from_db()
    assert (again.state, leave.state) == ("waiting", "sent")


def test_a_delivery_of_another_letter_is_not_settled_here(paulas):
    going_on(paulas, 1)
    Delivery.objects.update(state="unknown")
    other = campaign(subject="Another")
    paulas.post(
        f"{BASE}{other.pk}/settle/", {"delivery": Delivery.objects.get().pk, "what": "again"}
    )
    assert Delivery.objects.get().state == "unknown"


def test_a_copy_is_a_draft_of_its_own(ediths, paulas):
    made, _ = going_on(paulas, 1)
    answer = ediths.post(f"{BASE}{made.pk}/copy/")
    copy = Campaign.objects.exclude(pk=made.pk).get()
    assert answer["Location"] == f"{BASE}{copy.pk}/change/"
    assert (copy.state, copy.slug, copy.send_at, copy.html) == (State.DRAFT, None, None, "")
    assert list(copy.stories.values_list("article__title", flat=True)) == ["A coat taken apart"]
    assert list(copy.lists.all()) == list(made.lists.all())
    assert copy.deliveries.count() == 0


def test_a_sent_letter_is_taken_out_of_the_archive_and_shown_again(ediths, paulas, client):
    made, _ = going_on(paulas, 1)
    Delivery.objects.update(state="sent", ended_at=timezone.now())
    sending.finish()
    made.refresh_from_db()
    path = f"/newsletter/archive/{made.slug}/"
    assert client.get(path).status_code == 200
    ediths.post(f"{BASE}{made.pk}/do/", {"verb": "hide"})
    assert client.get(path).status_code == 404
    ediths.post(f"{BASE}{made.pk}/do/", {"verb": "show"})
    assert client.get(path).status_code == 200


def test_who_sent_it_stands_in_its_history_and_no_reader_does(paulas, ediths):
    made, _ = going_on(paulas, 1)
    Delivery.objects.update(state="unknown")
    delivery = Delivery.objects.get()
    paulas.post(f"{BASE}{made.pk}/settle/", {"delivery": delivery.pk, "what": "leave"})
    html = page(ediths, f"{BASE}{made.pk}/history/")
    assert "is on its way." in html
    assert "paula" in html
    assert delivery.email not in html


def test_the_first_page_shows_letters_that_wait_for_somebody(ediths, paulas, wanda):
    def shown(client):
        return "What a hem weighs" in page(client, "/admin/")

    made = campaign()
    assert not shown(ediths)
    made.state = State.OVERDUE
    made.save()
    assert shown(ediths)
    assert shown(paulas)
    assert not shown(signed_in(wanda))
    assert "Write a letter" in page(ediths, "/admin/")
    assert "Write a letter" not in page(signed_in(wanda), "/admin/")


# --- tests ----------------------------------------------------------------------------------------


def test_a_test_mail_is_the_letter_as_it_was_typed(ediths):
    data = form(
        factories.live_article("A coat"), test_to="Desk@elucid.example, ines@elucid.example"
    )
    answer = ediths.post(BASE + "add/", {**data, "_test": ""}, follow=True)
    assert "A test is on its way to Desk@elucid.example, ines@elucid.example." in (
        answer.content.decode()
    )
    assert [message.to for message in mail.outbox] == [
        ["Desk@elucid.example"],
        ["ines@elucid.example"],
    ]
    message: Any = mail.outbox[0]
    assert message.subject == "[Test] What a hem weighs"
    assert message.from_email == "Elucid <hello@testserver>"
    html = message.alternatives[0].content
    assert "A coat" in html
    assert "{{" not in html + message.body
    assert "/newsletter/l/" not in html + message.body
    assert Delivery.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Type at least one address for the test."),
        ("nobody", "“nobody”: Please type one whole address"),
        ("a@b.example\r\nBcc: x@y.example", "“Bcc:”: Please type one whole address"),
        (" ".join(f"a{n}@b.example" for n in range(11)), "A test goes to 10 addresses at most"),
        ("gone@b.example", "“gone@b.example” is among those who get nothing from us any more."),
    ],
)
def test_a_test_to_whom_it_cannot_go_is_refused_and_the_letter_is_saved(ediths, typed, sentence):
    Suppression.objects.create(
        email_hash=hashed("gone@b.example"), reason="by_hand", at=timezone.now()
    )
    answer = ediths.post(BASE + "add/", {**form(), "_test": "", "test_to": typed}, follow=True)
    html = answer.content.decode()
    assert sentence in html
    assert "What you wrote is saved." in html
    assert Campaign.objects.count() == 1
    assert mail.outbox == []


def test_a_mail_server_that_refuses_a_test_is_quoted(ediths, monkeypatch, settings):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 1},
        }
    }
    answer = ediths.post(
        BASE + "add/", {**form(), "_test": "", "test_to": "a@b.example"}, follow=True
    )
    assert "The mail server did not take it:" in answer.content.decode()
