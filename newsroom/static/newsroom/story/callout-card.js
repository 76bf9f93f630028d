/* <aside data-card="callout"><p>…</p></aside> */

import { defineCard } from "./define-card.js";

export const CalloutCard = defineCard({
  name: "calloutCard",
  card: "callout",
  tag: "aside",
  content: "(paragraph | bulletList | orderedList)+",
  placeholder: "What must not be missed …",
  menu: { label: "Callout", hint: "A note that stands out", group: "Beside the text", icon: "callout", words: "note box aside tip warning" },
});
