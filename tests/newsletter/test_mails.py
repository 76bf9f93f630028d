"""The two mails, as a mail server gets them."""

import email
import email.policy
import re
from urllib.parse import urlsplit

import pytest
from django.core import mail

from magazine.models import SiteIdentity
from newsletter import links, mails
from newsletter.models import Subscriber

pytestmark = pytest.mark.django_db
BUILDERS = [mails.confirm, mails.already_subscribed]


@pytest.fixture
def identity():
    return SiteIdentity.objects.create(
        name="Elucid & Söhne", tagline="In a clear light", postal_address="6 Ropewalk Yard\nBristol"
    )


@pytest.fixture
def settled(settings):
    settings.SITE_URL = "https://www.a-magazine-with-a-long-name.example"
    settings.DEFAULT_FROM_EMAIL = "hello@magazine.example"


def sent(message):
    """Written out and read back, the way of the SMTP backend."""
    raw = message.message(policy=email.policy.SMTP).as_bytes()
    return raw, email.message_from_bytes(raw, policy=email.policy.default)


def part(message, kind):
    found = message.get_body((kind,))
    assert found is not None
    return found.get_content()


@pytest.mark.parametrize("build", BUILDERS)
def test_a_mail_comes_from_the_magazine_and_says_that_a_machine_sent_it(
    rhea, identity, settled, build
):
    _, message = sent(build(rhea))
    assert str(message["From"]) == "Elucid & Söhne <hello@magazine.example>"
    assert str(message["To"]) == "rhea@readers.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@www.a-magazine-with-a-long-name.example>")
    assert "Elucid & Söhne" in message["Subject"]
    assert "&amp;" not in message["Subject"]


@pytest.mark.parametrize("build", BUILDERS)
def test_text_and_html_say_the_same_and_carry_the_identity(rhea, identity, settled, build):
    _, message = sent(build(rhea))
    text, html = part(message, "plain"), part(message, "html")
    assert "Elucid & Söhne" in text
    assert "Elucid &amp; Söhne" in html
    assert "6 Ropewalk Yard\nBristol" in text.replace("\r\n", "\n")
    assert "6 Ropewalk Yard<br>Bristol" in html
    pattern = r"https?://[^\s\"<]+/newsletter/\S+?/[\w.-]+/"
    links_in_text, links_in_html = set(re.findall(pattern, text)), set(re.findall(pattern, html))
    assert links_in_text == links_in_html
    assert len(links_in_text) == (2 if build is mails.already_subscribed else 1)


@pytest.mark.parametrize("build", BUILDERS)
def test_html_is_light_loads_nothing_and_links_to_nobody_else(rhea, identity, settled, build):
    _, message = sent(build(rhea))
    html = part(message, "html")
    assert len(html.encode()) < 20_000
    assert re.findall(r"<(?:img|link|script|iframe)|\ssrc=|url\(", html) == []
    hosts = {urlsplit(address).netloc for address in re.findall(r'href="([^"]*)"', html)}
    assert hosts == {"www.a-magazine-with-a-long-name.example"}
    assert "prefers-color-scheme: dark" in html


def test_the_confirmation_leads_to_the_confirmation(rhea, settled, client):
    _, message = sent(mails.confirm(rhea))
    (path,) = re.findall(r"example(/newsletter/confirm/\S+)", part(message, "plain"))
    assert client.get(path).status_code == 200
    assert message["List-Unsubscribe"] is None


def test_the_link_to_leave_reaches_the_provider_unbroken(rhea, settled):
    raw, message = sent(mails.already_subscribed(rhea))
    # Python would write so long a word as encoded words, which RFC 8058 does not know.
    assert f"\r\nList-Unsubscribe: <{links.leave_url(rhea)}>\r\n".encode() in raw
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("build", BUILDERS)
@pytest.mark.parametrize(
    "name",
    [
        "Elucid\r\nBcc: all@readers.example",
        "Elucid\nX-Header: x\n\nbody",
        "Elucid\x0b\u2028Bcc: x@y.example",
        'Elucid" <evil@evil.example>, "',
        "a@b.example",
        "É" * 80,
        "",
    ],
)
def test_the_magazines_name_makes_no_header(rhea, settled, build, name):
    SiteIdentity.objects.create(name=name)
    _, message = sent(build(rhea))
    assert [address.addr_spec for address in message["From"].addresses] == [
        "hello@magazine.example"
    ]
    assert [address.addr_spec for address in message["To"].addresses] == ["rhea@readers.example"]
    assert message["Bcc"] is None
    assert message["X-Header"] is None


def test_a_name_in_the_senders_setting_gives_way_to_the_magazines(rhea, settings):
    settings.DEFAULT_FROM_EMAIL = "Webmaster <hello@magazine.example>"
    _, message = sent(mails.confirm(rhea))
    assert str(message["From"]) == "Elucid <hello@magazine.example>"


def test_an_address_in_another_script_is_written_to_in_ascii(sign_up):
    sign_up("Rhea@bücher.example")
    _, message = sent(mail.outbox[0])
    assert message["To"].addresses[0].addr_spec == "Rhea@xn--bcher-kva.example"
    assert Subscriber.objects.get().email == "Rhea@xn--bcher-kva.example"
