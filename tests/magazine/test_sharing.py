"""Cards: what a story looks like where others show it."""

import io

import pytest
from PIL import Image, ImageChops

from library.uploading import add_picture
from magazine import lettering, publishing, sharing
from magazine.models import Article, SiteIdentity
from magazine.sharing import Card, Look, draw_card
from tests import factories

pytestmark = pytest.mark.django_db


def bring(size=(1500, 1000), colour="#7a2230", **fields):
    return add_picture(factories.picture_file(size, colour=colour), by=None, **fields)[0]


def card(title="A story", picture=None, **fields):
    defaults = {"story": 1, "kicker": "Film", "magazine": "Elucid"}
    return Card(title=lettering.tidy(title), picture=picture, **{**defaults, **fields})


def path_of(address):
    return address.removeprefix("http://testserver")


def body(answer):
    return b"".join(answer.streaming_content)


def luminances(image):
    channels = iter(image.tobytes())
    return [sharing._luminance(pixel) for pixel in zip(channels, channels, channels, strict=True)]


def contrast(one, other):
    lighter, darker = max(one, other), min(one, other)
    return (lighter + 0.05) / (darker + 0.05)


class TestDrawing:
    @pytest.mark.parametrize(
        "title",
        [
            "A",
            "An ordinary title of a story",
            "x" * 150,
            "Every word of a title that goes on for as long as a title may " * 3,
            "Łódź, Žižkov, Ångström and Œuvre",
            "Emoji 🧵 in 👩🏽‍🎨 a title",
            "قصة قصيرة عن القماش",
            "סיפור על בד",
            "日本の布",
            "e\u0301te\u0301 — combining",
            "\u202eright to left\u202c override",
            "🧵🧵🧵",
            "",
        ],
    )
    @pytest.mark.parametrize("size", [None, (1500, 1000), (1000, 1500), (60, 40)])
    def test_any_title_over_any_picture_is_a_card(self, title, size):
        picture = bring(size) if size else None
        image = draw_card(card(title, picture))
        assert (image.size, image.mode) == ((1200, 630), "RGB")

    @pytest.mark.parametrize(
        "look",
        [
            sharing.HOUSE,
            Look(ink=(10, 40, 90), paper=(250, 240, 220)),
            Look(ink=(255, 255, 255), paper=(0, 0, 0)),
            Look(ink=(128, 128, 128), paper=(120, 120, 120)),
        ],
    )
    @pytest.mark.parametrize("colour", ["#ffffff", "#808080", "#f2d12a", "#000000", "#c8200d"])
    def test_letters_stand_out_from_any_picture(self, colour, look):
        picture = bring(colour=colour)
        photograph = sharing._photograph(card(picture=picture))
        veiled, fill = sharing._veiled(photograph, 400, look)
        under = sorted(luminances(veiled.crop((0, 400, 1200, 630)).resize((60, 12))))
        letters = sharing._luminance(fill)
        assert contrast(letters, under[0]) >= 4.5
        assert contrast(letters, under[-1]) >= 4.5

    def test_a_title_without_letters_of_ours_leaves_the_picture_alone(self):
        picture = bring()
        wordless = draw_card(card("סיפור על בד", picture))
        assert (
            ImageChops.difference(
                wordless, sharing._photograph(card("סיפור על בד", picture))
            ).getbbox()
            is None
        )

    def test_emoji_go_and_the_words_stay(self):
        assert lettering.tidy("Hello 🧵  thread\u200b 👩🏽‍🎨!") == "Hello thread !"

    def test_an_upright_picture_stands_beside_its_title(self):
        image = draw_card(card(picture=bring((800, 1200), "#123456")))
        assert image.getpixel((10, 10)) == sharing.HOUSE.paper
        assert image.getpixel((1190, 10)) != sharing.HOUSE.paper

    def test_a_title_is_broken_into_lines_that_fit(self):
        size, lines = lettering.fitted(
            "A title of several words, none of them long", lettering.DISPLAY,
            width=600, height=300, sizes=(100, 60, 30), leading=1.1,
        )  # fmt: skip
        assert " ".join(lines) == "A title of several words, none of them long"
        assert all(lettering.width_of(line, lettering.DISPLAY, size) <= 600 for line in lines)
        assert len(lines) * size * 1.1 <= 300

    def test_a_title_too_long_for_the_smallest_size_ends_with_an_ellipsis(self):
        _, lines = lettering.fitted(
            "word " * 100, lettering.DISPLAY, width=300, height=100, sizes=(40,), leading=1.0
        )
        assert len(lines) == 2
        assert lines[-1].endswith("…")

    def test_the_logo_is_square_and_any_name_has_one(self):
        for name in ["Elucid", "مجلة", "🧵", ""]:
            assert sharing.draw_logo(name).size == (512, 512)
            assert sharing.draw_site_card(name, "A tagline").size == (1200, 630)


