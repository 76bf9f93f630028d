/* <div data-card="snippet" data-snippet="3">: words that are kept once and stand in many stories.
Changed in one place, they change everywhere. */

import { keepingPlace } from "./card.js";
import { choose, fetched } from "./choose.js";
import { defineCard } from "./define-card.js";
import { el } from "./dom.js";

export const SnippetCard = defineCard({
  name: "snippetCard",
  card: "snippet",
  tag: "div",
  attributes: { snippet: { clean: (value) => (/^\d{1,18}$/.test(value) ? value : "") } },
  menu: {
    label: "Snippet", hint: "Words kept for many stories", group: "From the house", icon: "snippet",
    words: "reusable block boilerplate", available: (editor) => Boolean(editor.storage.snippetCard.list),
  },

  addOptions: () => ({ list: "" }),
  addStorage() {
    return { ...this.options };
  },

  begin(editor, insert) {
    keepingPlace(editor, choose({
      title: "Snippet",
      label: "Its name",
      placeholder: "Type a part of its name …",
      none: "There is no snippet of that name. Editors keep them under “Snippets”.",
      search: async (words) => {
        const query = new URLSearchParams({ q: words });
        const { snippets } = await fetched(`${editor.storage.snippetCard.list}?${query}`);
        return snippets.map(({ id, name, words: text }) => ({ id, title: name, note: text }));
      },
    })).then((snippet) => {
      if (snippet) insert({ snippet: String(snippet.id) });
      else editor.view.focus();
    });
  },

  view({ node, editor }) {
    const title = el("span", { class: "story-card__title", dir: "auto", text: "Snippet …" });
    const words = el("span", { class: "story-card__note", dir: "auto" });
    const element = el("p", { class: "story-card__stands" }, title, words);
    let shown = null;
    const update = ({ snippet }) => {
      if (snippet === shown) return;
      shown = snippet;
      fetched(`${editor.storage.snippetCard.list}?${new URLSearchParams({ id: snippet || 0 })}`).then(
        ({ snippets: [found] }) => {
          title.textContent = found ? found.name : "A snippet that is not there any more";
          words.textContent = found ? found.words : "Readers see nothing here.";
          element.classList.toggle("is-absent", !found);
        },
        (error) => { words.textContent = error.message; },
      );
    };
    update(node.attrs);
    return { element, update };
  },
});
