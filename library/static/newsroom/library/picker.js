/* The picker: a dialog in which one finds a picture of the library, or adds one, and chooses it. Who
   offers it brings picker.css. */

import { el, inRow } from "./elements.js";
import { ACCEPT, sendAll, takeDrops } from "./sending.js";

const TYPING_PAUSE = 200; // ms without a key before the library is asked

/**
 * Let a person choose. `url` is the address of the library as JSON (`library.picking.picker`).
 * Resolves to the chosen picture's card, or to null when they change their mind; the focus is then
 * where it was.
 */
export function choosePicture({ url }) {
  const before = document.activeElement;
  return new Promise((resolve) => {
    new Picker(url, (card) => {
      if (before?.isConnected) before.focus();
      resolve(card);
    });
  });
}

class Picker {
  constructor(url, answer) {
    this.url = url;
    this.chosen = null;
    this.page = 1;
    this.closing = new AbortController(); // stops what is still on its way when the dialog closes

    this.words = el("input", {
      type: "search", class: "picker__search", placeholder: "Search the library",
      "aria-label": "Search the library: title, alternative text, caption or credit",
      autocomplete: "off", spellcheck: "false", maxlength: "100",
      on: { input: () => this.searchSoon(), keydown: (event) => this.fromSearch(event) },
    });
    this.collection = el("select", {
      class: "picker__collection", "aria-label": "Collection", hidden: true,
      on: { change: () => this.search() },
    }, el("option", { value: "", text: "All pictures" }));
    this.file = el("input", {
      type: "file", multiple: true, accept: ACCEPT, hidden: true,
      on: { change: () => this.send(this.file.files) },
    });
    this.add = el("button", {
      type: "button", class: "button picker__add", text: "Add pictures", hidden: true,
      on: { click: () => this.file.click() },
    });
    this.said = el("p", { class: "picker__said", role: "status" });
    this.lines = el("ul", { class: "sending" });
    this.wall = el("ul", {
      class: "picker__wall", on: { keydown: (event) => this.walk(event) },
    });
    this.more = el("button", {
      type: "button", class: "button is-quiet picker__more", text: "More pictures", hidden: true,
      on: { click: () => this.nextPage() },
    });
    this.dialog = el("dialog", { class: "picker", "aria-labelledby": "picker-title" },
      el("header", { class: "picker__head" },
        el("h2", { id: "picker-title", text: "Choose a picture" }),
        this.words, this.collection, this.add, this.file,
        el("button", {
          type: "button", class: "picker__close", "aria-label": "Close", text: "×",
          on: { click: () => this.dialog.close() },
        })),
      el("div", { class: "picker__body" }, this.lines, this.said, this.wall, this.more));
    this.dialog.addEventListener("close", () => {
      clearTimeout(this.pause);
      this.closing.abort();
      this.dialog.remove();
      answer(this.chosen);
    });
    // A dialog over a form: what happens in here is none of the form's business.
    for (const event of ["change", "input", "submit"]) {
      this.dialog.addEventListener(event, (happened) => happened.stopPropagation());
    }
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.words.focus();
    this.load();
  }

  choose(card) {
    this.chosen = card;
    this.dialog.close();
  }

  // --- finding ---

