"""The picture library as a person uses it: finding, choosing, adding, the focal point, the wall."""

import base64
import re

import pytest
from playwright.sync_api import expect

from library.models import Picture
from library.uploading import add_picture
from magazine.models import Contributor
from tests import factories
from tests.conftest import PASSWORD
from tests.library import hostile

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
WALL = "/admin/library/picture/"

# What a browser does when files are let go over an element.
DROP = """(place, files) => {
  const data = new DataTransfer();
  for (const { name, bytes } of files) {
    const content = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
    data.items.add(new File([content], name));
  }
  const happening = { dataTransfer: data, bubbles: true, cancelable: true };
  for (const type of ["dragenter", "dragover", "drop"]) {
    place.dispatchEvent(new DragEvent(type, happening));
  }
}"""

DROP_HUGE = """(place) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(26 * 1024 * 1024)], "huge.jpg"));
  place.dispatchEvent(new DragEvent("drop", { dataTransfer: data, cancelable: true }));
}"""


def chosen(name, data):
    """A file as Playwright's file chooser takes it."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": data}


def drop(place, **files):
    listed = [
        {"name": f"{name}.jpg", "bytes": base64.b64encode(data).decode()}
        for name, data in files.items()
    ]
    place.evaluate(DROP, listed)


@pytest.fixture
def library(transactional_db):
    """Three pictures, the newest last."""
    return [
        add_picture(factories.picture_file(size, colour=colour), title=title, alt=alt)[0]
        for size, colour, title, alt in [
            ((300, 400), "#7a2230", "Red coat", "A coat."),
            ((600, 400), "#224a7a", "Blue sea", ""),
            ((400, 400), "#2f6b3a", "Green door", "A door."),
        ]
    ]


@pytest.fixture
def form(page, live_server, sign_in, edith, library):
    """The form of a new contributor, who has a portrait."""
    sign_in(edith.username, PASSWORD)
    page.goto(f"{live_server.url}/admin/magazine/contributor/add/")
    return page


def picker(page):
    return page.get_by_role("dialog", name="Choose a picture")


def portrait(page):
    return page.locator("picture-choice")


def test_a_picture_is_chosen_changed_and_removed_in_a_form(form, live_server, library):
    red, blue, _ = library
    form.get_by_label(re.compile("^Name")).fill("Ines Valcourt")
    form.get_by_role("button", name="Choose a picture: Portrait").click()
    dialog = picker(form)
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    expect(dialog.get_by_role("status").last).to_have_text("3 pictures")
    expect(dialog.locator(".picker__title")).to_have_text(["Green door", "Blue sea", "Red coat"])
    dialog.get_by_role("searchbox").press_sequentially("sea")
    expect(dialog.locator(".picker__title")).to_have_text(["Blue sea"])
    dialog.get_by_role("button", name="Blue sea, No alternative text").click()
    expect(dialog).to_have_count(0)
    expect(portrait(form)).to_contain_text("Blue sea")
    expect(portrait(form)).to_contain_text("No alternative text")
    expect(form.get_by_role("button", name="Change: Portrait")).to_be_focused()
    expect(form.locator("[name=portrait]")).to_have_value(str(blue.pk))

    form.get_by_role("button", name="Remove: Portrait").click()
    expect(form.locator("[name=portrait]")).to_have_value("")
    expect(portrait(form)).not_to_contain_text("Blue sea")
    form.get_by_role("button", name="Choose a picture: Portrait").click()
    picker(form).get_by_role("button", name="Red coat").click()
    form.get_by_role("button", name="Save", exact=True).click()
    form.wait_for_url(f"{live_server.url}/admin/magazine/contributor/")
    assert Contributor.objects.get().portrait == red


def test_the_keyboard_alone_finds_and_chooses(form, library):
    form.get_by_role("button", name="Choose a picture: Portrait").focus()
    form.keyboard.press("Enter")
    dialog = picker(form)
    expect(dialog.get_by_role("button", name="Green door")).to_be_visible()
    form.keyboard.press("ArrowDown")
    expect(dialog.get_by_role("button", name="Green door")).to_be_focused()
    form.keyboard.press("ArrowRight")
    form.keyboard.press("ArrowRight")
    expect(dialog.get_by_role("button", name="Red coat")).to_be_focused()
    form.keyboard.press("Home")
    form.keyboard.press("ArrowUp")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    form.keyboard.press("ArrowDown")
    form.keyboard.press("End")
    form.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(form.locator("[name=portrait]")).to_have_value(str(library[0].pk))


def test_escape_leaves_everything_and_the_focus_as_it_was(form):
    button = form.get_by_role("button", name="Choose a picture: Portrait")
    button.click()
    expect(picker(form)).to_be_visible()
    form.keyboard.press("Escape")
    expect(picker(form)).to_have_count(0)
    expect(button).to_be_focused()
    expect(form.locator("[name=portrait]")).to_have_value("")


def test_words_that_match_nothing_are_said_back(form):
    form.get_by_role("button", name="Choose a picture: Portrait").click()
    picker(form).get_by_role("searchbox").fill("<b>zebra</b>")
    expect(picker(form).get_by_role("status").last).to_have_text(
        "Nothing in the library is called “<b>zebra</b>”."
    )


def test_more_pictures_follow_and_the_focus_goes_with_them(form, live_server):
    for number in range(30):
        add_picture(factories.picture_file((130, 90)), title=f"Number {number}")
    form.get_by_role("button", name="Choose a picture: Portrait").click()
    dialog = picker(form)
    expect(dialog.locator(".picker__tile")).to_have_count(24)
    dialog.get_by_role("button", name="More pictures").click()
    expect(dialog.locator(".picker__tile")).to_have_count(33)
    expect(dialog.locator(".picker__tile button").nth(24)).to_be_focused()
    expect(dialog.get_by_role("button", name="More pictures")).to_be_hidden()


def test_one_picture_that_is_added_in_the_picker_is_the_chosen_one(form):
    form.get_by_role("button", name="Choose a picture: Portrait").click()
    with form.expect_file_chooser() as chooser:
        picker(form).get_by_role("button", name="Add pictures").click()
    chooser.value.set_files(chosen("at_the-window.jpg", factories.picture_file()))
    expect(picker(form)).to_have_count(0)
    expect(portrait(form)).to_contain_text("at the window")
    added = Picture.objects.get(title="at the window")
    expect(form.locator("[name=portrait]")).to_have_value(str(added.pk))


def test_several_that_are_dropped_come_in_and_each_error_stays_with_its_file(form):
    form.get_by_role("button", name="Choose a picture: Portrait").click()
    dialog = picker(form)
    expect(dialog.locator(".picker__tile")).to_have_count(3)
    drop(
        dialog,
        first=factories.picture_file(),
        drawing=hostile.SVG,
        torn=factories.picture_file()[:300],
        second=factories.picture_file(),
    )
    expect(dialog.locator(".sending__line")).to_have_count(2)
    lines = dialog.locator(".sending__line.is-refused")
    expect(lines.nth(0)).to_contain_text("SVG drawings can carry scripts")
    expect(lines.nth(1)).to_contain_text("damaged or was cut short")
    expect(dialog.locator(".picker__title").nth(0)).to_have_text("second")
    expect(dialog.locator(".picker__title").nth(1)).to_have_text("first")
    dialog.get_by_role("button", name="Dismiss: drawing.jpg").click()
    expect(dialog.locator(".sending__line")).to_have_count(1)
    assert Picture.objects.count() == 5


def test_too_large_a_file_is_refused_before_it_is_sent(form, live_server):
    sent = []
    form.on("request", lambda request: sent.append(request.url))
    form.get_by_role("button", name="Choose a picture: Portrait").click()
    expect(picker(form).locator(".picker__tile")).to_have_count(3)
    picker(form).evaluate(DROP_HUGE)
    expect(picker(form).locator(".is-refused")).to_contain_text("larger than 25 MB")
    assert [url for url in sent if url.endswith("/upload/")] == []


def test_somebody_who_was_signed_out_meanwhile_is_told_so(form):
    form.context.clear_cookies()
    form.get_by_role("button", name="Choose a picture: Portrait").click()
    expect(picker(form).get_by_role("status").last).to_have_text(
        "You are signed out. Sign in again in another window."
    )


def test_without_javascript_the_number_of_a_picture_chooses_it(
    new_page, sign_in, live_server, edith, library
):
    page = new_page(java_script_enabled=False)
    sign_in(edith.username, PASSWORD, on=page)
    page.goto(f"{live_server.url}/admin/magazine/contributor/add/")
    page.get_by_label(re.compile("^Name")).fill("Ines Valcourt")
    expect(page.get_by_role("button", name="Choose a picture")).to_be_hidden()
    page.get_by_label("Portrait").fill("404")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".errorlist").first).to_contain_text("Select a valid choice.")
    page.get_by_label("Portrait").fill(str(library[1].pk))
    page.get_by_role("button", name="Save", exact=True).click()
    assert Contributor.objects.get().portrait == library[1]


# --- the focal point ---


@pytest.fixture
def focus(page, live_server, sign_in, edith, library):
    """The form of the blue picture, 600 by 400."""
    sign_in(edith.username, PASSWORD)
    page.goto(f"{live_server.url}{WALL}{library[1].pk}/change/")
    return page


def point(page):
    return [float(page.locator(f"[name={name}]").input_value()) for name in ("focal_x", "focal_y")]


def mark(page):
    return page.get_by_role("button", name="Focal point")


def positions(page):
    return page.locator(".focus__crop img").evaluate_all(
        "images => images.map((image) => getComputedStyle(image).objectPosition)"
    )


def test_pressing_on_the_picture_sets_the_focal_point_and_the_crops_follow(
    focus, live_server, library
):
    assert positions(focus) == ["50% 50%"] * 4
    box = focus.locator(".focus__picture").bounding_box()
    focus.mouse.click(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.9)
    assert point(focus) == [0.2, 0.9]
    # 4:5 keeps 320 of 600 px across: 120 from the left is nearer to the edge than half of it.
    assert positions(focus) == ["0% 50%", "50% 100%", "0% 50%", "50% 50%"]
    focus.get_by_role("button", name="Save", exact=True).click()
    focus.wait_for_url(f"{live_server.url}{WALL}")
    stored = Picture.objects.get(pk=library[1].pk)
    assert (stored.focal_x, stored.focal_y) == (0.2, 0.9)


def test_the_focal_point_is_dragged_and_stops_at_the_edge(focus):
    box = focus.locator(".focus__picture").bounding_box()
    focus.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    focus.mouse.down()
    focus.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.4, steps=3)
    assert point(focus) == [0.6, 0.4]
    focus.mouse.move(box["x"] + box["width"] + 200, box["y"] - 100, steps=3)
    focus.mouse.up()
    focus.mouse.move(box["x"] + 5, box["y"] + 5)
    assert point(focus) == [1, 0]


def test_a_finger_sets_it_too(new_page, sign_in, live_server, edith, library):
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    sign_in(edith.username, PASSWORD, on=page)
    page.goto(f"{live_server.url}{WALL}{library[1].pk}/change/")
    box = page.locator(".focus__picture").bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.75, box["y"] + box["height"] * 0.25)
    assert point(page) == [0.75, 0.25]
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_arrow_keys_move_it_and_say_where_it_is(focus):
    mark(focus).focus()
    for key in ["ArrowLeft", "ArrowLeft", "ArrowUp", "Shift+ArrowRight", "Shift+ArrowDown"]:
        focus.keyboard.press(key)
    assert point(focus) == [0.58, 0.59]
    expect(mark(focus)).to_have_attribute(
        "aria-label",
        "Focal point: 58 % from the left, 59 % from the top. Arrow keys move it.",
    )
    for _ in range(6):
        focus.keyboard.press("Shift+ArrowLeft")
    assert point(focus) == [0, 0.59]


def test_numbers_that_are_typed_move_the_mark(focus):
    focus.locator("[name=focal_x]").fill("0.1")
    expect(mark(focus)).to_have_attribute("aria-label", re.compile("10 % from the left"))
    focus.locator("[name=focal_x]").fill("")
    expect(mark(focus)).to_have_attribute("aria-label", re.compile("10 % from the left"))


# --- the wall ---


@pytest.fixture
def wall(page, live_server, sign_in, edith, library):
    sign_in(edith.username, PASSWORD)
    page.goto(f"{live_server.url}{WALL}")
    return page


def test_on_the_wall_pictures_keep_their_proportion_in_rows_of_one_height(wall):
    measures = wall.locator(".tile__picture img").evaluate_all(
        "images => images.map(({ width, height }) => [width / height, height])"
    )
    assert [round(ratio, 1) for ratio, _ in measures] == [1.0, 1.5, 0.8]  # the newest first
    assert max(height for _, height in measures) - min(height for _, height in measures) <= 2
    expect(wall.locator(".tile__lack")).to_have_text(["No alternative text"])


def test_files_dropped_on_the_wall_come_in_one_by_one(wall, live_server):
    known = Picture.objects.get(title="Red coat").original.open().read()
    drop(
        wall.locator("h1"),
        dunes=factories.picture_file(),
        letter=b"Dear editors",
        again=known,
    )
    refused = wall.locator(".sending__line")
    expect(refused).to_have_count(1)
    expect(refused).to_contain_text("letter.jpg")
    expect(refused).to_contain_text("not a picture that the library takes")
    fresh = wall.locator(".adding__new .tile")
    expect(fresh.nth(0)).to_contain_text("Red coat")
    expect(fresh.nth(0)).to_contain_text("The library had this one already")
    expect(fresh.nth(1)).to_contain_text("Write its alternative text")
    fresh.nth(1).get_by_role("link").click()
    expect(wall.get_by_role("heading", level=1)).to_have_text("dunes")
    assert Picture.objects.count() == 4


def test_files_are_chosen_on_the_wall(wall):
    with wall.expect_file_chooser() as chooser:
        wall.get_by_role("button", name="Choose files").click()
    assert chooser.value.is_multiple()
    chooser.value.set_files(
        [chosen(f"number {count}.jpg", factories.picture_file()) for count in range(3)]
    )
    expect(wall.locator(".adding__new .tile")).to_have_count(3)
    assert Picture.objects.count() == 6


def test_a_picture_is_marked_and_deleted_from_the_wall(wall, live_server):
    wall.get_by_role("checkbox", name=re.compile("Blue sea")).check(force=True)
    wall.locator("select[name=action]").select_option(label="Delete selected pictures")
    wall.get_by_role("button", name="Run").click()
    wall.get_by_role("button", name=re.compile("Yes")).click()
    wall.wait_for_url(f"{live_server.url}{WALL}")
    expect(wall.locator(".tile__title")).to_have_text(["Green door", "Red coat"])


def test_a_file_is_seen_before_it_is_sent(wall, live_server):
    wall.goto(f"{live_server.url}{WALL}add/")
    wall.locator("[name=file]").set_input_files(chosen("dunes.jpg", factories.picture_file()))
    expect(wall.locator(".proof img")).to_be_visible()
    wall.get_by_role("button", name="Save", exact=True).click()
    wall.wait_for_url(f"{live_server.url}{WALL}")
    assert Picture.objects.filter(title="dunes").count() == 1
