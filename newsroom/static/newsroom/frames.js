/* A form's page beside the form: the form is posted into a frame, without leaving the screen. */

import { el } from "./story/dom.js";

export class Frames {
  #given;
  #shown = null;
  #coming = null;
  #count = 0;

  /**
   * `view`: where the frames stand; `said`: where it is said that a page could not be made; `title`:
   * of the frame; `isPage(document)`: whether what came is the page that was asked for; `kept(document)`
   * is told of one that is about to be shown.
   */
  constructor({ form, view, said, title, isPage, kept = () => {} }) {
    this.#given = { form, view, said, title, isPage, kept };
  }

  /** Post the form to an address into a new frame, and put it in the place of the one that is shown
  once it has come. A frame's first page leaves no trace in the window's history; a second one would. */
  load(address) {
    const { form, view, title } = this.#given;
    this.#coming?.remove();
    this.#count += 1;
    const frame = this.#coming = el("iframe", { name: `beside-${this.#count}`, title, class: "pane__page is-coming" });
    view.append(frame);
    frame.addEventListener("load", () => this.#arrived(frame));
    const before = ["action", "target"].map((name) => [name, form.getAttribute(name)]);
    form.setAttribute("action", address);
    form.setAttribute("target", frame.name);
    HTMLFormElement.prototype.submit.call(form); // no `submit` event: nobody leaves the screen
    for (const [name, value] of before) {
      if (value === null) form.removeAttribute(name);
      else form.setAttribute(name, value);
    }
  }

  clear() {
    for (const frame of [this.#shown, this.#coming]) frame?.remove();
    this.#shown = this.#coming = null;
  }

  #arrived(frame) {
    const { said, isPage, kept } = this.#given;
    if (frame !== this.#coming) return;
    let page = null;
    try {
      page = frame.contentDocument;
    } catch {
      page = null;
    }
    if (page?.URL === "about:blank") return;
    this.#coming = null;
    if (!page || !isPage(page)) { // signed out, or a fault: the last one stays
      frame.remove();
      said.textContent = "The preview could not be made. Are you still signed in?";
      return;
    }
    said.textContent = "";
    kept(page);
    frame.contentWindow.scrollTo({ top: this.#shown?.contentWindow?.scrollY ?? 0, behavior: "instant" });
    this.#shown?.remove();
    frame.classList.remove("is-coming");
    this.#shown = frame;
  }
}

/** Give the pages in a view a width in pixels, scaled down to the room there is. */
export function fitTo(view, width) {
  const scale = Math.min(1, view.clientWidth / width);
  if (!scale) return;
  view.style.setProperty("--width", `${width}px`);
  view.style.setProperty("--height", `${view.clientHeight / scale}px`);
  view.style.setProperty("--scale", String(scale));
}
