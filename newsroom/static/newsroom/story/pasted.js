/* What is pasted from elsewhere, before the editor reads it. Pure, so that node can test it.

The policy of the newsroom keeps a browser from reading `style` attributes: Google Docs, which wraps
all it copies in a <b> that is not bold and writes bold as a style, would come out as its opposite.
Here what means something in the markup of Word, Google Docs, Apple's programs and web pages becomes
the few elements that a story is made of, and the rest goes: looks, scripts, comments, pictures of
other hosts, empty lines. The server cleans again; nothing depends on this for safety. */

import { changed, decoded, element, elements, parsed, textOf, written } from "./html-tree.js";
import { withNotes } from "./pasted-notes.js";
import { withClasses, withHeadings } from "./pasted-styles.js";
import { withLists } from "./pasted-word.js";

// Gone with all that is in them.
const GONE = new Set([
  "script", "style", "title", "xml", "iframe", "svg", "math", "template", "noscript", "head", "meta", "link", "base",
  "img", "picture", "video", "audio", "canvas", "input", "button", "select", "textarea", "embed", "col", "colgroup",
  "o:p", "w:sdt", "nav", "wbr",
]);
// Only their content matters.
const UNWRAPPED = new Set(["html", "body", "object", "font", "tt", "center", "u", "ins", "label", "form", "main", "article"]);
const KEPT = /^(href|start|colspan|rowspan|data-[\w-]+)$/i;
// Elements that carry a look: which of it stays is decided by their style.
const LOOKS = new Set(["span", "b", "i", "strong", "em", "font"]);
const BLOCKS = /^(p|h[1-6]|ul|ol|li|blockquote|table|div|section|header|footer|figure|figcaption|aside|pre|dl|dt|dd|hr)$/;
const OWN = /data-pm-slice|data-card=/;
const MARKS = new Set(["strong", "em", "s", "sub", "sup"]);

/** The elements that say what a style says: `strong`, `em`, `s`, `sub`, `sup`. */
function looks(tag, style) {
  const weight = /(?<![\w-])font-weight\s*:\s*(\w+)/gi;
  const slope = /(?<![\w-])font-style\s*:\s*(\w+)/gi;
  const last = (pattern) => [...style.matchAll(pattern)].at(-1)?.[1].toLowerCase();
  const heavy = last(weight);
  const leaning = last(slope);
  const bold = heavy ? heavy === "bold" || Number(heavy) >= 600 : tag === "b" || tag === "strong";
  const italic = leaning ? leaning === "italic" || leaning === "oblique" : tag === "i" || tag === "em";
  const made = [];
  if (bold) made.push("strong");
  if (italic) made.push("em");
  if (/(?<![\w-])text-decoration[^;]*line-through/i.test(style)) made.push("s");
  const place = last(/(?<![\w-])vertical-align\s*:\s*(sub|super)\b/gi);
  if (place) made.push(place === "sub" ? "sub" : "sup");
  return made;
}

const isOwn = (node) => Object.keys(node.attributes).some((name) => name.startsWith("data-card") || name === "data-pm-slice");

/* Google wraps the links of exported documents. */
function target(href) {
  const wrapped = /^https:\/\/www\.google\.com\/url\?q=([^&]+)/.exec(href.replaceAll("&amp;", "&"));
  if (!wrapped) return href;
  try {
    return decodeURIComponent(wrapped[1]);
  } catch {
    return href;
  }
}

