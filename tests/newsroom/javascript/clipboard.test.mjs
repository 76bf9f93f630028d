/* What each program puts on the clipboard comes out as a story: ../clipboard/ holds its HTML and,
beside it, what is to be left of it. White space between blocks is of no matter. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import { tidied } from "../../../newsroom/static/newsroom/story/pasted.js";

const folder = new URL("../clipboard/", import.meta.url);
const read = (name) => readFileSync(new URL(name, folder), "utf-8");
const BLOCK = "(?:p|h[2-4]|ul|ol|li|table|tbody|tr|td|th|div|hr)";
const compact = (html) => html
  .replace(/\s+/g, " ")
  .replace(new RegExp(`\\s*(</?${BLOCK}\\b[^>]*>)\\s*`, "g"), "$1")
  .trim();

const sources = readdirSync(folder).filter((name) => !name.includes("expected"));
test("there is something of each source", () => {
  assert.deepEqual(sources.sort(), [
    "docs-exported.html", "docs.html", "notes.html", "pages.html", "web.html", "word.html",
  ]);
});
for (const name of sources) {
  test(`from ${name} headings, emphasis, lists, links, tables and footnotes are kept`, () => {
    assert.equal(compact(tidied(read(name))), compact(read(name.replace(".html", ".expected.html"))));
  });
}
