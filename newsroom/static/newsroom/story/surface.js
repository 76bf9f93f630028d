/* The text's place in its form: what is sent, how it is named to those who hear the page. */

import { Extension, OrderedList, Plugin, wrappingInputRule } from "django-prose-editor/editor";
import { figures } from "./figures.js";
import { tidied } from "./pasted.js";
import { storedBody } from "./stored.js";

const PAUSE = 250; // ms without a key, after which the text is written out

export const StorySurface = Extension.create({
  name: "storySurface",

  addStorage() {
    return { writeOut() {} };
  },

  addProseMirrorPlugins() {
    const textarea = this.editor.options.element.querySelector("textarea");
    const label = document.querySelector(`label[for="${textarea.id}"]`);
    const attributes = {
      role: "textbox", "aria-multiline": "true", spellcheck: "true",
      "aria-label": textarea.getAttribute("aria-label") || label?.textContent || "Text",
    };
    return [new Plugin({ props: { attributes, transformPastedHTML: tidied } })];
  },

  onCreate({ editor }) {
    const textarea = editor.options.element.querySelector("textarea");
    document.querySelector(`label[for="${textarea.id}"]`)
      ?.addEventListener("click", () => editor.commands.focus());

    const show = figures(editor, textarea);
    let timer = 0;
    let stale = false;
    // A long text takes some milliseconds to write out, so not at every key: in a pause, and before
    // anybody reads the form.
    const writeOut = () => {
      clearTimeout(timer);
      if (!stale) return;
      stale = false;
      textarea.value = storedBody(editor.getHTML());
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
      show();
    };
    this.storage.writeOut = writeOut;
    // The package's own handler writes out at every key, and takes a body of nothing but one card
    // for empty.
    editor.off("update", editor.options.onUpdate);
    editor.on("update", () => {
      stale = true;
      clearTimeout(timer);
      timer = setTimeout(writeOut, PAUSE);
    });
    textarea.form?.addEventListener("formdata", ({ formData }) => {
      writeOut();
      if (textarea.name) formData.set(textarea.name, textarea.value);
    });
    addEventListener("pagehide", writeOut);
    document.addEventListener("visibilitychange", writeOut);
    show();
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
