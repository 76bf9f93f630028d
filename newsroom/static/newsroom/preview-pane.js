/* The story as it will look, live beside the text, as wide as a phone or a desktop. The form itself is
posted into a frame after a pause in typing; the answer is the readers' page under the readers' policy
(magazine/admin/previewing.py). */

import { Frames, fitTo } from "./frames.js";

const PAUSE = 700; // ms without a change before the page is asked for again
const WIDTHS = { phone: 390, desktop: 1280 }; // px
const MEMORY = "newsroom.preview"; // that it is open, and how wide: survives saving, not the window

const form = document.querySelector("[data-story-form]");
const pane = document.getElementById("preview-pane");
const columns = pane.parentElement;
const view = pane.querySelector(".pane__window");
const said = pane.querySelector(".pane__said");
const toggle = form.querySelector("[data-opens-pane]");
let device = "desktop";
let timer = 0;
const frames = new Frames({
  form, view, said, title: "Preview of the story",
  isPage: (page) => page.querySelector(".preview-bar"),
  kept: keepHere,
});

toggle.setAttribute("aria-controls", pane.id);
toggle.setAttribute("aria-expanded", "false");
toggle.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a window of its own
  event.preventDefault();
  if (pane.hidden) open();
  else close();
});
pane.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-device]");
  if (chosen) fit(chosen.dataset.device);
  else if (event.target.closest("[data-close]")) close();
});
form.addEventListener("input", soon);
form.addEventListener("change", soon);
form.addEventListener("prose-editor:ready", (event) => {
  event.detail.editor.on("update", soon);
  if (sessionStorage.getItem(MEMORY) in WIDTHS) open(sessionStorage.getItem(MEMORY));
});
new ResizeObserver(() => fit(device)).observe(view);

function open(as = device) {
  pane.hidden = false;
  document.body.classList.add("is-split");
  toggle.setAttribute("aria-expanded", "true");
  fit(as);
  load();
}

function close() {
  pane.hidden = true;
  document.body.classList.remove("is-split");
  toggle.setAttribute("aria-expanded", "false");
  toggle.focus();
  sessionStorage.removeItem(MEMORY);
  frames.clear();
}

/** Give the page the width of a device, scaled down to the room there is. */
function fit(chosen) {
  device = chosen;
  if (pane.hidden) return;
  sessionStorage.setItem(MEMORY, device);
  columns.classList.toggle("is-phone", device === "phone");
  for (const button of pane.querySelectorAll("[data-device]")) {
    button.setAttribute("aria-pressed", String(button.dataset.device === device));
  }
  fitTo(view, WIDTHS[device]);
}

function soon() {
  if (pane.hidden) return;
  clearTimeout(timer);
  timer = setTimeout(load, PAUSE);
}

function load() {
  frames.load(pane.dataset.preview);
}

/** A page to look at: its links and forms lead nowhere but within it. */
function keepHere(page) {
  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && !link.getAttribute("href").startsWith("#")) event.preventDefault();
  });
  page.addEventListener("submit", (event) => event.preventDefault());
}
