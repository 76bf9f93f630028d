/* Finding one of many by typing, in a dialog: a list under a field, walked with the arrow keys. */

import { el } from "./dom.js";

const PAUSE = 180; // ms after the last key
let number = 0;

/**
 * Let a person choose. `search(words)` resolves to `[{ id, title, note }]`, or rejects with an Error
 * whose message is for people. Resolves to the chosen one, or to null when they change their mind.
 */
export function choose({ title, label, placeholder, none, search }) {
  return new Promise((resolve) => {
    const id = `story-choose-${++number}`;
    let found = [];
    let at = -1;
    let asked = 0;
    let timer = 0;

    const list = el("ul", { class: "story-choose__list", role: "listbox", id: `${id}-list`, "aria-label": title });
    const said = el("p", { class: "story-choose__said", role: "status" });
    const field = el("input", {
      type: "text", id, role: "combobox", "aria-expanded": "true", "aria-controls": `${id}-list`,
      "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false", placeholder, maxlength: 200,
      on: {
        input() {
          clearTimeout(timer);
          timer = setTimeout(look, PAUSE);
        },
        keydown(event) {
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (step && found.length) mark((at + step + found.length) % found.length);
          else if (event.key === "Enter") take(at);
          else return;
          event.preventDefault();
        },
      },
    });
    const dialog = el(
      "dialog", { class: "story-ask story-choose", "aria-label": title },
      el("h2", { text: title }),
      el("label", { for: id, text: label }),
      field, list, said,
      el("div", { class: "story-ask__buttons" },
        el("button", { type: "button", text: "Cancel", on: { click: () => finish(null) } })),
    );

    function mark(place) {
      at = place;
      for (const [index, item] of [...list.children].entries()) {
        item.setAttribute("aria-selected", String(index === at));
        if (index === at) item.scrollIntoView({ block: "nearest" });
      }
      if (at >= 0) field.setAttribute("aria-activedescendant", list.children[at].id);
      else field.removeAttribute("aria-activedescendant");
    }
    function take(place) {
      if (found[place]) finish(found[place]);
    }
    function show(results) {
      found = results;
      list.replaceChildren(...found.map((each, place) => el(
        "li", {
          role: "option", id: `${id}-${place}`, class: "story-choose__item",
          on: { click: () => take(place), pointermove: () => at !== place && mark(place) },
        },
        el("span", { class: "story-choose__title", dir: "auto", text: each.title }),
        el("span", { class: "story-choose__note", text: each.note ?? "" }),
      )));
      mark(found.length ? 0 : -1);
    }
    async function look() {
      const turn = ++asked;
      try {
        const results = await search(field.value.trim());
        if (turn !== asked) return; // a newer question is on its way
        show(results);
        said.textContent = results.length ? "" : none;
      } catch (error) {
        if (turn !== asked) return;
        show([]);
        said.textContent = error.message;
      }
    }

    // At once, not when the browser tells of it: keys that are pressed next are meant for the text.
    function finish(answer) {
      clearTimeout(timer);
      dialog.close();
      dialog.remove();
      resolve(answer);
    }
    dialog.addEventListener("close", () => finish(null));
    // What is typed in here is none of the form's business.
    for (const event of ["input", "change"]) dialog.addEventListener(event, (each) => each.stopPropagation());
    document.body.append(dialog);
    dialog.showModal();
    look();
  });
}

/** JSON of one of our addresses; rejects with a sentence for people. */
export async function fetched(address) {
  let response;
  try {
    response = await fetch(address, { headers: { Accept: "application/json" } });
  } catch {
    throw new Error("The connection broke. Try again in a moment.");
  }
  if (response.redirected) throw new Error("You are signed out. Sign in again in another window.");
  const answer = await response.json().catch(() => null);
  if (!response.ok || answer === null) {
    throw new Error(answer?.error ?? "That could not be fetched. Try again in a moment.");
  }
  return answer;
}
