import assert from "node:assert/strict";
import test from "node:test";
import { hasTk, tkPlaces } from "../../../newsroom/static/newsroom/story/tk.js";

test("TK is found alone, doubled and among signs", () => {
  for (const [text, places] of [
    ["Born in TK.", [[8, 10]]],
    ["TKTK and [TK: the year]", [[0, 4], [10, 12]]],
    ["TK", [[0, 2]]],
    ["(TK)TK", [[1, 3], [4, 6]]],
  ]) assert.deepEqual(tkPlaces(text), places);
});

test("what is part of a word, or small, is no TK", () => {
  for (const text of ["WTK", "TKs", "TK2", "tk", "Tk", "T K", "ÄTK", "ATKTKB", ""]) {
    assert.equal(hasTk(text), false, text);
  }
});
