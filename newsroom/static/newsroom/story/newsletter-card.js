/* <div data-card="newsletter" data-title="…">: the sign-up form, in the midst of a text. */

import { defineCard } from "./define-card.js";
import { el } from "./dom.js";

export const NewsletterCard = defineCard({
  name: "newsletterCard",
  card: "newsletter",
  tag: "div",
  lines: [{
    name: "title", maximum: 120,
    label: "Title over the sign-up form", placeholder: "Title (empty: The newsletter)",
  }],
  menu: { label: "Newsletter sign-up", hint: "The form, in the text", group: "From the house", icon: "newsletter", words: "subscribe mail email form" },

  view: () => ({ element: el("p", { class: "story-card__stands", text: "The newsletter’s sign-up form stands here." }) }),
});
