/* <aside data-card="facts" data-title="…"><p>…</p><ul>…</ul></aside> */

import { defineCard } from "./define-card.js";

export const FactsCard = defineCard({
  name: "factsCard",
  card: "facts",
  tag: "aside",
  content: "(paragraph | bulletList | orderedList)+",
  placeholder: "What one should know …",
  lines: [{ name: "title", maximum: 120, label: "Title of this fact box", placeholder: "Title" }],
  menu: { label: "Fact box", hint: "Dates, figures, addresses", group: "Beside the text", icon: "facts", words: "infobox sidebar aside" },
});
