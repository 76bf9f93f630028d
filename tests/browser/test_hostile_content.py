"""Pages keep their shape whatever stands on them: short, long, missing and strange content, at
every width, enlarged, with wider spacing, without motion, on paper."""

from __future__ import annotations

import pytest

from tests import magazines
from tests.browser import scripts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# px. 640 is a desktop at 200 % zoom; 320 is the narrowest that WCAG 1.4.10 asks for.
WIDTHS = [320, 360, 640, 768, 1280, 1920]
# Words that are to be read stand inside the window, are not cut off by what surrounds them, do not
# run over one another, and no picture stands before them (it may cut into large letters). A strip
# that scrolls sideways by design holds its own.
LOOK = """
() => {
  const found = [];
  const named = (element) => {
    const name = (one) => one.localName + (one.className && one.className.split
      ? "." + one.className.split(" ").join(".") : "");
    return (element.parentElement ? name(element.parentElement) + " > " : "") + name(element);
  };
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) found.push(`the page is ${wide} px wider than the window`);
  const lines = [], ways = new Map();
  const wayOf = (element) => {
    if (!ways.has(element)) {
      const {overflowX, clipPath, opacity} = getComputedStyle(element);
      ways.set(element, {
        scrolls: ["auto", "scroll"].includes(overflowX) || clipPath !== "none" || opacity === "0",
        cuts: ["hidden", "clip"].includes(overflowX),
      });
    }
    return ways.get(element);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility({visibilityProperty: true})) continue;
    if (element.closest("[popover], dialog, script, style, .skip, .hp")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
    let scrolls = false;
    for (let above = element; above && above !== document.body; above = above.parentElement) {
      const way = wayOf(above);
      scrolls ||= way.scrolls;
      if (way.cuts && !scrolls) {
        const edge = above.getBoundingClientRect();
        const over = (box) => box.right > edge.right + 2 || box.left < edge.left - 2
          || box.bottom > edge.bottom + box.height / 2;
        if (boxes.some(over)) found.push(`cut off by ${named(above)}: ${named(element)}`);
      }
    }
    if (scrolls) continue;
    for (const box of boxes) {
      if (box.right > innerWidth + 1 || box.left < -1) {
        found.push(`outside the window: ${named(element)}`);
      }
      // The middle of a line: large type is set with lines closer than its font's own height.
      lines.push({element, left: box.left + 1, right: box.right - 1,
        top: box.top + box.height * .35, bottom: box.bottom - box.height * .35});
    }
  }
  lines.sort((one, other) => one.top - other.top);
  for (let first = 0; first < lines.length; first += 1) {
    for (let second = first + 1; second < lines.length; second += 1) {
      const one = lines[first], other = lines[second];
      if (other.top >= one.bottom) break;
      if (other.left < one.right && one.left < other.right && one.element !== other.element
          && !one.element.contains(other.element) && !other.element.contains(one.element)) {
        found.push(`over one another: ${named(one.element)} and ${named(other.element)}`);
      }
    }
  }
  const down = scrollY;
  const pictures = [...document.images].map((image) => [image, image.getBoundingClientRect()]);
  for (const line of lines) {
    for (const [image, box] of pictures) {
      const middle = (line.top + line.bottom) / 2;
      const across = Math.min(line.right, box.right) - Math.max(line.left, box.left);
      if (across < 8 || middle > box.bottom || middle < box.top) continue;
      const x = (Math.max(line.left, box.left) + Math.min(line.right, box.right)) / 2;
      scrollTo(0, middle + down - innerHeight / 2);
      if (document.elementFromPoint(x, middle + down - scrollY) === image) {
        found.push(`behind a picture: ${named(line.element)}`);
      }
      scrollTo(0, down);
    }
  }
  return [...new Set(found)];
}
"""
WIDER_SPACING = """
* {line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important}
p {margin-block-end: 2em !important}
"""
TWICE_THE_TEXT = "html {font-size: 200% !important}"
# A constructed sheet is a script's doing and no inline style, so our policy lets it be.
WEAR = """
(rules) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = rules ? [sheet] : [];
}
"""
MOVES = """
() => [...document.querySelectorAll("*")].flatMap((element) =>
  [null, "::before", "::after"].flatMap((part) => {
    const style = getComputedStyle(element, part);
    const seconds = (list) => Math.max(...list.split(",").map(parseFloat));
    const moves = seconds(style.transitionDuration) > .01
      || (style.animationName !== "none" && seconds(style.animationDuration) > .01);
    return moves ? [element.localName + "." + element.className + (part || "")] : [];
  }))
"""


def look_at(page, widths):
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        for sentence in page.evaluate(LOOK):
            yield sentence, width


@pytest.mark.parametrize("make", [magazines.ordinary, magazines.hostile, magazines.bare])
def test_pages_keep_their_shape(page, live_server, empty_search_index, make):
    found: dict[str, list[str]] = {}
    for what, path in make().items():
        page.goto(live_server.url + path)
        scripts.until_all_is_laid_out(page)
        for wear, rules, widths in [
            ("", "", WIDTHS),
            (" with wider spacing", WIDER_SPACING, [360, 1280]),
            (" with text twice as large", TWICE_THE_TEXT, [640, 1280]),
        ]:
            page.evaluate(WEAR, rules)
            for sentence, width in look_at(page, widths):
                found.setdefault(f"{what}: {sentence}", []).append(f"{width} px{wear}")
    report = "\n".join(f"{sentence} ({', '.join(where)})" for sentence, where in found.items())
    assert report == ""


def test_nothing_moves_for_people_who_want_no_motion(new_page, live_server, empty_search_index):
    page = new_page(reduced_motion="reduce")
    found = []
    for what, path in magazines.ordinary().items():
        page.goto(live_server.url + path)
        found += [f"{what}: {one}" for one in page.evaluate(MOVES)]
    assert found == []


def test_on_paper_a_story_stands_without_furniture(page, live_server, empty_search_index):
    pages = magazines.ordinary()
    page.emulate_media(media="print")
    for what in ["article", "photo story", "interview", "list", "spotlight", "page"]:
        page.goto(live_server.url + pages[what])
        furniture = page.locator(
            "nav, form, button, .latest-spotlights, .newsletter, .skip, .video__play, .share"
        )
        assert [one.evaluate("one => one.className || one.localName") for one in furniture.all()
                if one.is_visible()] == []  # fmt: skip
        assert page.locator("h1").is_visible()
        assert page.locator(".prose p").first.is_visible()
        ink = page.locator(".prose p").first.evaluate("one => getComputedStyle(one).color")
        assert sum(map(int, ink[4:-1].split(",")[:3])) < 150, f"{what} is printed in {ink}"
    assert page.pdf().startswith(b"%PDF-")
