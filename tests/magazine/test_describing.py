"""Every page says of itself, once and in every dialect, what it is; and what it says is valid."""

import json
import re

import pytest
from django.utils import timezone

from library.templatetags.pictures import picture_url
from library.uploading import add_picture
from magazine import describing, publishing, sharing
from magazine.models import SiteIdentity
from tests import factories
from tests.magazine.vocabulary import faults

pytestmark = pytest.mark.django_db

VIDEO = (
    '<div data-card="video" data-provider="vimeo" data-video="76979871" '
    'data-caption="Mill &amp; sea"></div>'
)


@pytest.fixture
def picture():
    return add_picture(factories.picture_file((1800, 1200)), by=None, alt="Two sleeves")[0]


@pytest.fixture
def identity():
    made = SiteIdentity.objects.create(name="Elucid", tagline="In a clear light")
    made.social_links.create(label="Mastodon", url="https://example.org/@elucid")
    return made


@pytest.fixture
def magazine(identity, picture):
    """One of everything, with all that it can have."""
    ines = factories.contributor(
        "Ines Valcourt", bio="Writes.", role="Writer", website="https://example.org/ines",
        portrait=picture,
    )  # fmt: skip
    issue = factories.print_issue(7, cover=picture, introduction="Seven.")
    issue.print_only.create(page=4, title="Only on paper", byline="A. Nother")
    factories.page("About", standfirst="Who we are.")
    full = {
        "lead_picture": picture,
        "tags": ["denim"],
        "credits": [("words", ines), ("photography", ines), ("editing", ines)],
        "print_issue": issue,
        "print_page": 20,
        "body": f"<p>Text.</p>{VIDEO}",
    }
    factories.live_article("A story", **full)
    for kind in ["film", "person", "label", "exhibition", "book", "show"]:
        feature = factories.spotlight(
            f"A {kind}", subject_kind=kind, subject_name=f"The {kind}",
            see_it_url="https://example.org/see", **full,
        )  # fmt: skip
        facts = {
            "Director": "Petra Halloran", "With": "Oisín Garrity, Abena Forson", "Year": "2026",
            "Running time": "99 minutes", "Author": "N. N.", "Where": "Kunsthaus, Basel",
            "Publisher": "Small Press", "Company": "Floor",
        }  # fmt: skip
        for label, value in facts.items():
            feature.facts.create(label=label, value=value)
        feature.accolades.create(award="Grand Prix", giver="Ostend", year=2026)
    factories.live_article("Bare", standfirst="", body="<p>x</p>", section=factories.section("Odd"))
    factories.spotlight("Bare film", subject_kind="book", standfirst="")
    factories.contributor("Nobody Else")
    return identity


PAGES = [
    "/",
    "/stories/a-story/",
    "/stories/bare/",
    "/sections/fashion/",
    "/sections/odd/",
    "/tags/denim/",
    "/spotlight/",
    "/spotlight/a-film/",
    "/spotlight/a-person/",
    "/spotlight/a-label/",
    "/spotlight/a-exhibition/",
    "/spotlight/a-book/",
    "/spotlight/a-show/",
    "/spotlight/bare-film/",
    "/contributors/",
    "/contributors/ines-valcourt/",
    "/contributors/nobody-else/",
    "/issues/",
    "/issues/issue-7/",
    "/pages/about/",
    "/archive/",
    "/search/?q=text",
    "/newsletter/",
]


def described(client, path):
    """The description that a page passes to its template, and the page's head."""
    response = client.get(path)
    return response.context["description"], response.content.decode().partition("</head>")[0]


def graph(client, path):
    """The nodes of a page by type."""
    _, head = described(client, path)
    text = re.search(r'<script type="application/ld\+json">(.*?)</script>', head, re.DOTALL)[1]
    return {node["@type"]: node for node in json.loads(text)["@graph"]}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_each_thing_once_and_validly(magazine, client, path):
    description, head = described(client, path)
    assert faults(json.loads(description.json_ld())) == []
    for once in ["<title>", 'property="og:title"', 'property="og:url"', 'name="twitter:card"',
                 'property="og:image"', 'name="robots"']:  # fmt: skip
        assert head.count(once) == 1
    for address in re.findall(r'property="og:(?:url|image)" content="([^"]*)"', head):
        assert address.startswith("http://testserver/")
    assert (head.count('rel="canonical"'), head.count("ld+json")) == (
        (0, 0) if path.startswith("/search/") else (1, 1)
    )
    assert "None" not in head


