/* The front page's screen. Without this file every button sends the form and the server arranges;
   with it the same buttons act at once, stories are dragged, found by typing, and what the rules
   bring follows. */

import { el } from "../story/dom.js";
import { draggable, rowUnder } from "./dragging.js";
import * as finder from "./finder.js";
import { changed, fillTargets, nameOf, place, rows, say, shift, slotOf, slots, tellPlace } from "./rows.js";

const PATIENCE = 250; // ms between a change and the question what the rules bring now

const form = document.getElementById("front");
const unsaved = document.querySelector(".front__unsaved");
let dirty = false;
let leaving = false;
let timer = 0;
let asked = 0;

document.documentElement.classList.add("scripted");
for (const button of document.querySelectorAll("[data-find]")) button.hidden = false;
finder.start();
draggable(form, rowUnder);
if ("changed" in form.dataset) soil();

form.addEventListener("click", (event) => {
  const tool = event.target.closest("[data-move], [data-strip], [data-find]");
  if (!tool) return;
  event.preventDefault();
  if (tool.dataset.find) finder.openFor(slotOf(tool), tool);
  else if (tool.dataset.move) moveRow(tool);
  else moveStrip(tool);
});

form.addEventListener("change", (event) => {
  const select = event.target;
  if (select.matches("[data-to]")) return moveTo(select);
  if (select.id !== "new-strip") changed();
});
form.addEventListener("input", (event) => {
  if (event.target.matches("[name$='-title']")) changed();
});
document.getElementById("note").addEventListener("input", soil);
for (const id of ["at", "live_at"]) {
  document.getElementById(id)?.addEventListener("change", () => { ask(); });
}

form.addEventListener("arranged", () => {
  soil();
  finder.refreshPlaced();
  ask();
});
form.addEventListener("submit", (event) => {
  leaving = event.submitter?.formTarget !== "_blank";
});
window.addEventListener("pageshow", () => { leaving = false; });
window.addEventListener("beforeunload", (event) => {
  if (dirty && !leaving) event.preventDefault();
});

function soil() {
  dirty = true;
  unsaved.hidden = false;
}

function moveRow(tool) {
  const row = tool.closest(".placed");
  const slot = slotOf(row);
  const neighbour = row.nextElementSibling ?? row.previousElementSibling;
  const way = tool.dataset.move;
  shift(row, way);
  if (way === "out") {
    say(`“${row.dataset.title}” is taken out of ${nameOf(slot)}.`);
    (neighbour?.querySelector("[data-move=out]") ?? slot.querySelector("[data-find]")).focus();
  } else {
    tool.focus();
    tellPlace(row);
  }
  changed();
}

function moveTo(select) {
  const row = select.closest(".placed");
  const slot = slots().find((one) => one.dataset.slot === select.value);
  select.value = "";
  if (!slot || !place(row, slot)) return;
  select.focus();
  row.scrollIntoView({ block: "nearest" });
  tellPlace(row);
  changed();
}

function moveStrip(tool) {
  const strip = slotOf(tool);
  const way = tool.dataset.strip;
  const name = nameOf(strip);
  const neighbour = strip.nextElementSibling?.matches(".slot--strip") ? strip.nextElementSibling : strip.previousElementSibling;
  shift(strip, way);
  if (way === "out") {
    say(`The strip ${name} is taken out.`);
    neighbour.querySelector("[data-strip=out], [data-find]")?.focus();
  } else {
    tool.focus();
    const strips = slots().filter((slot) => slot.matches(".slot--strip"));
    say(`The strip ${name} is number ${strips.indexOf(strip) + 1} of ${strips.length}.`);
  }
  rename();
  changed();
}

function rename() {
  finder.refreshTargets();
  for (const select of form.querySelectorAll("[data-to]")) fillTargets(select);
}

function ask() {
  clearTimeout(timer);
  timer = setTimeout(fill, PATIENCE);
}

/** What would stand where, of the page as it is arranged now. */
async function fill() {
  const turn = ++asked;
  let filled;
  try {
    const answer = await fetch(form.dataset.filling, { method: "POST", body: new FormData(form) });
    if (!answer.ok) throw new Error(String(answer.status));
    filled = await answer.json();
  } catch {
    return; // the rules' stories stay as they were; saving says what is wrong
  }
  if (turn !== asked) return;
  // The server numbers strips by their order, the page by when they came.
  const answers = Object.values(filled);
  slots().forEach((slot, number) => show(slot, answers[number]));
  rename();
}

function show(slot, answer) {
  if (!answer) return;
  slot.querySelector(".slot__name").textContent = answer.name;
  for (const row of rows(slot)) {
    const note = answer.notes[row.dataset.story] ?? "";
    row.querySelector(".placed__note").textContent = note;
    row.classList.toggle("is-waiting", note !== "");
  }
  slot.querySelector("[data-by-rule]").replaceChildren(
    ...answer.by_rule.map((story) =>
      el("li", { class: "ruled" },
        story.thumb ? el("img", { src: story.thumb, alt: "", width: 40, height: 40 }) : null,
        el("span", { class: "ruled__title", dir: "auto", text: story.title }),
      ),
    ),
  );
}
