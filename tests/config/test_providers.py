"""Mail providers by an address in the environment: sent through, against a server on this machine
that answers as each of them does; nonsense refused."""

import base64
import json
import smtplib
import threading
import uuid
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from anymail.exceptions import AnymailUnsupportedFeature
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from config import environment, providers
from newsletter.answers import What, judge
from newsletter.handing import Stage, reply_of
from newsletter.models import Subscriber
from newsletter.providers import key_in, mark, provider_id, was_accepted
from newsletter.tasks import send_due_mails

KEY = uuid.UUID("0f8fad5b-d9cb-469f-a165-70867728950e")
ANSWERS: dict[str, tuple[int, Any]] = {
    "mailgun": (200, {"id": "<20261102.1@mg.magazine.example>", "message": "Queued. Thank you."}),
    "postmark": (
        200,
        {"ErrorCode": 0, "Message": "OK", "MessageID": "0a129aee-e1cd-480d-b08d-4f48548ff48d",
         "SubmittedAt": "2026-11-02T08:00:00Z", "To": "rhea@readers.example"},
    ),
    "sendgrid": (202, None),
    "resend": (200, {"id": "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794"}),
}  # fmt: skip


@pytest.fixture
def api():
    """An API that takes every mail; `.heard` are the requests, `.answer` what it says."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.heard.append((self.path, dict(self.headers), body))
            status, words = server.answer
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(b"" if words is None else json.dumps(words).encode())

        def log_message(self, *args):
            pass

    server: Any = HTTPServer(("127.0.0.1", 0), Handler)
    server.heard, server.answer = [], None
    thread = threading.Thread(target=server.serve_forever, args=[0.01], daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join(10)
    server.server_close()


def configured(monkeypatch, settings, url):
    monkeypatch.setenv("MAIL_URL", url)
    settings.MAILERS = {"default": environment.mailer("MAIL_URL", default_folder=settings.VAR)}
    settings.MAIL_PROVIDER = environment.mail_provider("MAIL_URL")


def letter():
    message = EmailMultiAlternatives(
        "The weekly",
        "Words.",
        "Elucid <hello@magazine.example>",
        ["rhea@readers.example"],
        headers={"List-Unsubscribe": "<https://magazine.example/newsletter/leave/x/>"},
    )
    message.attach_alternative("<p>Words.</p>", "text/html")
    mark(message, KEY)
    return message


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.filterwarnings("ignore:django-anymail has dropped official support")
def test_a_letter_goes_out_and_is_known_again(name, api, monkeypatch, settings):
    api.answer = ANSWERS[name]
    host = "mg.magazine.example" if name == "mailgun" else ""
    address = quote(f"http://127.0.0.1:{api.server_port}/", safe="")
    configured(monkeypatch, settings, f"{name}://a-key-%2F-of-theirs@{host}?api={address}")
    message = letter()
    assert mail.mailers["default"].send_messages([message]) == 1
    ((path, headers, body),) = api.heard
    # Their key, our delivery and the way to leave reach them; nobody is to be followed.
    said = json.dumps(headers).encode() + body
    authorization = headers.get("Authorization", "") + headers.get("X-Postmark-Server-Token", "")
    basic = base64.b64encode(b"api:a-key-/-of-theirs").decode()
    assert "a-key-/-of-theirs" in authorization or basic in authorization
    assert KEY.hex.encode() in said
    assert b"newsletter/leave/x/" in said.replace(b"%2F", b"/")
    assert {"mailgun": "mg.magazine.example" in path}.get(name, True)
    expected = (ANSWERS[name][1] or {}).get("id") or (ANSWERS[name][1] or {}).get("MessageID")
    assert provider_id(message) == (expected or message.anymail_status.message_id)
    assert provider_id(message) != ""
    assert was_accepted(message)


def refused(api, monkeypatch, settings, name, status, words):
    """What sending ends in when the provider answers so."""
    api.answer = (status, words)
    host = "mg.magazine.example" if name == "mailgun" else ""
    address = quote(f"http://127.0.0.1:{api.server_port}/", safe="")
    configured(monkeypatch, settings, f"{name}://key@{host}?api={address}")
    with pytest.raises(Exception) as refusal:
        mail.mailers["default"].send_messages([letter()])
    return refusal.value


@pytest.mark.parametrize(
    ("name", "status", "what"),
    [
        ("mailgun", 400, What.REFUSED),
        ("mailgun", 401, What.SENDER),
        ("mailgun", 404, What.SENDER),
        ("mailgun", 408, What.AWAY),
        ("mailgun", 429, What.AWAY),
        ("resend", 403, What.SENDER),
        ("resend", 422, What.REFUSED),
        # A gateway may say so of a mail that the provider has taken.
        ("resend", 500, What.UNKNOWN),
        ("resend", 502, What.UNKNOWN),
        ("postmark", 401, What.SENDER),
        ("postmark", 503, What.AWAY),
    ],
)
def test_a_refusal_is_taken_for_what_it_says(api, monkeypatch, settings, name, status, what):
    words = {"message": "No, because.", "ErrorCode": 10, "Message": "No, because."}
    error = refused(api, monkeypatch, settings, name, status, words)
    reply = reply_of(error)
    assert judge(reply) is what
    assert reply.words.startswith(f"{status} ")
    assert "No, because." in reply.words
    assert "rhea@" not in reply.words


def test_of_a_reader_whom_the_provider_has_given_up_it_says_so(api, monkeypatch, settings):
    words = {"ErrorCode": 406, "Message": "You tried to send to a recipient that has been marked "
             "as inactive.\n Found inactive addresses: rhea@readers.example.\n Inactive recipients "
             "are ones that have generated a hard bounce or a spam complaint."}  # fmt: skip
    error = refused(api, monkeypatch, settings, "postmark", 422, words)
    reply = reply_of(error)
    # Its webhook says why, and whether the address is to get nothing any more.
    assert (reply.stage, judge(reply)) == (Stage.RECIPIENT, What.REFUSED)


def test_what_cannot_be_put_into_the_providers_form_is_refused(api):
    reply = reply_of(AnymailUnsupportedFeature("No such thing here."))
    assert (reply.stage, judge(reply)) == (Stage.SENDER, What.REFUSED)


def test_what_a_provider_answers_in_other_words_is_not_taken_for_sent(api, monkeypatch, settings):
    api.answer = (422, {"ErrorCode": 406, "Message": "This reader wants nothing of yours."})
    address = quote(f"http://127.0.0.1:{api.server_port}/", safe="")
    configured(monkeypatch, settings, f"postmark://key@?api={address}")
    message = letter()
    mail.mailers["default"].send_messages([message])  # says nothing
    assert not was_accepted(message)
    assert provider_id(message) == ""
    assert was_accepted(mail.EmailMessage())  # by SMTP


def test_a_provider_that_is_not_reached_has_said_nothing(api, monkeypatch, settings):
    configured(monkeypatch, settings, "resend://key@?api=http://127.0.0.1:1/")
    with pytest.raises(OSError, match="refused") as error:
        mail.mailers["default"].send_messages([letter()])
    assert judge(reply_of(error.value)) is What.AWAY
    assert reply_of(smtplib.SMTPServerDisconnected("cut off")) is None


@pytest.mark.django_db
def test_one_mail_that_a_provider_refuses_stops_no_other(api, monkeypatch, settings):
    for number in range(3):
        email = f"reader{number}@readers.example"
        Subscriber.objects.create(
            email=email, email_key=email, mail_due="confirm", mail_due_since=timezone.now()
        )
    address = quote(f"http://127.0.0.1:{api.server_port}/", safe="")
    configured(monkeypatch, settings, f"resend://key@?api={address}")
    api.answer = (422, {"message": "The address is none that we like."})
    assert send_due_mails.call() == {"sent": 0, "failed": 3, "dropped": 0}
    assert len(api.heard) == 3
    # A key that is none stops the run: the others would fare no better.
    api.answer = (401, {"message": "No such key."})
    assert send_due_mails.call() == {"sent": 0, "failed": 1, "dropped": 0}
    assert len(api.heard) == 4


@pytest.mark.filterwarnings("ignore:django-anymail has dropped official support")
@pytest.mark.parametrize("name", ["mailgun", "postmark", "sendgrid"])
def test_nobody_is_followed_unless_the_magazine_says_so(name, api, monkeypatch, settings):
    api.answer = ANSWERS[name]
    host = "mg.magazine.example" if name == "mailgun" else ""
    address = quote(f"http://127.0.0.1:{api.server_port}/", safe="")
    configured(monkeypatch, settings, f"{name}://key@{host}?api={address}")
    mail.mailers["default"].send_messages([letter()])
    ((_, _, body),) = api.heard
    said = {
        "mailgun": [b'name="o:tracking-clicks"\r\n\r\nno', b'name="o:tracking-opens"\r\n\r\nno'],
        "postmark": [b'"TrackOpens": false', b'"TrackLinks": "None"'],
        "sendgrid": [b'"click_tracking": {"enable": false}', b'"open_tracking": {"enable": false}'],
    }[name]
    urlencoded = [b"o%3Atracking-clicks=no", b"o%3Atracking-opens=no"]
    assert all(part in body for part in said) or all(part in body for part in urlencoded)


def test_ses_is_spoken_to_by_smtp_with_the_password_that_follows_from_the_secret():
    options = providers.mailer(urlsplit("ses://AKIAEXAMPLE:wJalrXUt%2FnFEMI@eu-west-1"))["OPTIONS"]
    password = options.pop("password")
    assert options == {
        "host": "email-smtp.eu-west-1.amazonaws.com", "port": 587, "username": "AKIAEXAMPLE",
        "use_tls": True, "use_ssl": False, "timeout": 30,
    }  # fmt: skip
    # Version 4, then 32 bytes; another region is another password.
    assert base64.b64decode(password)[0] == 4
    assert len(base64.b64decode(password)) == 33
    assert password == providers.ses_password("wJalrXUt/nFEMI", "eu-west-1")
    assert password != providers.ses_password("wJalrXUt/nFEMI", "us-east-1")


def test_a_letter_through_ses_bears_its_delivery_in_a_header(settings):
    settings.MAIL_PROVIDER, settings.MAIL_HOOKS = "ses", {"ses": "arn"}
    message = letter()
    assert key_in(json.loads(message.extra_headers["X-Metadata"])) == KEY


def test_a_letter_by_plain_smtp_bears_nothing(settings):
    settings.MAIL_PROVIDER, settings.MAIL_HOOKS = "", {}
    message = letter()
    assert "X-Metadata" not in message.extra_headers
    assert provider_id(message) == ""


@pytest.mark.parametrize(
    "said", [None, [], {}, {"delivery": None}, {"delivery": "x"}, {"delivery": []}, "delivery", 5]
)
def test_what_a_webhook_says_of_a_delivery_may_be_anything(said):
    assert key_in(said) is None


@pytest.mark.parametrize(
    "url",
    [
        "mailgun://key@",
        "mailgun://key@nodomain",
        "mailgun://mg.magazine.example",
        "mailgun://key@mg.magazine.example?region=moon",
        "mailgun://key@mg.magazine.example/path",
        "mailgun://key@mg.magazine.example:port",
        "mailgun://key@mg.magazine.example?trailer=1",
        "mailgun://k%0Aey@mg.magazine.example",
        "mailgun://key@mg.magazine.example?api=http://mail.example/",
        "mailgun://key@mg.magazine.example?api=nonsense",
        "postmark://",
        "postmark://token@somewhere.example",
        "postmark://token@?stream=Two%20words",
        "postmark://token:password@",
        "sendgrid://@",
        "sendgrid://key@?stream=broadcast",
        "resend://key@?region=eu",
        "resend://k%C3%A9y@",
        "ses://key@eu-west-1",
        "ses://key:secret@",
        "ses://key:secret@europe",
        "ses://key:sec/ret@eu-west-1",
        "ses://key:secret@eu-west-1?region=eu",
    ],
)
def test_nonsense_is_refused_without_telling_the_key(url):
    url = url.replace("key", "xyzzy").replace("token", "xyzzy").replace("secret", "xyzzy")
    with pytest.raises(ValueError, match=r"the form is .*://.*\.$") as refusal:
        providers.mailer(urlsplit(url))
    assert "xyzzy" not in str(refusal.value)


P256 = base64.b64encode(providers._P256 + b"\x01" * 65).decode()
WHSEC = "whsec_" + base64.b64encode(b"k" * 24).decode()


def test_the_secrets_of_webhooks(monkeypatch):
    said = (
        f"mailgun:0123456789abcdef0123 postmark:elucid:a-long-enough-password "
        f"sendgrid:{P256} resend:{WHSEC} ses:arn:aws:sns:eu-west-1:123456789012:letters"
    )
    monkeypatch.setenv("MAIL_HOOKS", said)
    assert environment.mail_hooks("MAIL_HOOKS") == {
        "mailgun": "0123456789abcdef0123",
        "postmark": "elucid:a-long-enough-password",
        "sendgrid": P256,
        "resend": WHSEC,
        "ses": "arn:aws:sns:eu-west-1:123456789012:letters",
    }
    monkeypatch.delenv("MAIL_HOOKS")
    assert environment.mail_hooks("MAIL_HOOKS") == {}


@pytest.mark.parametrize(
    "hook",
    [
        ("mailchimp", "key"), ("mailgun", "short"), ("postmark", "onlyonepassword"),
        ("postmark", "user:short"), ("sendgrid", "key"), ("sendgrid", WHSEC), ("resend", "key"),
        ("resend", "whsec_!"), ("ses", "letters"), ("ses", "arn:aws:sqs:eu-west-1:1:x"), ("", ""),
    ],
)  # fmt: skip
def test_a_secret_that_is_none_is_refused(hook):
    with pytest.raises(ValueError, match=r"followed by|is none of"):
        providers.hook_secret(*hook)
