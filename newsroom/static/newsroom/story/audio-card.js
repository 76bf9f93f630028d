/* <div data-card="audio" data-file="12" data-caption="…"> */

import { attachmentCard } from "./attachments.js";
import { el } from "./dom.js";

export const AudioCard = attachmentCard({
  name: "audioCard",
  card: "audio",
  tag: "div",
  kind: "audio",
  accept: "audio/mpeg,audio/mp4,audio/ogg,audio/wav,audio/x-wav,.mp3,.m4a,.ogg,.opus,.wav",
  wrong: "That is no sound. Use the card “File” for it.",
  lines: [{ name: "caption", maximum: 400, foot: true, label: "Caption of this sound", placeholder: "Caption" }],
  menu: { label: "Audio", hint: "MP3, M4A, Ogg, WAV", group: "Pictures and sound", icon: "audio", words: "sound podcast music mp3" },
  view: (found) => [el("audio", { src: found.url, controls: true, preload: "none" })],
});
