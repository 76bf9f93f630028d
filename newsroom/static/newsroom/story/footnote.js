/* <sup data-card="footnote" data-note="…">, in a line of text: a mark that one presses to write
its note. */

import { Node } from "django-prose-editor/editor";
import { ask } from "./ask.js";
import { keepingPlace, setAttribute, stored } from "./card.js";
import { el } from "./dom.js";
import { hasTk } from "./tk.js";

const LONGEST = 2000;
const CHECK = (text) => (text.length > LONGEST ? `A note has ${LONGEST} signs at most.` : "");

function askForFootnote(editor) {
  const question = ask({ title: "Footnote", label: "Note", submit: "Insert", check: CHECK });
  keepingPlace(editor, question).then((note) => {
    const chain = editor.chain().focus();
    if (note) chain.insertContent({ type: "footnote", attrs: { note } });
    chain.run();
  });
}

export const Footnote = Node.create({
  name: "footnote",
  group: "inline",
  inline: true,
  atom: true,
  selectable: true,
  storyMenu: [{
    name: "footnote", label: "Footnote", hint: "At the cursor", group: "Beside the text",
    icon: "footnote", words: "note reference source", run: askForFootnote,
  }],

  addAttributes() {
    return { note: stored("note") };
  },

  // Before the superscript, which takes every <sup>.
  parseHTML() {
    return [{ tag: 'sup[data-card="footnote"]', priority: 100 }];
  },

  renderHTML({ HTMLAttributes }) {
    return ["sup", { "data-card": "footnote", ...HTMLAttributes }];
  },

  addNodeView() {
    return ({ node, editor, getPos }) => {
      let { note } = node.attrs;
      const dom = el("button", {
        type: "button", class: "story-footnote", contenteditable: "false",
        on: {
          click() {
            if (!editor.isEditable) return;
            ask({
              title: "Footnote", label: "Note", value: note, submit: "Change",
              remove: "Remove the footnote", check: CHECK,
            }).then((next) => {
              const position = getPos();
              if (next === "") {
                editor.chain().focus().deleteRange({ from: position, to: position + 1 }).run();
              } else if (next) setAttribute(editor, getPos, "note", next);
            });
          },
        },
      });
      const show = () => {
        dom.title = note;
        dom.setAttribute("aria-label", `Footnote: ${note}`);
        dom.classList.toggle("has-tk", hasTk(note));
      };
      show();
      return {
        dom,
        update(next) {
          if (next.type !== node.type) return false;
          note = next.attrs.note;
          show();
          return true;
        },
        stopEvent: (event) => event.type === "click" || event.type === "mousedown",
        ignoreMutation: () => true,
      };
    };
  },
});
