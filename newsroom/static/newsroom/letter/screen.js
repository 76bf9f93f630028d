/* The screen on which a letter is written: stories are found by typing, dragged into order and given
   lines of their own (with the front page's own hands); how many readers get it follows the lists.
   Without this file the same fields are sent with places as numbers. */

import { draggable, rowUnder } from "../front/dragging.js";
import * as finder from "../front/finder.js";
import { rows, say, shift, slotOf, slots, tellPlace } from "../front/rows.js";
import { keepWords } from "../keeping/desk.js";

const PATIENCE = 300; // ms between a change and the question how many readers get it

const form = document.getElementById("front");
const unsaved = form.querySelector("[data-unsaved]");
const reach = form.querySelector("[data-reach]");
const reachWords = form.querySelector("[data-reach-words]");
let dirty = Boolean(form.querySelector(".has-errors, .errornote"));
let leaving = false;
let timer = 0;
let asked = 0;

document.documentElement.classList.add("scripted");
for (const button of form.querySelectorAll("[data-find]")) button.hidden = false;
finder.start();
finder.refreshPlaced();
draggable(form, rowUnder);
if (dirty) unsaved.hidden = false;
const keeper = keepWords(form);
if (keeper.isUnsent) keeper.changed();

form.addEventListener("click", (event) => {
  const tool = event.target.closest("[data-move], [data-find]");
  if (!tool) return;
  event.preventDefault();
  if (tool.dataset.find) finder.openFor(slotOf(tool), tool);
  else move(tool);
});

function move(tool) {
  const row = tool.closest(".placed");
  const neighbour = row.nextElementSibling ?? row.previousElementSibling;
  shift(row, tool.dataset.move);
  if (tool.dataset.move === "out") {
    say(`“${row.dataset.title}” is taken out of the letter.`);
    (neighbour?.querySelector("[data-move=out]") ?? form.querySelector("[data-find]")).focus();
  } else {
    tool.focus();
    tellPlace(row);
  }
  form.dispatchEvent(new CustomEvent("arranged"));
}

form.addEventListener("arranged", () => {
  for (const slot of slots()) {
    for (const row of rows(slot)) {
      const line = row.querySelector(".placed__line");
      line.name = `words-${row.dataset.story}`;
      line.setAttribute("aria-label", `Line of text: ${row.dataset.title}`);
    }
  }
  finder.refreshPlaced();
  form.dispatchEvent(new Event("change"));
});

// The finder stands in the form, and is no part of it.
form.querySelector(".tray").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
});
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches(".placed__line, textarea[name=subject], textarea[name=preview_line]")) {
    event.preventDefault(); // one line
    if (event.target.name === "subject") form.querySelector("[name=preview_line]").focus();
  }
  if (event.key === "Enter" && event.target.id === "test_to") {
    event.preventDefault();
    form.querySelector("[name=_test]").click();
  }
});
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    form.requestSubmit(form.querySelector("button[name=_save]"));
  }
});

form.addEventListener("input", soil);
form.addEventListener("change", (event) => {
  soil(event);
  if (event.target.matches?.("[name=lists], [name=interests], [name^=joined], [name=engaged_within]")) count();
});
form.addEventListener("prose-editor:ready", (event) => {
  event.detail.editor.on("update", () => soil());
});

function soil(event) {
  if (event?.target.closest?.(".tray") || event?.target.id === "test_to") return;
  dirty = true;
  unsaved.hidden = false;
  keeper.changed();
}

form.addEventListener("submit", (event) => {
  leaving = !event.defaultPrevented && !event.submitter?.hasAttribute("data-keeps-work");
});
window.addEventListener("pageshow", () => { leaving = false; });
window.addEventListener("beforeunload", (event) => {
  if (dirty && !leaving) event.preventDefault();
});

/** How many readers get it, of the lists and the segment that are chosen now. */
function count() {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    const turn = ++asked;
    let found;
    try {
      const answer = await fetch(form.dataset.count, {
        method: "POST", body: new FormData(form), redirect: "manual",
      });
      if (!answer.ok) return;
      found = await answer.json();
    } catch {
      return;
    }
    if (turn !== asked) return;
    reach.textContent = found.count.toLocaleString("en");
    reachWords.textContent = found.count === 1 ? "reader gets it" : "readers get it";
  }, PATIENCE);
}
if (reach.textContent.trim() === "–") count();

// How long the subject is, once that matters.
for (const hint of form.querySelectorAll("[data-length-of]")) {
  const field = document.getElementById(hint.dataset.lengthOf);
  const longest = Number(hint.dataset.longest);
  const tell = () => {
    const length = [...field.value.trim()].length;
    hint.textContent = length > longest
      ? `${length} characters: phones cut it after about ${longest}.`
      : "";
  };
  field.addEventListener("input", tell);
  tell();
}

// Browsers without `field-sizing` grow the fields here.
if (!CSS.supports("field-sizing", "content")) {
  for (const field of form.querySelectorAll("textarea.grows")) {
    const grow = () => {
      field.style.height = "auto";
      field.style.height = `${field.scrollHeight}px`;
    };
    field.addEventListener("input", grow);
    grow();
  }
}

// What is wrong comes into view.
form.querySelector(".has-errors, .errorlist")?.scrollIntoView({ block: "center" });
