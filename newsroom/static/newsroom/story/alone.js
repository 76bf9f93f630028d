/* Nothing but the page: what stands around it goes, and the window takes the whole screen where the
browser lets it. */

const CLASS = "writing-alone";
let listening = false;

export function isAlone() {
  return document.body.classList.contains(CLASS);
}

export function toggleAlone() {
  const alone = document.body.classList.toggle(CLASS);
  if (alone) document.documentElement.requestFullscreen?.().catch(() => {});
  else if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
  document.dispatchEvent(new CustomEvent("story:alone"));
  if (listening) return alone;
  listening = true;
  document.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement) leaveAlone();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open]")) leaveAlone();
  });
  return alone;
}

/** Back to all that stands around the page; whether it had been away. */
export function leaveAlone() {
  if (!isAlone()) return false;
  toggleAlone();
  return true;
}
