/* What is pasted from elsewhere, before the editor reads it. Pure, so that node can test it.

The policy of the newsroom keeps a browser from reading `style` attributes: Google Docs, which wraps
all it copies in a <b> that is not bold and writes bold as a style, would come out as its opposite.
Here the styles that mean something become elements, and what no story can hold goes: scripts, styles,
comments, pictures of other hosts, all attributes but the few that the editor knows. The server
cleans again; nothing depends on this for safety. */

const WITH_CONTENT = /<(script|style|title|xml|object|iframe|svg|math|template|noscript)\b[\s\S]*?<\/\1\s*>/gi;
const COMMENTS = /<!--[\s\S]*?-->|<!\[[\s\S]*?\]>|<![a-z][^>]*>/gi;
const TAG = /<(\/?)([a-z][\w:-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/gi;
const ATTRIBUTE = /([^\s"'<>/=]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)/g;
const KEPT = /^(href|start|data-[\w-]+)$/i;
const GONE = new Set(["meta", "link", "base", "img", "input", "o:p", "script", "style", "iframe", "embed"]);
// Elements that carry a look: which of it stays is decided by their style.
const LOOKS = new Set(["span", "b", "i", "font", "strong", "em"]);

function attributesOf(text) {
  const found = {};
  for (const [, name, value] of text.matchAll(ATTRIBUTE)) {
    found[name.toLowerCase()] = /^["']/.test(value) ? value.slice(1, -1) : value;
  }
  return found;
}

/** The elements that say what a style says: `strong`, `em`, `s`, `sub`, `sup`. */
function looks(tag, style) {
  const weight = /font-weight\s*:\s*(\w+)/i.exec(style)?.[1].toLowerCase();
  const slope = /font-style\s*:\s*(\w+)/i.exec(style)?.[1].toLowerCase();
  const bold = weight ? weight === "bold" || Number(weight) >= 600 : tag === "b" || tag === "strong";
  const italic = slope ? slope === "italic" || slope === "oblique" : tag === "i" || tag === "em";
  const made = [];
  if (bold) made.push("strong");
  if (italic) made.push("em");
  if (/line-through/i.test(style)) made.push("s");
  const place = /vertical-align\s*:\s*(sub|super)\b/i.exec(style)?.[1].toLowerCase();
  if (place) made.push(place === "sub" ? "sub" : "sup");
  return made;
}

/** `html` without what the editor could not read or keep. */
export function tidied(html) {
  const open = [];
  const text = html.replace(COMMENTS, "").replace(WITH_CONTENT, "");
  return text.replace(TAG, (whole, slash, name, rest) => {
    const tag = name.toLowerCase();
    if (GONE.has(tag)) return "";
    const attributes = attributesOf(rest);
    if (LOOKS.has(tag) && !Object.keys(attributes).some((key) => key.startsWith("data-"))) {
      if (slash) {
        const at = open.findLastIndex((each) => each.tag === tag);
        if (at < 0) return "";
        const [{ made }] = open.splice(at, 1);
        return made.toReversed().map((each) => `</${each}>`).join("");
      }
      const made = looks(tag, attributes.style ?? "");
      open.push({ tag, made });
      return made.map((each) => `<${each}>`).join("");
    }
    if (slash) return `</${tag}>`;
    const kept = Object.entries(attributes).filter(([key]) => KEPT.test(key));
    return `<${tag}${kept.map(([key, value]) => ` ${key}="${value.replaceAll('"', "&quot;")}"`).join("")}>`;
  });
}
