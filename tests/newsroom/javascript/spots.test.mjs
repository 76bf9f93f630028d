import assert from "node:assert/strict";
import { test } from "node:test";
import { spotOf } from "../../../newsroom/static/newsroom/story/spots.js";

/* As much of a ProseMirror document as is asked for. */
function text(words, href) {
  const marks = href === undefined ? [] : [{ type: { name: "link" }, attrs: { href } }];
  return { isText: true, text: words, nodeSize: words.length, marks };
}
function node(children = [], attrs = {}, isAtom = false) {
  return {
    attrs, isAtom, marks: [], childCount: children.length, child: (index) => children[index],
    nodeSize: isAtom ? 1 : children.reduce((sum, child) => sum + child.nodeSize, 2),
    descendants(visit, start = 0) {
      let offset = start;
      for (const child of children) {
        visit(child, offset);
        child.descendants?.(visit, offset + 1);
        offset += child.nodeSize;
      }
    },
  };
}
const card = (attrs) => node([], attrs, true);

test("a block is found at its end, a card as a whole", () => {
  const doc = node([node([text("One.")]), card({ picture: "12" }), node([text("Two.")])]);
  assert.deepEqual(spotOf(doc, { block: 0 }), { from: 5, to: 5 });
  assert.deepEqual(spotOf(doc, { block: 1 }), { node: 6 });
  assert.deepEqual(spotOf(doc, { block: 2 }), { from: 12, to: 12 });
  assert.equal(spotOf(doc, { block: 3 }), null);
  assert.equal(spotOf(doc, { block: Number.NaN }), null);
});

test("placeholders are counted as the server counts them", () => {
  const doc = node([node([text("ATK, TK and T"), text("K, TKTK.")])]);
  assert.deepEqual(spotOf(doc, { block: 0, kind: "tk", nth: 0 }), { from: 6, to: 8 });
  assert.deepEqual(spotOf(doc, { block: 0, kind: "tk", nth: 1 }), { from: 13, to: 15 });
  assert.deepEqual(spotOf(doc, { block: 0, kind: "tk", nth: 2 }), { from: 17, to: 21 });
});

test("in a list each line counts for itself", () => {
  const doc = node([node([node([node([text("T")])]), node([node([text("K TK")])])])]);
  assert.deepEqual(spotOf(doc, { block: 0, kind: "tk", nth: 0 }), { from: 10, to: 12 });
});

test("a card's words and a footnote's are found with their node", () => {
  const doc = node([
    card({ picture: "TK", caption: "Photograph TK" }),
    node([text("Said."), card({ note: "Page TK" }), text(" TK")]),
  ]);
  assert.deepEqual(spotOf(doc, { block: 0, kind: "tk", nth: 0 }), { node: 0 });
  assert.deepEqual(spotOf(doc, { block: 1, kind: "tk", nth: 0 }), { node: 7 });
  assert.deepEqual(spotOf(doc, { block: 1, kind: "tk", nth: 1 }), { from: 9, to: 11 });
});

test("a link in several pieces is one", () => {
  const doc = node([node([text("See "), text("this ", "/a/"), text("one", "/a/"), text("that", "/b/")])]);
  assert.deepEqual(spotOf(doc, { block: 0, kind: "link", nth: 0 }), { from: 5, to: 13 });
  assert.deepEqual(spotOf(doc, { block: 0, kind: "link", nth: 1 }), { from: 13, to: 17 });
});

test("what is no longer there leads to its block", () => {
  const doc = node([node([text("Mended.")])]);
  assert.deepEqual(spotOf(doc, { block: 0, kind: "tk", nth: 0 }), { from: 8, to: 8 });
});
