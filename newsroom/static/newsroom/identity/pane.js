/* A sample of the magazine in a frame, laid out at a device's width and shown as large as there is
   room for. */

export class Pane {
  constructor(frame) {
    this.frame = frame;
    this.box = frame.parentElement;
    this.scheme = frame.dataset.scheme;
    this.width = 390;
    this.ready = new Promise((resolve) => {
      const done = () => {
        const { contentDocument: page } = frame;
        if (page?.readyState === "complete" && page.URL !== "about:blank") resolve();
      };
      frame.addEventListener("load", done);
      done();
    });
    new ResizeObserver(() => this.fit()).observe(this.box);
  }

  get page() {
    return this.frame.contentDocument;
  }

  setWidth(width) {
    this.width = width;
    this.fit();
  }

  fit() {
    const { clientWidth, clientHeight } = this.box;
    const scale = Math.min(1, clientWidth / this.width);
    const { style } = this.frame;
    style.setProperty("width", `${Math.max(this.width, clientWidth)}px`);
    style.setProperty("height", `${clientHeight / scale}px`);
    style.setProperty("transform", `scale(${scale})`);
  }

  whenScrolled(tell) {
    this.page.addEventListener("scroll", () => tell(this.page.scrollingElement.scrollTop));
  }

  scrollTo(top) {
    const page = this.page.scrollingElement;
    if (Math.abs(page.scrollTop - top) > 1) page.scrollTop = top;
  }

  /** What the fitting answered. */
  wear(answer) {
    const { style, classList } = this.page.documentElement;
    classList.toggle("is-dim", answer.dim[this.scheme]);
    for (const [name, value] of Object.entries(answer[this.scheme])) style.setProperty(name, value);
    const own = this.scheme === "dark" && answer.dark_logo;
    this.showLogo(own || answer.logo, Boolean(own));
    const plate = this.page.querySelector(".nameplate").style;
    for (const [name, value] of Object.entries(answer.nameplate)) plate.setProperty(name, value);
  }

  showLogo(address, isOwn) {
    const plate = this.page.querySelector(".nameplate");
    const shown = plate.querySelector("img");
    if (!address) {
      if (shown) plate.replaceChildren(this.name ?? shown.alt);
      return;
    }
    if (shown?.getAttribute("src") !== address || plate.querySelector("source")) {
      const image = this.page.createElement("img");
      image.src = address;
      image.alt = this.name ?? shown?.alt ?? "";
      const logo = this.page.createElement("picture");
      logo.append(image);
      plate.replaceChildren(logo);
    }
    plate.querySelector("picture").className = isOwn ? "logo logo--dark" : "logo";
  }

  /** What is typed shows at once. */
  say({ name, tagline }) {
    if (name !== undefined) {
      this.name = name;
      const plate = this.page.querySelector(".nameplate");
      if (!plate.querySelector("img")) plate.textContent = name;
      for (const place of this.page.querySelectorAll("[data-name]")) place.textContent = name;
    }
    if (tagline !== undefined) this.page.querySelector(".masthead__tagline").textContent = tagline;
  }
}