  searchSoon() {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.search(), TYPING_PAUSE);
  }

  search() {
    clearTimeout(this.pause);
    this.page = 1;
    return this.load();
  }

  async nextPage() {
    const from = this.wall.children.length;
    this.page += 1;
    await this.load();
    this.wall.children[from]?.querySelector("button").focus();
  }

  /** Ask for the page we are at; an answer to an older question is dropped. */
  async load() {
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    const { page } = this;
    const address = new URL(this.url, location.href);
    address.searchParams.set("q", this.words.value.trim());
    address.searchParams.set("page", String(page));
    if (this.collection.value) address.searchParams.set("collection", this.collection.value);
    let answer;
    try {
      const response = await fetch(address, {
        headers: { Accept: "application/json" },
        signal: AbortSignal.any([asking.signal, this.closing.signal]),
      });
      if (response.redirected) throw new Error("You are signed out. Sign in again in another window.");
      answer = await response.json();
      if (!response.ok) throw new Error(answer.error);
    } catch (error) {
      if (error.name === "AbortError") return;
      this.more.hidden = false;
      this.more.textContent = "Try again";
      this.page = Math.max(0, page - 1);
      this.say(error.message.startsWith("You ") ? error.message : "The library does not answer.");
      return;
    }
    const thumbs = answer.pictures.map((card) => this.thumb(card));
    if (page === 1) this.wall.replaceChildren(...thumbs);
    else this.wall.append(...thumbs);
    this.more.hidden = !answer.more;
    this.more.textContent = "More pictures";
    this.offer(answer.collections);
    this.upload = answer.upload;
    this.largest = answer.largest;
    this.add.hidden = !answer.upload;
    if (answer.upload && !this.takesDrops) {
      this.takesDrops = true;
      takeDrops(this.dialog, (files) => this.send(files));
    }
    this.sayFound();
  }

  /** The collections that one may look through, once. */
  offer(collections) {
    if (this.collection.options.length > 1) return;
    this.collection.append(...collections.map(({ id, name }) => el("option", { value: String(id), text: name })));
    this.collection.hidden = !collections.length;
  }

  say(sentence) {
    this.said.textContent = sentence;
  }

  sayFound() {
    const count = this.wall.children.length;
    const words = this.words.value.trim();
    if (!count && words) this.say(`Nothing in the library is called “${words}”.`);
    else if (!count && this.collection.value) this.say("Nothing is in this collection.");
    else if (!count) this.say(`The library is empty.${this.upload ? " Add a picture, or drop one here." : ""}`);
    else this.say(`${count === 1 ? "1 picture" : `${count} pictures`}${this.more.hidden ? "" : ", and more below"}`);
  }

  thumb(card) {
    const lacks = card.alt ? "" : "No alternative text";
    const tile = el("li", { class: "picker__tile" },
      el("button", {
        type: "button", "data-picture": String(card.id),
        "aria-label": [card.title, card.credit, lacks].filter(Boolean).join(", "),
        on: { click: () => this.choose(card) },
      },
      el("img", {
        src: card.thumb, alt: "", width: String(card.width), height: String(card.height),
        loading: "lazy", draggable: "false",
      }),
      el("span", { class: "picker__words" },
        el("span", { class: "picker__title", text: card.title }),
        card.credit ? el("span", { class: "picker__credit", text: card.credit }) : null,
        lacks ? el("span", { class: "picker__lack", text: lacks }) : null)));
    return inRow(tile, card.width, card.height);
  }

  // --- the keyboard ---

  fromSearch(event) {
    if (event.key === "Enter") {
      event.preventDefault();
      this.search();
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      this.wall.querySelector("button")?.focus();
    }
  }

  walk(event) {
    const buttons = [...this.wall.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    if (at < 0) return;
    const goal = {
      ArrowRight: () => buttons[at + 1],
      ArrowLeft: () => buttons[at - 1],
      ArrowDown: () => across(buttons, at, 1),
      ArrowUp: () => across(buttons, at, -1) ?? this.words,
      Home: () => buttons[0],
      End: () => buttons.at(-1),
    }[event.key];
    if (!goal) return;
    event.preventDefault();
    goal()?.focus();
  }

  // --- adding ---

  async send(files) {
    const several = files.length > 1;
    const sent = [...files];
    this.file.value = "";
    await sendAll(sent, {
      url: this.upload, largest: this.largest, list: this.lines, signal: this.closing.signal,
      done: (card) => {
        if (!several) {
          this.choose(card); // whoever brings one picture to a place means that one
          return;
        }
        this.wall.querySelector(`[data-picture="${card.id}"]`)?.closest("li").remove();
        this.wall.prepend(this.thumb(card));
        this.sayFound();
      },
    });
    if (several) this.wall.querySelector("button")?.focus();
  }
}

/** The button in the next row (or the one before) that stands nearest below (above). */
function across(buttons, at, direction) {
  const here = buttons[at].getBoundingClientRect();
  const middle = here.left + here.width / 2;
  let row = null;
  let best = null;
  for (let index = at + direction; buttons[index]; index += direction) {
    const there = buttons[index].getBoundingClientRect();
    if (Math.abs(there.top - here.top) < 2) continue;
    row ??= there.top;
    if (Math.abs(there.top - row) >= 2) break;
    const distance = Math.abs(there.left + there.width / 2 - middle);
    if (!best || distance < best.distance) best = { distance, button: buttons[index] };
  }
  return best?.button;
}
