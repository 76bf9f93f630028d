/* Tables: plain <table> with <th> and <td>, without widths and styles. */

import { Table, TableCell, TableHeader, TableRow } from "django-prose-editor/editor";
import { el } from "./dom.js";

const CONTENT = "(paragraph | bulletList | orderedList)+";

/* A span as a number that is worth storing. */
function span(name) {
  return {
    default: 1,
    parseHTML: (element) => Math.min(Math.max(Number.parseInt(element.getAttribute(name), 10) || 1, 1), 20),
    renderHTML: (attributes) => (attributes[name] > 1 ? { [name]: String(attributes[name]) } : {}),
  };
}
const cell = {
  content: CONTENT,
  addAttributes: () => ({
    colspan: span("colspan"), rowspan: span("rowspan"), colwidth: { default: null, rendered: false },
  }),
};

export const StoryTableRow = TableRow.extend({ name: "tableRow" });
export const StoryTableCell = TableCell.extend({
  ...cell,
  renderHTML: ({ HTMLAttributes }) => ["td", HTMLAttributes, 0],
});
export const StoryTableHeader = TableHeader.extend({
  ...cell,
  renderHTML: ({ HTMLAttributes }) => ["th", HTMLAttributes, 0],
});

/* What the buttons over a table do. */
const TOOLS = [
  ["Row below", (chain) => chain.addRowAfter()],
  ["Column after", (chain) => chain.addColumnAfter()],
  ["Head row", (chain) => chain.toggleHeaderRow()],
  ["Remove row", (chain) => chain.deleteRow()],
  ["Remove column", (chain) => chain.deleteColumn()],
  ["Remove table", (chain) => chain.deleteTable()],
];

export const StoryTable = Table.extend({
  storyMenu: [{
    name: "table", label: "Table", hint: "Rows and columns", group: "Text", icon: "table", words: "grid columns rows",
    run: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
  }],

  renderHTML: () => ["table", ["tbody", 0]],

  addNodeView() {
    return ({ node, editor, getPos }) => {
      const body = el("tbody", {});
      const buttons = TOOLS.map(([label, run]) => el("button", {
        type: "button", class: "story-card__step", text: label,
        on: {
          mousedown: (event) => event.preventDefault(), // the cell keeps the cursor
          click() {
            const { from } = editor.state.selection;
            const inside = from > getPos() && from < getPos() + editor.state.doc.nodeAt(getPos()).nodeSize;
            if (!inside) editor.commands.focus(getPos() + 4);
            run(editor.chain().focus()).run();
          },
        },
      }));
      const dom = el(
        "div", { class: "story-table" },
        el("div", { class: "story-table__scroll" }, el("table", {}, body)),
        editor.isEditable
          ? el("div", { class: "story-table__tools", role: "group", "aria-label": "This table", contenteditable: "false" }, ...buttons)
          : null,
      );
      return {
        dom,
        contentDOM: body,
        update: (next) => next.type === node.type,
        stopEvent: (event) => event.target.closest?.(".story-table__tools") !== null,
        ignoreMutation: (mutation) => mutation.type !== "selection" && !body.contains(mutation.target),
      };
    };
  },
});
