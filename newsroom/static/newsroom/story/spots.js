/* Where in the text a line of the checklist points. Pure: works on what a ProseMirror document offers
(child, descendants), so that node can test it. The server counts the same way
(magazine/manuscript.py): blocks in order, then what each holds. */

const TO_COME = /(?<![\p{L}\p{N}_])(?:TK)+(?![\p{L}\p{N}_])/gu;
// What a card keeps besides its words.
const SETTINGS = new Set([
  "picture", "pictures", "width", "provider", "video", "href", "story", "file", "snippet", "level", "start",
]);

/** `{ from, to }` of words to select, `{ node }` for something to select as a whole; null if the
block is no longer there. `kind`: "tk", "link" or "" for the block itself. */
export function spotOf(doc, { block, kind = "", nth = 0 }) {
  if (!(block >= 0 && block < doc.childCount)) return null;
  let start = 0;
  for (let before = 0; before < block; before += 1) start += doc.child(before).nodeSize;
  const node = doc.child(block);
  const found = { tk: toCome, link: linked }[kind]?.(node, start)[nth];
  if (found) return found;
  if (node.isAtom) return { node: start };
  const end = start + node.nodeSize - 1;
  return { from: end, to: end };
}

/** Every placeholder of a block: in its text, across marks, or in the words of a card. */
function toCome(block, start) {
  const pieces = [];
  pushWords(block, start, pieces);
  block.descendants((node, offset) => {
    const position = start + 1 + offset;
    if (node.isText) pieces.push({ text: node.text, position });
    else pushWords(node, position, pieces);
  });
  let text = "";
  for (const piece of pieces) {
    piece.begins = text.length;
    text += piece.text;
  }
  const at = (index) => pieces.findLast((piece) => piece.begins <= index);
  return [...text.matchAll(TO_COME)].map(({ index, 0: words }) => {
    const first = at(index);
    const last = at(index + words.length - 1);
    if (first.card !== undefined) return { node: first.card };
    return {
      from: first.position + index - first.begins,
      to: last.position + index + words.length - last.begins,
    };
  });
}

function pushWords(node, position, pieces) {
  if (node.isText) return;
  pieces.push({ text: " ", position });
  for (const [name, value] of Object.entries(node.attrs ?? {})) {
    if (typeof value === "string" && value && !SETTINGS.has(name)) {
      pieces.push({ text: ` ${value} `, card: position });
    }
  }
}

/** Every link of a block: neighbouring words that lead to one address are one. */
function linked(block, start) {
  const links = [];
  block.descendants((node, offset) => {
    const address = node.marks?.find((mark) => mark.type.name === "link")?.attrs.href;
    if (!node.isText || address === undefined) return;
    const from = start + 1 + offset;
    const before = links.at(-1);
    if (before && before.to === from && before.address === address) before.to += node.nodeSize;
    else links.push({ from, to: from + node.nodeSize, address });
  });
  return links.map(({ from, to }) => ({ from, to }));
}
