// The one script that every page names: it fetches what the page has use for. What changes words
// that stand there comes at once. What waits for a press, and the faces that no page opens with,
// come after the first paint, so that on a slow line nothing is in the way of the words and the
// picture.

const reader = (navigator.languages?.[0] ?? navigator.language ?? "").toLowerCase();
const has = (selector) => document.querySelector(selector) !== null;

if (has("main .email")) import("./email.js");
if (reader && reader !== document.documentElement.lang.toLowerCase() && has("time[datetime]")) {
  import("./dates.js");
}

function onceSeen(then) {
  // Who comes from one of our pages has the rest already, and shall not see the faces change.
  const fromHere = document.referrer.startsWith(`${location.origin}/`);
  if (fromHere || !PerformanceObserver.supportedEntryTypes?.includes("paint")) return then();
  const seen = new PerformanceObserver(() => {
    seen.disconnect();
    then();
  });
  seen.observe({ type: "paint", buffered: true });
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

onceSeen(() => {
  // Without JavaScript these links are in force from the start.
  for (const later of document.querySelectorAll("noscript[data-later]")) {
    document.head.insertAdjacentHTML("beforeend", later.textContent);
  }
  if (has(".email")) import("./email.js");
  if (has("[data-newsletter]")) import("./newsletter.js");
  if (has("[data-share]")) import("./share.js");
  for (const [selector, bring] of ON_PRESS) {
    if (has(selector)) bring().then(() => here.add(selector));
  }
});
