/* <aside data-card="pullquote" data-attribution="…"><p>…</p></aside> */

import { Node } from "django-prose-editor/editor";
import { cardLine, insertCard, removeButton, stored } from "./card.js";
import { el } from "./dom.js";

export const PullQuoteCard = Node.create({
  name: "pullQuoteCard",
  group: "block",
  content: "paragraph+",
  defining: true,
  isolating: true,

  addAttributes() {
    return { attribution: stored("attribution") };
  },

  parseHTML() {
    return [{ tag: 'aside[data-card="pullquote"]' }];
  },

  renderHTML({ HTMLAttributes }) {
    return ["aside", { "data-card": "pullquote", ...HTMLAttributes }, 0];
  },

  addCommands() {
    return {
      insertPullQuote: () => ({ editor, tr }) => {
        // The card is put in by a change of its own; this command brings none besides.
        tr.setMeta("preventDispatch", true);
        const { from, to, empty } = editor.state.selection;
        // Words that are marked are what one wants to pull out; they stay in the text.
        const words = empty ? "" : editor.state.doc.textBetween(from, to, " ").slice(0, 400);
        return insertCard(editor, {
          type: this.name,
          content: [
            { type: "paragraph", content: words ? [{ type: "text", text: words }] : undefined },
          ],
        });
      },
    };
  },

  addKeyboardShortcuts() {
    const card = (editor) => {
      const { $from } = editor.state.selection;
      return $from.depth > 1 && $from.node(1).type.name === this.name ? $from : null;
    };
    return {
      // Enter in an empty last paragraph leaves the card; Backspace in an empty card takes it away.
      Enter: ({ editor }) => {
        const $from = card(editor);
        if (!$from || $from.parent.content.size || $from.node(1).childCount < 2) return false;
        return editor.chain()
          .deleteRange({ from: $from.before(), to: $from.after() })
          .insertContentAt($from.after(1) - 2, { type: "paragraph" })
          .focus($from.after(1) - 1).run();
      },
      Backspace: ({ editor }) => {
        const $from = card(editor);
        if (!$from || $from.node(1).textContent || $from.node(1).childCount > 1) return false;
        return editor.chain().deleteRange({ from: $from.before(1), to: $from.after(1) }).focus().run();
      },
    };
  },

  addNodeView() {
    return ({ node, editor, getPos }) => {
      const words = el("div", { class: "story-card__words" });
      const attribution = cardLine({
        editor, getPos, name: "attribution", value: node.attrs.attribution, maximum: 200,
        label: "Who said this", placeholder: "Who said this (may stay empty)",
      });
      const tools = el(
        "div", { class: "story-card__tools", contenteditable: "false" },
        removeButton(editor, getPos, "Remove the pull quote"),
      );
      const foot = el("div", { contenteditable: "false" }, attribution);
      const dom = el(
        "aside", { class: "story-card story-card--pullquote" },
        words, foot, editor.isEditable ? tools : null,
      );
      return {
        dom,
        contentDOM: words,
        update(next) {
          if (next.type !== node.type) return false;
          if (attribution.value !== next.attrs.attribution) attribution.value = next.attrs.attribution;
          return true;
        },
        stopEvent: (event) => event.target.closest?.("input, button") !== null,
        ignoreMutation: (mutation) => !words.contains(mutation.target),
      };
    };
  },
});
