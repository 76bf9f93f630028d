/* Where a text holds what somebody looks for. Pure, so that node can test it. */

/** Pairs of start and end of every occurrence of `query` in `text`, none overlapping another. */
export function placesOf(text, query, { matchCase = false } = {}) {
  if (!query) return [];
  const escaped = query.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&").replaceAll("\\-", "-").replaceAll("\\/", "/");
  // Typed apostrophes, quotes and spaces find the printed ones as well.
  const loose = escaped
    .replace(/['’]/g, "['’]")
    .replace(/["“”]/g, "[\"“”]")
    .replace(/[ \u00a0]/g, "[ \u00a0]");
  const found = [];
  for (const match of text.matchAll(new RegExp(loose, matchCase ? "gu" : "giu"))) {
    found.push([match.index, match.index + match[0].length]);
  }
  return found;
}
