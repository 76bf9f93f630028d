"""The checklist: what a story lacks before it goes out, each with its place."""

import datetime

import pytest
from django.test import override_settings
from django.utils import timezone

from library.uploading import add_picture
from magazine import checking, publishing
from magazine.checking import Place
from magazine.models import Article, Redirect
from magazine.publishing import Refused
from newsroom.prose import clean_story
from tests import factories

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def picture(**words):
    words = {"title": "Dunes", "alt": "Sand.", **words}
    return add_picture(factories.picture_file((40, 30)), **words)[0]


def complete(**fields):
    """An unsaved story that lacks nothing."""
    fields.setdefault("lead_picture", picture(title="Lead"))
    fields = {"title": "A coat", "standfirst": "Taken apart.", "body": "<p>Cloth.</p>", **fields}
    fields["body"] = clean_story(fields["body"])
    return Article(**fields)


def found(story, credits=("Ines Valcourt",), **moments):
    return checking.findings(story, credits=credits, **moments)


def told(story, **more):
    return [
        (str(finding.severity), finding.sentence, finding.place) for finding in found(story, **more)
    ]


def of_body(body, **fields):
    return told(complete(body=body, **fields))


def test_a_story_that_lacks_nothing_is_let_through():
    assert found(complete()) == []
    checking.may_go_out([])


def test_what_opens_a_story_is_asked_for():
    bare = complete(lead_picture=None, standfirst=" ")
    assert told(bare, credits=[" "]) == [
        ("warning", "There is no lead picture.", Place("lead_picture")),
        ("warning", "There is no standfirst.", Place("standfirst")),
        ("warning", "Nobody is credited.", Place("credits")),
    ]


def test_nothing_at_all_is_an_error():
    empty = complete(lead_picture=None, body="")
    sentence = "There is nothing to publish yet: no text and no picture."
    assert told(empty) == [("error", sentence, Place("body"))]
    assert told(complete(body="")) == []  # a picture is a story


# --- to come --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("TK", 1),
        ("TKTK and TK.", 2),
        ("(TK)", 1),
        ("N°TK", 1),  # a sign is no letter
        ("tk", 0),
        ("ATK TKO HTK TK1 TK_x", 0),
        ("T<strong>K</strong>", 1),
        ("T</p><p>K", 0),
    ],
)
def test_tk_is_a_word_of_its_own_in_capitals(words, count):
    assert len(of_body(f"<p>{words}</p>")) == count


def test_every_placeholder_is_named_with_its_spot():
    body = (
        "<p>It cost TK francs, and TK more later on, somewhere in a long sentence.</p><hr>"
        '<p>Said<sup data-card="footnote" data-note="Page TK"></sup>.</p>'
        '<div data-card="video" data-provider="youtube" data-video="TK-45678901" '
        'data-caption="by TK"></div>'
    )
    assert [(each.sentence, each.place) for each in found(complete(body=body))] == [
        ("TK is left: “It cost TK francs, and TK more”", Place("body", 0, "tk", 0)),
        ("TK is left: “cost TK francs, and TK more later on,”", Place("body", 0, "tk", 1)),
        ("TK is left: “Said Page TK .”", Place("body", 2, "tk", 0)),
        ("TK is left: “by TK”", Place("body", 3, "tk", 0)),
    ]


@pytest.mark.parametrize(
    "field", ["kicker", "title", "standfirst", "search_title", "sharing_text", "sharing_title"]
)
def test_tk_is_found_wherever_readers_would_read_it(field):
    [(severity, sentence, place)] = told(complete(**{field: "Not TK yet"}))
    assert (severity, place) == ("error", Place(field))
    assert sentence.startswith("TK is left in the ")


def test_tk_is_found_among_the_credits_and_not_in_the_desks_note():
    story = complete(admin_note="TK")
    assert told(story, credits=["Ines", "TK"]) == [
        ("error", "TK is left in the credits.", Place("credits"))
    ]


# --- headings -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("levels", "skipped"),
    [
        ("", []),
        ("223344", []),
        ("2343", []),
        ("24", [1]),
        ("242", [1]),
        ("2324", [3]),
        ("3", []),  # the highest that is used becomes the second
        ("334", []),
        ("43", [0]),
    ],
)
def test_a_level_of_headings_that_is_skipped_is_named(levels, skipped):
    body = "".join(f"<h{level}>Part</h{level}>" for level in levels)
    assert of_body(body or "<p>x</p>") == [
        ("warning", "A level of headings is skipped before “Part”.", Place("body", number))
        for number in skipped
    ]


