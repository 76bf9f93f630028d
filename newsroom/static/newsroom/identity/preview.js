/* The identity's fitting room: whatever is typed or chosen is asked of the server, which knows how
   colours follow from each other, and put on the two samples. */

import { colourWell } from "./colour-well.js";
import { Pane } from "./pane.js";
import { refuse } from "./refusal.js";

const room = document.querySelector("[data-fitted]");
const form = room.closest("form");
const panes = [...room.querySelectorAll("iframe[data-scheme]")].map((frame) => new Pane(frame));
const cells = {
  light: [...room.querySelectorAll("[data-pair=light]")],
  dark: [...room.querySelectorAll("[data-pair=dark]")],
};
const ASKED = [
  "name", "paper", "ink", "accent", "dark_paper", "dark_ink", "dark_accent", "night",
  "display_face", "text_face", "furniture_face", "logo", "dark_logo",
];
const fields = Object.fromEntries(
  ASKED.map((name) => [name, form.elements[name]]).filter(([, field]) => field),
);
const wells = Object.fromEntries(
  Object.entries(fields)
    .filter(([, field]) => field.classList.contains("colour-input"))
    .map(([name, field]) => [name, colourWell(field)]),
);

function show(answer) {
  for (const pane of panes) pane.wear(answer);
  for (const [scheme, from] of [["light", 0], ["dark", answer.pairs.length / 2]]) {
    cells[scheme].forEach((cell, place) => showPair(cell, answer.pairs[from + place]));
  }
  for (const [name, well] of Object.entries(wells)) {
    fields[name].placeholder = answer.follows[name];
    well.show(fields[name].value || answer.follows[name]);
    refuse(fields[name], answer.refused[name], () => ask());
  }
}

function showPair(cell, pair) {
  const letters = cell.querySelector(".contrasts__letters");
  letters.style.setProperty("color", pair.words);
  letters.style.setProperty("background-color", pair.ground);
  cell.querySelector(".contrasts__ratio").textContent = pair.ratio;
  cell.querySelector(".contrasts__verdict").textContent = pair.passes ? "" : "too little";
  cell.classList.toggle("falls-short", !pair.passes);
}

/* One question at a time; what changed meanwhile is asked when the answer is there. */
let asking = false;
let again = false;

async function ask() {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  const typed = new URLSearchParams(
    Object.entries(fields).map(([name, field]) => [name, field.value]),
  );
  try {
    const response = await fetch(`${room.dataset.fitted}?${typed}`);
    if (response.ok) show(await response.json());
  } catch {
    // The network is gone: the samples stay as they are, and saving says so.
  }
  asking = false;
  if (again) {
    again = false;
    ask();
  }
}

function mirror() {
  const { name, tagline } = form.elements;
  for (const pane of panes) pane.say({ name: name?.value, tagline: tagline?.value });
}

form.addEventListener("input", ({ target }) => {
  if (ASKED.includes(target.name)) ask();
  if (target.name === "name" || target.name === "tagline") mirror();
});
form.addEventListener("change", ({ target }) => {
  if (ASKED.includes(target.name)) ask();
});

const widths = room.querySelector(".fitting__width");
widths.hidden = false;
widths.addEventListener("change", () => {
  const width = Number(widths.querySelector(":checked").value);
  room.classList.toggle("is-wide", width > 600);
  for (const pane of panes) pane.setWidth(width);
});

await Promise.all(panes.map((pane) => pane.ready));
for (const pane of panes) {
  pane.whenScrolled((top) => {
    for (const other of panes) if (other !== pane) other.scrollTo(top);
  });
}
mirror();
ask();
