"""What holds a letter back, and what only asks."""

import datetime

import pytest
from django.utils import timezone

from magazine import publishing
from magazine.checking import Doubtful, HeldBack, fingerprint
from magazine.models import SiteIdentity
from newsletter import checking, composing
from newsletter.models import Campaign
from tests import factories, magazines
from tests.newsletter.campaigns import campaign, reader

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def around():
    """A magazine with an address and a reader: what is found is then the letter's own."""
    SiteIdentity.objects.create(name="Elucid", postal_address="6 Ropewalk Yard")
    reader()


def found(made, **how):
    return [
        (str(finding.severity), finding.sentence, finding.place.field)
        for finding in checking.findings(made, **how)
    ]


def test_a_letter_that_is_ready_lacks_nothing():
    assert found(campaign()) == []


def test_without_a_subject_a_list_and_words_it_is_held_back():
    assert found(Campaign()) == [
        ("error", "There is no subject.", "subject"),
        ("error", "There is nothing in it yet: no story and no words.", "stories"),
        ("error", "No list is chosen: nobody would get it.", "lists"),
        (
            "warning",
            "There is no preview line: mailboxes show whatever comes first.",
            "preview_line",
        ),
    ]


def test_a_long_subject_is_told():
    assert found(campaign(subject="S" * 61)) == [
        (
            "warning",
            "Phones show about 60 characters of a subject; this one has 61.",
            "subject",
        )
    ]


@pytest.mark.parametrize(
    ("fields", "called", "place"),
    [
        ({"subject": "TK weighs"}, "subject", "subject"),
        ({"preview_line": "And TK"}, "preview line", "preview_line"),
        ({"opening": "<p>It rained on TK.</p>"}, "opening words", "opening"),
        ({"closing": "<p>TKTK</p>"}, "closing words", "closing"),
        ({"lines": {"A coat taken apart": "TK"}}, "line of “A coat taken apart”", "stories"),
    ],
)
def test_tk_is_not_sent(fields, called, place):
    assert found(campaign(**fields)) == [("error", f"TK is left in the {called}.", place)]


def test_a_story_must_be_live_by_the_time_of_the_letter(paula):
    now = timezone.now()
    later = factories.live_article("Later", publish_at=now + 2 * HOUR)
    draft = factories.article("A draft")
    gone = factories.live_article("Gone")
    publishing.withdraw(gone, by=paula)
    made = campaign(later, draft, gone)
    sentences = [sentence for _, sentence, _ in found(made)]
    assert sentences[0].startswith("“Later” goes live only after the letter, on ")
    assert sentences[1:] == ["“A draft” is not published.", "“Gone” is withdrawn."]
    assert [line for line in found(made, at=now + 3 * HOUR) if "Later" in line[1]] == []
    made.send_at = now + 3 * HOUR
    assert [line for line in found(made) if "Later" in line[1]] == []


def test_a_spotlight_and_an_issue_must_be_public():
    film = factories.spotlight("A film", live=False)
    issue = factories.print_issue(9, is_public=False)
    assert found(campaign(spotlight=film, print_issue=issue)) == [
        ("error", "“A film” is not published.", "spotlight"),
        ("error", "Issue 9 is not shown to readers yet.", "print_issue"),
    ]


def test_a_spotlight_that_is_among_the_stories_too_is_asked_about():
    film = factories.spotlight("A film")
    assert found(campaign(film, spotlight=film)) == [
        ("warning", "“A film” stands in it twice.", "spotlight")
    ]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/no/such/page/", "The link “there” leads to no page of ours."),
        ("http://testserver/stories/none/", "The link “there” leads to no story of ours."),
        ("/stories/gone/", "The link “there” leads to a story that is withdrawn."),
        ("/stories/a-draft/", "The link “there” leads to a story that is not public then."),
        ("#", "The link “there” leads nowhere."),
        ("https://example.org/whatever", None),
        ("/stories/it-stays/", None),
        ("/sections/fashion/", None),
        ("mailto:desk@elucid.example", None),
    ],
)
def test_links_of_ours_lead_somewhere(paula, address, sentence):
    publishing.withdraw(factories.live_article("Gone"), by=paula)
    factories.article("A draft")
    factories.live_article("It stays")
    made = campaign(opening=f'<p>Look <a href="{address}">there</a></p>')
    assert found(made) == ([("error", sentence, "opening")] if sentence else [])


def test_a_picture_without_words_or_rights_is_not_sent():
    silent = magazines.picture(alt="", title="Silent")
    ended = magazines.picture(
        title="Ended", rights_until=timezone.localdate() - datetime.timedelta(days=1)
    )
    story = factories.live_article(lead_picture=silent)
    sentences = [
        (severity, sentence.split(" ends on ")[0], field)
        for severity, sentence, field in found(
            campaign(story, sponsor_picture=ended, sponsor_link="https://a.example/")
        )
    ]
    assert sentences == [
        ("error", "“Silent” has no alternative text.", "stories"),
        ("error", "The right to show “Ended”", "sponsor_picture"),
    ]


def test_a_letter_that_gmail_would_cut_is_asked_about():
    made = campaign(opening=f"<p>{'word ' * 30_000}</p>")
    ((severity, sentence, _),) = found(made)
    assert severity == "warning"
    assert "Gmail cuts letters after 102 KB" in sentence


def test_a_letter_without_a_way_out_is_not_sent(monkeypatch):
    compose = composing.compose

    def without(*args, **how):
        letter = compose(*args, **how)
        return type(letter)(**{**vars(letter), "html": letter.html.replace("{{leave}}", "#")})

    monkeypatch.setattr(composing, "compose", without)
    assert found(campaign()) == [("error", "The letter has no link to unsubscribe.", "design")]


def test_a_letter_that_nobody_would_get_is_not_sent():
    assert found(campaign(joined_before=datetime.date(2020, 1, 1))) == [
        ("error", "Nobody would get it: nobody is on its lists and in its segment.", "lists")
    ]


def test_a_magazine_without_an_address_is_told():
    SiteIdentity.objects.update(postal_address=" ")
    ((severity, sentence, _),) = found(campaign())
    assert severity == "warning"
    assert sentence.startswith("The magazine has no postal address.")


def test_errors_hold_back_and_warnings_ask_until_they_are_accepted():
    errors = checking.findings(campaign(subject="TK", preview_line="TK"))
    with pytest.raises(HeldBack, match="2 things hold this letter back"):
        checking.may_go_out(errors, accepted=fingerprint(errors))
    doubts = checking.findings(campaign(preview_line=""))
    with pytest.raises(Doubtful):
        checking.may_go_out(doubts, accepted="something else")
    checking.may_go_out(doubts, accepted=fingerprint(doubts))
    checking.may_go_out([])
