"""Keeping the library in order: collections, where a picture is used, another file, look-alikes."""

import re

import pytest
from playwright.sync_api import expect

from library.models import Collection, Picture
from library.uploading import add_picture
from tests import factories
from tests.browser.test_pictures import chosen, drop
from tests.conftest import PASSWORD
from tests.library.test_finding import figure, saved, scene

pytestmark = [
    pytest.mark.browser,
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
WALL = "/admin/library/picture/"


@pytest.fixture
def shoot(transactional_db):
    """Three pictures of a shoot that nobody has put in order yet."""
    return [
        add_picture(factories.picture_file((300, 400)), title=f"Frame {n}", credit=credit)[0]
        for n, credit in enumerate(["Ines", "Ines", "Marc"])
    ]


@pytest.fixture
def wall(page, live_server, sign_in, edith, shoot, empty_search_index):
    sign_in(edith.username, PASSWORD)
    page.goto(f"{live_server.url}{WALL}")
    return page


def titles(page):
    return page.locator("#result_list .tile__title")


def test_a_shoot_is_collected_found_and_added_to(wall, live_server):
    wall.get_by_role("link", name="Collections").first.click()
    wall.get_by_role("link", name="Add collection").click()
    wall.get_by_label("Name").fill("Marseille")
    wall.get_by_role("button", name="Save", exact=True).click()
    wall.goto(f"{live_server.url}{WALL}")
    for name in ["Frame 0", "Frame 1"]:
        wall.get_by_role("checkbox", name=re.compile(name)).check(force=True)
    wall.locator("select[name=action]").select_option(label="Put into the collection")
    wall.locator("select[name=collection]").select_option(label="Marseille")
    wall.get_by_role("button", name="Run").click()
    expect(wall.locator(".messagelist")).to_have_text("2 pictures put into “Marseille”.")
    wall.get_by_text("Collection", exact=True).first.click()
    wall.get_by_role("link", name="Marseille").click()
    expect(titles(wall)).to_have_text(["Frame 1", "Frame 0"])
    drop(wall.locator("h1"), late=factories.picture_file())
    expect(wall.locator(".adding__new .tile")).to_contain_text("late")
    assert Collection.objects.get().pictures.count() == 3


def test_a_picture_is_chosen_out_of_a_collection(wall, live_server, shoot):
    Collection.objects.create(name="Empty")
    Collection.objects.create(name="Marseille").pictures.add(shoot[1])
    wall.goto(f"{live_server.url}/admin/magazine/contributor/add/")
    wall.get_by_role("button", name="Choose a picture: Portrait").click()
    dialog = wall.get_by_role("dialog", name="Choose a picture")
    expect(dialog.locator(".picker__title")).to_have_count(3)
    dialog.get_by_label("Collection").select_option(label="Empty")
    expect(dialog.get_by_role("status").last).to_have_text("Nothing is in this collection.")
    dialog.get_by_label("Collection").select_option(label="Marseille")
    expect(dialog.locator(".picker__title")).to_have_text(["Frame 1"])
    dialog.get_by_role("button", name="Frame 1").click()
    expect(wall.locator("[name=portrait]")).to_have_value(str(shoot[1].pk))


def test_filters_find_by_credit_and_use(wall, shoot):
    factories.article("A story", body=figure(shoot[0], shoot[1]))
    wall.get_by_text("Credit", exact=True).click()
    wall.get_by_role("link", name="Ines").click()
    expect(titles(wall)).to_have_text(["Frame 1", "Frame 0"])
    wall.get_by_role("link", name="Clear all filters").click()
    wall.get_by_text("Use", exact=True).click()
    wall.get_by_role("link", name="Unused").click()
    expect(titles(wall)).to_have_text(["Frame 2"])


def test_another_file_takes_a_pictures_place_everywhere(wall, live_server, shoot, paula):
    story = factories.live_article("A story", by=paula, body=figure(shoot[0]))
    wall.goto(f"{live_server.url}{WALL}{shoot[0].pk}/change/")
    used = wall.get_by_role("region", name="Used in")
    expect(used).to_contain_text("In the text")
    expect(used.get_by_role("link", name="A story")).to_be_visible()
    wall.get_by_label(re.compile("^Replace it")).set_input_files(
        chosen("better.jpg", factories.picture_file((800, 500)))
    )
    wall.get_by_role("button", name="Replace", exact=True).click()
    expect(wall.locator(".messagelist")).to_contain_text("The file is replaced.")
    expect(wall.get_by_text("800 × 500 px")).to_be_visible()
    expect(wall.get_by_role("region", name="Its file")).to_contain_text("300 × 400 px, until")
    wall.goto(live_server.url + story.get_absolute_url())
    image = wall.locator(".prose img").first
    image.scroll_into_view_if_needed()
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth > 300)")


def test_what_is_in_use_is_not_deleted_by_hand(wall, live_server, shoot):
    factories.article("A story", body=figure(shoot[0]))
    wall.goto(f"{live_server.url}{WALL}{shoot[0].pk}/delete/")
    expect(wall.get_by_role("button", name=re.compile("Yes"))).to_have_count(0)
    assert Picture.objects.count() == 3


def test_a_copy_that_is_dropped_is_told_from_a_new_picture(wall):
    drop(wall.locator("h1"), coast=saved(scene(0)))
    expect(wall.locator(".adding__new .tile")).to_have_count(1)
    drop(wall.locator("h1"), coast_small=saved(scene(0).resize((160, 120))))
    expect(wall.locator(".adding__new .tile").first).to_contain_text("Looks like “coast”")
    wall.locator(".adding__new .tile a").first.click()
    alike = wall.get_by_role("region", name="Looks like")
    expect(alike.get_by_role("link", name="coast")).to_be_visible()
