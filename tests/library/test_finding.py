"""Collections, filters, where pictures are used, and which look like each other."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageEnhance

from library import looks, uses
from library.models import Collection, Picture
from library.renditions import make_all
from library.uploading import add_picture
from magazine import publishing
from magazine.models import Contributor, SiteIdentity
from tests import factories

pytestmark = pytest.mark.django_db
WALL = "/admin/library/picture/"


@pytest.fixture
def desk(client, edith):
    client.force_login(edith)
    return client


def picture(title="Dunes", **words):
    return add_picture(factories.picture_file(), title=title, **words)[0]


def titles(answer):
    return re.findall(r'class="tile__title"[^>]*>([^<]*)<', answer.content.decode())


def figure(*pictures):
    if len(pictures) == 1:
        return f'<figure data-card="picture" data-picture="{pictures[0].pk}"></figure>'
    numbers = ",".join(str(each.pk) for each in pictures)
    return f'<div data-card="gallery" data-pictures="{numbers}"></div>'


# --- collections ----------------------------------------------------------------------------------


def test_a_collection_is_made_and_filled_in_the_form_of_a_picture(desk):
    one, known = picture(), Collection.objects.create(name="Marseille")
    path = f"{WALL}{one.pk}/change/"
    sent = {"title": "Dunes", "focal_x": "0.5", "focal_y": "0.5", "collections": [known.pk]}
    desk.post(path, sent | {"new_collection": " The  red coat "})
    assert [str(each) for each in one.collections.all()] == ["Marseille", "The red coat"]
    desk.post(path, sent | {"collections": [], "new_collection": "Marseille"})
    assert [str(each) for each in one.collections.all()] == ["Marseille"]
    assert Collection.objects.count() == 2


def test_only_words_of_a_picture_are_written_when_its_collections_change(desk):
    one, known = picture(), Collection.objects.create(name="Marseille")
    sent = {"title": "Dunes", "focal_x": "0.5", "focal_y": "0.5", "collections": [known.pk]}
    answer = desk.post(f"{WALL}{one.pk}/change/", sent)
    assert answer.status_code == 302
    assert list(known.pictures.all()) == [one]


def test_pictures_are_put_in_and_taken_out_on_the_wall(desk):
    one, two, other = picture("One"), picture("Two"), picture("Other")
    shoot = Collection.objects.create(name="Marseille")
    marked = {"_selected_action": [one.pk, two.pk], "collection": shoot.pk}
    answer = desk.post(WALL, {"action": "put_in", **marked}, follow=True)
    assert "2 pictures put into “Marseille”." in answer.content.decode()
    assert titles(desk.get(f"{WALL}?collection={shoot.pk}")) == ["Two", "One"]
    marked["_selected_action"] = [one.pk, other.pk]
    desk.post(WALL, {"action": "take_out", **marked})
    assert list(shoot.pictures.all()) == [two]
    for number, sentence in [
        ("", "Choose a collection beside the action."),
        ("999", "No action selected."),
        ("x", "No action selected."),
        ("9" * 30, "No action selected."),
    ]:
        sent = {"action": "put_in", **marked, "collection": number}
        assert sentence in desk.post(WALL, sent, follow=True).content.decode()
    assert list(shoot.pictures.all()) == [two]


def test_files_dropped_on_a_collections_wall_belong_to_it(desk):
    shoot = Collection.objects.create(name="Marseille")
    page = desk.get(f"{WALL}?collection={shoot.pk}").content.decode()
    assert f'data-upload="{WALL}upload/?collection={shoot.pk}"' in page
    for number, expected in [(shoot.pk, 1), ("999", 0), ("x", 0), ("9" * 30, 0)]:
        file = SimpleUploadedFile("a.jpg", factories.picture_file())
        answer = desk.post(f"{WALL}upload/?collection={number}", {"file": file})
        assert answer.status_code == 201
        added = Picture.objects.get(pk=answer.json()["id"])
        assert added.collections.count() == expected


def test_the_picker_looks_through_a_collection(desk):
    one, _ = picture("One"), picture("Two")
    shoot = Collection.objects.create(name="Marseille")
    shoot.pictures.add(one)
    picker = f"{WALL}picker/"
    answer = desk.get(picker, {"collection": shoot.pk}).json()
    assert [card["title"] for card in answer["pictures"]] == ["One"]
    assert answer["collections"] == [{"id": shoot.pk, "name": "Marseille"}]
    assert desk.get(picker, {"collection": shoot.pk, "q": "two"}).json()["pictures"] == []
    assert desk.get(picker, {"collection": "999"}).json()["pictures"] == []
    for nonsense in ["x", "-1", "9" * 30, "\x00"]:
        assert len(desk.get(picker, {"collection": nonsense}).json()["pictures"]) == 2


def test_collections_are_named_by_who_may_change_pictures_and_deleted_by_who_may(
    client, wanda, edith, django_user_model
):
    address = "/admin/library/collection/"
    kept = Collection.objects.create(name="Marseille")
    kept.pictures.add(picture())
    client.force_login(wanda)
    assert client.post(f"{address}add/", {"name": "Hers"}).status_code == 302
    assert client.post(f"{address}{kept.pk}/delete/", {"post": "yes"}).status_code == 403
    client.force_login(edith)
    assert f'href="{WALL}?collection={kept.pk}">1 picture<' in client.get(address).content.decode()
    assert client.post(f"{address}{kept.pk}/delete/", {"post": "yes"}).status_code == 302
    assert Picture.objects.count() == 1
    client.force_login(django_user_model.objects.create_user("gus", is_staff=True))
    for path in [address, f"{address}add/"]:
        assert client.get(path).status_code == 403
    client.logout()
    assert client.get(address).status_code == 302
    assert [str(each) for each in Collection.objects.all()] == ["Hers"]


# --- filters --------------------------------------------------------------------------------------


def test_pictures_are_found_by_their_credit(desk):
    picture("One", credit="Ines Valcourt")
    picture("Two", credit="Marc & Söhne")
    picture("Three")
    assert titles(desk.get(WALL, {"credit": "Marc & Söhne"})) == ["Two"]
    assert titles(desk.get(WALL, {"credit": "-"})) == ["Three"]
    for nonsense in ["nobody at all", "a\x00b", "x" * 3000]:
        answer = desk.get(WALL, {"credit": nonsense})
        assert answer.status_code == 200


def test_what_nothing_shows_is_found(desk):
    lead, text, first, last, sharing, face, logo, unused = (
        picture(name) for name in ["a", "b", "c", "d", "e", "f", "g", "unused"]
    )
    body = figure(text) + figure(first, last)
    factories.article(lead_picture=lead, sharing_picture=sharing, body=body)
    factories.contributor(portrait=face)
    SiteIdentity.objects.create(name="Elucid", logo=logo)
    assert titles(desk.get(f"{WALL}?use=unused")) == ["unused"]
    assert titles(desk.get(f"{WALL}?use=used")) == ["g", "f", "e", "d", "c", "b", "a"]
    assert unused.pk not in uses.used()


# --- where it is used -----------------------------------------------------------------------------


def used_in(user, shown):
    return [(use.how, use.title, use.url) for use in uses.uses_of(shown, user)]


def test_each_use_is_named_and_leads_to_where_it_is_edited(edith):
    shown, other = picture(), picture()
    story = factories.article("A story", lead_picture=shown, body=figure(other, shown))
    film = factories.spotlight("A film", body=figure(shown))
    page = factories.page(body=figure(shown))
    # Neither a part of a number nor a caption is a use.
    factories.article("Not", body=figure(other) + f'<p>data-picture="{shown.pk}0" ,{shown.pk},</p>')
    at = "/admin/magazine/article"
    assert used_in(edith, shown) == [
        ("Lead picture", "A story", f"{at}/{story.pk}/change/"),
        ("In the text", "A film", f"/admin/spotlight/spotlightfeature/{film.pk}/change/"),
        ("In the text", "A story", f"{at}/{story.pk}/change/"),
        ("In the text", "About", f"/admin/magazine/page/{page.pk}/change/"),
    ]


def test_a_writer_does_not_learn_of_drafts_of_others(client, wanda, paula):
    shown = picture()
    secret = factories.article("The secret merger", lead_picture=shown)
    hers = factories.article("Hers", lead_picture=shown, created_by=wanda)
    told = [("Lead picture", "Hers", f"/admin/magazine/article/{hers.pk}/change/")]
    assert used_in(wanda, shown) == [*told, ("Lead picture", "A story of somebody else", "")]
    client.force_login(wanda)
    page = client.get(f"{WALL}{shown.pk}/change/").content.decode()
    assert "secret merger" not in page
    assert "A story of somebody else" in page
    publishing.publish(secret, by=paula)
    assert used_in(wanda, shown) == [*told, ("Lead picture", "The secret merger", "")]


def test_what_is_in_use_is_not_deleted(desk):
    shown, free = picture("Shown"), picture("Free")
    factories.article(body=figure(shown))
    marked = {"action": "delete_selected", "_selected_action": [shown.pk, free.pk], "post": "yes"}
    for path, data in [(f"{WALL}{shown.pk}/delete/", {"post": "yes"}), (WALL, marked)]:
        assert desk.post(path, data).status_code in {200, 302}
        assert Picture.objects.count() == 2
    assert desk.post(f"{WALL}{free.pk}/delete/", {"post": "yes"}).status_code == 302
    assert list(Picture.objects.all()) == [shown]
    Contributor.objects.create(name="Ines", portrait=shown)
    desk.post(f"{WALL}{shown.pk}/delete/", {"post": "yes"})
    assert Picture.objects.exists()


# --- looks ----------------------------------------------------------------------------------------


def saved(image, **options):
    out = io.BytesIO()
    image.save(out, "JPEG", **options)
    return out.getvalue()


def scene(seed):
    """Something with light and dark in it, other for each seed."""
    image = Image.effect_mandelbrot((320, 240), (-2 + seed, -1.5, 1 + seed, 1.5), 60)
    return image.convert("RGB")


def test_a_copy_is_recognised_whatever_its_size_format_and_light():
    original = add_picture(saved(scene(0), quality=92), title="Original")[0]
    other = add_picture(saved(scene(0.6), quality=92), title="Other")[0]
    small = add_picture(saved(scene(0).resize((160, 120)), quality=50), title="Small")[0]
    lighter = ImageEnhance.Brightness(scene(0)).enhance(1.1)
    bright = add_picture(saved(lighter, quality=85), title="Bright")[0]
    assert {str(each) for each in looks.alike(original)} == {"Small", "Bright"}
    assert {str(each) for each in looks.alike(small)} == {"Original", "Bright"}
    assert looks.alike(other) == []
    assert len(looks.alike(bright, most=1)) == 1


def test_plain_grounds_look_like_nothing():
    one = add_picture(saved(Image.new("RGB", (60, 40), "#eee")))[0]
    add_picture(saved(Image.new("RGB", (60, 40), "#ddd")))
    assert looks.alike(one) == []


def test_the_one_who_adds_a_copy_is_told(desk):
    add_picture(saved(scene(0), quality=92), title="Original")
    copy = SimpleUploadedFile("copy.jpg", saved(scene(0).resize((160, 120))))
    answer = desk.post(f"{WALL}upload/", {"file": copy})
    assert (answer.status_code, answer.json()["alike"]) == (201, "Original")
    page = desk.get(answer.json()["edit"]).content.decode()
    assert "Looks like" in page
    assert "Original" in page


def test_pictures_from_before_looks_were_kept_get_theirs():
    one = add_picture(saved(scene(0)))[0]
    look = one.look
    Picture.objects.update(look="")
    make_all()
    assert Picture.objects.get().look == look != ""