/* One node with what is in it done already: what stands in its place. */
function simplified(node) {
  if (node.text !== undefined) return node;
  const { tag, attributes } = node;
  const style = decoded(attributes.style ?? "");
  if (GONE.has(tag) || /display:\s*none|mso-element:\s*(comment-list|header|footer)|mso-hide:\s*all/i.test(style)) return [];
  if (tag === "del" && attributes.cite !== undefined) return []; // struck out while changes were tracked
  if (/Apple-converted-space/.test(attributes.class ?? "")) return { text: textOf(node).replaceAll("\u00a0", " ") };
  if (LOOKS.has(tag) && !isOwn(node)) {
    return looks(tag, style).reduceRight((children, name) => [element(name, {}, children)], node.children);
  }
  if (UNWRAPPED.has(tag)) return node.children;
  const name = { del: "s", strike: "s", h5: "h4", h6: "h4" }[tag] ?? tag;
  const kept = Object.entries(attributes).filter(([key]) => KEPT.test(key));
  const made = element(name, Object.fromEntries(kept), node.children);
  if (tag === "a") {
    if (!attributes.href || attributes.href.startsWith("#")) return node.children;
    made.attributes.href = target(attributes.href);
  }
  for (const span of ["colspan", "rowspan"]) if (made.attributes[span] === "1") delete made.attributes[span];
  return made;
}

/* Headings on the levels that a story has: its title is the first, so theirs begin with the second. */
function withLevels(nodes) {
  const levels = [...elements(nodes)].map(({ tag }) => /^h([1-6])$/.exec(tag)).filter(Boolean).map(([, level]) => Number(level));
  const drop = levels.includes(1) ? 1 : 0;
  for (const node of elements(nodes)) {
    const level = Number(/^h([1-6])$/.exec(node.tag)?.[1] ?? 0);
    if (!level) continue;
    node.tag = `h${Math.min(level + drop, 4)}`;
    // A heading is bold by being one.
    node.children = changed(node.children, (child) => (child.tag === "strong" ? child.children : child));
  }
  return nodes;
}

/* Google Docs puts an inner list beside the item that it belongs to. */
function withInnerLists(nodes) {
  for (const list of elements(nodes)) {
    if (list.tag !== "ul" && list.tag !== "ol") continue;
    const children = [];
    for (const child of list.children) {
      const inner = child.tag === "ul" || child.tag === "ol";
      if (inner && children.at(-1)?.tag === "li") children.at(-1).children.push(child);
      else if (inner) children.push(element("li", {}, [child]));
      else if (child.tag || child.text.trim()) children.push(child);
    }
    list.children = children;
  }
  return nodes;
}

/* A block of nothing but white space and line breaks is a gap that somebody made with the Enter key. */
function withoutGaps(nodes) {
  return changed(nodes, (node) => {
    if (node.text !== undefined) return node;
    if (isOwn(node)) return node;
    if (MARKS.has(node.tag) || node.tag === "a") return node.children.length ? node : [];
    if (!/^(p|div|h[2-4]|blockquote|figure|section|header|footer)$/.test(node.tag)) return node;
    const holds = [...elements(node.children)].some((child) => isOwn(child) || (child.tag !== "br" && !MARKS.has(child.tag) && child.tag !== "a"));
    return holds || textOf(node).trim() ? node : [];
  });
}

/* Line breaks at the top, between blocks: Docs' and Apple's ends of what was copied. */
function withoutLooseBreaks(nodes) {
  return nodes.some((node) => BLOCKS.test(node.tag ?? "")) ? nodes.filter((node) => node.tag !== "br") : nodes;
}

function titled(nodes) {
  for (const node of elements(nodes)) {
    if (node.tag === "p" && /^MsoTitle/.test(node.attributes.class ?? "")) node.tag = "h1";
  }
}

/** `html` without what the editor could not read or keep. */
export function tidied(html) {
  const fragment = /<!--\s*StartFragment\s*-->([\s\S]*)<!--\s*EndFragment\s*-->/i.exec(html);
  const styles = fragment ? (html.match(/<style[\s\S]*?<\/style>/gi) ?? []).join("") : "";
  let nodes = parsed(fragment ? styles + fragment[1] : html);
  if (!OWN.test(html)) {
    withClasses(nodes);
    titled(nodes);
    if (/Cocoa HTML Writer/.test(html)) withHeadings(nodes);
    nodes = withNotes(withLists(nodes));
  }
  nodes = changed(nodes, simplified);
  if (OWN.test(html)) return written(nodes);
  nodes = withoutLooseBreaks(withoutGaps(withInnerLists(withLevels(nodes))));
  return written(nodes);
}
