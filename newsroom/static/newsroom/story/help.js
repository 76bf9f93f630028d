/* What the keys and signs do, in a dialog. */

import { el } from "./dom.js";

const mac = /Mac|iPhone|iPad/.test(navigator.platform);

/** A key as people know it: "Mod-Alt-1" is ⌘⌥1 on a Mac, Ctrl+Alt+1 elsewhere. */
export function keyName(keys) {
  const names = mac
    ? { Mod: "⌘", Alt: "⌥", Shift: "⇧", ArrowUp: "↑", ArrowDown: "↓" }
    : { Mod: "Ctrl", ArrowUp: "↑", ArrowDown: "↓" };
  return keys.split("-").map((key) => names[key] ?? key.toUpperCase().replace("ESCAPE", "Esc")
    .replace("ENTER", "Enter").replace("ALT", "Alt").replace("SHIFT", "Shift")).join(mac ? "" : "+");
}

const KEYS = [
  ["/", "Put something in: a block, a card"],
  ["Mod-b", "Bold"],
  ["Mod-i", "Italic"],
  ["Mod-k", "Link"],
  ["Mod-Alt-2", "Heading (3 and 4: smaller ones)"],
  ["Mod-Shift-8", "List"],
  ["Mod-Shift-7", "Numbered list"],
  ["Mod-Shift-b", "Quote"],
  ["Alt-ArrowUp", "Move the block up"],
  ["Alt-ArrowDown", "Move the block down"],
  ["Shift-Enter", "A new line in the same paragraph"],
  ["Mod-z", "Undo"],
  ["Mod-Shift-z", "Redo"],
  ["Mod-f", "Find and replace"],
  ["Mod-Shift-f", "Nothing but the page, and back"],
  ["Mod-s", "Save"],
  ["Mod-/", "This list"],
];
const SIGNS = [
  ["# or ##", "Heading (### and #### smaller ones)"],
  ["- or *", "List"],
  ["1.", "Numbered list"],
  [">", "Quote"],
  ["---", "Divider"],
  ["**bold**", "Bold"],
  ["*italic*", "Italic"],
  ["~~struck~~", "Struck through"],
  ["[words](address)", "Link"],
  ["[^note]", "Footnote"],
  ["TK", "To come: marked, and counted above"],
];

function rows(list, name) {
  return el("dl", { class: "story-help__rows" }, ...list.map(([sign, what]) => el(
    "div", {}, el("dt", {}, el("kbd", { text: name(sign) })), el("dd", { text: what }),
  )));
}

export function help() {
  if (document.querySelector(".story-help")) return;
  const dialog = el(
    "dialog", { class: "story-ask story-help", "aria-labelledby": "story-help-title" },
    el("h2", { id: "story-help-title", text: "Keys and signs" }),
    el("div", { class: "story-help__columns" },
      el("section", {}, el("h3", { text: "Keys" }), rows(KEYS, (keys) => (keys === "/" ? "/" : keyName(keys)))),
      el("section", {}, el("h3", { text: "Typed in the text" }), rows(SIGNS, (sign) => sign))),
    el("div", { class: "story-ask__buttons" },
      el("button", { type: "button", text: "Close", on: { click: () => dialog.close() } })),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
