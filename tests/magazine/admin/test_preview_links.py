"""Links for people without an account: made, opened, expired, revoked, attacked."""

import datetime
import re
from html import unescape

import pytest
from django.core.signing import Signer
from django.test import Client
from django.utils import timezone

from magazine import preview_linking, publishing
from magazine.models import Article, PreviewLink
from magazine.publishing import Refused
from tests import factories
from tests.newsroom.forms import messages_of

pytestmark = pytest.mark.django_db
LIST = "/admin/magazine/article/"


def links_of(story):
    return f"{LIST}{story.pk}/preview-links/"


def addresses(answer):
    return re.findall(r'readonly value="([^"]*)"', unescape(answer.content.decode()))


@pytest.fixture
def link(article, paula):
    return preview_linking.make(article, by=paula, days=7)


def test_a_link_shows_the_story_as_it_is_stored_without_an_account(paulas, article, client):
    answer = paulas.post(
        links_of(article), {"days": "7", "for_whom": " Ines  Valcourt "}, follow=True
    )
    assert messages_of(answer) == ["The link is made. Copy it below."]
    assert "Ines Valcourt" in answer.content.decode()
    [address] = addresses(answer)
    path = address.removeprefix("http://testserver")
    Article.objects.update(body="<p>Changed since then.</p>")
    page = client.get(path)
    assert page.status_code == 200
    assert f">{article.title}</h1>" in page.content.decode()
    assert "Changed since then." in page.content.decode()
    assert client.get(article.get_absolute_url()).status_code == 404  # nobody else sees it


def test_a_feature_is_shown_with_its_facts(paula, client):
    film = factories.spotlight("A film", live=False)
    film.facts.create(label="Director", value="M. Aguirre")
    link = preview_linking.make(film, by=paula, days=1)
    assert "M. Aguirre" in client.get(link.get_absolute_url()).content.decode()


@pytest.mark.parametrize("days", [1, 7, 30])
def test_it_holds_as_long_as_was_chosen_and_no_longer(article, paula, client, days):
    link = preview_linking.make(article, by=paula, days=days)
    assert link.expires_at - timezone.now() <= datetime.timedelta(days=days)
    assert link.expires_at - timezone.now() > datetime.timedelta(days=days, seconds=-60)
    PreviewLink.objects.update(expires_at=timezone.now())
    assert client.get(link.get_absolute_url()).status_code == 410


def test_one_that_is_over_says_the_same_whatever_ended_it(paulas, article, paula, client):
    expired, revoked, orphan = (preview_linking.make(article, by=paula, days=1) for _ in range(3))
    PreviewLink.objects.filter(pk=expired.pk).update(expires_at=timezone.now())
    answer = paulas.post(links_of(article), {"revoke": revoked.pk}, follow=True)
    assert messages_of(answer) == ["The link opens nothing any more."]
    path = orphan.get_absolute_url()
    PreviewLink.objects.filter(pk=orphan.pk).delete()
    answers = [client.get(each.get_absolute_url()) for each in (expired, revoked)]
    answers.append(client.get(path))
    assert [answer.status_code for answer in answers] == [410] * 3
    same = {answer.content.replace(answer.request["PATH_INFO"].encode(), b"") for answer in answers}
    assert len(same) == 1
    assert article.title not in answers[0].content.decode()


def test_nobody_keeps_it_and_nobody_is_told_of_it(link, client):
    for answer in [client.get(link.get_absolute_url()), client.head(link.get_absolute_url())]:
        assert answer["Cache-Control"] == "no-store, private"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "ETag" not in answer
        assert answer.cookies == {}
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert "nonce" not in answer["Content-Security-Policy"]
    html = client.get(link.get_absolute_url()).content.decode()
    assert '<meta name="robots" content="noindex">' in html
    assert link.get_absolute_url() not in html  # the newsletter's form would carry it along
    assert client.post(link.get_absolute_url()).status_code == 405


