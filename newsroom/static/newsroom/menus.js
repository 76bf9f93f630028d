/* Menus made of <details> close when one clicks elsewhere or presses Escape. Without this file they
open and close by their own summary. */

const MENUS = ".user-menu, .narrow-menu, .list-filter";

function close(except = null) {
  for (const menu of document.querySelectorAll(MENUS)) {
    if (menu !== except && menu.open) menu.open = false;
  }
}

document.addEventListener("click", (event) => close(event.target.closest(MENUS)));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector(MENUS.split(", ").map((menu) => `${menu}[open]`).join(", "));
  if (!open) return;
  close();
  open.querySelector("summary")?.focus();
});
