/* <aside data-card="pullquote" data-attribution="…"><p>…</p></aside> */

import { defineCard } from "./define-card.js";

export const PullQuoteCard = defineCard({
  name: "pullQuoteCard",
  card: "pullquote",
  tag: "aside",
  content: "paragraph+",
  placeholder: "The sentence to pull out …",
  lines: [{
    name: "attribution", maximum: 200, foot: true,
    label: "Who said this", placeholder: "Who said this (may stay empty)",
  }],
  menu: { label: "Pull quote", hint: "A sentence, large", group: "Beside the text", icon: "pullquote", words: "citation" },

  begin(editor, insert) {
    const { from, to, empty } = editor.state.selection;
    // Words that are marked are what one wants to pull out; they stay in the text.
    const words = empty ? "" : editor.state.doc.textBetween(from, to, " ").slice(0, 400);
    insert({}, [{ type: "paragraph", content: words ? [{ type: "text", text: words }] : undefined }]);
  },
});
