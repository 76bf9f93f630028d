/* Finding a story by typing, and placing it with a press or by dragging. */

import { el } from "../story/dom.js";
import { draggable } from "./dragging.js";
import { changed, makeRow, nameOf, place, rows, slots, takes, tellPlace } from "./rows.js";

const PATIENCE = 180; // ms after the last key

const form = document.getElementById("front");
const finder = document.querySelector(".tray");
const words = finder.querySelector(".tray__words");
const found = finder.querySelector(".tray__found");
const target = finder.querySelector("#finder-slot");
const close = finder.querySelector(".tray__close");

let timer = 0;
let asked = 0;
let stories = [];
let opener = null;

export function start() {
  finder.hidden = false;
  refreshTargets();
  words.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PATIENCE);
  });
  target.addEventListener("change", look);
  close.addEventListener("click", shut);
  finder.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && finder.classList.contains("is-open")) shut();
  });
  found.addEventListener("click", (event) => {
    const story = storyOf(event.target);
    if (story) add(story);
  });
  draggable(found, (event) => {
    // A finger scrolls the list; it places a story with a tap.
    const story = event.pointerType === "mouse" ? storyOf(event.target) : null;
    return story ? { story } : null;
  });
  look();
}

/** Open for a slot: where there is little room the stories come up from below. */
export function openFor(slot, from) {
  target.value = slot.dataset.slot;
  opener = from;
  finder.classList.add("is-open");
  words.focus();
  look();
}

function shut() {
  finder.classList.remove("is-open");
  if (opener?.isConnected) opener.focus();
}

/** The slots as they are called now, in their order. */
export function refreshTargets() {
  const chosen = target.value;
  target.replaceChildren(
    ...slots().map((slot) => el("option", { value: slot.dataset.slot, text: nameOf(slot) })),
  );
  target.value = chosen;
  if (!target.value) target.selectedIndex = 0;
}

/** Which of the stories shown stand somewhere already. */
export function refreshPlaced() {
  const placed = new Set(slots().flatMap((slot) => rows(slot).map((row) => row.dataset.story)));
  for (const item of found.querySelectorAll(".found")) {
    item.classList.toggle("is-placed", placed.has(item.dataset.story));
  }
}

const aimed = () => slots().find((slot) => slot.dataset.slot === target.value) ?? slots()[0];

function storyOf(element) {
  const item = element.closest(".found");
  return item && stories.find((story) => String(story.id) === item.dataset.story);
}

function add(story) {
  const slot = aimed();
  const row = makeRow(story);
  if (!place(row, slot)) return;
  tellPlace(row);
  changed();
}

async function look() {
  const turn = ++asked;
  const query = new URLSearchParams({ q: words.value, kind: aimed().dataset.takes ? "rail" : "" });
  let answer;
  try {
    answer = await fetch(`${form.dataset.stories}?${query}`, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    answer = await answer.json();
  } catch {
    if (turn === asked) tell("The stories could not be fetched. Are you still signed in?");
    return;
  }
  if (turn !== asked) return; // a newer question is on its way
  stories = answer.stories;
  if (!stories.length) tell("No story has these words.");
  else found.replaceChildren(...stories.map(draw));
  refreshPlaced();
}

function tell(sentence) {
  stories = [];
  found.replaceChildren(el("li", { class: "tray__none", text: sentence }));
}

function draw(story) {
  const picture = story.thumb
    ? el("img", { src: story.thumb, alt: "", loading: "lazy", draggable: "false" })
    : null;
  return el("li", { class: "found", "data-story": story.id },
    el("button", { type: "button", class: "found__story" },
      el("span", { class: "found__thumb" }, picture),
      el("span", { class: "found__words" },
        el("span", { class: "found__title", dir: "auto", text: story.title }),
        el("span", { class: "found__where", text: [story.note, story.where].filter(Boolean).join(", ") }),
      ),
    ),
  );
}
