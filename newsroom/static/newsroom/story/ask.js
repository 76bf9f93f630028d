/* A question in a dialog of our own. */

import { el } from "./dom.js";

/**
 * Ask for one line of text. Resolves to the text, to "" when the person removes it, or to null when
 * they change their mind. `check(text)` may return a sentence that says what is wrong.
 */
export function ask({ title, label, value = "", placeholder = "", submit, remove, check }) {
  return new Promise((resolve) => {
    const input = el("input", {
      type: "text", id: "story-ask", value, placeholder, autocomplete: "off", spellcheck: "false",
      "aria-describedby": "story-ask-problem",
    });
    const problem = el("p", { class: "story-ask__problem", id: "story-ask-problem", role: "alert" });
    const dialog = el(
      "dialog", { class: "story-ask", "aria-label": title },
      el(
        "form", {
          method: "dialog",
          on: {
            submit(event) {
              event.preventDefault();
              const text = input.value.trim();
              const wrong = check?.(text);
              if (wrong) {
                problem.textContent = wrong;
                input.focus();
                return;
              }
              finish(text);
            },
          },
        },
        el("h2", { text: title }),
        el("label", { for: "story-ask", text: label }),
        input,
        problem,
        el(
          "div", { class: "story-ask__buttons" },
          el("button", { type: "submit", class: "is-main", text: submit }),
          remove && value
            ? el("button", {
                type: "button", text: remove,
                on: { click: () => finish("") },
              })
            : null,
          el("button", { type: "button", text: "Cancel", on: { click: () => finish(null) } }),
        ),
      ),
    );
    // At once, not when the browser tells of it: keys that are pressed next are meant for the text.
    function finish(answer) {
      dialog.close();
      dialog.remove();
      resolve(answer);
    }
    dialog.addEventListener("close", () => finish(null));
    document.body.append(dialog);
    dialog.showModal();
    input.select();
  });
}
