/* The sub-headings of a text, to jump to. */

import { el } from "./dom.js";

/** A panel under `opener` that lists the headings as they are when it opens. */
export function outline(editor, opener) {
  const list = el("ol", { class: "story-outline__list" });
  const panel = el("div", { class: "story-outline", popover: "auto", role: "dialog", "aria-label": "Outline" }, list);
  opener.popoverTargetElement = panel;
  panel.addEventListener("beforetoggle", (event) => {
    if (event.newState !== "open") return;
    const headings = [];
    editor.state.doc.forEach((node, position) => {
      if (node.type.name === "heading") headings.push([node, position]);
    });
    list.replaceChildren(...headings.map(([node, position]) => el(
      "li", { "data-level": node.attrs.level },
      el("button", {
        type: "button", dir: "auto", text: node.textContent || "(empty)",
        on: {
          click() {
            panel.hidePopover();
            editor.chain().focus(position + 1).run();
            editor.view.nodeDOM(position)?.scrollIntoView({ block: "start" });
          },
        },
      }),
    )));
    if (!headings.length) list.replaceChildren(el("li", { class: "story-outline__none", text: "No headings yet: type ## and a space." }));
    const box = opener.getBoundingClientRect();
    panel.style.top = `${box.bottom + 6}px`;
    panel.style.right = `${Math.max(8, innerWidth - box.right)}px`;
  });
  document.body.append(panel);
  return panel;
}
