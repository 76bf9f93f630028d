/* Dragging with a pointer: a row by its handle (a mouse may take it anywhere), a story out of the
   finder. Nothing on the page moves while something is held: a line shows where it would come to
   stand. Escape gives up. */

import { el } from "../story/dom.js";
import { changed, list, makeRow, place, rows, slotOf, slots, takes, tellPlace } from "./rows.js";

const FAR_ENOUGH = 5; // px, until a press becomes a drag
const EDGE = 72; // px from the window's edge, where the page begins to scroll
const CONTROLS = "button, select, input, a, label";

let held = null;

/** Let everything that `find(event.target)` names be dragged. It answers `{row}` or `{story}`. */
export function draggable(element, find) {
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || held) return;
    const found = find(event);
    if (found) begin(event, found);
  });
}

/** What of a slot's row may be taken where. */
export function rowUnder(event) {
  const row = event.target.closest(".placed");
  if (!row) return null;
  const byHandle = event.target.closest("[data-handle]");
  if (!byHandle && (event.pointerType !== "mouse" || event.target.closest(CONTROLS))) return null;
  return { row };
}

function begin(event, { row, story }) {
  held = {
    row, story,
    x: event.clientX, y: event.clientY,
    moving: false, frame: 0, carried: null, mark: null,
  };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", giveUp);
  document.addEventListener("keydown", escape, true);
}

function lift() {
  held.moving = true;
  getSelection().removeAllRanges();
  held.row ??= makeRow(held.story);
  held.carried = el("div", { class: "carried", text: held.row.dataset.title });
  held.mark = el("li", { class: "marker", "aria-hidden": "true" });
  document.body.append(held.carried);
  held.row.classList.add("is-lifted");
  document.documentElement.classList.add("is-dragging");
  for (const slot of slots()) slot.classList.toggle("is-barred", !takes(slot, held.row.dataset.kind));
  held.frame = requestAnimationFrame(scroll);
}

function move(event) {
  if (!held.moving && Math.hypot(event.clientX - held.x, event.clientY - held.y) < FAR_ENOUGH) return;
  event.preventDefault();
  if (!held.moving) lift();
  held.x = event.clientX;
  held.y = event.clientY;
  held.carried.style.translate = `${held.x + 12}px ${held.y + 12}px`;
  hover();
}

function hover() {
  const slot = document.elementFromPoint(held.x, held.y)?.closest("[data-slot]") ?? null;
  for (const other of slots()) other.classList.toggle("is-over", other === slot);
  if (!slot || !takes(slot, held.row.dataset.kind)) {
    held.mark.remove();
    return;
  }
  const below = rows(slot).find((row) => {
    const box = row.getBoundingClientRect();
    return held.y < box.top + box.height / 2;
  });
  list(slot).insertBefore(held.mark, below ?? null);
}

function scroll() {
  if (!held?.moving) return;
  if (held.y < EDGE) window.scrollBy(0, -12);
  else if (held.y > window.innerHeight - EDGE) window.scrollBy(0, 12);
  hover();
  held.frame = requestAnimationFrame(scroll);
}

function drop(event) {
  const { row, mark, moving } = held;
  const slot = mark?.isConnected ? slotOf(mark) : null;
  const before = mark?.nextElementSibling;
  end();
  if (!moving) return;
  // The press was a drag: what lies under the pointer is not clicked.
  document.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => document.removeEventListener("click", swallow, { capture: true }), 0);
  event.preventDefault();
  if (!slot) return;
  place(row, slot, before);
  tellPlace(row);
  changed();
}

function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}

function escape(event) {
  if (event.key !== "Escape") return;
  event.stopPropagation();
  giveUp();
}

function giveUp() {
  end();
}

function end() {
  cancelAnimationFrame(held.frame);
  held.carried?.remove();
  held.mark?.remove();
  held.row?.classList.remove("is-lifted");
  document.documentElement.classList.remove("is-dragging");
  for (const slot of slots()) slot.classList.remove("is-over", "is-barred");
  document.removeEventListener("pointermove", move);
  document.removeEventListener("pointerup", drop);
  document.removeEventListener("pointercancel", giveUp);
  document.removeEventListener("keydown", escape, true);
  held = null;
}
