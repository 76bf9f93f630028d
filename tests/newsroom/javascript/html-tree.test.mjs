import assert from "node:assert/strict";
import test from "node:test";
import { changed, elements, parsed, textOf, written } from "../../../newsroom/static/newsroom/story/html-tree.js";

const again = (html) => written(parsed(html));

test("what is well made comes out as it was", () => {
  for (const html of [
    '<p class="a">x &amp; <em>y</em><br>z</p>',
    "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
    "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>",
    "1 < 2 and 3 > 2",
  ]) assert.equal(again(html), html);
});

test("what programs leave out is put in", () => {
  assert.equal(again("<p>a<p>b"), "<p>a</p><p>b</p>");
  assert.equal(again("<ul><li>a<li>b</ul>"), "<ul><li>a</li><li>b</li></ul>");
  assert.equal(again("<table><tr><td>a<td>b<tr><td>c</table>"), "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>");
  assert.equal(again("<p>a</em></div>b</p>"), "<p>ab</p>");
});

test("comments go, and what stands in a script or style is no markup", () => {
  assert.equal(again("a<!-- <b>x</b> -->b<![if !x]>c<![endif]>d"), "abcd");
  assert.equal(again("<style><!-- p > a {} --></style><p>x"), "<style><!-- p > a {} --></style><p>x</p>");
  assert.equal(again("<script>if (a<b) '</p>'"), "<script>if (a<b) '</p>'</script>");
});

test("the tree is walked, changed and read", () => {
  const tree = parsed("<div><b>a</b>&nbsp;&#8211;&#x2014;&unheard;</div>");
  assert.deepEqual([...elements(tree)].map(({ tag }) => tag), ["div", "b"]);
  assert.equal(textOf(tree), "a\u00a0–—&unheard;");
  assert.equal(written(changed(tree, (node) => (node.tag === "b" ? node.children : node))), "<div>a&nbsp;&#8211;&#x2014;&unheard;</div>");
});

test("nesting without end ends", () => {
  assert.equal(typeof again("<div>".repeat(50_000)), "string");
});
