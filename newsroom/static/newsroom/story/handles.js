/* A handle beside the block that the pointer is over: pulled, it carries the block to another place;
with the arrow keys it moves it by one. By pointer events, because a browser's own dragging would
leave the page's scrolling and our line to chance. */

import { Extension, Plugin } from "django-prose-editor/editor";
import { placeBlock } from "./blocks.js";
import { el } from "./dom.js";

const EDGE = 72; // px from the window's edge within which the page goes along
const PACE = 14; // px a frame

export const BlockHandles = Extension.create({
  name: "blockHandles",
  addProseMirrorPlugins() {
    const { editor } = this;
    return editor.isEditable ? [new Plugin({ view: (view) => new Handle(editor, view) })] : [];
  },
});

class Handle {
  constructor(editor, view) {
    this.editor = editor;
    this.view = view;
    this.index = -1;
    this.grip = el("button", {
      type: "button", class: "story-handle", hidden: true, tabindex: "-1",
      "aria-label": "Move this block: pull, or press the arrow keys", title: "Pull to move this block",
      on: {
        pointerdown: (event) => this.take(event),
        keydown: (event) => this.key(event),
        click: () => this.grip.focus(),
      },
    });
    this.line = el("div", { class: "story-dropline", hidden: true });
    const sheet = view.dom.parentElement;
    sheet.classList.add("story-blocks");
    sheet.append(this.grip, this.line);
    this.sheet = sheet;
    this.over = (event) => {
      if (!this.pulling && event.pointerType === "mouse") this.show(this.indexAt(event.clientY));
    };
    this.out = (event) => {
      if (!this.pulling && !sheet.contains(event.relatedTarget) && document.activeElement !== this.grip) this.hide();
    };
    sheet.addEventListener("pointermove", this.over);
    sheet.addEventListener("pointerleave", this.out);
  }

  /* Blocks lie one under the other, so the one at a height is found by halving. */
  indexAt(y) {
    const blocks = this.blocks();
    let low = 0;
    let high = blocks.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (blocks[middle].getBoundingClientRect().bottom < y) low = middle + 1;
      else high = middle;
    }
    return high < 0 ? -1 : low;
  }

  /* The elements of the blocks, in order; what plugins put between them left out. */
  blocks() {
    return [...this.view.dom.children].filter((child) => child.pmViewDesc?.node?.isBlock);
  }

  show(index) {
    const block = this.blocks()[index];
    if (!block) return;
    this.index = index;
    const box = block.getBoundingClientRect();
    const home = this.sheet.getBoundingClientRect();
    this.grip.hidden = false;
    this.grip.style.top = `${box.top - home.top}px`;
    this.grip.style.left = `${box.left - home.left - 30}px`;
  }

  hide() {
    this.grip.hidden = true;
    this.index = -1;
  }

  key(event) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const moved = placeBlock(this.editor, this.index, by < 0 ? this.index - 1 : this.index + 2);
    if (!moved) return;
    this.show(this.index + by);
    this.grip.focus();
  }

  take(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.pulling = { index: this.index, target: null, y: event.clientY };
    this.grip.setPointerCapture(event.pointerId);
    const stop = new AbortController();
    const done = (apply) => {
      stop.abort();
      cancelAnimationFrame(this.frame);
      this.line.hidden = true;
      this.view.dom.classList.remove("is-pulling");
      const { index, target } = this.pulling;
      this.pulling = null;
      if (apply && target !== null) placeBlock(this.editor, index, target);
      this.hide();
    };
    const { signal } = stop;
    this.grip.addEventListener("pointermove", (move) => this.pull(move.clientY), { signal });
    this.grip.addEventListener("pointerup", () => done(true), { signal });
    this.grip.addEventListener("pointercancel", () => done(false), { signal });
    addEventListener("keydown", (press) => press.key === "Escape" && done(false), { signal });
    this.creep();
  }

  pull(y) {
    const { pulling } = this;
    pulling.y = y;
    this.view.dom.classList.add("is-pulling");
    const index = this.indexAt(y);
    const block = this.blocks()[index];
    if (!block) return;
    const box = block.getBoundingClientRect();
    const below = y > (box.top + box.bottom) / 2;
    pulling.target = below ? index + 1 : index;
    const home = this.sheet.getBoundingClientRect();
    this.line.hidden = false;
    this.line.style.top = `${(below ? box.bottom : box.top) - home.top}px`;
    this.line.style.left = `${box.left - home.left}px`;
    this.line.style.width = `${box.width}px`;
  }

  /* Near the edge of the window the page goes along. */
  creep() {
    this.frame = requestAnimationFrame(() => {
      const { y, target } = this.pulling ?? {};
      if (y === undefined) return;
      const by = target === null ? 0 : y < EDGE + 60 ? -PACE : y > innerHeight - EDGE ? PACE : 0;
      if (by) {
        scrollBy(0, by);
        this.pull(y);
      }
      this.creep();
    });
  }

  update(view, before) {
    if (before.doc !== view.state.doc && !this.pulling && document.activeElement !== this.grip) this.hide();
  }

  destroy() {
    this.sheet.removeEventListener("pointermove", this.over);
    this.sheet.removeEventListener("pointerleave", this.out);
    this.grip.remove();
    this.line.remove();
  }
}
