/* <aside data-card="credits" data-title="…"><p>Photography: Marit Sund</p>…</aside>: a line a role,
which the page sets apart at the colon. */

import { defineCard } from "./define-card.js";

export const CreditsCard = defineCard({
  name: "creditsCard",
  card: "credits",
  tag: "aside",
  content: "paragraph+",
  placeholder: "Photography: Marit Sund",
  lines: [{ name: "title", maximum: 120, label: "Title of these credits", placeholder: "Title (may stay empty)" }],
  menu: { label: "Credits", hint: "A line for each role: name", group: "Beside the text", icon: "credits", words: "roles team crew thanks" },
});
