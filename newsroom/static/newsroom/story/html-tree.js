/* HTML as a tree, for what is pasted: read, changed and written without a page. Pure, so that node can
test it. It reads what programs put on a clipboard; it is no sanitizer (the server is).

A node is a text (`{ text }`, as it is written, entities and all) or an element
(`{ tag, attributes, children }`). */

const TOKEN = /<!--[\s\S]*?-->|<!\[[^>]*\]>|<[!?][^>]*>|<(\/?)([a-z][\w:-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/gi;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?/g;
const VOID = new Set(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]);
// Their content is no HTML.
const RAW = new Set(["script", "style", "title", "textarea", "xml"]);
// What an element ends when it begins while that is still open, and what keeps it from doing so.
const CELL = [["td", "th"], ["tr", "table"]];
const ENTRY = [["dt", "dd"], ["dl"]];
const ENDS = {
  li: [["li"], ["ul", "ol"]], tr: [["tr"], ["table"]], td: CELL, th: CELL, dt: ENTRY, dd: ENTRY,
  p: [["p"], ["li", "td", "th", "dd", "div", "blockquote", "section", "aside", "object"]],
};
const DEEPEST = 200;

function attributesOf(text) {
  const found = {};
  for (const [, name, value = ""] of text.matchAll(ATTRIBUTE)) {
    found[name.toLowerCase()] ??= /^["']/.test(value) ? value.slice(1, -1) : value;
  }
  return found;
}

export function element(tag, attributes = {}, children = []) {
  return { tag, attributes, children };
}

/** The children of the whole. What is left open is closed at the end, what closes nothing is nothing. */
export function parsed(html) {
  const root = element("#root");
  const open = [root];
  let at = 0;
  const text = (until) => {
    if (until > at) open.at(-1).children.push({ text: html.slice(at, until) });
  };
  TOKEN.lastIndex = 0;
  for (let token = TOKEN.exec(html); token; token = TOKEN.exec(html)) {
    text(token.index);
    at = TOKEN.lastIndex;
    const [, slash, name, rest] = token;
    if (!name) continue; // a comment or a declaration
    const tag = name.toLowerCase();
    if (slash) {
      const depth = open.findLastIndex((each) => each.tag === tag);
      if (depth > 0) open.length = depth;
      continue;
    }
    if (RAW.has(tag)) {
      const end = new RegExp(`</${tag}\\s*>`, "gi");
      end.lastIndex = at;
      const found = end.exec(html);
      const until = found ? found.index : html.length;
      open.at(-1).children.push(element(tag, attributesOf(rest), [{ text: html.slice(at, until) }]));
      at = found ? end.lastIndex : html.length;
      TOKEN.lastIndex = at;
      continue;
    }
    const [ends, keeps] = ENDS[tag] ?? [[], []];
    const depth = open.findLastIndex((each) => ends.includes(each.tag) || keeps.includes(each.tag));
    if (depth > 0 && ends.includes(open[depth].tag)) open.length = depth;
    const node = element(tag, attributesOf(rest));
    open.at(-1).children.push(node);
    if (!VOID.has(tag) && !rest.trimEnd().endsWith("/") && open.length < DEEPEST) open.push(node);
  }
  text(html.length);
  return root.children;
}

export function written(nodes) {
  return nodes.map((node) => {
    if (node.text !== undefined) return node.text;
    const attributes = Object.entries(node.attributes)
      .map(([name, value]) => ` ${name}="${value.replaceAll('"', "&quot;")}"`).join("");
    if (VOID.has(node.tag)) return `<${node.tag}${attributes}>`;
    return `<${node.tag}${attributes}>${written(node.children)}</${node.tag}>`;
  }).join("");
}

/** Every node changed by `change(node)`, from the leaves up: it answers what stands in its place, a
node or several. */
export function changed(nodes, change) {
  return nodes.flatMap((node) => {
    if (node.children) node.children = changed(node.children, change);
    return change(node) ?? [];
  });
}

/** Every element, outer ones first. */
export function* elements(nodes) {
  for (const node of nodes) {
    if (!node.tag) continue;
    yield node;
    yield* elements(node.children);
  }
}

const NAMED = { nbsp: "\u00a0", amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", shy: "\u00ad", middot: "·", bull: "•", sect: "§", ndash: "–", mdash: "—" };

/** The words of a node or of several as they are written, entities and all. */
export function rawTextOf(nodes) {
  return [nodes].flat().map((node) => node.text ?? rawTextOf(node.children)).join("");
}

/** The words of a node or of several, entities read, white space as it is. */
export function textOf(nodes) {
  return decoded(rawTextOf(nodes));
}

export function decoded(text) {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));?/gi, (whole, decimal, hex, name) => {
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : 0;
    if (code) return code < 0x110000 ? String.fromCodePoint(code) : "";
    return NAMED[name] ?? whole;
  });
}
