/* The slim row of buttons over the text. */

import { Extension } from "django-prose-editor/editor";
import { isAlone, leaveAlone, toggleAlone } from "./alone.js";
import { ask } from "./ask.js";
import { moveBlock } from "./blocks.js";
import { keepingPlace } from "./card.js";
import { el, icon } from "./dom.js";
import { openFind } from "./find.js";
import { help, keyName } from "./help.js";
import { linkProblem, linkTarget } from "./link-address.js";
import { entriesOf, openMenu } from "./menu.js";
import { outline } from "./outline.js";

const BLOCKS = [
  ["paragraph", "Text"],
  ["2", "Heading"],
  ["3", "Smaller heading"],
  ["4", "Smallest heading"],
];
// Cards that have a button of their own; the others are in the "/" menu.
const CARDS = ["pictureCard", "galleryCard", "pullQuoteCard", "videoCard", "footnote"];

function askForLink(editor) {
  const value = editor.getAttributes("link").href ?? "";
  keepingPlace(editor, ask({
    title: "Link",
    label: "Address",
    value,
    placeholder: "https://… or /a/page/of/ours/",
    submit: value ? "Change" : "Insert",
    remove: "Remove the link",
    check: linkProblem,
  })).then((address) => {
    const chain = editor.chain().focus().extendMarkRange("link");
    if (address === null) editor.commands.focus();
    else if (address === "") chain.unsetLink().run();
    else if (editor.state.selection.empty && !value) {
      const href = linkTarget(address);
      const mark = { type: "link", attrs: { href } };
      editor.chain().focus().insertContent({ type: "text", text: address, marks: [mark] }).run();
    } else chain.setLink({ href: linkTarget(address) }).run();
  });
}

/* An item: icon (and name of what it switches), label, keys, what it does. */
const button = (name, label, keys, run, active = name) => ({ name, label, keys, run, active });
const MARKS = [
  button("bold", "Bold", "Mod-b", (e) => e.chain().focus().toggleBold().run()),
  button("italic", "Italic", "Mod-i", (e) => e.chain().focus().toggleItalic().run()),
  button("strike", "Struck through", "", (e) => e.chain().focus().toggleStrike().run()),
  button("link", "Link", "Mod-k", askForLink),
];
const LISTS = [
  button("bullets", "List", "Mod-Shift-8", (e) => e.chain().focus().toggleBulletList().run(), "bulletList"),
  button("numbers", "Numbered list", "Mod-Shift-7", (e) => e.chain().focus().toggleOrderedList().run(), "orderedList"),
  button("quote", "Quote", "Mod-Shift-b", (e) => e.chain().focus().toggleBlockquote().run(), "blockquote"),
];
const PLACES = [
  button("up", "Move the block up", "Alt-ArrowUp", (e) => moveBlock(e, -1), ""),
  button("down", "Move the block down", "Alt-ArrowDown", (e) => moveBlock(e, 1), ""),
];
const STEPS = [
  button("undo", "Undo", "Mod-z", (e) => e.chain().focus().undo().run()),
  button("redo", "Redo", "Mod-Shift-z", (e) => e.chain().focus().redo().run()),
];
const VIEWS = [
  button("find", "Find and replace", "Mod-f", openFind, ""),
  button("outline", "Outline", "", null, ""),
  button("alone", "Nothing but the page", "Mod-Shift-f", () => toggleAlone(), "alone"),
  button("help", "Keys and signs", "Mod-/", () => help(), ""),
];

function groupsOf(editor) {
  const entries = entriesOf(editor);
  const cards = CARDS.map((name) => entries.find((entry) => entry.name === name))
    .filter(Boolean)
    .map((entry) => button(entry.icon, entry.label, "", () => entry.run(editor), entry.name));
  const insert = button("add", "Put something in", "/", openMenu, "");
  return [MARKS, LISTS, [insert, ...cards], PLACES, STEPS, VIEWS];
}

/* The button of an item; `buttons` collects those that show a state. */
function drawn(editor, { name, label, keys, run, active }, buttons) {
  const made = el("button", {
    type: "button", class: "story-toolbar__button", "data-tool": name,
    title: keys ? `${label} (${keyName(keys)})` : label, "aria-label": label,
    "aria-keyshortcuts": keys.replace("Mod", "Control").replaceAll("-", "+") || null,
    // The text must keep its selection.
    on: { mousedown: (event) => event.preventDefault(), click: () => run?.(editor) },
  }, icon(name));
  if (active) buttons.push([made, active]);
  return made;
}

export const StoryToolbar = Extension.create({
  name: "storyToolbar",
  // The package's link asks in a dialog of its own by the same keys; ours comes first.
  priority: 1100,

  addKeyboardShortcuts() {
    const done = (act) => ({ editor }) => {
      act(editor);
      return true;
    };
    return { "Mod-k": done(askForLink), "Mod-Shift-f": done(toggleAlone), "Mod-/": done(help), Escape: leaveAlone };
  },

  onCreate({ editor }) {
    if (!editor.isEditable) return;
    const block = el(
      "select", {
        class: "story-toolbar__block", "aria-label": "Kind of paragraph",
        on: {
          change(event) {
            const level = Number(event.target.value);
            const chain = editor.chain().focus();
            (level ? chain.setHeading({ level }) : chain.setParagraph()).run();
          },
        },
      },
      ...BLOCKS.map(([value, label]) => el("option", { value, text: label })),
    );
    const buttons = [];
    const groups = groupsOf(editor).map((items) => el(
      "div", { class: `story-toolbar__group${items === PLACES ? " story-toolbar__group--places" : ""}` },
      ...items.map((item) => drawn(editor, item, buttons)),
    ));
    // What changes how one looks at the text stands in the screen's own bar, where there is one.
    const { id } = editor.options.element.querySelector("textarea");
    const figures = document.querySelector(`[data-words-of="${id}"]`);
    const views = figures ? groups.pop() : null;
    views?.classList.add("bar__views");
    figures?.parentElement.append(views);
    const bar = el(
      "div", { class: "story-toolbar", role: "toolbar", "aria-label": "Formatting" },
      block, ...groups,
    );

    let waiting = 0;
    const show = () => {
      waiting = 0;
      if (editor.isDestroyed) return;
      const level = editor.isActive("heading") ? editor.getAttributes("heading").level : 0;
      block.value = level ? String(level) : "paragraph";
      for (const [each, active] of buttons) {
        if (active === "undo" || active === "redo") each.disabled = !editor.can()[active]();
        else each.setAttribute("aria-pressed", String(active === "alone" ? isAlone() : editor.isActive(active)));
      }
    };
    // Once a frame is often enough for the eye, and leaves the keys alone.
    const soon = () => { waiting ||= requestAnimationFrame(() => setTimeout(show)); };
    editor.on("transaction", soon);
    for (const event of ["story:alone", "fullscreenchange"]) document.addEventListener(event, soon);
    show();
    editor.view.dom.before(bar);
    this.storage.bar = bar;
    this.storage.outline = outline(editor, (views ?? bar).querySelector("[data-tool=outline]"));
    this.storage.views = views;
    // "?" asks for help wherever nothing is typed.
    this.storage.asked = (event) => {
      if (event.key === "?" && !event.target.closest("input, textarea, select, [contenteditable]")) help();
    };
    document.addEventListener("keydown", this.storage.asked);
  },

  onDestroy() {
    this.storage.bar?.remove();
    this.storage.views?.remove();
    this.storage.outline?.remove();
    document.removeEventListener("keydown", this.storage.asked);
  },
});
