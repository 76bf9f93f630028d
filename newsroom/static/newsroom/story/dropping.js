/* Pictures that are dropped on the text or pasted into it as files: they go to the library, and a
card takes the place of each when it has arrived. Meanwhile, and when one is refused, a line stands
in its place that is no part of the text: whatever happens to the file, nothing typed is touched. */

import { Extension, Plugin, pm } from "django-prose-editor/editor";
import { fetched } from "./choose.js";
import { el } from "./dom.js";
import { picturesOf, wantsFiles } from "./transfer.js";

const KEY = new pm.state.PluginKey("pictureDrops");
const { Decoration, DecorationSet } = pm.view;

/* Between the blocks: where a picture that lands at `position` will stand. */
function between(doc, position) {
  const $position = doc.resolve(position);
  if (!$position.depth) return position;
  return $position.parentOffset === 0 && $position.parent.content.size
    ? $position.before(1) : $position.after(1);
}

function begin(editor, files, position) {
  const list = el("ul", { class: "sending story-sending", contenteditable: "false" });
  const key = {}; // by which the line is found again, wherever the text has moved to
  const { tr, doc } = editor.state;
  editor.view.dispatch(tr.setMeta(KEY, { add: { key, list, at: between(doc, position) } }));
  send(editor, files, list, (card) => put(editor, key, card)).then(() => {
    const settle = () => {
      if (list.children.length || editor.isDestroyed) return false;
      editor.view.dispatch(editor.state.tr.setMeta(KEY, { remove: key }));
      return true;
    };
    // Lines that say what was refused stay until they are dismissed.
    if (!settle()) new MutationObserver((_, observer) => settle() && observer.disconnect()).observe(list, { childList: true });
  });
}

async function send(editor, files, list, done) {
  const { library, sending } = editor.storage.pictureCard;
  const refuse = (words) => list.replaceChildren(el(
    "li", { class: "sending__line is-refused" },
    el("span", { class: "sending__words", role: "alert", text: words }),
    el("button", {
      type: "button", class: "sending__dismiss", "aria-label": "Dismiss", text: "×",
      on: { click: (event) => event.target.closest("li").remove() },
    }),
  ));
  try {
    const [{ sendAll }, { upload, largest }] = await Promise.all([import(sending), fetched(library)]);
    if (!upload) refuse("You may not add pictures to the library.");
    else await sendAll(files, { url: upload, largest, list, done });
  } catch (error) {
    refuse(error.message);
  }
}

/* The picture stands where its line stands now. */
function put(editor, key, picture) {
  if (editor.isDestroyed) return;
  const [line] = KEY.getState(editor.state).find(undefined, undefined, (spec) => spec.key === key);
  const { state } = editor;
  const at = line ? between(state.doc, line.from) : state.doc.content.size;
  const node = state.schema.nodes.pictureCard.create({ picture: String(picture.id) });
  editor.view.dispatch(state.tr.insert(at, node).setMeta("addToHistory", true));
}

export const PictureDrops = Extension.create({
  name: "pictureDrops",

  addProseMirrorPlugins() {
    const { editor } = this;
    return [new Plugin({
      key: KEY,
      state: {
        init: () => DecorationSet.empty,
        apply(tr, lines) {
          const told = tr.getMeta(KEY);
          let next = lines.map(tr.mapping, tr.doc);
          if (told?.add) {
            const { key, list, at } = told.add;
            next = next.add(tr.doc, [Decoration.widget(at, list, { key, side: -1, stopEvent: () => true, ignoreSelection: true })]);
          }
          if (told?.remove) next = next.remove(next.find(undefined, undefined, (spec) => spec.key === told.remove));
          return next;
        },
      },
      props: {
        decorations: (state) => KEY.getState(state),
        handlePaste(view, event) {
          const files = picturesOf(event.clipboardData);
          if (!files.length || !wantsFiles(event.clipboardData)) return false;
          begin(editor, files, view.state.selection.to);
          return true;
        },
        handleDrop(view, event) {
          const files = picturesOf(event.dataTransfer);
          if (!event.dataTransfer?.files.length) return false;
          event.preventDefault(); // a browser would open the file in the place of the story
          const found = view.posAtCoords({ left: event.clientX, top: event.clientY });
          if (files.length) begin(editor, files, found?.pos ?? view.state.doc.content.size);
          return true;
        },
      },
    })];
  },
});
