/* <div data-card="product" data-name="…" data-maker="…" data-price="…" data-href="…"
        data-picture="12"> */

import { defineCard } from "./define-card.js";
import { el } from "./dom.js";
import { linkProblem } from "./link-address.js";
import { choosePicture } from "./picture-card.js";
import { lookUp } from "./pictures.js";

export const ProductCard = defineCard({
  name: "productCard",
  card: "product",
  tag: "div",
  attributes: { picture: { clean: (value) => (/^\d{1,18}$/.test(value) ? value : "") } },
  lines: [
    { name: "name", maximum: 160, label: "Name of the product", placeholder: "What it is" },
    { name: "maker", maximum: 120, label: "Maker of the product", placeholder: "Who makes it" },
    { name: "price", maximum: 60, label: "Price of the product", placeholder: "Price, as it shall be read: € 420" },
    { name: "href", maximum: 500, label: "Where it is to be had", placeholder: "https://… (may stay empty)" },
  ],
  menu: { label: "Product", hint: "Name, maker, price, link", group: "Beside the text", icon: "product", words: "shop buy price fashion" },

  view({ node, editor, set }) {
    const frame = el("span", { class: "story-card__frame" });
    const words = el("span", {});
    const problem = el("p", { class: "story-card__problem", role: "status" });
    const press = el("button", {
      type: "button", class: "story-card__more", disabled: !editor.isEditable,
      on: { click: () => choosePicture(editor).then((picture) => picture && set("picture", String(picture.id))) },
    }, frame, words);
    const away = el("button", {
      type: "button", class: "story-card__more", text: "Remove the picture", disabled: !editor.isEditable,
      on: { click: () => set("picture", "") },
    });
    const element = el("div", { class: "story-card__product" }, press, away, problem);
    let shown = null;
    const update = ({ picture, href }) => {
      problem.textContent = href ? linkProblem(href) : "";
      if (picture === shown) return;
      shown = picture;
      away.hidden = !picture;
      words.textContent = picture ? "Another picture" : "Choose a picture";
      frame.replaceChildren();
      if (!picture) return;
      lookUp(editor.storage.pictureCard.address, picture).then((found) => {
        if (shown !== picture) return;
        frame.replaceChildren(found
          ? el("img", { src: found.thumb, alt: found.alt || found.title, draggable: "false" })
          : el("span", { class: "story-card__wait", text: "No longer in the library" }));
      });
    };
    update(node.attrs);
    return { element, update };
  },
});
