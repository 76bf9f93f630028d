/* <picture-choice>: a picture of the library as a field of a form. The value is the picture's
number in an input that the server put inside; here it is taken out of sight, and buttons open the
picker in its place. */

import { el } from "./elements.js";
import { choosePicture } from "./picker.js";

customElements.define("picture-choice", class extends HTMLElement {
  connectedCallback() {
    // Django copies this row when somebody adds one; the copy comes here by itself.
    if (this.closest(".empty-form") || this.input) return;
    this.input = this.querySelector("input");
    this.picture = this.querySelector(".picture-choice__picture");
    this.words = this.querySelector(".picture-choice__title");
    this.lack = this.querySelector(".picture-choice__lack");
    this.choose = this.querySelector("[data-act=choose]");
    this.clear = this.querySelector("[data-act=remove]");

    const [label] = this.input.labels ?? [];
    this.called = label?.textContent.trim().replace(/:$/, "") ?? "Picture";
    this.input.type = "hidden";
    this.querySelector(".picture-choice__number").hidden = true;
    this.querySelector(".picture-choice__buttons").hidden = false;
    if (label) {
      this.choose.id = `${this.input.id}_choose`;
      label.htmlFor = this.choose.id;
    }
    const described = this.input.getAttribute("aria-describedby");
    if (described) this.choose.setAttribute("aria-describedby", described);
    this.nameButtons();
    this.choose.addEventListener("click", () => this.open());
    this.clear?.addEventListener("click", () => {
      this.show(null);
      this.choose.focus();
    });
  }

  async open() {
    const card = await choosePicture({ url: this.dataset.picker });
    if (card) this.show(card);
  }

  /** Take `card` as the value (null: no picture) and tell the form. */
  show(card) {
    this.input.value = card ? String(card.id) : "";
    this.words.textContent = card?.title ?? "";
    this.lack.textContent = card && !card.alt ? "No alternative text" : "";
    this.picture.hidden = !card;
    if (card) {
      this.picture.href = card.edit;
      this.picture.target = "_blank";
      this.picture.setAttribute("aria-label", `Open “${card.title}” in the library`);
      this.picture.replaceChildren(el("img", { src: card.thumb, alt: "" }));
    }
    this.choose.textContent = card ? "Change" : "Choose a picture";
    if (this.clear) this.clear.hidden = !card;
    this.nameButtons();
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** Buttons in a row of fields need to say whose they are. */
  nameButtons() {
    for (const button of [this.choose, this.clear]) {
      button?.setAttribute("aria-label", `${button.textContent}: ${this.called}`);
    }
  }
});
