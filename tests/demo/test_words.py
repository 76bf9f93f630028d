"""The demo's words: what they ask for is there, and there is enough of everything."""

import re
from collections import Counter

import pytest
from django.utils.html import strip_tags

from demo import drawing
from demo.manuscripts import magazine, manuscripts
from newsroom.prose import clean_story

STORIES = list(manuscripts("stories"))
FEATURES = list(manuscripts("spotlights"))
ALL = [*STORIES, *FEATURES]
FACTS = magazine()


class Numbers(dict):
    """A number for every picture, as the library would give them."""

    def __missing__(self, name):
        self[name] = len(self) + 1
        return self[name]


def body(text):
    return text.body(Numbers())


def test_every_picture_asked_for_is_in_the_catalogue_and_the_other_way_round():
    asked = {name for text in ALL for name in text.pictures()}
    asked |= {row["picture"] for row in FACTS["contributors"]}
    asked |= {row["cover"] for row in FACTS["issues"]}
    assert asked == set(drawing.CATALOGUE)


@pytest.mark.parametrize("text", ALL, ids=lambda text: text.slug)
def test_a_body_is_what_the_desk_would_store(text):
    html = body(text)
    assert "[[" not in html
    assert clean_story(html) == html
    assert (
        re.findall(r"<(?!/?(?:p|h2|h3|ul|ol|li|blockquote|strong|em|hr|figure|aside|div)\b)", html)
        == []
    )


def test_there_are_enough_stories_of_several_hundred_words():
    assert len(STORIES) >= 24
    assert len(FEATURES) == 6
    short = {
        text.slug: words
        for text in ALL
        if (words := len(strip_tags(body(text)).split()))
        < (150 if text.meta["layout"] == "photo" else 350)
    }
    assert short == {}


def test_every_section_has_stories_of_its_own():
    held = Counter(text.meta["section"] for text in STORIES)
    assert set(held) == {row["slug"] for row in FACTS["sections"]}
    assert min(held.values()) >= 4


def test_every_layout_is_used_and_photo_stories_are_mostly_pictures():
    layouts = Counter(text.meta["layout"] for text in STORIES)
    assert set(layouts) == {"standard", "photo", "interview", "list"}
    photo = [body(text) for text in STORIES if text.meta["layout"] == "photo"]
    assert len(photo) >= 2
    assert min(html.count('data-card="picture"') for html in photo) >= 5
    assert min(len(re.findall(r'data-width="(?:wide|full)"', html)) for html in photo) >= 2
    assert min(html.count('data-width="full"') for html in photo) >= 1


def test_there_are_pull_quotes_and_films():
    everything = "".join(body(text) for text in ALL)
    assert everything.count('data-card="pullquote"') >= 4
    assert everything.count('data-card="video"') == 2


def test_one_story_names_everybody_who_worked_on_it():
    roles = [{role for role, _ in text.meta["credits"]} for text in ALL]
    team = {"photography", "styling", "hair", "make-up", "model"}
    assert [found for found in roles if team <= found] != []


def test_no_two_stories_open_with_the_same_picture():
    leads = Counter(text.meta["lead"] for text in ALL)
    assert [lead for lead, times in leads.items() if times > 1] == []


def test_nobody_is_credited_by_a_slug_that_is_nobodys():
    slugs = {row["slug"] for row in FACTS["contributors"]}
    named = {name for text in ALL for _, name in text.meta["credits"]}
    assert {name for name in named - slugs if name == name.lower()} == set()
