/* The library's own pages: files dropped on the wall, and a look at a file before it is sent. */

import "./focus.js";
import { el, inRow } from "./elements.js";
import { ACCEPT, sendAll, takeDrops } from "./sending.js";

/** A picture that was just added, with what it still needs. */
function added(card) {
  const note = card.known
    ? "The library had this one already"
    : card.alike ? `Looks like “${card.alike}”`
    : card.alt ? "" : "Write its alternative text";
  const tile = el("li", { class: "tile" },
    el("a", { href: card.edit },
      el("img", { src: card.thumb, alt: "", width: String(card.width), height: String(card.height) }),
      el("span", { class: "tile__words" },
        el("span", { class: "tile__title", text: card.title }),
        note ? el("span", { class: "tile__lack", text: note }) : null)));
  return inRow(tile, card.width, card.height);
}

function wall(adding) {
  const { upload, largest } = adding.dataset;
  const chooser = adding.querySelector("input");
  const title = adding.querySelector(".adding__title");
  const fresh = adding.querySelector(".adding__new");
  let before = Promise.resolve();

  function take(files) {
    const all = [...files];
    before = before.then(() => sendAll(all, {
      url: upload, largest: Number(largest), list: adding.querySelector(".sending"),
      done(card) {
        title.hidden = false;
        fresh.querySelector(`[href="${card.edit}"]`)?.closest("li").remove();
        fresh.prepend(added(card));
      },
    }));
  }
  chooser.accept = ACCEPT;
  chooser.addEventListener("change", () => {
    take(chooser.files);
    chooser.value = "";
  });
  adding.querySelector("button").addEventListener("click", () => chooser.click());
  takeDrops(document.body, take);
  adding.hidden = false;
}

/** Show the file that somebody chose in the form, before it is sent. */
function proof(place) {
  const input = document.querySelector("#id_file");
  const empty = place.firstElementChild;
  input?.addEventListener("change", () => {
    const [file] = input.files;
    place.querySelector("img")?.remove();
    empty.hidden = Boolean(file);
    if (!file) return;
    const image = el("img", { src: URL.createObjectURL(file), alt: "" });
    image.addEventListener("load", () => URL.revokeObjectURL(image.src));
    image.addEventListener("error", () => {
      image.remove();
      empty.hidden = false;
      empty.textContent = "This browser cannot show that file. The library may take it all the same.";
    });
    place.append(image);
  });
}

/** Rows that are filled from edge to edge; without this they end where their pictures end. */
const table = document.querySelector(".picture-wall #result_list");
if (table) {
  for (const image of table.querySelectorAll(".tile__picture img")) {
    inRow(image.closest("tr"), image.getAttribute("width"), image.getAttribute("height"));
  }
  table.classList.add("is-filled");
}

const adding = document.querySelector(".adding");
if (adding) wall(adding);
const place = document.querySelector(".proof");
if (place) proof(place);
