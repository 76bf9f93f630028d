/* Sound and files that are sent to the library and stand in a text by their number. */

import { fetched } from "./choose.js";
import { defineCard } from "./define-card.js";
import { el } from "./dom.js";

// Told to a card that has just been put in: the file to send.
const SEND = "story:send";

/** Let a person choose a file of their machine; resolves to it, or to null. */
function chosenFile(accept) {
  return new Promise((resolve) => {
    const input = el("input", { type: "file", accept, on: {
      change: () => resolve(input.files[0] ?? null),
      cancel: () => resolve(null),
    } });
    input.click();
  });
}

/** Send a file to the library: resolves to `{ id, title, kind, … }`, rejects with a sentence. */
export async function sendAttachment(editor, file) {
  const body = new FormData();
  body.append("file", file);
  let response;
  try {
    response = await fetch(editor.storage.fileCard.upload, {
      method: "POST", body, headers: {
        Accept: "application/json",
        "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "",
      },
    });
  } catch {
    throw new Error("The file did not arrive: the connection broke. Send it once more.");
  }
  if (response.redirected) throw new Error("You are signed out. Sign in again in another window.");
  const answer = await response.json().catch(() => null);
  if (!response.ok || !answer) throw new Error(answer?.error ?? "The library could not take this file.");
  return answer;
}

/** A card for attachments of one kind ("audio" or "file"), as `defineCard` has it. */
export function attachmentCard({ kind, accept, wrong, view, ...card }) {
  return defineCard({
    attributes: { file: { clean: (value) => (/^\d{1,18}$/.test(value) ? value : "") } },
    ...card,
    menu: { available: (editor) => Boolean(editor.storage.fileCard?.upload), ...card.menu },

    addOptions: () => ({ upload: "", card: "" }),
    addStorage() {
      return { ...this.options };
    },

    begin(editor, insert) {
      chosenFile(accept).then((file) => {
        if (file) insert().dispatchEvent(new CustomEvent(SEND, { detail: file }));
        else editor.view.focus();
      });
    },

    view({ node, editor, set, dom }) {
      const element = el("div", { class: "story-card__attachment" });
      let shown = null;
      const say = (text, ...more) => element.replaceChildren(
        el("p", { class: "story-card__stands", role: "status" }, el("span", { class: "story-card__note", text })), ...more,
      );
      const again = () => el("button", {
        type: "button", class: "story-card__more", text: "Choose a file",
        on: { click: () => chosenFile(accept).then((file) => file && send(file)) },
      });
      async function send(file) {
        say(`Sending ${file.name} …`);
        try {
          const answer = await sendAttachment(editor, file);
          if (answer.kind !== kind) throw new Error(wrong);
          set("file", String(answer.id));
        } catch (error) {
          say(error.message, again());
        }
      }
      const update = (attrs) => {
        if (attrs.file === shown) return;
        shown = attrs.file;
        if (!shown) {
          say("No file yet.", again());
          return;
        }
        fetched(editor.storage.fileCard.card.replace("/0/", `/${shown}/`)).then(
          (found) => element.replaceChildren(...view(found)),
          (error) => say(error.message, again()),
        );
      };
      update(node.attrs);
      dom.addEventListener(SEND, (event) => send(event.detail));
      return { element, update };
    },
  });
}
