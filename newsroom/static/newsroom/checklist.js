/* The checklist beside a story: asked for anew after a pause in typing, and each line leads to its
place: a field, or a spot in the text. The server finds and prints it (magazine/admin/checklist.py). */

import { spotOf } from "./story/spots.js";

const PAUSE = 1200; // ms without a change before the server is asked

const form = document.querySelector("[data-story-form]");
const panel = document.querySelector("[data-checklist]");
const body = panel.querySelector(".checklist__body");
const inBar = document.querySelector(".bar__checks");
let editor = null;
let timer = 0;
let asking = null;

form.addEventListener("input", soon);
form.addEventListener("change", soon);
form.addEventListener("prose-editor:ready", (event) => {
  if (!event.target.closest(".field--body")) return;
  editor = event.detail.editor;
  editor.on("update", soon);
});
// A picture's words may have been written in another window meanwhile.
window.addEventListener("focus", () => {
  if (body.querySelector(".checklist__picture")) soon();
});
panel.addEventListener("click", (event) => {
  const line = event.target.closest("a[data-field]");
  if (line && goTo(line)) event.preventDefault();
});
showInBar();

function soon() {
  clearTimeout(timer);
  timer = setTimeout(refresh, PAUSE);
}

async function refresh() {
  asking?.abort();
  asking = new AbortController();
  let html;
  try {
    const answer = await fetch(panel.dataset.checklist, {
      method: "POST", body: new FormData(form), redirect: "manual", signal: asking.signal,
    });
    if (!answer.ok) return; // signed out, or a fault: the list stays as it was
    html = await answer.text();
  } catch {
    return;
  }
  show(new DOMParser().parseFromString(html, "text/html").body);
}

/** Put the new list in; the sum stays the same element, so that it is read out when it changes, and
who stood on a line still stands there. */
function show(fresh) {
  const held = document.activeElement?.closest(".checklist__line a")?.textContent;
  const sum = body.querySelector(".checklist__sum");
  const newSum = fresh.querySelector(".checklist__sum");
  if (sum) {
    if (sum.textContent !== newSum.textContent) sum.textContent = newSum.textContent;
    Object.assign(sum.dataset, newSum.dataset);
    newSum.replaceWith(sum);
  }
  body.replaceChildren(...fresh.childNodes);
  if (held) {
    const again = [...body.querySelectorAll("a")].find((link) => link.textContent === held);
    (again ?? panel).focus();
  }
  showInBar();
}

function showInBar() {
  const { errors = "0", warnings = "0" } = body.querySelector(".checklist__sum")?.dataset ?? {};
  inBar.hidden = errors === "0" && warnings === "0";
  inBar.textContent = errors === "0" ? `${warnings} to consider` : `${errors} to mend`;
  inBar.classList.toggle("is-error", errors !== "0");
}

/** Whether the line's place was found; else the link does what links do. */
function goTo(line) {
  const { block, kind, nth } = line.dataset;
  if (block !== undefined && editor) {
    return select(spotOf(editor.state.doc, { block: Number(block), kind, nth: Number(nth) }));
  }
  const target = document.getElementById(line.hash.slice(1));
  if (!target) return false;
  const details = target.closest("details");
  if (details) details.open = true;
  const field = line.dataset.field === "body" && editor ? editor.view.dom : fieldIn(target);
  field.focus({ preventScroll: true });
  field.scrollIntoView({ block: "center" });
  return true;
}

function select(spot) {
  if (!spot) return false;
  editor.view.focus(); // at once: the next key is meant for the text
  if (spot.node === undefined) editor.commands.setTextSelection(spot);
  else editor.commands.setNodeSelection(spot.node);
  const place = spot.node === undefined
    ? editor.view.domAtPos(spot.from).node : editor.view.nodeDOM(spot.node);
  (place.nodeType === Node.ELEMENT_NODE ? place : place.parentElement)
    .scrollIntoView({ block: "center" });
  return true;
}

/** What of a target takes the focus: the field itself, a picture's button, a row that is free. */
function fieldIn(target) {
  if (target.matches("input[type=hidden]")) {
    return target.closest("picture-choice")?.querySelector("button") ?? target;
  }
  if (target.matches("input, textarea, select")) return target;
  const names = [...target.querySelectorAll("tr:not(.empty-form) [name$='-who']")];
  return names.find((name) => !name.value) ?? target.querySelector(".add-row a") ?? target;
}
