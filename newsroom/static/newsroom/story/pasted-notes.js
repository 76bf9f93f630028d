/* Footnotes as other programs write them: a mark in the text that is a link to a note further down,
which has a link back. They become our footnotes, and the notes go from where they stood. Pure, so
that node can test it. */

import { element, elements, rawTextOf, textOf } from "./html-tree.js";

const MARK = /^[[(]?(?:\d{1,3}|[ivxlc]{1,5}|[*†‡§¶]+)[\])]?$/i;
const BLOCKS = new Set(["p", "li", "div", "dd", "td", "aside"]);
const LONGEST = 2000; // as footnote.js has it

const anchorOf = (node) => {
  const hash = node.tag === "a" ? (node.attributes.href ?? "").split("#")[1] : undefined;
  if (!hash) return "";
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
};
const namesOf = (node) => [node.attributes.id, node.attributes.name].filter(Boolean);

/* The nearest block around each node, and its parent. */
function parents(nodes) {
  const found = new Map();
  const walk = (children, parent) => {
    for (const child of children) {
      found.set(child, parent);
      if (child.children) walk(child.children, child);
    }
  };
  walk(nodes, null);
  return found;
}

/** `nodes` with the footnotes in their place. */
export function withNotes(nodes) {
  const named = new Map();
  for (const node of elements(nodes)) for (const name of namesOf(node)) if (!named.has(name)) named.set(name, node);
  if (!named.size) return nodes;
  const above = parents(nodes);
  const up = (node, test) => {
    let here = node;
    while (here && !test(here)) here = above.get(here);
    return here;
  };

  const notes = new Map(); // the mark → its note
  const gone = new Set(); // blocks that were notes
  for (const mark of elements(nodes)) {
    const anchor = anchorOf(mark);
    if (!anchor || !MARK.test(textOf(mark).trim()) || !named.has(anchor)) continue;
    const target = named.get(anchor);
    const block = up(target, (node) => BLOCKS.has(node.tag));
    // A note stands after its mark, and the mark is none of the note's own links.
    if (!block || up(mark, (node) => node === block) || notes.has(mark)) continue;
    const own = [mark, above.get(mark)].filter(Boolean).flatMap(namesOf);
    const back = [...elements([block])].find((node) => own.includes(anchorOf(node)))
      ?? [...elements([block])].find((node) => anchorOf(node) && /^\W*(\w{1,4}|[↑^↩︎⏎]+)\W*$/u.test(textOf(node).trim()));
    if (!back || gone.has(up(mark, (node) => gone.has(node)))) continue;
    const words = rawTextOf(block).replace(rawTextOf(back), "").replace(/(?:[\s\u00a0]|&nbsp;)+/g, " ").trim().replace(/^[\^↑]\s*/, "");
    if (words) notes.set(mark, words.slice(0, LONGEST));
    gone.add(block);
  }
  if (!notes.size) return nodes;

  let taken = 0; // marks and notes so far
  const walk = (children) => children.flatMap((node) => {
    if (gone.has(node)) {
      taken += 1;
      return [];
    }
    if (notes.has(node)) {
      taken += 1;
      return [element("sup", { "data-card": "footnote", "data-note": notes.get(node) })];
    }
    if (!node.children) return [node];
    const before = taken;
    node.children = walk(node.children);
    // A list of notes that is empty now goes too, with the rule that Word draws above it.
    const left = [...elements(node.children)].some((each) => each.attributes["data-card"] || each.tag === "img");
    if (taken > before && !left && !textOf(node).trim()) return [];
    // A mark is raised by itself.
    const only = node.children.filter((child) => child.tag || child.text.trim());
    return node.tag === "sup" && only.length === 1 && only[0].attributes?.["data-card"] ? only : [node];
  });
  return walk(nodes);
}
