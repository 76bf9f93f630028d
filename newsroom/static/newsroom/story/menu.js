/* The "/" menu: all that may be put into a text, found by typing. A listbox that the text points at
(WAI-ARIA's combobox pattern, with the text as its field), so that the cursor never leaves the text. */

import { Extension, Plugin, pm } from "django-prose-editor/editor";
import { el, icon } from "./dom.js";
import { LONGEST_QUERY, matching } from "./menu-entries.js";

const KEY = new pm.state.PluginKey("storyMenu");
const CLOSED = { open: false };

/** Every entry of the editor's extensions that can be had here. */
export function entriesOf(editor) {
  return editor.extensionManager.extensions
    .flatMap((extension) => extension.config.storyMenu ?? [])
    .filter((entry) => entry.available?.(editor) ?? true);
}

/** Open the menu where the cursor stands; in a paragraph of its own, where it stands in words. */
export function openMenu(editor) {
  const { $from } = editor.state.selection;
  const blank = $from.depth === 1 && $from.parent.type.name === "paragraph" && !$from.parent.content.size;
  const chain = editor.chain().focus();
  if (!blank) {
    const behind = $from.depth ? $from.after(1) : editor.state.selection.to;
    chain.insertContentAt(behind, { type: "paragraph" }).setTextSelection(behind + 1);
  }
  chain.insertContent("/").run();
  editor.view.dispatch(editor.state.tr.setMeta(KEY, { open: true, from: editor.state.selection.from - 1 }));
}

/* What has been typed after the "/", or null when that is no question any more. */
function queryOf(state, from) {
  const { $from, empty } = state.selection;
  if (!empty || from >= $from.pos || from < $from.start()) return null;
  const text = state.doc.textBetween(from, $from.pos, "\n", "\n");
  if (!text.startsWith("/") || text.length > LONGEST_QUERY + 1 || /\n|^\/\s|\s\s/.test(text)) return null;
  return text.slice(1);
}

function plugin(editor) {
  let menu = null;
  return new Plugin({
    key: KEY,
    state: {
      init: () => CLOSED,
      apply(tr, value, _, state) {
        const told = tr.getMeta(KEY);
        const next = told ?? value;
        if (!next.open) return CLOSED;
        const from = told ? told.from : tr.mapping.map(next.from);
        const query = queryOf(state, from);
        if (query === null) return CLOSED;
        const found = matching(entriesOf(editor), query);
        return found.length || query === "" ? { open: true, from, query, found } : CLOSED;
      },
    },
    props: {
      handleTextInput(view, from, to, text) {
        const { $from } = view.state.selection;
        if (text !== "/" || $from.depth !== 1 || $from.parent.type.name !== "paragraph") return false;
        const before = $from.parent.textBetween(0, $from.parentOffset, "\n", "\n");
        if (before && !/\s$/.test(before)) return false;
        view.dispatch(view.state.tr.insertText("/", from, to).setMeta(KEY, { open: true, from }));
        return true;
      },
      handleKeyDown(view, event) {
        return KEY.getState(view.state).open && !event.isComposing && menu.key(event);
      },
    },
    view(view) {
      menu = new Menu(editor, view);
      return menu;
    },
  });
}

export const StoryMenu = Extension.create({
  name: "storyMenu",
  priority: 1200, // before the keys of blocks and cards
  addProseMirrorPlugins() {
    return [plugin(this.editor)];
  },
});

let number = 0;

class Menu {
  constructor(editor, view) {
    this.editor = editor;
    this.view = view;
    this.id = `story-menu-${++number}`;
    this.at = 0;
    this.found = null;
    this.list = el("div", {
      class: "story-menu", role: "listbox", id: this.id, "aria-label": "What to put in", hidden: true, tabindex: "0",
      on: { mousedown: (event) => event.preventDefault() }, // the text keeps the cursor
    });
    this.said = el("p", { class: "visually-hidden", role: "status" });
    (document.querySelector("main") ?? document.body).append(this.list, this.said);
    this.follow = () => this.place();
    // Pressed elsewhere, it is over.
    this.elsewhere = (event) => {
      if (!this.list.hidden && !this.list.contains(event.target)) this.close();
    };
    addEventListener("scroll", this.follow, true);
    addEventListener("resize", this.follow);
    document.addEventListener("pointerdown", this.elsewhere);
  }

