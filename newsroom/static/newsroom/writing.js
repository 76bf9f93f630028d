/* What the writing screen does beyond a form: it keeps what is typed, says what its button will do, and
lets one go on from the title by Enter. */

import { keepWords } from "./keeping/desk.js";
import { clock, publishLabel } from "./publish-label.js";

const form = document.querySelector("[data-story-form]");
const keeper = keepWords(form);
let leaving = false;

if (keeper.isUnsent) keeper.changed();
form.addEventListener("input", () => keeper.changed());
form.addEventListener("change", () => keeper.changed());
document.addEventListener("formset:removed", () => keeper.changed());
form.addEventListener("submit", (event) => {
  leaving = !event.submitter?.hasAttribute("data-keeps-work");
});
form.addEventListener("prose-editor:ready", (event) => {
  event.detail.editor.on("update", () => keeper.changed());
});
window.addEventListener("pageshow", () => { leaving = false; });
window.addEventListener("beforeunload", (event) => {
  if (!leaving && keeper.isUnsent) event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    form.requestSubmit(form.querySelector("button[name=_save]"));
  }
});

const standfirst = form.querySelector("[name=standfirst]");
form.querySelector("[name=title]")?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  event.preventDefault();
  standfirst?.focus();
});

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

const moment = form.querySelector("[name=publish_at]");
const button = form.querySelector("button[data-later]");
if (moment && button) {
  const offset = Number(document.body.dataset.adminUtcOffset) || 0;
  const say = () => {
    button.textContent = publishLabel({
      now: button.dataset.now,
      later: button.dataset.later,
      moment: moment.value,
      present: clock(Date.now(), offset),
    });
  };
  moment.addEventListener("input", say);
  say();
}

// What is wrong comes into view.
form.querySelector(".has-errors, .errorlist")?.scrollIntoView({ block: "center" });
