/* <div data-card="button" data-label="…" data-href="…"> */

import { defineCard } from "./define-card.js";
import { el } from "./dom.js";
import { linkProblem } from "./link-address.js";

export const ButtonCard = defineCard({
  name: "buttonCard",
  card: "button",
  tag: "div",
  lines: [
    { name: "label", maximum: 80, label: "Words on the button", placeholder: "Words on the button" },
    { name: "href", maximum: 500, label: "Where the button leads", placeholder: "https://… or /a/page/of/ours/" },
  ],
  menu: { label: "Button", hint: "A link to press", group: "Beside the text", icon: "button", words: "call to action cta link" },

  view({ node }) {
    const problem = el("p", { class: "story-card__problem", role: "status" });
    const update = ({ href }) => {
      problem.textContent = href ? linkProblem(href) : "";
    };
    update(node.attrs);
    return { element: problem, update };
  },
});