def test_the_vocabulary_finds_what_is_wrong():
    """The test's own measure: it is no use if it finds nothing."""
    wrong = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Movie", "name": "x", "wordCount": 3, "director": "Petra", "url": "/x"},
            {"@type": "Pamphlet"},
            {"@type": "Person", "name": "", "sameAs": {"@id": "nowhere"}},
        ],
    }
    assert sorted(faults(wrong)) == [
        "Movie has no wordCount",
        "Movie.director is text: Petra",
        "Movie.url is no whole address: /x",
        "Pamphlet is no type that we know",
        "Person.name is empty",
        "Person.sameAs points at nothing: {'@id': 'nowhere'}",
    ]


def test_a_month_of_the_archive_leads_back_to_it(magazine, client):
    path = timezone.localdate().strftime("/archive/%Y/%-m/")
    assert faults(json.loads(described(client, path)[0].json_ld())) == []
    trail = graph(client, path)["BreadcrumbList"]["itemListElement"]
    assert [step["item"] for step in trail] == [
        f"http://testserver{step}" for step in ["/", "/archive/", path]
    ]


def test_a_story_is_a_news_article_with_people_pictures_issue_and_video(magazine, client):
    nodes = graph(client, "/stories/a-story/")
    story = nodes["NewsArticle"]
    assert story["headline"] == "A story"
    assert story["url"] == "http://testserver/stories/a-story/"
    assert [who["name"] for who in story["author"]] == ["Ines Valcourt"]
    assert [who["name"] for who in story["contributor"]] == ["Ines Valcourt"]
    assert [(image["width"], image["height"]) for image in story["image"]] == [
        (1600, 1067), (1200, 630),
    ]  # fmt: skip
    assert story["isPartOf"]["issueNumber"] == 7
    assert story["keywords"] == ["denim"]
    assert [
        (video["name"], video["embedUrl"], video["url"], len(video["thumbnailUrl"]))
        for video in story["video"]
    ] == [
        ("Mill & sea", "https://player.vimeo.com/video/76979871", "https://vimeo.com/76979871", 2)
    ]
    assert [step["name"] for step in nodes["BreadcrumbList"]["itemListElement"]] == [
        "Front page", "Fashion", "A story",
    ]  # fmt: skip
    assert nodes["Organization"]["sameAs"] == ["https://example.org/@elucid"]


@pytest.mark.parametrize(
    ("path", "kind", "subject"),
    [
        ("/spotlight/a-film/", "Review", "Movie"),
        ("/spotlight/a-book/", "Review", "Book"),
        ("/spotlight/a-exhibition/", "Review", "ExhibitionEvent"),
        ("/spotlight/a-show/", "Review", "TheaterEvent"),
        ("/spotlight/a-person/", "NewsArticle", "Person"),
        ("/spotlight/a-label/", "NewsArticle", "Organization"),
    ],
)
def test_a_feature_is_a_review_of_its_subject_or_an_article_about_it(
    magazine, client, path, kind, subject
):
    node = graph(client, path)[kind]
    about = node["itemReviewed" if kind == "Review" else "about"]
    assert about["@type"] == subject
    assert about["name"].startswith("The ")


def test_a_film_has_what_its_facts_say_in_so_many_words(magazine, client):
    film = graph(client, "/spotlight/a-film/")["Review"]["itemReviewed"]
    assert film == {
        "@type": "Movie",
        "name": "The film",
        "url": "https://example.org/see",
        "award": ["Grand Prix, Ostend, 2026"],
        "director": [{"@type": "Person", "name": "Petra Halloran"}],
        "actor": [
            {"@type": "Person", "name": "Oisín Garrity"},
            {"@type": "Person", "name": "Abena Forson"},
        ],
        "duration": "PT99M",
        "dateCreated": "2026",
    }


