/* The bar's figures: how long the text is, how long it takes to read, what is still to come. */

import { el } from "./dom.js";
import { readingMinutes, wordCount } from "./stored.js";
import { tkPlaces } from "./tk.js";
import { tkInText } from "./tk-marks.js";

const FIELDS = ["title", "standfirst"];

/** What has a TK beside the text: pairs of a field and the places in it. */
function fieldsWithTk(form) {
  return FIELDS.map((name) => form?.elements[name])
    .filter(Boolean)
    .map((field) => [field, tkPlaces(field.value)]);
}

/** Returns a function that writes the figures of `editor`'s text, found by its textarea's id. */
export function figures(editor, textarea) {
  const { form } = textarea;
  const bar = document.querySelector(`[data-words-of="${textarea.id}"]`);
  if (!bar) return () => {};
  let turn = 0;
  const tk = el("button", {
    type: "button", class: "bar__tk", hidden: true,
    on: {
      click() {
        const steps = [
          ...fieldsWithTk(form).flatMap(([field, places]) => places.map(([from, to]) => () => {
            field.focus();
            field.setSelectionRange(from, to);
          })),
          ...tkInText(editor).map((place) => () => {
            editor.chain().focus(place).scrollIntoView().run();
          }),
        ];
        steps[turn++ % steps.length]?.();
      },
    },
  });
  bar.after(tk);
  const write = () => {
    const { doc } = editor.state;
    const words = wordCount(doc.textBetween(0, doc.content.size, " ", " "));
    bar.textContent = words
      ? `${words.toLocaleString()} word${words === 1 ? "" : "s"}, ${readingMinutes(words)} min`
      : "";
    let count = tkInText(editor).length;
    for (const [field, places] of fieldsWithTk(form)) {
      count += places.length;
      field.classList.toggle("has-tk", places.length > 0);
    }
    tk.hidden = !count;
    tk.textContent = `${count} TK`;
    tk.setAttribute("aria-label", `${count} TK to come: go to the next`);
  };
  for (const name of FIELDS) form?.elements[name]?.addEventListener("input", write);
  return write;
}
