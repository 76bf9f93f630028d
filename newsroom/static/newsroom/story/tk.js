/* TK, "to come": what a writer leaves in a text where something is missing yet. Pure, so that node
can test it. */

// In capitals, alone or doubled ("TK", "TKTK", "[TK: the year]"), but never as a part of a word.
const TK = /(?<![\p{L}\p{N}])(?:TK)+(?![\p{L}\p{N}])/gu;

/** Where TK stands in `text`: pairs of start and end. */
export function tkPlaces(text) {
  const found = [];
  for (const match of text.matchAll(TK)) found.push([match.index, match.index + match[0].length]);
  return found;
}

export function hasTk(text) {
  return text.includes("TK") && tkPlaces(text).length > 0;
}
