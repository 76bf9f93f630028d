/* The text's place in its form: what is sent, how it is named to those who hear the page, how long
it is. */

import { Extension, OrderedList, Plugin, wrappingInputRule } from "django-prose-editor/editor";
import { tidied } from "./pasted.js";
import { storedBody, wordCount } from "./stored.js";

export const StorySurface = Extension.create({
  name: "storySurface",

  addProseMirrorPlugins() {
    return [new Plugin({ props: { transformPastedHTML: tidied } })];
  },

  onCreate({ editor }) {
    const textarea = editor.options.element.querySelector("textarea");
    const text = editor.view.dom;
    const label = document.querySelector(`label[for="${textarea.id}"]`);
    text.setAttribute("role", "textbox");
    text.setAttribute("aria-multiline", "true");
    text.setAttribute("aria-label", textarea.getAttribute("aria-label") || label?.textContent || "Text");
    text.setAttribute("spellcheck", "true");
    label?.addEventListener("click", () => editor.commands.focus());

    const count = () => {
      const words = wordCount(editor.state.doc.textBetween(0, editor.state.doc.content.size, " ", " "));
      for (const place of document.querySelectorAll(`[data-words-of="${textarea.id}"]`)) {
        place.textContent = words ? `${words.toLocaleString()} word${words === 1 ? "" : "s"}` : "";
      }
    };
    // The package's own handler has run before this one. It takes a body of nothing but one card
    // for empty; ours is what gets stored.
    editor.on("update", () => {
      textarea.value = storedBody(editor.getHTML());
      count();
    });
    count();
  },
});

/* Numbered lists as they are stored: with a start, without a type; "1. " begins one. */
export const StoryOrderedList = OrderedList.extend({
  addAttributes() {
    return {
      start: {
        default: 1,
        parseHTML: (element) => Number.parseInt(element.getAttribute("start") ?? "1", 10) || 1,
      },
    };
  },
  addInputRules() {
    return [
      wrappingInputRule({
        find: /^(\d{1,3})\.\s$/,
        type: this.type,
        getAttributes: (match) => ({ start: Number(match[1]) }),
        joinPredicate: (match, node) => node.childCount + node.attrs.start === Number(match[1]),
      }),
    ];
  },
  addNodeView() {
    return null;
  },
});
