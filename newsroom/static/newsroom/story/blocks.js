/* The blocks of running text: their entries in the "/" menu, and what of Markdown the editor's own
extensions leave out. */

import { Extension, InputRule, pm } from "django-prose-editor/editor";
import { linkProblem, linkTarget } from "./link-address.js";

const heading = (level, label) => ({
  name: `heading${level}`, label, hint: "#".repeat(level), group: "Text", icon: `heading${level}`,
  words: `title h${level} subhead`, available: (editor) => Boolean(editor.schema.nodes.heading),
  run: (editor) => editor.chain().focus().setHeading({ level }).run(),
});

const BLOCKS = [
  {
    name: "paragraph", label: "Text", hint: "A plain paragraph", group: "Text", icon: "text", words: "paragraph",
    run: (editor) => editor.chain().focus().setParagraph().run(),
  },
  heading(2, "Heading"),
  heading(3, "Smaller heading"),
  heading(4, "Smallest heading"),
  {
    name: "bulletList", label: "List", hint: "- ", group: "Text", icon: "bullets", words: "bullets unordered ul",
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    name: "orderedList", label: "Numbered list", hint: "1. ", group: "Text", icon: "numbers", words: "ordered ol numbers",
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    name: "blockquote", label: "Quote", hint: "> ", group: "Text", icon: "quote", words: "blockquote citation",
    run: (editor) => editor.chain().focus().toggleBlockquote().run(),
  },
  {
    name: "horizontalRule", label: "Divider", hint: "---", group: "Text", icon: "rule", words: "rule line break hr",
    run: (editor) => editor.chain().focus().setHorizontalRule().run(),
  },
];

export const StoryBlocks = Extension.create({
  name: "storyBlocks",
  storyMenu: BLOCKS,

  addInputRules() {
    return [
      // A story's own title is the first heading, so one "#" means the same as two.
      new InputRule({
        find: /^#\s$/,
        handler: ({ state, range }) => {
          const $from = state.doc.resolve(range.from);
          if ($from.depth !== 1) return null;
          state.tr.delete(range.from, range.to)
            .setBlockType(range.from, range.from, state.schema.nodes.heading, { level: 2 });
          return undefined;
        },
      }),
      // [words](address)
      new InputRule({
        find: /\[([^[\]]+)\]\(([^()\s]+)\)$/,
        handler: ({ state, range, match }) => {
          const { link } = state.schema.marks;
          if (!link || linkProblem(match[2])) return null;
          const mark = link.create({ href: linkTarget(match[2]) });
          state.tr.replaceWith(range.from, range.to, state.schema.text(match[1], [mark])).removeStoredMark(link);
          return undefined;
        },
      }),
      // [^the note itself]
      new InputRule({
        find: /\[\^([^[\]]+)\]$/,
        handler: ({ state, range, match }) => {
          const { footnote } = state.schema.nodes;
          if (!footnote) return null;
          state.tr.replaceWith(range.from, range.to, footnote.create({ note: match[1].trim() }));
          return undefined;
        },
      }),
    ];
  },

  addKeyboardShortcuts() {
    return {
      "Alt-ArrowUp": ({ editor }) => moveBlock(editor, -1),
      "Alt-ArrowDown": ({ editor }) => moveBlock(editor, 1),
    };
  },
});

/** Where the block of the selection stands among the blocks of the text. */
export function blockIndex(editor) {
  return editor.state.selection.$from.index(0);
}

/** Move the block at `index` so that it stands before what is at `target` now; whether it moved.
The selection goes along. */
export function placeBlock(editor, index, target) {
  const { doc } = editor.state;
  if (index < 0 || index >= doc.childCount || target === index || target === index + 1) return false;
  if (target < 0 || target > doc.childCount) return false;
  const start = (place) => {
    let position = 0;
    for (let at = 0; at < place; at += 1) position += doc.child(at).nodeSize;
    return position;
  };
  const node = doc.child(index);
  const from = start(index);
  const within = editor.state.selection.from - from;
  const tr = editor.state.tr.delete(from, from + node.nodeSize);
  const to = tr.mapping.map(start(target));
  tr.insert(to, node);
  const { NodeSelection, TextSelection } = pm.state;
  tr.setSelection(node.isAtom
    ? NodeSelection.create(tr.doc, to)
    : TextSelection.near(tr.doc.resolve(to + Math.min(Math.max(within, 1), node.nodeSize - 1))));
  editor.view.dispatch(tr.scrollIntoView());
  return true;
}

/** Move the selection's block by one; what cannot go further stays. Always answers that the key
meant something, so that no other handler takes it. */
export function moveBlock(editor, by) {
  const index = blockIndex(editor);
  placeBlock(editor, index, by < 0 ? index - 1 : index + 2);
  return true;
}
