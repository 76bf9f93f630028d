import assert from "node:assert/strict";
import test from "node:test";
import { GROUPS, inGroups, matching } from "../../../newsroom/static/newsroom/story/menu-entries.js";

const entry = (label, group = "Text", words = "") => ({ name: label, label, group, words });
const ENTRIES = [
  entry("Callout", "Beside the text", "note box"),
  entry("Heading", "Text", "title h2"),
  entry("Fact box", "Beside the text", "infobox"),
  entry("Smaller heading", "Text", "title h3"),
  entry("File", "From the house", "download pdf"),
  entry("Question and answer", "Beside the text", "q&a faq"),
];
const labels = (entries) => entries.map(({ label }) => label);

test("without words everything is offered, a group after the other", () => {
  assert.deepEqual(labels(matching(ENTRIES, " ")), [
    "Heading", "Smaller heading", "Callout", "Fact box", "Question and answer", "File",
  ]);
  assert.deepEqual(labels(inGroups([entry("x", "Unheard of")])), []);
  assert.equal(new Set(GROUPS).size, GROUPS.length);
});

test("the best comes first: how a name begins, then a word of it, then another word", () => {
  assert.deepEqual(labels(matching(ENTRIES, "head")), ["Heading", "Smaller heading"]);
  assert.deepEqual(labels(matching(ENTRIES, "BOX")), ["Fact box", "Callout"]);
  assert.deepEqual(labels(matching(ENTRIES, "f")), ["Fact box", "File", "Question and answer"]);
  assert.deepEqual(labels(matching(ENTRIES, "tion")), ["Question and answer"]);
});

test("what nothing is called finds nothing", () => {
  for (const query of ["zzz", "(", "\\", "h2 h3"]) assert.deepEqual(matching(ENTRIES, query), []);
});
