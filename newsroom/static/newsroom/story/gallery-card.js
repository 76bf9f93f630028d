/* <div data-card="gallery" data-pictures="12,15,9" data-caption="…"> */

import { Node } from "django-prose-editor/editor";
import { cardLine, insertCard, removeButton, setAttribute, showInLine, stored } from "./card.js";
import { el } from "./dom.js";
import { MOST_PICTURES, added, moved, numbers, without } from "./gallery-pictures.js";
import { choosePicture } from "./picture-card.js";
import { lookUp } from "./pictures.js";

export const GalleryCard = Node.create({
  name: "galleryCard",
  group: "block",
  atom: true,
  draggable: true,
  selectable: true,
  storyMenu: [{
    name: "galleryCard", label: "Gallery", hint: "Two to twelve pictures", group: "Pictures and sound",
    icon: "gallery", words: "images photos strip slideshow", available: (editor) => Boolean(editor.storage.pictureCard.library),
    run: (editor) => choosePicture(editor).then((picture) => {
      if (picture) insertCard(editor, { type: "galleryCard", attrs: { pictures: String(picture.id) } });
      else editor.view.focus();
    }),
  }],

  addAttributes() {
    return {
      pictures: stored("pictures", "", (value) => numbers(value).join(",")),
      caption: stored("caption"),
    };
  },

  parseHTML() {
    return [{ tag: 'div[data-card="gallery"]' }];
  },

  renderHTML({ HTMLAttributes }) {
    return ["div", { "data-card": "gallery", ...HTMLAttributes }];
  },

  addNodeView() {
    return ({ node, editor, getPos }) => {
      const strip = el("ul", { class: "story-card__strip" });
      const more = el("button", {
        type: "button", class: "story-card__more", text: "Add a picture",
        on: {
          click() {
            choosePicture(editor).then((picture) => {
              if (picture) write(added(shown, picture.id));
            });
          },
        },
      });
      const caption = cardLine({
        editor, getPos, name: "caption", value: node.attrs.caption, maximum: 400,
        label: "Caption of this gallery", placeholder: "Caption of the gallery (may stay empty)",
      });
      const dom = el(
        "div", { class: "story-card story-card--gallery", contenteditable: "false" },
        strip, editor.isEditable ? more : null, caption,
        editor.isEditable
          ? el("div", { class: "story-card__tools" }, removeButton(editor, getPos, "Remove the gallery"))
          : null,
      );

      let shown = [];
      function write(pictures) {
        setAttribute(editor, getPos, "pictures", pictures.join(","));
      }
      function step(label, text, pictures, disabled) {
        return el("button", {
          type: "button", class: "story-card__step", text, title: label, "aria-label": label, disabled,
          on: { click: () => write(pictures()) },
        });
      }
      function item(number, place) {
        const frame = el("div", { class: "story-card__frame" });
        lookUp(editor.storage.pictureCard.address, number).then((picture) => {
          frame.replaceChildren(picture
            ? el("img", { src: picture.thumb, alt: picture.alt || picture.title, draggable: "false", loading: "lazy" })
            : el("span", { class: "story-card__wait", text: "No longer in the library" }));
        });
        return el(
          "li", {}, frame,
          editor.isEditable
            ? el(
                "div", { class: "story-card__steps" },
                step("Earlier", "←", () => moved(shown, place, -1), place === 0),
                step("Later", "→", () => moved(shown, place, 1), place === shown.length - 1),
                step("Take out", "×", () => without(shown, place), shown.length === 1),
              )
            : null,
        );
      }
      function show(current) {
        shown = numbers(current.attrs.pictures);
        strip.replaceChildren(...shown.map(item));
        more.disabled = shown.length >= MOST_PICTURES;
        showInLine(caption, current.attrs.caption);
      }
      show(node);
      let pictures = node.attrs.pictures;

      return {
        dom,
        update(next) {
          if (next.type !== node.type) return false;
          if (next.attrs.pictures !== pictures) show(next);
          pictures = next.attrs.pictures;
          return true;
        },
        stopEvent: (event) => event.target.closest?.("input, button") !== null
          && !event.type.startsWith("drag"),
        ignoreMutation: () => true,
      };
    };
  },
});
