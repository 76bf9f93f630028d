import assert from "node:assert/strict";
import test from "node:test";
import {
  atFirst, clockOf, leftOver, othersHere, placeOf, worded,
} from "../../../newsroom/static/newsroom/keeping/kept-words.js";

test("who else is here is said in a sentence", () => {
  assert.equal(othersHere([]), "");
  assert.equal(othersHere(["Edith Moor"]), "Edith Moor has this story open as well.");
  assert.equal(othersHere(["you"]), "You have this story open in another window.");
  assert.equal(othersHere(["a", "b", "you"]), "A and b have this story open as well.");
  assert.equal(atFirst(""), "");
});

test("tokens and numbers of versions are no words", () => {
  const one = [["csrfmiddlewaretoken", "a"], ["base", "1"], ["title", "x"]];
  const other = [["base", "2"], ["window", "w"], ["title", "x"]];
  assert.equal(worded(one), worded(other));
  assert.notEqual(worded(one), worded([["title", "y"]]));
});

test("offered is what is this person's, this story's, and nobody's any more", () => {
  const shown = [["title", "Shown"]];
  const entry = (window, changed = {}) => ({
    window, user: "wanda", place: "/a/", at: 1, fields: [["title", window]], ...changed,
  });
  const entries = [
    entry("old"),
    entry("newest", { at: 3 }),
    entry("another-person", { user: "edith" }),
    entry("another-story", { place: "/b/" }),
    entry("open"),
    entry("the-same", { fields: [["base", "7"], ["title", "Shown"]] }),
  ];
  const found = leftOver(entries, { user: "wanda", place: "/a/", shown, busy: new Set(["open"]) });
  assert.deepEqual(found.map(({ window }) => window), ["newest", "old"]);
});

test("a place is an address without what is asked of it", () => {
  assert.equal(placeOf("/admin/story/add/?_changelist_filters=x#y"), "/admin/story/add/");
});

test("the clock is the newsroom's, and says the day only of another day", () => {
  const now = Date.UTC(2026, 10, 3, 2, 0);
  const newYork = -5 * 3600;
  assert.equal(clockOf(Date.UTC(2026, 10, 3, 1, 5), newYork, now), "20:05");
  assert.equal(clockOf(Date.UTC(2026, 10, 2, 4, 5), newYork, now), "1 Nov 2026, 23:05");
});