class TestNames:
    def test_change_with_all_that_a_card_shows_and_with_nothing_else(self):
        picture = bring((1000, 1000))
        plain = card(picture=picture)
        names = {
            plain.name,
            card("Another", picture).name,
            card(picture=None).name,
            card(picture=picture, kicker="Book").name,
            card(picture=picture, magazine="Other").name,
            card(picture=picture, story=2).name,
            card(picture=picture, look=Look(accent=(0, 90, 60))).name,
        }
        assert len(names) == 7
        picture.alt = "Other words"
        assert card(picture=picture).name == plain.name
        picture.focal_y = 0.0
        assert card(picture=picture).name not in names


def test_cards_wear_what_the_magazine_wears():
    plain = SiteIdentity(name="Elucid")
    assert sharing.look_of(plain) == sharing.HOUSE
    dressed = SiteIdentity(name="Elucid", accent="#0b5d3b", display_face="cormorant")
    look = sharing.look_of(dressed)
    assert (look.display, look.accent) == ("cormorant", (11, 93, 59))
    assert sharing.logo_address(dressed) != sharing.logo_address(plain)
    for face in ["cormorant", "bricolage-grotesque", "bodoni-moda"]:
        image = draw_card(card(look=Look(display=face, furniture="libre-franklin")))
        assert image.size == (1200, 630)


@pytest.fixture
def identity():
    return SiteIdentity.objects.create(name="Elucid", tagline="In a clear light")


class TestAStory:
    def test_gets_its_card_when_it_is_published(
        self, identity, paula, django_capture_on_commit_callbacks
    ):
        story = factories.article("Story", lead_picture=bring())
        with django_capture_on_commit_callbacks(execute=True):
            publishing.publish(story, by=paula)
        file = sharing.path_of(sharing.card_of(story, identity).name)
        with Image.open(file) as image:
            assert (image.format, image.size) == ("JPEG", (1200, 630))

    def test_that_changes_gets_another_and_the_earlier_one_goes(
        self, identity, django_capture_on_commit_callbacks
    ):
        story = factories.live_article("Story")
        before = sharing.keep_card(story, identity)
        Article.objects.filter(pk=story.pk).update(title="Other")
        story.refresh_from_db()
        with django_capture_on_commit_callbacks(execute=True):
            publishing.refresh(story)
        after = sharing.card_of(story, identity).name
        assert not sharing.path_of(before).exists()
        assert sharing.path_of(after).exists()

    def test_that_is_deleted_leaves_no_card(self, identity):
        story = factories.live_article("Story")
        name = sharing.keep_card(story, identity)
        story.delete()
        assert not sharing.path_of(name).exists()


class TestAReaderWhoAsks:
    def test_before_it_is_made_gets_it_all_the_same_and_for_ever(self, identity, client):
        story = factories.live_article("Story", lead_picture=bring())
        path = path_of(sharing.card_address(story, identity))
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        with Image.open(io.BytesIO(body(answer))) as image:
            assert image.size == (1200, 630)

    def test_for_an_earlier_one_is_led_to_the_present_one(self, identity, client):
        story = factories.live_article("Story")
        old = path_of(sharing.card_address(story, identity))
        Article.objects.filter(pk=story.pk).update(title="Other")
        story.refresh_from_db()
        answer = client.get(old)
        assert answer.status_code == 302
        assert answer["Location"] == path_of(sharing.card_address(story, identity)) != old
        assert client.get(answer["Location"]).status_code == 200

    def test_for_the_card_of_what_is_not_public_gets_a_404(self, identity, wanda, client):
        draft = factories.article("Draft")
        gone = factories.live_article("Gone")
        publishing.withdraw(gone, by=factories.publisher())
        for story in [draft, gone]:
            assert client.get(path_of(sharing.card_address(story, identity))).status_code == 404

    def test_for_the_magazine_s_own_pictures_gets_them(self, identity, client):
        site = client.get(path_of(sharing.site_card_address(identity)))
        logo = client.get(path_of(sharing.logo_address(identity)))
        assert (site["Content-Type"], logo["Content-Type"]) == ("image/jpeg", "image/png")
        with Image.open(io.BytesIO(body(logo))) as image:
            assert image.size == (512, 512)

    @pytest.mark.parametrize(
        "name",
        [
            "999999999999999999-0123456789abcdef.jpg",
            "9999999999999999999-0123456789abcdef.jpg",
            "1-0123456789abcdef.png",
            "1-0123456789ABCDEF.jpg",
            "other-0123456789abcdef.jpg",
            "../secret_key",
            "1-0123456789abcdef.jpg%0a",
            "١-0123456789abcdef.jpg",
            "",
        ],
    )
    def test_for_what_is_no_card_gets_a_404(self, identity, client, name):
        assert client.get(f"/media/cards/{name}").status_code == 404
