/* The slim row of buttons over the text. */

import { Extension, Plugin } from "django-prose-editor/editor";
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
    if (address === null) editor.view.focus();
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
const IN_ANY_FORM = new Set(["find", "help"]);

function groupsOf(editor) {
  const entries = entriesOf(editor);
  const cards = CARDS.map((name) => entries.find((entry) => entry.name === name))
    .filter(Boolean)
    .map((entry) => button(entry.icon, entry.label, "", () => entry.run(editor), entry.name));
  const insert = button("add", "Put something in", "/", openMenu, "");
  return [MARKS, LISTS, [insert, ...cards], PLACES, STEPS];
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
    return {
      "Mod-k": done(askForLink), "Mod-Shift-f": done(toggleAlone), "Mod-/": done(help), Escape: leaveAlone,
    };
  },

  addProseMirrorPlugins() {
    const { editor } = this;
    // Together with the text, so that nothing jumps when it appears.
    return editor.isEditable ? [new Plugin({ view: (view) => new Toolbar(editor, view) })] : [];
  },
});

class Toolbar {
  constructor(editor, view) {
    this.editor = editor;
    this.buttons = [];
    const { id } = editor.options.element.querySelector("textarea");
    const figures = document.querySelector(`[data-words-of="${id}"]`);
    this.block = editor.schema.nodes.heading ? kindOfParagraph(editor) : null;
    this.bar = el(
      "div", { class: "story-toolbar", role: "toolbar", "aria-label": "Formatting" },
      this.block,
      ...groupsOf(editor).map((items) => this.group(items)),
      figures ? null : this.group(VIEWS.filter(({ name }) => IN_ANY_FORM.has(name))),
    );
    // On the writing screen what changes how one looks at the text stands in the screen's own bar.
    this.views = figures ? this.group(VIEWS) : null;
    this.views?.classList.add("bar__views");
    figures?.parentElement.append(this.views);
    this.outline = this.views && outline(editor, this.views.querySelector("[data-tool=outline]"));
    view.dom.before(this.bar);

    this.frame = 0;
    this.soon = () => { this.frame ||= requestAnimationFrame(() => setTimeout(() => this.show())); };
    // "?" asks for help wherever nothing is typed.
    this.asked = (event) => {
      if (event.key === "?" && !event.target.closest("input, textarea, select, [contenteditable]")) help();
    };
    for (const event of ["story:alone", "fullscreenchange"]) document.addEventListener(event, this.soon);
    document.addEventListener("keydown", this.asked);
    this.soon();
  }

  group(items) {
    const places = items === PLACES ? " story-toolbar__group--places" : "";
    return el(
      "div", { class: `story-toolbar__group${places}` },
      ...items.map((item) => drawn(this.editor, item, this.buttons)),
    );
  }

  /* Once a frame is often enough for the eye, and leaves the keys alone. */
  update() {
    this.soon();
  }

  show() {
    this.frame = 0;
    const { editor } = this;
    if (editor.isDestroyed) return;
    if (this.block) {
      const level = editor.isActive("heading") ? editor.getAttributes("heading").level : 0;
      this.block.value = level ? String(level) : "paragraph";
    }
    for (const [each, active] of this.buttons) {
      if (active === "undo" || active === "redo") each.disabled = !editor.can()[active]();
      else each.setAttribute("aria-pressed", String(active === "alone" ? isAlone() : editor.isActive(active)));
    }
  }

  destroy() {
    for (const event of ["story:alone", "fullscreenchange"]) document.removeEventListener(event, this.soon);
    document.removeEventListener("keydown", this.asked);
    for (const part of [this.bar, this.views, this.outline]) part?.remove();
  }
}

function kindOfParagraph(editor) {
  return el(
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
}
