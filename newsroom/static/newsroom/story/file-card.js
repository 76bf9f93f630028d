/* <div data-card="file" data-file="12" data-label="…"> */

import { attachmentCard } from "./attachments.js";
import { el } from "./dom.js";

export const FileCard = attachmentCard({
  name: "fileCard",
  card: "file",
  tag: "div",
  kind: "file",
  accept: "application/pdf,application/zip,.pdf,.zip,.docx,.xlsx,.pptx,.epub",
  wrong: "That is a sound. Use the card “Audio” for it.",
  lines: [{ name: "label", maximum: 160, foot: true, label: "What this file is called", placeholder: "What it is called (empty: the file’s name)" }],
  menu: { label: "File", hint: "PDF, EPUB, ZIP, office", group: "From the house", icon: "file", words: "download attachment pdf document" },
  view: (found) => [el(
    "p", { class: "story-card__stands" },
    el("a", { class: "story-card__title", href: found.url, text: found.title }),
    el("span", { class: "story-card__note", text: found.facts }),
  )],
});
