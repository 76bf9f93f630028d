/* What every card in the text has in common. */

import { pm } from "django-prose-editor/editor";
import { el, icon } from "./dom.js";
import { hasTk } from "./tk.js";

const { TextSelection } = pm.state;

/** A line of text on a card, kept in an attribute of its node. `next(event)` says where Enter leads;
else it leads behind the card. */
export function cardLine({ editor, getPos, name, value, label, placeholder, maximum, next }) {
  const line = el("input", {
    type: "text", class: "story-card__line", placeholder, "aria-label": label,
    maxlength: maximum, disabled: !editor.isEditable,
    on: {
      input(event) {
        setAttribute(editor, getPos, name, event.target.value);
        line.classList.toggle("has-tk", hasTk(line.value));
      },
      keydown(event) {
        // Enter would send the whole form; here it means "done, on with the text".
        if (event.key !== "Enter" && event.key !== "Escape") return;
        event.preventDefault();
        if (event.key === "Enter" && next?.(event)) return;
        goTo(editor, getPos() + editor.state.doc.nodeAt(getPos()).nodeSize);
      },
    },
  });
  showInLine(line, value);
  return line;
}

/** Put the cursor at a place in the text. At once: what is typed next belongs there. */
export function goTo(editor, position) {
  const { doc, tr } = editor.state;
  const place = doc.resolve(Math.min(position, doc.content.size));
  editor.view.dispatch(tr.setSelection(TextSelection.near(place, 1)).scrollIntoView());
  editor.view.focus();
  return true;
}

/** The answer to a question that a dialog asks, with the text's cursor where it was: giving the focus
back, a browser puts it at the beginning of the text. */
export async function keepingPlace(editor, question) {
  const { doc, selection } = editor.state;
  const answer = await question;
  const { state } = editor;
  if (state.doc.eq(doc)) { // by what it says: what the browser tells late makes another of the same
    const before = selection.getBookmark().resolve(state.doc);
    if (!state.selection.eq(before)) editor.view.dispatch(state.tr.setSelection(before));
  }
  return answer;
}

/** What a line of a card shows, if it is not what is being typed there. */
export function showInLine(line, value) {
  if (line.value !== value) line.value = value;
  line.classList.toggle("has-tk", hasTk(value));
}

export function setAttribute(editor, getPos, name, value) {
  const position = getPos();
  if (typeof position !== "number") return;
  editor.view.dispatch(editor.state.tr.setNodeAttribute(position, name, value));
}

export function removeButton(editor, getPos, label) {
  return el("button", {
    type: "button", class: "story-card__button", title: label, "aria-label": label,
    on: {
      click() {
        const position = getPos();
        const node = editor.state.doc.nodeAt(position);
        editor.chain().deleteRange({ from: position, to: position + node.nodeSize }).focus().run();
      },
    },
  }, icon("remove"));
}

/** Put a card where the cursor stands (in place of an empty paragraph, else behind the block) and
the cursor into it if it has words, else behind it. Returns the card's position. */
export function placeCard(editor, card) {
  const { selection } = editor.state;
  const { $from, empty } = selection;
  const alone =
    empty && $from.depth === 1 && $from.parent.type.name === "paragraph" && !$from.parent.content.size;
  const from = alone ? $from.before() : $from.depth ? $from.after(1) : selection.to;
  const to = alone ? $from.after() : from;
  editor.chain().insertContentAt({ from, to }, card).run();
  // Only now does the paragraph stand that follows a card at the end.
  editor.chain().focus().command(({ tr }) => {
    const inside = tr.doc.nodeAt(from);
    const place = tr.doc.resolve(inside.isAtom ? from + inside.nodeSize : from + 1);
    tr.setSelection(TextSelection.near(place, 1));
    return true;
  }).scrollIntoView().run();
  return from;
}

/** As `placeCard`; for handlers, which answer whether they did something. */
export function insertCard(editor, card) {
  placeCard(editor, card);
  return true;
}

/** An attribute of a card: stored as `data-<name>`, left out when it is empty. */
export function stored(name, fallback = "", clean = (value) => value) {
  return {
    default: fallback,
    parseHTML: (element) => clean(element.getAttribute(`data-${name}`) ?? fallback),
    renderHTML: (attributes) => {
      const value = attributes[name];
      return value === "" || value === null ? {} : { [`data-${name}`]: String(value) };
    },
  };
}