def test_facts_that_say_something_else_are_left_out(identity, client):
    film = factories.spotlight("Film", subject_kind="film", subject_name="Low Water")
    film.facts.create(label="Year", value="some years ago")
    film.facts.create(label="Running time", value="as long as it takes")
    assert graph(client, "/spotlight/film/")["Review"]["itemReviewed"] == {
        "@type": "Movie",
        "name": "Low Water",
    }


def test_the_front_page_introduces_the_magazine_and_its_search(magazine, client):
    nodes = graph(client, "/")
    assert set(nodes) == {"WebSite", "Periodical", "Organization"}
    action = nodes["WebSite"]["potentialAction"]
    assert action["target"]["urlTemplate"] == "http://testserver/search/?q={search_term_string}"
    description, _ = described(client, "/")
    assert description.whole_title == "Elucid: In a clear light"


def test_an_issue_tells_what_stands_in_it(magazine, client):
    issue = graph(client, "/issues/issue-7/")["PublicationIssue"]
    assert issue["issueNumber"] == 7
    on_paper = issue["hasPart"][0]
    assert (on_paper["headline"], on_paper["pageStart"]) == ("Only on paper", 4)
    assert len(issue["hasPart"]) == 8


def test_a_list_counts_on_from_page_to_page(identity, client):
    for number in range(26):
        factories.live_article(f"Story {number}")
    first = graph(client, "/sections/fashion/")["CollectionPage"]["mainEntity"]["itemListElement"]
    second = graph(client, "/sections/fashion/?page=2")["CollectionPage"]["mainEntity"]
    assert [entry["position"] for entry in first] == list(range(1, 25))
    assert [entry["position"] for entry in second["itemListElement"]] == [25, 26]
    description, head = described(client, "/sections/fashion/?page=2")
    assert description.whole_title == "Fashion, page 2 | Elucid"
    assert 'rel="canonical" href="http://testserver/sections/fashion/?page=2"' in head


def test_words_made_for_search_and_sharing_go_before_the_story_s_own(identity, client):
    factories.live_article(
        "Story", search_title="For search", search_description="Found.",
        sharing_title="For sharing", sharing_text="Shared.",
        canonical_url="https://elsewhere.example/story/",
    )  # fmt: skip
    _, head = described(client, "/stories/story/")
    assert "<title>For search | Elucid</title>" in head
    assert 'name="description" content="Found."' in head
    assert 'property="og:title" content="For sharing"' in head
    assert 'property="og:description" content="Shared."' in head
    assert 'rel="canonical" href="https://elsewhere.example/story/"' in head
    assert 'property="og:url" content="http://testserver/stories/story/"' in head


HOSTILE = '</script><script>alert(1)</script><!-- & "q" \u2028\u2029 مجلة 🧵'


def test_hostile_words_stay_words(identity, client):
    story = factories.live_article(HOSTILE, slug="story", standfirst=HOSTILE, tags=["a<b"])
    description, head = described(client, "/stories/story/")
    text = description.json_ld()
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text)["@graph"][0]["headline"] == story.title
    assert head.count("<script") == head.count("</script>") == 2  # the other is first.js
    assert "<!--" not in head


def test_a_story_kept_out_of_search_says_so_and_nothing_else(identity, client):
    factories.live_article("Story", hide_from_search=True)
    _, head = described(client, "/stories/story/")
    assert '<meta name="robots" content="noindex">' in head
    assert "canonical" not in head
    assert "ld+json" not in head


def test_a_long_description_ends_at_a_word(identity, client):
    factories.live_article("Story", standfirst="tailored " * 50)
    description, _ = described(client, "/stories/story/")
    assert len(description.text) <= 200
    assert description.text.endswith("tailored…")


def test_a_draft_is_described_by_its_picture_and_a_live_story_by_its_card(
    identity, picture, paula, client
):
    draft = factories.article("Draft", lead_picture=picture)
    before = describing.story_page(draft, identity)
    assert before.image.address == picture_url(picture, 1200, absolute=True)
    assert before.image.alt == "Two sleeves"
    publishing.publish(draft, by=paula)
    after, _ = described(client, "/stories/draft/")
    assert after.image.address == sharing.card_address(draft, identity)
    assert (after.image.width, after.image.height) == (1200, 630)
