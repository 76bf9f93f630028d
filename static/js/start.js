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

onceSeen(() => {
  // Without JavaScript these links are in force from the start.
  for (const later of document.querySelectorAll("noscript[data-later]")) {
    document.head.insertAdjacentHTML("beforeend", later.textContent);
  }
  if (has(".email")) import("./email.js");
  if (has("[data-newsletter]")) import("./newsletter.js");
  if (has("[data-share]")) import("./share.js");
  if (has("a[data-player]")) import("./video.js");
  if (has("a[data-enlarge]")) import("./viewer.js");
});
