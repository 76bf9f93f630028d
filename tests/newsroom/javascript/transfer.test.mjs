import assert from "node:assert/strict";
import test from "node:test";
import { picturesOf, wantsFiles } from "../../../newsroom/static/newsroom/story/transfer.js";

const transfer = ({ html = "", plain = "", files = [] }) => ({
  files, getData: (kind) => ({ "text/html": html, "text/plain": plain })[kind],
});

test("pictures are told from other files by what they say they are", () => {
  const files = [{ type: "image/png" }, { type: "application/pdf" }, { type: "" }, { type: "image/jpeg" }];
  assert.deepEqual(picturesOf(transfer({ files })), [files[0], files[3]]);
  assert.deepEqual(picturesOf(null), []);
});

test("a picture is meant unless words came along", () => {
  assert.equal(wantsFiles(transfer({})), true);
  assert.equal(wantsFiles(transfer({ html: '<meta charset="utf-8"><img src="https://a.example/x.png">' })), true);
  assert.equal(wantsFiles(transfer({ html: "<style>p{}</style><!-- x --><p>&nbsp;</p><img src=x>" })), true);
  assert.equal(wantsFiles(transfer({ html: "<p>Words</p><img src=x>" })), false);
  assert.equal(wantsFiles(transfer({ plain: "Words" })), false);
});
