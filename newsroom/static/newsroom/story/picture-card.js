/* <figure data-card="picture" data-picture="12" data-width="column|wide|full" data-caption="…"> */

import { Node } from "django-prose-editor/editor";
import { cardLine, insertCard, keepingPlace, removeButton, setAttribute, showInLine, stored } from "./card.js";
import { el, icon } from "./dom.js";
import { lookUp } from "./pictures.js";

const WIDTHS = { column: "As wide as the text", wide: "Wider than the text", full: "Full width" };
/** Let a person choose a picture of the library; resolves to its card, or to null. */
export function choosePicture(editor) {
  const { picker, library } = editor.storage.pictureCard;
  return keepingPlace(editor, import(picker).then((module) => module.choosePicture({ url: library })));
}

export const PictureCard = Node.create({
  name: "pictureCard",
  group: "block",
  atom: true,
  draggable: true,
  selectable: true,
  storyMenu: [{
    name: "pictureCard", label: "Picture", hint: "From the library, or a new one", group: "Pictures and sound",
    icon: "picture", words: "image photo photograph upload", available: (editor) => Boolean(editor.storage.pictureCard.library),
    run: (editor) => choosePicture(editor).then((picture) => {
      if (picture) insertCard(editor, { type: "pictureCard", attrs: { picture: String(picture.id) } });
      else editor.view.focus();
    }),
  }],

  addOptions() {
    return { cards: "", library: "", picker: "", sending: "" };
  },

  addAttributes() {
    return {
      picture: stored("picture", "", (value) => (/^\d{1,18}$/.test(value) ? value : "")),
      width: stored("width", "column", (value) => (value in WIDTHS ? value : "column")),
      caption: stored("caption"),
    };
  },

  parseHTML() {
    return [{ tag: 'figure[data-card="picture"]' }];
  },

  renderHTML({ HTMLAttributes }) {
    return ["figure", { "data-card": "picture", ...HTMLAttributes }];
  },

  addNodeView() {
    return ({ node, editor, getPos }) => {
      const frame = el("div", { class: "story-card__frame" });
      const caption = cardLine({
        editor, getPos, name: "caption", value: node.attrs.caption, maximum: 400,
        label: "Caption of this picture in this story",
        placeholder: "Caption (empty: the picture’s own)",
      });
      const facts = el("p", { class: "story-card__facts" });
      const widths = Object.entries(WIDTHS).map(([width, label]) =>
        el("button", {
          type: "button", class: "story-card__button", title: label, "aria-label": label,
          "data-width": width,
          on: { click: () => setAttribute(editor, getPos, "width", width) },
        }, icon(width)));
      const tools = el(
        "div", { class: "story-card__tools" },
        ...widths, removeButton(editor, getPos, "Remove the picture"),
      );
      const dom = el(
        "figure", { class: "story-card story-card--picture", contenteditable: "false" },
        frame, caption, facts, editor.isEditable ? tools : null,
      );

      let shown = null;
      function show(current) {
        dom.dataset.width = current.attrs.width;
        for (const button of widths) {
          button.setAttribute("aria-pressed", String(button.dataset.width === current.attrs.width));
        }
        showInLine(caption, current.attrs.caption);
        if (shown === current.attrs.picture) return;
        shown = current.attrs.picture;
        frame.replaceChildren(el("span", { class: "story-card__wait", text: "Picture …" }));
        lookUp(editor.storage.pictureCard.address, shown).then((picture) => {
          if (!picture) {
            frame.replaceChildren(el("span", {
              class: "story-card__wait", text: "This picture is no longer in the library.",
            }));
            return;
          }
          if (shown !== current.attrs.picture) return;
          frame.replaceChildren(el("img", {
            src: picture.preview, alt: picture.alt ?? "", draggable: "false",
            loading: "lazy", decoding: "async", width: picture.width, height: picture.height,
          }));
          facts.replaceChildren(
            el("span", { text: [picture.credit, picture.alt ? "" : "No alternative text yet"].filter(Boolean).join(". ") }),
            el("a", { href: picture.edit, target: "_blank", rel: "noopener", text: "Alternative text, credit, focal point" }),
          );
          if (picture.caption) caption.placeholder = picture.caption;
        });
      }
      show(node);

      return {
        dom,
        update(next) {
          if (next.type !== node.type) return false;
          show(next);
          return true;
        },
        stopEvent: (event) => event.target.closest?.("input, button, a") !== null
          && !event.type.startsWith("drag"),
        ignoreMutation: () => true,
      };
    };
  },

  addStorage() {
    const { cards, library, picker, sending } = this.options;
    return { address: cards, library, picker, sending };
  },
});
