import assert from "node:assert/strict";
import test from "node:test";
import { moved, positions } from "../../../newsroom/static/newsroom/row-order.js";

test("filled rows are numbered, empty ones are left empty", () => {
  const rows = [true, false, true].map((filled) => ({ filled }));
  assert.deepEqual(positions(rows), [0, null, 1]);
});

test("a row moves by one and not beyond the ends", () => {
  assert.deepEqual(moved(["a", "b", "c"], 1, -1), ["b", "a", "c"]);
  assert.deepEqual(moved(["a", "b", "c"], 1, 1), ["a", "c", "b"]);
  assert.deepEqual(moved(["a", "b"], 0, -1), ["a", "b"]);
  assert.deepEqual(moved(["a", "b"], 1, 1), ["a", "b"]);
});
