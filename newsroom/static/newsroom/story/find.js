/* Find and replace in the text (captions and other lines of cards are not looked through). */

import { Extension, Plugin, pm } from "django-prose-editor/editor";
import { el } from "./dom.js";
import { placesOf } from "./find-places.js";

const KEY = new pm.state.PluginKey("storyFind");
const { Decoration, DecorationSet } = pm.view;
const NOTHING = { query: "", matchCase: false, places: [], at: -1, set: DecorationSet.empty };

function found(doc, { query, matchCase }) {
  const places = [];
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    const text = node.textBetween(0, node.content.size, "", "\ufffc");
    for (const [start, end] of placesOf(text, query, { matchCase })) {
      places.push([position + 1 + start, position + 1 + end]);
    }
    return false;
  });
  return places;
}

function look(doc, asked, at) {
  const places = found(doc, asked);
  const here = places.length ? Math.min(Math.max(at, 0), places.length - 1) : -1;
  return {
    ...asked, places, at: here,
    set: DecorationSet.create(doc, places.map(([from, to], index) => Decoration.inline(from, to, {
      class: index === here ? "story-found is-here" : "story-found",
    }))),
  };
}

export const StoryFind = Extension.create({
  name: "storyFind",
  addStorage: () => ({ panel: null }),
  addKeyboardShortcuts() {
    return { "Mod-f": ({ editor }) => openFind(editor) };
  },
  addProseMirrorPlugins() {
    return [new Plugin({
      key: KEY,
      state: {
        init: () => NOTHING,
        apply(tr, before) {
          const asked = tr.getMeta(KEY);
          if (asked) return asked.query ? look(tr.doc, asked, asked.at) : NOTHING;
          return tr.docChanged && before.query ? look(tr.doc, before, before.at) : before;
        },
      },
      props: { decorations: (state) => KEY.getState(state).set },
    })];
  },
  onDestroy() {
    this.storage.panel?.remove();
  },
});

/** Open the panel, with what is marked in the text as what to look for. */
export function openFind(editor) {
  editor.storage.storyFind.panel ??= panel(editor);
  editor.storage.storyFind.panel.open();
  return true;
}

function panel(editor) {
  const words = el("input", { type: "text", class: "story-find__words", "aria-label": "Find", placeholder: "Find", autocomplete: "off" });
  const instead = el("input", { type: "text", class: "story-find__words", "aria-label": "Replace with", placeholder: "Replace with", autocomplete: "off" });
  const exact = el("input", { type: "checkbox" });
  const said = el("span", { class: "story-find__said", role: "status" });
  const press = (text, run, label = text) =>
    el("button", { type: "button", class: "story-card__step", text, "aria-label": label, on: { click: run } });

  const state = () => KEY.getState(editor.state);
  const tell = (asked) => editor.view.dispatch(editor.state.tr.setMeta(KEY, asked));
  const ask = (at) => {
    tell({ query: words.value, matchCase: exact.checked, at });
    const { places, at: here } = state();
    said.textContent = words.value ? (places.length ? `${here + 1} of ${places.length}` : "Not found") : "";
    if (here >= 0) show(places[here][0]);
  };
  const show = (position) => {
    const { node } = editor.view.domAtPos(position);
    (node.nodeType === 3 ? node.parentElement : node).scrollIntoView({ block: "center" });
  };
  const step = (by) => {
    const { places, at } = state();
    if (places.length) ask((at + by + places.length) % places.length);
  };
  const replace = (all) => {
    const { places, at } = state();
    if (at < 0) return;
    const { tr } = editor.state;
    // From the end, so that what is still to come stays where it is.
    for (const [from, to] of all ? places.toReversed() : [places[at]]) {
      if (instead.value) tr.insertText(instead.value, from, to);
      else tr.delete(from, to);
    }
    editor.view.dispatch(tr);
    ask(at);
    if (all) said.textContent = `${places.length} replaced`;
  };
  const close = () => {
    const { places, at } = state();
    tell({ query: "" });
    root.hidden = true;
    if (at >= 0) editor.commands.setTextSelection({ from: places[at][0], to: places[at][1] });
    editor.view.focus();
  };
  words.addEventListener("input", () => ask(0));
  exact.addEventListener("change", () => ask(0));
  const root = el(
    "div", {
      class: "story-find", role: "search", "aria-label": "Find and replace", hidden: true,
      on: {
        keydown(event) {
          if (event.key === "Escape") close();
          else if (event.key === "Enter" && event.target === words) step(event.shiftKey ? -1 : 1);
          else if (event.key === "Enter" && event.target === instead) replace(false);
          else return;
          event.preventDefault();
        },
        // What is typed in here is none of the form's business.
        input: (event) => event.stopPropagation(),
        change: (event) => event.stopPropagation(),
      },
    },
    el("div", { class: "story-find__row" }, words, said,
      press("↑", () => step(-1), "Previous"), press("↓", () => step(1), "Next"), press("×", close, "Close")),
    el("div", { class: "story-find__row" }, instead,
      press("Replace", () => replace(false)), press("All", () => replace(true), "Replace all"),
      el("label", { class: "story-find__exact" }, exact, "Aa matters")),
  );
  document.body.append(root);
  root.open = () => {
    const { from, to, empty } = editor.state.selection;
    const marked = empty ? "" : editor.state.doc.textBetween(from, to, "\n");
    if (marked && !marked.includes("\n") && marked.length < 200) words.value = marked;
    root.hidden = false;
    words.focus();
    words.select();
    ask(0);
  };
  return root;
}
