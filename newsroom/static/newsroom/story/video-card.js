/* <div data-card="video" data-provider="youtube|vimeo" data-video="ID" data-caption="…">

In the newsroom a still panel stands for the video: nothing is loaded from elsewhere. */

import { Node, Plugin } from "django-prose-editor/editor";
import { ask } from "./ask.js";
import { cardLine, insertCard, keepingPlace, removeButton, showInLine, stored } from "./card.js";
import { el, icon } from "./dom.js";
import { videoOf, watchAddress } from "./video-address.js";

const NAMES = { youtube: "YouTube", vimeo: "Vimeo" };

function askForVideo(editor) {
  keepingPlace(editor, ask({
    title: "Video",
    label: "Address at YouTube or Vimeo",
    placeholder: "https://www.youtube.com/watch?v=…",
    submit: "Insert",
    check: (text) => (videoOf(text) ? "" : "That is no address of a video at YouTube or Vimeo."),
  })).then((address) => {
    if (address) insertCard(editor, { type: "videoCard", attrs: videoOf(address) });
    else editor.view.focus();
  });
}

export const VideoCard = Node.create({
  name: "videoCard",
  group: "block",
  atom: true,
  draggable: true,
  selectable: true,
  storyMenu: [{
    name: "videoCard", label: "Video", hint: "YouTube or Vimeo", group: "Pictures and sound",
    icon: "video", words: "film clip youtube vimeo embed", run: askForVideo,
  }],

  addAttributes() {
    return {
      provider: stored("provider", "", (value) => (value in NAMES ? value : "")),
      video: stored("video", "", (value) => (/^[\w-]{6,12}$/.test(value) ? value : "")),
      caption: stored("caption"),
    };
  },

  parseHTML() {
    return [{ tag: 'div[data-card="video"]' }];
  },

  renderHTML({ HTMLAttributes }) {
    return ["div", { "data-card": "video", ...HTMLAttributes }];
  },

  addProseMirrorPlugins() {
    const { editor, name } = this;
    return [
      new Plugin({
        props: {
          // An address pasted into an empty paragraph becomes the video; in a sentence it stays text.
          handlePaste(view, event) {
            const video = videoOf(event.clipboardData?.getData("text/plain"));
            const { $from, empty } = view.state.selection;
            const alone = empty && $from.depth === 1 && $from.parent.type.name === "paragraph"
              && !$from.parent.content.size;
            if (!video || !alone) return false;
            return insertCard(editor, { type: name, attrs: video });
          },
        },
      }),
    ];
  },

  addNodeView() {
    return ({ node, editor, getPos }) => {
      const { provider, video } = node.attrs;
      const address = watchAddress(node.attrs);
      const caption = cardLine({
        editor, getPos, name: "caption", value: node.attrs.caption, maximum: 400,
        label: "Caption of this video", placeholder: "Caption (may stay empty)",
      });
      const dom = el(
        "div", { class: "story-card story-card--video", contenteditable: "false" },
        el(
          "div", { class: "story-card__screen" },
          icon("video"),
          el("strong", { text: `${NAMES[provider] ?? "Unknown"} video` }),
          el("a", {
            href: address, target: "_blank", rel: "noopener noreferrer",
            text: address.replace(/^https:\/\/(www\.)?/, ""),
          }),
        ),
        caption,
        editor.isEditable
          ? el("div", { class: "story-card__tools" }, removeButton(editor, getPos, "Remove the video"))
          : null,
      );
      return {
        dom,
        update(next) {
          if (next.type !== node.type) return false;
          if (next.attrs.provider !== provider || next.attrs.video !== video) return false;
          showInLine(caption, next.attrs.caption);
          return true;
        },
        stopEvent: (event) => event.target.closest?.("input, button, a") !== null
          && !event.type.startsWith("drag"),
        ignoreMutation: () => true,
      };
    };
  },
});
