/* <div data-card="newsletter" data-title="…" data-list="slug of a list">: the sign-up form, in the midst of a text. */

import { defineCard } from "./define-card.js";
import { el } from "./dom.js";

export const NewsletterCard = defineCard({
  name: "newsletterCard",
  card: "newsletter",
  tag: "div",
  lines: [{
    name: "title", maximum: 120,
    label: "Title over the sign-up form", placeholder: "Title (empty: The newsletter)",
  }, {
    name: "list", maximum: 80,
    label: "Slug of the list that is joined", placeholder: "List, by its slug (empty: what the form joins everywhere)",
  }],
  menu: { label: "Newsletter sign-up", hint: "The form, in the text", group: "From the house", icon: "newsletter", words: "subscribe mail email form" },

  view: () => ({ element: el("p", { class: "story-card__stands", text: "The newsletter’s sign-up form stands here." }) }),
});
