/* TK in the text is marked, and TK anywhere (title, standfirst, text, cards) is counted. */

import { Extension, Plugin, pm } from "django-prose-editor/editor";
import { tkPlaces } from "./tk.js";

const { Decoration, DecorationSet } = pm.view;
const KEY = new pm.state.PluginKey("tkMarks");

/* Every TK of the document: in words as `from` and `to`, in a card's attribute as the card. */
function found(doc) {
  const words = [];
  const cards = [];
  doc.descendants((node, position) => {
    if (node.isText) {
      if (node.text.includes("TK")) {
        for (const [start, end] of tkPlaces(node.text)) words.push([position + start, position + end]);
      }
      return false;
    }
    for (const value of Object.values(node.attrs)) {
      if (typeof value !== "string" || !value.includes("TK")) continue;
      for (let count = tkPlaces(value).length; count > 0; count -= 1) cards.push(position);
    }
    return true;
  });
  return { words, cards };
}

function marks(doc) {
  const { words, cards } = found(doc);
  return {
    places: [...words.map(([from]) => from), ...cards].sort((one, other) => one - other),
    set: DecorationSet.create(doc, words.map(([from, to]) => Decoration.inline(from, to, { class: "story-tk" }))),
  };
}

export const TkMarks = Extension.create({
  name: "tkMarks",
  addProseMirrorPlugins() {
    return [new Plugin({
      key: KEY,
      state: {
        init: (_, { doc }) => marks(doc),
        apply: (tr, before) => (tr.docChanged ? marks(tr.doc) : before),
      },
      props: { decorations: (state) => KEY.getState(state).set },
    })];
  },
});

/** Positions of every TK in the text, in order. */
export function tkInText(editor) {
  return KEY.getState(editor.state)?.places ?? [];
}
