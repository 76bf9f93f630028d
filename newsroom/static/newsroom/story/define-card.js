/* A kind of card, from what is its own. The recipe in CONTRIBUTING.md goes along this function. */

import { Node } from "django-prose-editor/editor";
import { cardLine, goTo, placeCard, removeButton, setAttribute, showInLine, stored } from "./card.js";
import { el } from "./dom.js";

const BUSY = "input, textarea, select, button, a, audio";

/**
 * A node of the editor that is stored as `<tag data-card="…" data-…>`.
 *
 * `name`: of the node; `card`, `tag`: how it is stored, as in newsroom/cards.py. `attributes`: what
 * it keeps as data-<name>, each with `fallback` and `clean(value)`. `lines`: those attributes that
 * are typed on the card, each with `name`, `label`, `placeholder`, `maximum` and `foot: true` for
 * one that stands below the words. `content`, `placeholder`: of its words, for a card that has some.
 * `menu`: its entry in the "/" menu (menu-entries.js). `begin(editor, insert)`: asks for what the
 * card cannot be without, then calls `insert(attributes, words)`, which returns its element; without it the card is put in at once.
 * `view({ node, editor, getPos, set, dom })`: what the card shows beside its lines, as `{ element,
 * update(attributes) }`. `more`: further parts of the node.
 */
export function defineCard({
  name, card, tag, attributes = {}, lines = [], content, placeholder, menu, begin, view, ...more
}) {
  const remove = `Remove the ${menu.label.toLowerCase()}`;

  function insert(editor, attrs = {}, words = undefined) {
    const blank = content ? [{ type: "paragraph" }] : undefined;
    const from = placeCard(editor, { type: name, attrs, content: words ?? blank });
    if (lines.length && !lines[0].foot) editor.view.nodeDOM(from)?.querySelector(".story-card__line")?.focus();
    return editor.view.nodeDOM(from);
  }
  const run = (editor) => (begin
    ? begin(editor, (attrs, words) => insert(editor, attrs, words))
    : insert(editor));

  return Node.create({
    name,
    group: "block",
    content,
    atom: !content,
    draggable: !content,
    selectable: true,
    defining: Boolean(content),
    isolating: Boolean(content),
    storyMenu: [{ ...menu, name, run }],

    addAttributes() {
      const kept = { ...Object.fromEntries(lines.map((line) => [line.name, {}])), ...attributes };
      return Object.fromEntries(
        Object.entries(kept).map(([key, { fallback = "", clean }]) => [key, stored(key, fallback, clean)]),
      );
    },

    parseHTML() {
      return [{ tag: `${tag}[data-card="${card}"]` }];
    },

    renderHTML({ HTMLAttributes }) {
      const whole = { "data-card": card, ...HTMLAttributes };
      return content ? [tag, whole, 0] : [tag, whole];
    },

    addKeyboardShortcuts() {
      return content ? wordsKeys(name) : {};
    },

    addNodeView() {
      return ({ node, editor, getPos }) => {
        const words = content ? el("div", { class: "story-card__words" }) : null;
        if (placeholder) words?.style.setProperty("--placeholder", JSON.stringify(placeholder));
        const dom = el("div", {
          class: `story-card story-card--${card}`, contenteditable: content ? null : "false",
          role: "group", "aria-label": menu.label,
        });
        const typed = lines.map((line) => [line, cardLine({
          editor, getPos, ...line, value: node.attrs[line.name],
          next: ({ target }) => goOn(editor, getPos, dom, target, content && !line.foot),
        })]);
        const part = (foot) => {
          const own = typed.filter(([line]) => Boolean(line.foot) === foot).map(([, input]) => input);
          return own.length ? el("div", { class: "story-card__lines", contenteditable: "false" }, ...own) : null;
        };
        const set = (key, value) => setAttribute(editor, getPos, key, value);
        const own = view?.({ node, editor, getPos, set, dom });
        const tools = editor.isEditable
          ? el("div", { class: "story-card__tools", contenteditable: "false" }, removeButton(editor, getPos, remove))
          : null;
        dom.append(...[own?.element, part(false), words, part(true), tools].filter(Boolean));
        return {
          dom,
          contentDOM: words ?? undefined,
          update(next) {
            if (next.type !== node.type) return false;
            for (const [line, input] of typed) showInLine(input, next.attrs[line.name]);
            own?.update?.(next.attrs);
            return true;
          },
          stopEvent: (event) => Boolean(event.target.closest?.(BUSY)) && !event.type.startsWith("drag"),
          ignoreMutation: (mutation) => !words?.contains(mutation.target),
        };
      };
    },

    ...more,
  });
}

/* Enter on a line leads to the next one, from the last one above the words into them. */
function goOn(editor, getPos, dom, line, intoWords) {
  const all = [...dom.querySelectorAll(".story-card__line")];
  const group = [...line.parentElement.querySelectorAll(".story-card__line")];
  if (intoWords && line === group.at(-1)) return goTo(editor, getPos() + 2);
  const next = all[all.indexOf(line) + 1];
  next?.focus();
  return Boolean(next);
}

/* Enter in an empty last paragraph leaves the card; Backspace in an empty card takes it away, unless
something is typed on its lines. */
function wordsKeys(name) {
  const card = (editor) => {
    const { $from, empty } = editor.state.selection;
    return empty && $from.depth === 2 && $from.node(1).type.name === name ? $from : null;
  };
  return {
    Enter({ editor }) {
      const $from = card(editor);
      if (!$from || $from.parent.content.size) return false;
      const holder = $from.node(1);
      if (holder.childCount < 2 || $from.index(1) < holder.childCount - 1) return false;
      return editor.chain()
        .deleteRange({ from: $from.before(), to: $from.after() })
        .insertContentAt($from.after(1) - 2, { type: "paragraph" })
        .focus($from.after(1) - 1).run();
    },
    Backspace({ editor }) {
      const $from = card(editor);
      const holder = $from?.node(1);
      if (!holder || holder.textContent || holder.childCount > 1) return false;
      if (Object.values(holder.attrs).some(Boolean)) return false;
      return editor.chain().deleteRange({ from: $from.before(1), to: $from.after(1) }).focus().run();
    },
  };
}
