/* <aside data-card="answer" data-question="…"><p>…</p></aside> */

import { defineCard } from "./define-card.js";

export const AnswerCard = defineCard({
  name: "answerCard",
  card: "answer",
  tag: "aside",
  content: "(paragraph | bulletList | orderedList)+",
  placeholder: "The answer …",
  lines: [{ name: "question", maximum: 400, label: "Question", placeholder: "The question" }],
  menu: { label: "Question and answer", hint: "One of an interview", group: "Beside the text", icon: "answer", words: "qa q&a interview faq" },
});
