"""MAIL_URL against a mail server of one's own: in the clear on this machine, STARTTLS, TLS from the
first byte, and every way in which a certificate can be wrong."""

import smtplib
import socket
import ssl
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from django.core import mail

from config import environment
from tests.newsletter import certificates


class Box:
    """Keeps what comes, and whether it came encrypted and by whom."""

    def __init__(self):
        self.mails: list[Any] = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        encrypted = session.ssl is not None or isinstance(
            server.transport.get_extra_info("ssl_object"), ssl.SSLObject
        )
        self.mails.append((encrypted, bool(session.authenticated), envelope.rcpt_tos))
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (
        b"elucid", b"p@ss/word",
    )  # fmt: skip
    return AuthResult(success=good, handled=False)


class Offering(Controller):
    """STARTTLS, where it is offered at all."""

    tls: ssl.SSLContext | None = None

    def factory(self):
        return SMTP(
            self.handler,
            tls_context=self.tls,
            require_starttls=self.tls is not None,
            auth_required=self.tls is not None,
            authenticator=authenticate,
        )


@pytest.fixture
def serve(tmp_path):
    """Starts a server: `serve("starttls")`, "tls" or "plain", with a certificate as asked for."""
    running: list[Controller] = []

    def serve(kind, **certificate):
        box = Box()
        files = certificates.make(tmp_path, **certificate)
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*files)
        if kind == "tls":
            controller = Controller(box, "127.0.0.1", free_port(), ssl_context=context)
        else:
            controller = Offering(box, "127.0.0.1", free_port())
            controller.tls = context if kind == "starttls" else None
        controller.start()
        running.append(controller)
        return box, controller.port, files[0]

    yield serve
    for controller in running:
        controller.stop()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def send(monkeypatch, settings):
    used = []

    def send(url):
        monkeypatch.setenv("MAIL_URL", url)
        settings.MAILERS = {"default": environment.mailer("MAIL_URL", default_folder=settings.VAR)}
        message = mail.EmailMessage("s", "b", "hello@magazine.example", ["rhea@readers.example"])
        used.append(mail.mailers["default"])
        return used[-1].send_messages([message])

    yield send
    # A refused login leaves the line open, and a server that stops waits 30 s for it.
    for mailer in used:
        mailer.close()


USER = "elucid:p%40ss%2Fword"


def test_on_this_machine_it_goes_in_the_clear(serve, send):
    box, port, _ = serve("plain")
    assert send(f"smtp://127.0.0.1:{port}") == 1
    assert box.mails == [(False, False, ["rhea@readers.example"])]


def test_starttls_with_a_certificate_that_is_trusted(serve, send, monkeypatch):
    box, port, certificate = serve("starttls")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert send(f"smtp://{USER}@127.0.0.1:{port}?tls=on") == 1
    assert box.mails == [(True, True, ["rhea@readers.example"])]


def test_tls_from_the_first_byte_with_a_certificate_that_is_trusted(serve, send, monkeypatch):
    box, port, certificate = serve("tls")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert send(f"smtps://127.0.0.1:{port}") == 1
    assert box.mails == [(True, False, ["rhea@readers.example"])]


@pytest.mark.parametrize(("kind", "scheme"), [("starttls", "smtp"), ("tls", "smtps")])
@pytest.mark.parametrize(
    ("certificate", "trusted", "words"),
    [
        ({}, False, "self-signed certificate"),
        ({"days": -1}, True, "certificate has expired"),
        ({"name": "mail.elsewhere.example"}, True, "IP address mismatch"),
    ],
)
def test_a_certificate_that_is_wrong_sends_nothing_and_says_why(
    serve, send, monkeypatch, kind, scheme, certificate, trusted, words
):
    box, port, file = serve(kind, **certificate)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with pytest.raises(ssl.SSLCertVerificationError, match=words):
        send(f"{scheme}://{USER}@127.0.0.1:{port}?tls=on")
    assert box.mails == []


def test_a_server_without_starttls_gets_neither_letter_nor_password(serve, send):
    box, port, _ = serve("plain")
    with pytest.raises(smtplib.SMTPNotSupportedError, match="STARTTLS"):
        send(f"smtp://{USER}@127.0.0.1:{port}?tls=on")
    assert box.mails == []


def test_a_wrong_password_is_told_in_the_servers_words(serve, send, monkeypatch):
    box, port, certificate = serve("starttls")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with pytest.raises(smtplib.SMTPAuthenticationError) as refusal:
        send(f"smtp://elucid:wrong@127.0.0.1:{port}?tls=on")
    assert refusal.value.smtp_code == 535
    assert box.mails == []


def test_a_server_elsewhere_is_asked_for_starttls_unless_told_otherwise(monkeypatch):
    for url, tls, port in [
        ("smtp://mail.example", True, 587),
        ("smtp://mail.example?tls=off", False, 25),
        ("smtp://localhost", False, 25),
    ]:
        monkeypatch.setenv("MAIL_URL", url)
        options = environment.mailer("MAIL_URL", default_folder=Path("var"))["OPTIONS"]
        assert (options["use_tls"], options["port"]) == (tls, port)
