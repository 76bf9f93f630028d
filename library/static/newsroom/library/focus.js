/* <picture-focus>: the focal point, set on the picture itself by pressing, dragging or the arrow
keys. The numbers stay in their fields, which may be typed into as well. */

import { el, inRow } from "./elements.js";
import { shift } from "./cropping.js";

const STEP = 0.01;
const LEAP = 0.1; // with Shift

const inside = (share) => Math.min(1, Math.max(0, Math.round(share * 100) / 100));

customElements.define("picture-focus", class extends HTMLElement {
  connectedCallback() {
    if (this.picture) return;
    this.picture = this.querySelector(".focus__picture");
    this.frame = this.querySelector(".focus__frame");
    this.fields = [document.querySelector("#id_focal_x"), document.querySelector("#id_focal_y")];
    this.querySelector(".focus__crops").hidden = false;
    this.mark = el("button", { type: "button", class: "focus__mark" });
    this.x = Number(this.dataset.x);
    this.y = Number(this.dataset.y);
    if (this.fields.every(Boolean)) this.listen();
    else this.mark.disabled = true;
    this.frame.append(this.mark);
    this.show();
  }

  listen() {
    this.querySelector(".focus__hint").hidden = false;
    this.frame.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      this.frame.setPointerCapture(event.pointerId);
      this.fromPointer(event);
      this.mark.focus();
    });
    this.frame.addEventListener("pointermove", (event) => {
      if (this.frame.hasPointerCapture(event.pointerId)) this.fromPointer(event);
    });
    this.mark.addEventListener("keydown", (event) => {
      const step = event.shiftKey ? LEAP : STEP;
      const [dx, dy] = {
        ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step],
      }[event.key] ?? [];
      if (dx === undefined) return;
      event.preventDefault();
      this.set(this.x + dx, this.y + dy);
    });
    for (const field of this.fields) {
      field.addEventListener("input", () => {
        const [x, y] = this.fields.map((each) => Number.parseFloat(each.value));
        if (Number.isFinite(x) && Number.isFinite(y)) {
          this.x = inside(x);
          this.y = inside(y);
          this.show();
        }
      });
    }
    this.fields[0].dispatchEvent(new Event("input")); // a form that came back shows what was sent
  }

  fromPointer(event) {
    const box = this.picture.getBoundingClientRect();
    this.set((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  }

  set(x, y) {
    this.x = inside(x);
    this.y = inside(y);
    this.fields[0].value = String(this.x);
    this.fields[1].value = String(this.y);
    for (const field of this.fields) field.dispatchEvent(new Event("change", { bubbles: true }));
    this.show();
  }

  show() {
    const percent = [this.x, this.y].map((share) => Math.round(share * 100));
    this.mark.style.left = `${percent[0]}%`;
    this.mark.style.top = `${percent[1]}%`;
    this.mark.setAttribute(
      "aria-label",
      `Focal point: ${percent[0]} % from the left, ${percent[1]} % from the top. Arrow keys move it.`,
    );
    const size = [Number(this.picture.getAttribute("width")), Number(this.picture.getAttribute("height"))];
    for (const crop of this.querySelectorAll(".focus__crop")) {
      const ratio = crop.dataset.ratio.split(":").map(Number);
      inRow(crop.parentElement, ...ratio);
      crop.firstElementChild.style.objectPosition = shift(size, ratio, [this.x, this.y]);
    }
  }
});