def test_a_heading_without_words_is_named():
    assert of_body("<h2> </h2><p>x</p>") == [
        ("warning", "A heading has no words.", Place("body", 0))
    ]


# --- links ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ['href=""', "", 'href="https://"', 'href="#"', "href='javascript:x'"]
)
def test_a_link_that_leads_nowhere_is_an_error(address):
    assert of_body(f"<p>One.</p><p><a href='/'>x</a> <a {address}>Read on</a></p>") == [
        ("error", "The link “Read on” leads nowhere.", Place("body", 1, "link", 1))
    ]


def test_a_link_without_words_is_an_error():
    assert of_body('<p><a href="https://example.org/x"> </a></p>') == [
        ("error", "The link to “https://example.org/x” has no words.", Place("body", 0, "link", 0))
    ]


def test_links_of_others_and_within_the_page_are_left_alone():
    links = ["https://example.org/stories/nowhere/", "mailto:x@example.org", "tel:+4420", "#part"]
    links += ["/", "/sections/fashion/", "/feed/", "http://testserver"]
    assert of_body("".join(f'<p><a href="{link}">x</a></p>' for link in links)) == []


def wrong_links(*links, **more):
    body = "".join(f'<p><a href="{link}">x</a></p>' for link in links)
    return [finding.sentence for finding in found(complete(body=body), **more)]


def test_links_to_our_stories_are_followed():
    now = timezone.now()
    live, film = factories.live_article("Live"), factories.spotlight("A film")
    draft, gone = factories.article("Draft"), factories.live_article("Gone")
    later = factories.live_article("Later", publish_at=now + DAY)
    short = factories.live_article("Short", withdraw_at=now + DAY)
    publishing.withdraw(gone, by=factories.publisher())
    Redirect.objects.create(old_path="/stories/old/", new_path=live.get_absolute_url())
    fine = [live.get_absolute_url(), f"/stories/{film.slug}/", film.get_absolute_url()]
    fine += [f"http://testserver{live.get_absolute_url()}#part", "/stories/live", "/stories/old/"]
    assert wrong_links(*fine) == []
    assert wrong_links("/stories/nowhere/") == ["The link “x” leads to no story of ours."]
    assert wrong_links(gone.get_absolute_url()) == [
        "The link “x” leads to a story that is withdrawn."
    ]
    not_then = ["The link “x” leads to a story that is not public then."]
    assert wrong_links(draft.get_absolute_url()) == not_then
    # What counts is the moment at which the story goes live.
    assert wrong_links(later.get_absolute_url()) == not_then
    assert wrong_links(later.get_absolute_url(), at=now + 2 * DAY) == []
    assert wrong_links(short.get_absolute_url()) == []
    assert wrong_links(short.get_absolute_url(), at=now + 2 * DAY) == not_then


@pytest.mark.parametrize("path", ["/no/such/page/", "/wp-login.php", "/%00", "/stories/a b/"])
def test_a_path_of_ours_that_nothing_answers_is_named(path):
    assert wrong_links(path) == ["The link “x” leads to no page of ours."]


@override_settings(SITE_URL="https://elucid.example")
def test_our_own_host_is_ours_and_others_are_not():
    assert wrong_links("https://elucid.example/nothing/") != []
    assert wrong_links("https://elsewhere.example/nothing/") == []


def test_where_a_card_leads_is_looked_at_as_well():
    """Whatever kinds of cards there are: an address, or the number of a story."""
    live, draft = factories.live_article("Live"), factories.article("Draft")
    lead = picture(title="Lead")
    button = '<div data-card="button" data-label="Read TK" data-href="/stories/nowhere/"></div>'
    fine = f'<div data-card="story" data-story="{live.pk}"></div>'
    waits = f'<div data-card="story" data-story="{draft.pk}"></div>'
    link = '<p>x <a href="#">y</a></p>'
    story = Article(title="x", standfirst="y", body=button + fine + waits + link, lead_picture=lead)
    assert told(story) == [
        ("error", "TK is left: “Read TK”", Place("body", 0, "tk", 0)),
        ("error", "The link “y” leads nowhere.", Place("body", 3, "link", 0)),
        ("warning", "The link “Read TK” leads to no story of ours.", Place("body", 0)),
        ("warning", "A card leads to a story that is not public then.", Place("body", 2)),
    ]


# --- pictures -------------------------------------------------------------------------------------


