import assert from "node:assert/strict";
import test from "node:test";
import { placesOf } from "../../../newsroom/static/newsroom/story/find-places.js";

test("words are found whatever their case, unless that matters", () => {
  assert.deepEqual(placesOf("Mill, mill, MILL", "mill"), [[0, 4], [6, 10], [12, 16]]);
  assert.deepEqual(placesOf("Mill, mill, MILL", "mill", { matchCase: true }), [[6, 10]]);
  assert.deepEqual(placesOf("ÉTÉ été", "été"), [[0, 3], [4, 7]]);
});

test("typed signs find printed ones", () => {
  assert.deepEqual(placesOf("The tailor’s “coat” of 620\u00a0g", "tailor's \"coat\" of 620 g"), [[4, 28]]);
});

test("every sign means itself", () => {
  for (const sign of [".", "*", "(", "[", "\\", "^", "$", "|", "?", "+", "{", "-", "/", "#", "&"]) {
    assert.deepEqual(placesOf(`a${sign}b`, sign), [[1, 2]], sign);
    assert.deepEqual(placesOf("ab", sign), [], sign);
  }
});

test("nothing is looked for in vain, and nothing twice", () => {
  assert.deepEqual(placesOf("aaaa", "aa"), [[0, 2], [2, 4]]);
  assert.deepEqual(placesOf("abc", ""), []);
});
