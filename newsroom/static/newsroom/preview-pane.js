/* The story as it will look, live beside the text, as wide as a phone or a desktop. The form itself is
posted into a frame after a pause in typing; the answer is the readers' page under the readers' policy
(magazine/admin/previewing.py). */

import { el } from "./story/dom.js";

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
let shown = null;
let coming = null;
let count = 0;
let timer = 0;

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
  for (const frame of [shown, coming]) frame?.remove();
  shown = coming = null;
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
  const width = WIDTHS[device];
  const scale = Math.min(1, view.clientWidth / width);
  if (!scale) return;
  view.style.setProperty("--width", `${width}px`);
  view.style.setProperty("--height", `${view.clientHeight / scale}px`);
  view.style.setProperty("--scale", String(scale));
}

function soon() {
  if (pane.hidden) return;
  clearTimeout(timer);
  timer = setTimeout(load, PAUSE);
}

/** Post the form into a new frame, and put it in the place of the one that is shown once it has come.
A frame's first page leaves no trace in the window's history; a second one would. */
function load() {
  coming?.remove();
  count += 1;
  const frame = coming = el("iframe", { name: `preview-${count}`, title: "Preview of the story", class: "pane__page is-coming" });
  view.append(frame);
  frame.addEventListener("load", () => arrived(frame));
  const { action, target } = { action: form.getAttribute("action"), target: form.getAttribute("target") };
  form.setAttribute("action", pane.dataset.preview);
  form.setAttribute("target", frame.name);
  HTMLFormElement.prototype.submit.call(form); // no `submit` event: nobody leaves the screen
  restore("action", action);
  restore("target", target);
}

function restore(name, value) {
  if (value === null) form.removeAttribute(name);
  else form.setAttribute(name, value);
}

function arrived(frame) {
  if (frame !== coming) return;
  let page = null;
  try {
    page = frame.contentDocument;
  } catch {
    page = null;
  }
  if (page?.URL === "about:blank") return;
  coming = null;
  if (!page?.querySelector(".preview-bar")) { // signed out, or a fault: the last one stays
    frame.remove();
    said.textContent = "The preview could not be made. Are you still signed in?";
    return;
  }
  said.textContent = "";
  keepHere(page);
  frame.contentWindow.scrollTo({ top: shown?.contentWindow?.scrollY ?? 0, behavior: "instant" });
  shown?.remove();
  frame.classList.remove("is-coming");
  shown = frame;
}

/** A page to look at: its links and forms lead nowhere but within it. */
function keepHere(page) {
  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && !link.getAttribute("href").startsWith("#")) event.preventDefault();
  });
  page.addEventListener("submit", (event) => event.preventDefault());
}
