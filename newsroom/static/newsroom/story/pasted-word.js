/* Lists as Word puts them on the clipboard: paragraphs that say of themselves in their style at which
level of which list they stand, each with its sign as words. Pure, so that node can test it. */

import { element, textOf } from "./html-tree.js";

const LIST = /mso-list:\s*l(\d+)\s+level(\d+)/i;
const IGNORED = /mso-list:\s*ignore/i;
const COUNTED = /^[([]?(?:(\d{1,3})|[a-z]{1,2}|[ivxlc]{1,6})[.)\]]/i;

const isBlank = (node) => node.text !== undefined && !node.text.trim();

/* The list a paragraph belongs to, or null. */
function listOf(node) {
  const found = node.tag && /^(p|div|h\d)$/.test(node.tag) ? LIST.exec(node.attributes.style ?? "") : null;
  return found ? { list: found[1], level: Number(found[2]) } : null;
}

/* Takes the sign out of a paragraph; returns it as words. */
function signOf(node) {
  for (const [place, child] of node.children.entries()) {
    if (!child.tag) continue;
    if (IGNORED.test(child.attributes.style ?? "")) {
      node.children.splice(place, 1);
      return textOf(child).trim();
    }
    const sign = signOf(child);
    if (sign !== null) return sign;
  }
  return null;
}

/** `nodes` with Word's list paragraphs made into lists, also those deeper in. */
export function withLists(nodes) {
  const out = [];
  let lists = []; // open ones, from the outermost: { node, level }
  for (const node of nodes) {
    const place = listOf(node);
    if (!place) {
      if (isBlank(node) && lists.length) continue;
      lists = [];
      if (node.children) node.children = withLists(node.children);
      out.push(node);
      continue;
    }
    const sign = signOf(node) ?? "";
    const counted = COUNTED.exec(sign);
    const tag = counted ? "ol" : "ul";
    lists = lists.filter(({ level }) => level <= place.level);
    const last = lists.at(-1);
    if (!last || last.level < place.level || last.node.tag !== tag || (last.list !== place.list && lists.length === 1)) {
      if (last?.level === place.level) lists.pop();
      const start = Number(counted?.[1] ?? 1);
      const made = element(tag, tag === "ol" && start > 1 ? { start: String(start) } : {});
      const holder = lists.at(-1)?.node.children.at(-1);
      (holder?.children ?? out).push(made);
      lists.push({ node: made, level: place.level, list: place.list });
    }
    lists.at(-1).node.children.push(element("li", {}, [element("p", {}, node.children)]));
  }
  return out;
}