def test_a_guessed_or_altered_link_is_no_page(link, article, paula, client):
    other = preview_linking.make(article, by=paula, days=1)
    number, signature = link.get_absolute_url().split("/")[2].split(":")
    guessed = [
        number,
        f"{number}:",
        f"{number}:{signature[:-1]}",
        f"{number}:{signature.swapcase()}",
        f"{other.pk}:{signature}",
        f"{number}0:{signature}",
        f" {number}:{signature}",
        "x:y",
        ":",
        "%00",
        "9" * 400,
    ]
    for token in guessed:
        answer = client.get(f"/preview/{token}/")
        assert (token, answer.status_code) == (token, 404)
        assert article.title not in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
    assert len(signature) >= 43  # 256 bits


def test_a_signature_for_something_else_opens_nothing(link, client):
    for salt in ["django.core.signing.Signer", "newsletter.links", ""]:
        forged = Signer(salt=salt).sign(str(link.pk))
        assert client.get(f"/preview/{forged}/").status_code == 404


def test_the_row_alone_opens_nothing(link):
    stored = PreviewLink.objects.values().get()
    signature = link.get_absolute_url().split(":")[1].strip("/")
    assert signature not in str(stored)


def test_it_dies_with_its_story(link, article, client):
    article.delete()
    assert client.get(link.get_absolute_url()).status_code == 410


# --- who may --------------------------------------------------------------------------------------


def test_a_writer_shares_her_own_draft_and_only_that(wandas, wanda, article):
    hers = factories.article(created_by=wanda)
    assert wandas.post(links_of(hers), {"days": "1"}).status_code == 302
    assert wandas.get(links_of(article)).status_code == 404
    assert wandas.post(links_of(article), {"days": "1"}).status_code == 404
    assert PreviewLink.objects.get().article_id == hers.pk


def test_after_handing_in_she_revokes_what_is_hers_and_makes_nothing(wandas, wanda, paula):
    hers = factories.article(created_by=wanda)
    own = preview_linking.make(hers, by=wanda, days=7)
    editors = preview_linking.make(hers, by=paula, days=7)
    publishing.submit(hers, by=wanda)
    page = wandas.get(links_of(hers))
    assert page.content.decode().count('name="revoke"') == 1
    assert 'name="days"' not in page.content.decode()
    assert wandas.post(links_of(hers), {"days": "1"}).status_code == 403
    assert wandas.post(links_of(hers), {"revoke": editors.pk}).status_code == 403
    assert wandas.post(links_of(hers), {"revoke": own.pk}).status_code == 302
    assert [link.holds for link in PreviewLink.objects.order_by("pk")] == [False, True]


def test_a_visitor_makes_and_revokes_nothing(client, link, article):
    for data in [{"days": "1"}, {"revoke": link.pk}]:
        answer = client.post(links_of(article), data)
        assert answer["Location"].startswith("/admin/login/")
    assert PreviewLink.objects.get().holds


def test_a_post_from_another_site_is_refused(paula, link, article):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(paula)
    assert strict.post(links_of(article), {"revoke": link.pk}).status_code == 403
    assert PreviewLink.objects.get().holds


def test_a_link_is_revoked_at_its_own_story_only(paulas, link):
    other = factories.article()
    for number in [link.pk, "x", "9" * 30, "-1", ""]:
        assert paulas.post(links_of(other), {"revoke": number}).status_code == 404
    assert PreviewLink.objects.get().holds


@pytest.mark.parametrize("days", ["", "0", "-1", "365", "x", "1e3"])
def test_another_lifetime_is_refused(paulas, article, days):
    answer = paulas.post(links_of(article), {"days": days, "for_whom": "x" * 81})
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"days", "for_whom"}
    assert not PreviewLink.objects.exists()


def test_there_is_an_end_to_links(paulas, article, paula):
    for _ in range(preview_linking.MOST):
        preview_linking.make(article, by=paula, days=1)
    with pytest.raises(Refused, match="hold already"):
        preview_linking.make(article, by=paula, days=1)
    answer = paulas.post(links_of(article), {"days": "1"})
    assert "20 links to this story hold already." in answer.content.decode()
    preview_linking.revoke(PreviewLink.objects.first())
    assert paulas.post(links_of(article), {"days": "1"}).status_code == 302


def test_names_in_the_list_stay_words(paulas, article):
    paulas.post(links_of(article), {"days": "1", "for_whom": '"><script>alert(1)</script>'})
    assert "<script>alert" not in paulas.get(links_of(article)).content.decode()
