import assert from "node:assert/strict";
import test from "node:test";
import { clock, inWords, publishLabel } from "../../../newsroom/static/newsroom/publish-label.js";

const words = { now: "Publish now", later: "Schedule for ", present: "2026-11-25T15:00" };

test("a moment ahead is named, one that is past or none is now", () => {
  const says = (moment) => publishLabel({ ...words, moment });
  assert.equal(says("2026-12-03T09:05"), "Schedule for 3 Dec 2026, 09:05");
  assert.equal(says("2026-11-25T15:00"), "Publish now");
  assert.equal(says("2020-01-01T00:00"), "Publish now");
  assert.equal(says(""), "Publish now");
  assert.equal(says("2026-99-01T00:00"), "Publish now");
});

test("moments are written as the rest of the newsroom writes them", () => {
  assert.equal(inWords("2026-01-31T23:59:30"), "31 Jan 2026, 23:59");
  assert.equal(inWords("nonsense"), "");
});

test("the clock is the magazine's, not the browser's", () => {
  const noon = Date.UTC(2026, 10, 25, 12, 0);
  assert.equal(clock(noon, -5 * 3600), "2026-11-25T07:00");
  assert.equal(clock(noon, 13 * 3600), "2026-11-26T01:00");
});
