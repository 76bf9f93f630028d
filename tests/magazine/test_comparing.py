"""Two versions told apart as a person reads them, and brought together by choice."""

import pytest

from library.uploading import add_picture
from magazine import comparing, working_copy
from magazine.blocks import blocks_of, pairs, words_apart
from magazine.models import Article
from spotlight.models import SpotlightFeature
from tests import factories

BODY = (
    "<h2>One</h2><p>A <strong>bold</strong> word<br>and a line &amp; more.</p>"
    '<figure data-card="picture" data-picture="7" data-caption="A &lt;hem&gt;"></figure>'
    "<ul><li><p>a</p></li><li><p>b</p></li></ul><hr><blockquote><p>Said.</p></blockquote>"
    '<aside data-card="pullquote" data-attribution="M"><p>Loud.</p></aside>'
    '<p>Note<sup data-card="footnote" data-note="Who says."></sup>.</p>'
)


# --- paragraphs -----------------------------------------------------------------------------------


def test_a_body_is_its_blocks_one_after_the_other():
    blocks = blocks_of(BODY)
    assert "".join(block.html for block in blocks) == BODY
    assert [block.tag for block in blocks] == [
        "h2", "p", "figure", "ul", "hr", "blockquote", "aside", "p",
    ]  # fmt: skip
    assert [block.card for block in blocks] == ["", "", "picture", "", "", "", "pullquote", ""]
    assert blocks[2].pictures == [7]


@pytest.mark.parametrize("body", ["", "words in no element", "a<br>b<p>c</p>d", "<p></p>"])
def test_odd_bodies_stay_whole(body):
    assert "".join(block.html for block in blocks_of(body)) == body


def texts(left, right):
    return [
        (pair.left and pair.left.text, pair.right and pair.right.text)
        for pair in pairs(left, right)
    ]


def test_a_paragraph_stands_beside_what_became_of_it():
    left = "<p>One is here.</p><p>Two was typed.</p><p>Three.</p>"
    right = "<p>New before.</p><p>One is here.</p><p>Two was typed over.</p>"
    assert texts(left, right) == [
        (None, "New before."),
        ("One is here.", "One is here."),
        ("Two was typed.", "Two was typed over."),
        ("Three.", None),
    ]


def test_a_picture_is_beside_itself_when_its_caption_changes():
    left = '<figure data-card="picture" data-picture="7" data-caption="Before"></figure>'
    right = '<figure data-card="picture" data-picture="7" data-caption="After"></figure>'
    assert texts(f"<p>Same</p>{left}", f"<p>Other thing</p>{right}")[-1] == ("Before", "After")


def test_words_are_told_apart():
    left, right = words_apart("The red coat, worn twice.", "The blue coat, worn.")
    assert [piece for piece in left if piece[1]] == [("red", True), (" twice", True)]
    assert [piece for piece in right if piece[1]] == [("blue", True)]
    assert "".join(text for text, _ in left) == "The red coat, worn twice."


def test_very_long_paragraphs_are_not_searched_word_by_word():
    long = "word " * 5000
    assert words_apart(long, long + "x") == ([(long, True)], [(long + "x", True)])


# --- whole versions -------------------------------------------------------------------------------


@pytest.fixture
def two(db):
    """Two working copies that differ in everything that a person would look for."""
    story = factories.article("Before", body="<p>Same.</p><p>Old words.</p>", tags=["linen"])
    left = working_copy.taken(story)
    right = working_copy.taken(story)
    right["fields"] |= {
        "title": "After",
        "section": factories.section("Film").pk,
        "tags": ["linen", "wool"],
        "layout": "photo",
        "hide_from_search": True,
        "publish_at": "2027-01-02T15:04:00Z",
        "lead_picture": add_picture(factories.picture_file(), title="A hem")[0].pk,
        "body": "<p>Same.</p><p>New words.</p>",
    }
    right["rows"]["credits"] = [
        {"role": "words", "contributor": factories.contributor().pk, "other_name": ""},
        {"role": "hair", "contributor": None, "other_name": "Somebody"},
    ]
    right["unfinished"] = {"print_page": "12x"}
    return left, right


def said(side):
    return "".join(text for text, _ in side.pieces)


def test_every_field_that_differs_is_told_in_words(two):
    found = comparing.compare(Article, *two)
    assert {place.key: (said(place.left), said(place.right)) for place in found.fields} == {
        "field:title": ("Before", "After"),
        "field:section": ("Fashion", "Film"),
        "field:tags": ("linen", "linen, wool"),
        "field:layout": ("Standard", "Photo story"),
        "field:hide_from_search": ("No", "Yes"),
        "field:publish_at": ("", "2 Jan 2027, 10:04"),
        "field:lead_picture": ("", "A hem"),
        "field:print_page": ("", "12x (half typed)"),
        "rows:credits": ("", "Words: Ines Valcourt\nHair: Somebody"),
    }
    picture = next(place for place in found.fields if place.key == "field:lead_picture")
    assert [one.title for one in picture.right.pictures] == ["A hem"]
    assert [place.same for place in found.body] == [True, False]


