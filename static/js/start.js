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
