/* The slim row of buttons over the text. */

import { Extension } from "django-prose-editor/editor";
import { ask } from "./ask.js";
import { el, icon } from "./dom.js";
import { linkProblem, linkTarget } from "./link-address.js";

const BLOCKS = [
  ["paragraph", "Text"],
  ["2", "Heading"],
  ["3", "Smaller heading"],
  ["4", "Smallest heading"],
];

function askForLink(editor) {
  const value = editor.getAttributes("link").href ?? "";
  ask({
    title: "Link",
    label: "Address",
    value,
    placeholder: "https://… or /a/page/of/ours/",
    submit: value ? "Change" : "Insert",
    remove: "Remove the link",
    check: linkProblem,
  }).then((address) => {
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

/* name, label, icon, what it does, whether it is on */
const GROUPS = [
  [
    ["bold", "Bold (Ctrl+B)", (e) => e.chain().focus().toggleBold().run()],
    ["italic", "Italic (Ctrl+I)", (e) => e.chain().focus().toggleItalic().run()],
    ["strike", "Struck through", (e) => e.chain().focus().toggleStrike().run()],
    ["link", "Link (Ctrl+K)", askForLink],
  ],
  [
    ["bullets", "List", (e) => e.chain().focus().toggleBulletList().run(), "bulletList"],
    ["numbers", "Numbered list", (e) => e.chain().focus().toggleOrderedList().run(), "orderedList"],
    ["quote", "Quote", (e) => e.chain().focus().toggleBlockquote().run(), "blockquote"],
    ["rule", "Break between parts", (e) => e.chain().focus().setHorizontalRule().run()],
  ],
  [
    ["picture", "Picture", (e) => e.commands.choosePicture(), "pictureCard"],
    ["gallery", "Gallery", (e) => e.commands.beginGallery(), "galleryCard"],
    ["pullquote", "Pull quote", (e) => e.commands.insertPullQuote(), "pullQuoteCard"],
    ["video", "Video", (e) => e.commands.askForVideo(), "videoCard"],
    ["footnote", "Footnote", (e) => e.commands.askForFootnote(), "footnote"],
  ],
  [
    ["undo", "Undo (Ctrl+Z)", (e) => e.chain().focus().undo().run()],
    ["redo", "Redo (Ctrl+Shift+Z)", (e) => e.chain().focus().redo().run()],
  ],
];

export const StoryToolbar = Extension.create({
  name: "storyToolbar",
  // The package's link asks in a dialog of its own by the same keys; ours comes first.
  priority: 1100,

  addKeyboardShortcuts() {
    return {
      "Mod-k": ({ editor }) => {
        askForLink(editor);
        return true;
      },
    };
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
    const groups = GROUPS.map((group) => el(
      "div", { class: "story-toolbar__group" },
      ...group.map(([name, label, run, active = name]) => {
        const button = el("button", {
          type: "button", class: "story-toolbar__button", title: label,
          "aria-label": label.replace(/ \(.*/, ""), "aria-keyshortcuts": shortcut(label),
          // The text must keep its selection.
          on: { mousedown: (event) => event.preventDefault(), click: () => run(editor) },
        }, icon(name));
        buttons.push([button, active]);
        return button;
      }),
    ));
    const bar = el(
      "div", { class: "story-toolbar", role: "toolbar", "aria-label": "Formatting" },
      block, ...groups,
    );

    const show = () => {
      const level = editor.isActive("heading") ? editor.getAttributes("heading").level : 0;
      block.value = level ? String(level) : "paragraph";
      for (const [button, active] of buttons) {
        if (active === "undo" || active === "redo") button.disabled = !editor.can()[active]();
        else button.setAttribute("aria-pressed", String(editor.isActive(active)));
      }
    };
    editor.on("transaction", show);
    show();
    editor.view.dom.before(bar);
    this.storage.bar = bar;
  },

  onDestroy() {
    this.storage.bar?.remove();
  },
});

function shortcut(label) {
  return label.match(/\((.*)\)/)?.[1].replace("Ctrl", "Control") ?? null;
}
