/* <div data-card="story" data-story="12">: one of our own stories. Only its number is stored; the page
asks for title and address when it is printed, so that both are today's. */

import { keepingPlace } from "./card.js";
import { choose, fetched } from "./choose.js";
import { defineCard } from "./define-card.js";
import { el } from "./dom.js";

const HIDDEN = "Readers see nothing here until it is public.";

export const StoryCard = defineCard({
  name: "storyCard",
  card: "story",
  tag: "div",
  attributes: { story: { clean: (value) => (/^\d{1,18}$/.test(value) ? value : "") } },
  menu: {
    label: "Story of ours", hint: "Found by its title", group: "From the house", icon: "story",
    words: "link article bookmark read more related", available: (editor) => Boolean(addresses(editor).search),
  },

  addOptions: () => ({ search: "", card: "" }),
  addStorage() {
    return { ...this.options };
  },

  begin(editor, insert) {
    keepingPlace(editor, choose({
      title: "Link to a story of ours",
      label: "Its title",
      placeholder: "Type a part of its title …",
      none: "No story has these words.",
      search: async (words) => {
        const query = new URLSearchParams({ q: words });
        const { stories } = await fetched(`${addresses(editor).search}?${query}`);
        return stories.map((story) => ({ ...story, note: [story.standing, story.section].join(", ") }));
      },
    })).then((story) => {
      if (story) insert({ story: String(story.id) });
      else editor.view.focus();
    });
  },

  view({ node, editor }) {
    const title = el("span", { class: "story-card__title", dir: "auto", text: "Story …" });
    const note = el("span", { class: "story-card__note" });
    const element = el("p", { class: "story-card__stands" }, title, note);
    let shown = null;
    const update = ({ story }) => {
      if (story === shown) return;
      shown = story;
      fetched(addresses(editor).card.replace("/0/", `/${story || 0}/`)).then(
        (found) => {
          title.textContent = found.title;
          note.textContent = found.live
            ? `${found.section}, live`
            : `${found.standing}. ${HIDDEN}`;
          element.classList.toggle("is-absent", !found.live);
        },
        (error) => {
          title.textContent = "A story that is not there";
          note.textContent = error.message;
          element.classList.add("is-absent");
        },
      );
    };
    update(node.attrs);
    return { element, update };
  },
});

const addresses = (editor) => editor.storage.storyCard;
