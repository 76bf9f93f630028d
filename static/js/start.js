// The one script of every page, brought by templates/components/first.js when the page stands, so
// that on a slow line nothing is in the way of the words and the picture; at once for who comes from
// one of our pages, who has it already. It fetches what the page has use for.

if (document.readyState === "loading") {
  await new Promise((then) => document.addEventListener("DOMContentLoaded", then, { once: true }));
}

const reader = (navigator.languages?.[0] ?? navigator.language ?? "").toLowerCase();
const has = (selector) => document.querySelector(selector) !== null;

if (reader && reader !== document.documentElement.lang.toLowerCase() && has("time[datetime]")) {
  import("./dates.js");
}

// What a press needs. One that comes before its script waits for it.
const ON_PRESS = [
  ["a[data-enlarge]", () => import("./viewer.js")],
  ["a[data-player]", () => import("./video.js")],
];
const here = new Set();

document.addEventListener("click", (event) => {
  if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  for (const [selector, bring] of ON_PRESS) {
    const link = event.target.closest(selector);
    if (!link || here.has(selector)) continue;
    event.preventDefault();
    event.stopImmediatePropagation();
    bring().then(
      () => {
        here.add(selector);
        link.click();
      },
      () => location.assign(link.href),
    );
  }
});

if (has(".email")) import("./email.js");
if (has("[data-newsletter]")) import("./newsletter.js");
if (has("[data-share]")) import("./share.js");
for (const [selector, bring] of ON_PRESS) {
  if (has(selector)) bring().then(() => here.add(selector));
}

// What layout.css leaves out of the first layout is laid out now, a piece whenever there is time: then
// the scrollbar is right, and so is what measures the page. With all its faces, or it would be laid
// out twice.
const left = [
  ...document.querySelectorAll(
    ".strip, .on-sale, .next, .latest-spotlights, .newsletter, .colophon, .prose > p:nth-child(n + 9)",
  ),
];
const layOut = (idle) => {
  while (left.length && idle.timeRemaining() > 4) {
    const piece = left.shift();
    piece.style.contentVisibility = "visible";
    piece.getBoundingClientRect();
  }
  if (left.length) requestIdleCallback(layOut);
};

if (window.requestIdleCallback) {
  const later = document.querySelector("link[blocking]");
  if (later && !later.sheet) {
    await new Promise((then) => {
      for (const end of ["load", "error"]) later.addEventListener(end, then, { once: true });
    });
  }
  requestAnimationFrame(() => document.fonts.ready.then(() => requestIdleCallback(layOut)));
}
