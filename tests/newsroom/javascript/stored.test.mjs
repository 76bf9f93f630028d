import assert from "node:assert/strict";
import test from "node:test";
import { readingMinutes, storedBody, wordCount } from "../../../newsroom/static/newsroom/story/stored.js";

test("empty paragraphs at the end are not stored, others are", () => {
  assert.equal(storedBody("<p>a</p><p></p><p><br class=\"x\"></p>"), "<p>a</p>");
  assert.equal(storedBody("<p></p><p>a</p>"), "<p></p><p>a</p>");
  assert.equal(storedBody("<p></p>"), "");
});

test("words are counted as the server counts them", () => {
  assert.equal(wordCount(" one  two\nthree "), 3);
  assert.equal(wordCount(""), 0);
});

test("minutes are reckoned as the server does, one at least", () => {
  assert.deepEqual([0, 1, 344, 346, 2300].map(readingMinutes), [1, 1, 1, 2, 10]);
});