  update() {
    const state = KEY.getState(this.view.state);
    if (state.open && state.found !== this.found) this.show(state);
    else if (!state.open && !this.list.hidden) this.hide();
    this.state = state;
  }

  show({ found, query }) {
    const fresh = this.list.hidden;
    if (fresh || query !== this.query) this.at = 0;
    this.query = query;
    this.found = found;
    let group = null;
    this.items = [];
    const children = [];
    for (const entry of found) {
      if (!query && entry.group !== group) {
        group = entry.group;
        children.push(el("p", { class: "story-menu__group", role: "presentation", text: group }));
      }
      const index = this.items.length;
      const item = el(
        "div", {
          class: "story-menu__item", role: "option", id: `${this.id}-${entry.name}`,
          on: {
            click: () => this.take(index),
            pointermove: () => this.at !== index && this.mark(index, false),
          },
        },
        icon(entry.icon),
        el("span", { class: "story-menu__label", text: entry.label }),
        el("span", { class: "story-menu__hint", text: entry.hint }),
      );
      this.items.push(item);
      children.push(item);
    }
    this.list.replaceChildren(...children);
    this.list.hidden = false;
    const text = this.view.dom;
    text.setAttribute("aria-controls", this.id);
    text.setAttribute("aria-autocomplete", "list");
    this.mark(Math.min(this.at, this.items.length - 1));
    this.place();
    this.said.textContent = `${found.length} to choose from, ${found[this.at]?.label ?? ""} first`;
  }

  hide() {
    this.list.hidden = true;
    this.list.replaceChildren();
    this.found = null;
    this.said.textContent = "";
    for (const name of ["aria-controls", "aria-autocomplete", "aria-activedescendant"]) {
      this.view.dom.removeAttribute(name);
    }
  }

  mark(index, scroll = true) {
    this.items[this.at]?.setAttribute("aria-selected", "false");
    this.at = index;
    const item = this.items[index];
    if (!item) return;
    item.setAttribute("aria-selected", "true");
    if (scroll) item.scrollIntoView({ block: "nearest" });
    if (index === 0 && scroll) this.list.scrollTop = 0;
    this.view.dom.setAttribute("aria-activedescendant", item.id);
  }

  /* Under the line that is typed in, above it where there is no room. */
  place() {
    if (this.list.hidden) return;
    const { from } = KEY.getState(this.view.state);
    const line = this.view.coordsAtPos(from);
    const { offsetWidth: width, offsetHeight: height } = this.list;
    const under = line.bottom + 6 + height <= innerHeight || line.top < height + 12;
    this.list.style.left = `${Math.max(8, Math.min(line.left, innerWidth - width - 8))}px`;
    this.list.style.top = `${under ? line.bottom + 6 : line.top - height - 6}px`;
  }

  key(event) {
    const last = this.items.length - 1;
    if (event.key === "ArrowDown") this.mark(this.at === last ? 0 : this.at + 1);
    else if (event.key === "ArrowUp") this.mark(this.at === 0 ? last : this.at - 1);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.at);
    else if (event.key === "Escape") this.close();
    else return false;
    event.preventDefault();
    return true;
  }

  close() {
    this.view.dispatch(this.view.state.tr.setMeta(KEY, CLOSED));
  }

  take(index) {
    const entry = this.found[index];
    const { from } = KEY.getState(this.view.state);
    const to = this.view.state.selection.from;
    this.view.dispatch(this.view.state.tr.delete(from, to).setMeta(KEY, CLOSED));
    this.view.focus();
    entry.run(this.editor);
  }

  destroy() {
    removeEventListener("scroll", this.follow, true);
    removeEventListener("resize", this.follow);
    document.removeEventListener("pointerdown", this.elsewhere);
    this.list.remove();
    this.said.remove();
  }
}
