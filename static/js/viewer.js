// A picture that is pressed opens large, with all others of the story beside it: a native dialog
// around a strip that scrolls and snaps, so that swiping is the browser's own. Arrow keys, Home and
// End turn; Escape closes. Without this file a press opens the picture's file.

const links = [...document.querySelectorAll("a[data-enlarge]")];

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function slide(link) {
  const picture = link.querySelector("picture").cloneNode(true);
  for (const part of picture.children) part.sizes = "100vw";
  const { caption, credit } = link.dataset;
  const words = element("figcaption", { dir: "auto" });
  if (caption) words.append(element("span", { textContent: caption }), " ");
  if (credit) words.append(element("span", { className: "credit", textContent: credit }));
  return element("li", {}, element("figure", {}, picture, words));
}

function open(first) {
  const strip = element("ul", { className: "viewer__strip" }, ...links.map(slide));
  const count = element("p", { className: "viewer__count" });
  count.setAttribute("role", "status");
  let at = first;
  const turn = (to, behavior = "smooth") => {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    at = Math.max(0, Math.min(links.length - 1, to));
    strip.children[at].scrollIntoView({ behavior: still ? "instant" : behavior, inline: "start" });
  };
  const button = (label, text, press) => {
    const made = element("button", { type: "button", textContent: text, onclick: press });
    made.setAttribute("aria-label", label);
    return made;
  };
  const before = button("Picture before", "←", () => turn(at - 1));
  const after = button("Next picture", "→", () => turn(at + 1));
  const dialog = element(
    "dialog",
    { className: "viewer" },
    strip,
    element("div", { className: "viewer__bar" }, count, before, after,
      button("Close", "×", () => dialog.close())),
  );
  dialog.setAttribute("aria-label", "Pictures of this story");
  const seen = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        at = [...strip.children].indexOf(entry.target);
        count.textContent = `${at + 1} / ${links.length}`;
        before.disabled = at === 0;
        after.disabled = at === links.length - 1;
      }
    },
    { root: strip, threshold: 0.6 },
  );
  dialog.addEventListener("keydown", (event) => {
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: links.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    turn(to);
  });
  dialog.addEventListener("close", () => {
    seen.disconnect();
    dialog.remove();
    links[at].focus({ preventScroll: true });
    links[at].scrollIntoView({ block: "nearest", behavior: "instant" });
  });
  document.body.append(dialog);
  dialog.showModal();
  turn(first, "instant");
  for (const item of strip.children) seen.observe(item);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-enlarge]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open(links.indexOf(link));
});
