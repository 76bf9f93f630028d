import assert from "node:assert/strict";
import test from "node:test";
import { Pace } from "../../../newsroom/static/newsroom/keeping/pace.js";

test("nothing is stored while nothing was typed", () => {
  assert.equal(new Pace({ pause: 10, longest: 30 }).wait(0), null);
});

test("it is stored after a pause", () => {
  const pace = new Pace({ pause: 10, longest: 30 });
  pace.changed(0);
  assert.equal(pace.wait(0), 10);
  pace.changed(5);
  assert.equal(pace.wait(5), 10);
  assert.equal(pace.wait(15), 0);
  assert.equal(pace.wait(99), 0);
});

test("who goes on typing is stored all the same", () => {
  const pace = new Pace({ pause: 10, longest: 30 });
  for (let now = 0; now < 29; now += 4) pace.changed(now);
  assert.equal(pace.wait(28), 2);
  pace.stored();
  assert.equal(pace.wait(28), null);
  pace.changed(40);
  assert.equal(pace.wait(40), 10);
});
