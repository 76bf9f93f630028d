import assert from "node:assert/strict";
import test from "node:test";
import { linkProblem, linkTarget } from "../../../newsroom/static/newsroom/story/link-address.js";

test("an address of the web, of mail, of a telephone or of our own is no problem", () => {
  for (const address of [
    "https://elucid.example/a?b=c#d", "elucid.example", "mailto:a@b.example", "tel:+49123",
    "/stories/one/", "#top", "localhost:8000/x", "elucid.example:8000/x",
  ]) assert.equal(linkProblem(address), "");
});

test("an address that could run something is refused, however it is written", () => {
  for (const address of [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)",
    "data:text/html,x", "vbscript:x", "file:///etc/passwd", "blob:https://x",
  ]) assert.match(linkProblem(address), /^A link cannot begin with/);
  assert.equal(linkProblem("  "), "Type or paste an address.");
});

test("a bare host gets https, a bare mail address mailto, the rest stays", () => {
  assert.equal(linkTarget("elucid.example/a"), "https://elucid.example/a");
  assert.equal(linkTarget("a@b.example"), "mailto:a@b.example");
  for (const address of ["/a/", "#b", "?c", "http://d.example", "tel:1"]) {
    assert.equal(linkTarget(address), address);
  }
});