def test_a_version_is_the_same_as_itself(two):
    assert comparing.compare(Article, two[1], two[1]).is_same
    assert not comparing.compare(Article, *two).is_same


def test_comparing_asks_the_database_once_a_kind_of_thing(two, django_assert_num_queries):
    with django_assert_num_queries(3):  # pictures, sections, contributors
        comparing.compare(Article, *two)


def test_what_is_gone_by_now_is_said(two):
    left, right = two
    right["fields"]["section"] = 999999
    found = comparing.compare(Article, left, right)
    assert "gone by now" in [said(place.right) for place in found.fields]


def test_a_features_rows_are_compared_too(db):
    feature = factories.spotlight(live=False)
    left = working_copy.taken(feature)
    feature.facts.create(label="Year", value="1971")
    feature.accolades.create(award="Best Short", giver="Lund", year=1972)
    found = comparing.compare(SpotlightFeature, left, working_copy.taken(feature))
    assert [said(place.right) for place in found.fields] == [
        "Year: 1971",
        "Best Short: Lund, 1972",
    ]


# --- bringing together ----------------------------------------------------------------------------


def body(*paragraphs):
    return "".join(f"<p>{words}</p>" for words in paragraphs)


@pytest.fixture
def three(db):
    """(base, theirs, mine), two having changed different things and one thing both."""
    story = factories.article("Title", kicker="Kicker", standfirst="Standfirst")
    made = [working_copy.taken(story) for _ in range(3)]
    made[0]["fields"]["body"] = body("First one", "Second one", "Third one", "Fourth one")
    made[1]["fields"] |= {
        "title": "Their title",
        "standfirst": "Their standfirst",
        "body": body("First one, theirs", "Second one, theirs", "Third one", "Theirs alone"),
    }
    made[2]["fields"] |= {
        "kicker": "My kicker",
        "standfirst": "My standfirst",
        "body": body("First one", "Second one, mine", "Third one, mine", "Fourth one"),
    }
    made[2]["rows"]["credits"] = [{"role": "hair", "contributor": None, "other_name": "Me"}]
    return made


def test_what_only_one_has_changed_is_proposed(three):
    base, theirs, mine = three
    found = comparing.compare(Article, theirs, mine, base)
    assert {place.key: place.proposed for place in found.fields} == {
        "field:title": "theirs",
        "field:kicker": "mine",
        "field:standfirst": "",
        "rows:credits": "mine",
    }
    changed = [place for place in found.body if not place.same]
    assert [(said(place.left), said(place.right), place.proposed) for place in changed] == [
        ("First one, theirs", "First one", "theirs"),
        ("Second one, theirs", "Second one, mine", ""),
        ("Third one", "Third one, mine", "mine"),
        ("Theirs alone", "", "theirs"),
        ("", "Fourth one", "theirs"),
    ]


def test_choices_make_one_of_two(three):
    base, theirs, mine = three
    keys = {
        said(place.right): place.key
        for place in comparing.compare(Article, theirs, mine, base).body
        if not place.same
    }
    made = comparing.bring_together(
        Article,
        theirs,
        mine,
        {"field:standfirst": "mine", keys["Second one, mine"]: "both"},
        base,
    )
    assert made["fields"]["title"] == "Their title"
    assert made["fields"]["kicker"] == "My kicker"
    assert made["fields"]["standfirst"] == "My standfirst"
    assert made["rows"]["credits"] == mine["rows"]["credits"]
    assert made["fields"]["body"] == body(
        "First one, theirs",
        "Second one, theirs",
        "Second one, mine",
        "Third one, mine",
        "Theirs alone",
    )


def test_without_a_base_nothing_that_only_one_has_is_left_out(three):
    _, theirs, mine = three
    made = comparing.bring_together(Article, theirs, mine, {}, None)
    for words in ["Fourth one", "Theirs alone", "Second one, mine"]:
        assert words in made["fields"]["body"]


@pytest.mark.parametrize("choice", ["theirs", "mine"])
def test_one_side_can_be_taken_whole(three, choice):
    base, theirs, mine = three
    found = comparing.compare(Article, theirs, mine, base)
    choices = {place.key: choice for place in [*found.fields, *found.body]}
    made = comparing.bring_together(Article, theirs, mine, choices, base)
    assert made == {"theirs": theirs, "mine": mine}[choice]


def test_a_choice_that_is_none_is_not_taken(three):
    base, theirs, mine = three
    forged = {"field:title": "everything", "rows:nothing": "mine", "body:99": "mine"}
    made = comparing.bring_together(Article, theirs, mine, forged, base)
    assert made == comparing.bring_together(Article, theirs, mine, {}, base)
