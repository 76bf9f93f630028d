/* The letter as it will look, beside the words: as wide as a phone or a desktop, by day or in the
dark, or as text. The form itself is posted into a frame after a pause in typing; the answer has a
policy of its own and no script (newsletter/admin/campaign_previewing.py). */

import { Frames, fitTo } from "../frames.js";

const PAUSE = 700; // ms without a change before the letter is asked for again
const WIDTHS = { phone: 360, desktop: 640 }; // px
const MEMORY = "newsroom.letter-preview"; // that it is open: survives saving, not the window

const form = document.querySelector("[data-story-form]");
const pane = document.getElementById("preview-pane");
const columns = pane.parentElement;
const view = pane.querySelector(".pane__window");
const said = pane.querySelector(".pane__said");
const toggle = form.querySelector("[data-opens-pane]");
let device = "desktop";
let look = "light";
let timer = 0;
const frames = new Frames({
  form, view, said, title: "Preview of the letter",
  isPage: (page) => page.querySelector("table.sheet, pre"),
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
  const chosen = event.target.closest("[data-device], [data-look]");
  if (chosen?.dataset.device) fit(chosen.dataset.device);
  else if (chosen) {
    look = look === chosen.dataset.look ? "light" : chosen.dataset.look;
    fit(device);
    load();
  } else if (event.target.closest("[data-close]")) close();
});
form.addEventListener("input", soon);
form.addEventListener("change", soon);
form.addEventListener("prose-editor:ready", (event) => {
  event.detail.editor.on("update", soon);
});
new ResizeObserver(() => fit(device)).observe(view);
if (sessionStorage.getItem(MEMORY)) open();

function open() {
  pane.hidden = false;
  document.body.classList.add("is-split");
  toggle.setAttribute("aria-expanded", "true");
  sessionStorage.setItem(MEMORY, "open");
  fit(device);
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

/** Give the letter the width of a device, scaled down to the room there is. */
function fit(chosen) {
  device = chosen;
  if (pane.hidden) return;
  columns.classList.toggle("is-phone", device === "phone");
  for (const button of pane.querySelectorAll("[data-device]")) {
    button.setAttribute("aria-pressed", String(button.dataset.device === device));
  }
  for (const button of pane.querySelectorAll("[data-look]")) {
    button.setAttribute("aria-pressed", String(button.dataset.look === look));
  }
  fitTo(view, WIDTHS[device]);
}

function soon(event) {
  if (pane.hidden || event?.target?.closest?.(".tray")) return;
  clearTimeout(timer);
  timer = setTimeout(load, PAUSE);
}

function load() {
  frames.load(`${pane.dataset.preview}?look=${look}`);
}
