import assert from "node:assert/strict";
import test from "node:test";
import { tidied } from "../../../newsroom/static/newsroom/story/pasted.js";

test("Google Docs' bold that is none is none, and its bold by style is bold", () => {
  const docs = '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">'
    + '<p dir="ltr" style="line-height:1.38"><span style="font-weight:400;font-style:normal">Plain '
    + '</span><span style="font-weight:700;font-style:italic">both</span></p></b>';
  assert.equal(tidied(docs), "<p>Plain <strong><em>both</em></strong></p>");
});

test("Word's markup goes, its words and its bold stay", () => {
  const word = "<html xmlns:o='urn:x'><head><style>p{color:red}</style></head><body>"
    + "<!--[if gte mso 9]><xml>x</xml><![endif]--><!--StartFragment-->"
    + "<p class=MsoNormal style='margin:0cm'><b>Bold</b> and <i>italic</i><o:p></o:p></p></body></html>";
  assert.equal(
    tidied(word),
    "<p><strong>Bold</strong> and <em>italic</em></p>",
  );
});

test("links keep their address; what could run or load goes", () => {
  const hostile = '<p onclick="alert(1)"><a href="https://a.example/?a=1&amp;b=2" onmouseover=alert(1) '
    + 'style="color:red">link</a></p><script>alert("</p>")</script><img src=x onerror=alert(1)>'
    + '<iframe src="https://evil.example"></iframe>';
  assert.equal(tidied(hostile), '<p><a href="https://a.example/?a=1&amp;b=2">link</a></p>');
});

test("what the editor copied itself comes back whole", () => {
  for (const own of [
    '<p data-pm-slice="1 1 []">Words</p>',
    '<figure data-card="picture" data-picture="12" data-width="full" data-caption="A &quot;cap&quot;"></figure>',
    '<aside data-card="pullquote" data-attribution="She"><p>Quote</p></aside>',
    '<ol start="3"><li><p>three</p></li></ol>',
    '<p>x<sup data-card="footnote" data-note="1 &gt; 0"></sup></p>',
  ]) assert.equal(tidied(own), own);
});

test("a sign that is no tag stays a sign, and nonsense does not hang", () => {
  assert.equal(tidied("<p>1 < 2 and 3 > 2</p>"), "<p>1 < 2 and 3 > 2</p>");
  assert.equal(tidied("</b></span><b>open"), "<strong>open</strong>");
  const long = "<".repeat(100_000);
  assert.equal(tidied(long), long);
  assert.equal(typeof tidied(`<p ${"a='".repeat(20_000)}>`), "string");
});