def test_a_picture_without_alternative_text_is_an_error_at_its_first_place():
    bare = picture(title="Bare", alt="")
    gallery = f'<div data-card="gallery" data-pictures="{bare.pk},{picture().pk}"></div>'
    figure = f'<figure data-card="picture" data-picture="{bare.pk}"></figure>'
    [finding] = found(complete(body=f"<p>x</p>{gallery}{figure}"))
    assert finding.sentence == "“Bare” has no alternative text."
    assert (finding.is_error, finding.place, finding.picture) == (True, Place("body", 1), bare.pk)
    [finding] = found(complete(lead_picture=bare, body=figure))
    assert finding.place == Place("lead_picture")


def test_a_picture_that_is_gone_from_the_library_is_named():
    body = '<figure data-card="picture" data-picture="999999999999999999"></figure>'
    assert of_body(body) == [
        ("warning", "A picture in the text is no longer in the library.", Place("body", 0))
    ]


@pytest.mark.parametrize(
    ("rights", "starts", "ends", "expected"),
    [
        (None, 0, None, None),
        (10, 0, None, "warning"),  # the story stays, the right does not
        (10, 0, 5, None),
        (10, 0, 10, None),
        (10, 0, 11, None),  # withdrawn as the eleventh day begins
        (10, 0, 12, "warning"),
        (10, 11, None, "error"),
        (-1, 0, 5, "error"),
        (0, 0, 1, None),
    ],
)
def test_rights_must_last_as_long_as_the_story(rights, starts, ends, expected):
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    today = midnight.date()
    shown = picture(rights_until=None if rights is None else today + rights * DAY)
    story = complete(
        lead_picture=shown,
        publish_at=midnight + starts * DAY,
        withdraw_at=None if ends is None else midnight + ends * DAY,
    )
    assert [str(finding.severity) for finding in found(story)] == [expected] * bool(expected)
    assert all(finding.picture == shown.pk for finding in found(story))


def test_what_rights_are_missing_is_said_in_a_sentence():
    today = timezone.localdate()
    shown = picture(rights_until=datetime.date(today.year + 1, 3, 5))
    [finding] = found(complete(lead_picture=shown))
    year = today.year + 1
    assert finding.sentence == (f"The right to show “Dunes” ends on 5 Mar {year}; the story stays.")


# --- search ---------------------------------------------------------------------------------------


def test_a_title_too_long_for_search_asks_for_a_shorter_one():
    long = "A coat taken apart, seam by seam, and what it says of us all today"
    place = Place("search_title")
    sentence = "Search engines show about 60 characters of a title; this one has 66."
    assert told(complete(title=long)) == [("warning", sentence, place)]
    assert told(complete(title=long, search_title="A coat taken apart")) == []
    assert told(complete(title=long, hide_from_search=True)) == []
    assert told(complete(title="A coat", search_title=long)) == [("warning", sentence, place)]


# --- the gate -------------------------------------------------------------------------------------


def test_errors_come_first_and_hold_back_whatever_was_accepted():
    story = complete(lead_picture=None, body="<p>TK</p>")
    both = found(story)
    assert [finding.is_error for finding in both] == [True, False]
    with pytest.raises(Refused, match="TK is left"):
        checking.may_go_out(both, accepted=checking.fingerprint(both))
    two = found(complete(body="<p>TK TK</p>"))
    with pytest.raises(checking.HeldBack, match="2 things hold this story back"):
        checking.may_go_out(two)


def test_warnings_pass_when_just_these_were_accepted():
    one = found(complete(lead_picture=None))
    with pytest.raises(checking.Doubtful) as asked:
        checking.may_go_out(one)
    assert asked.value.doubts == one
    checking.may_go_out(one, accepted=checking.fingerprint(one))
    more = found(complete(lead_picture=None, standfirst=""))
    with pytest.raises(checking.Doubtful):
        checking.may_go_out(more, accepted=checking.fingerprint(one))


def test_a_long_story_costs_as_many_queries_as_a_short_one(django_assert_num_queries):
    shown = [picture(title=f"Number {count}") for count in range(5)]

    def story(count):
        figures = "".join(
            f'<figure data-card="picture" data-picture="{each.pk}"></figure>'
            for each in shown[:count]
        )
        links = "".join(f'<p><a href="/stories/s{n}/">x</a></p>' for n in range(count))
        return complete(body=figures + links)

    for one in [story(1), story(5)]:
        with django_assert_num_queries(4):  # pictures, live stories, other stories, redirects
            found(one)


@pytest.mark.parametrize(
    "body",
    [
        "<p>unclosed <em>x",
        "</p></div>",
        "x<p>y",
        "<li><a>",
        "&#0;&lt;",
        "<h2>" * 500,
        '<p><a href="https://[half">x</a></p>',
    ],
)
def test_broken_bodies_do_no_harm(body):
    found(complete(body=body))
    assert checking.findings(Article(title="x", body=body), credits=[]) != []
