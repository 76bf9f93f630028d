/* Stories in slots: placing one, moving it, taking it out. Whatever the hand does, with a pointer or
   with keys, ends here; the form's fields follow the rows. */

const form = document.getElementById("front");
const template = document.getElementById("front-row");
const said = document.querySelector(".front__said");

export const slots = () => [...form.querySelectorAll("[data-slot]")];
export const slotOf = (element) => element.closest("[data-slot]");
export const nameOf = (slot) => slot.querySelector(".slot__name").textContent.trim();
export const list = (slot) => slot.querySelector("[data-rows]");
export const rows = (slot) => [...slot.querySelectorAll(".placed")];
const mayRepeat = (slot) => slot.querySelector("[name$='-repeat']")?.checked ?? false;

/** Tell people who do not see it what has happened. */
export function say(sentence) {
  said.textContent = sentence;
}

export function changed() {
  form.dispatchEvent(new CustomEvent("arranged"));
}

/** A row for a story as the finder knows it. */
export function makeRow(story) {
  const row = template.content.firstElementChild.cloneNode(true);
  row.dataset.story = story.id;
  row.dataset.kind = story.kind;
  row.dataset.title = story.title;
  row.querySelector(".placed__title").textContent = story.title;
  row.querySelector("[data-where]").textContent = story.where;
  row.querySelector(".placed__note").textContent = story.note;
  row.querySelector("input[type=hidden]").value = story.id;
  for (const tool of row.querySelectorAll("[aria-label]")) {
    tool.setAttribute("aria-label", `${tool.getAttribute("aria-label").trim()} ${story.title}`);
  }
  if (story.thumb) {
    const image = new Image();
    image.src = story.thumb;
    image.alt = "";
    image.draggable = false;
    row.querySelector(".placed__thumb").append(image);
  }
  const targets = row.querySelector("[data-to]");
  if (targets) fillTargets(targets);
  return row;
}

/** The slots that a "Move to" offers, by the names that they have now. */
export function fillTargets(select) {
  const known = new Map(slots().map((slot) => [slot.dataset.slot, nameOf(slot)]));
  for (const option of [...select.options]) {
    if (!option.value) continue;
    if (known.has(option.value)) option.textContent = known.get(option.value);
    else option.remove();
  }
}

/** Whether a slot takes stories of a kind. */
export function takes(slot, kind) {
  return !slot.dataset.takes || slot.dataset.takes === kind;
}

/** Put a row into a slot, before another one or last. A story stands once over all slots, but for
    those that may repeat: where else it stood it is taken out. */
export function place(row, slot, before = null) {
  const story = row.dataset.story;
  if (!takes(slot, row.dataset.kind)) {
    say(`${nameOf(slot)} takes spotlight features alone.`);
    return false;
  }
  for (const other of slots()) {
    for (const found of rows(other)) {
      if (found === row || found.dataset.story !== story) continue;
      if (other === slot || !(mayRepeat(other) || mayRepeat(slot))) found.remove();
    }
  }
  if (before !== row) list(slot).insertBefore(row, before?.parentElement === list(slot) ? before : null);
  name(row, slot);
  return true;
}

function name(row, slot) {
  const key = slot.dataset.slot;
  row.querySelector("input[type=hidden]").name = `${key}-story`;
  const targets = row.querySelector("[data-to]");
  if (targets) targets.name = `${key}-to-${row.dataset.story}`;
  for (const tool of row.querySelectorAll("[data-move]")) {
    tool.value = `${key}:${row.dataset.story}:${tool.dataset.move}`;
  }
}

export function tellPlace(row) {
  const slot = slotOf(row);
  const all = rows(slot);
  say(`“${row.dataset.title}”: ${all.indexOf(row) + 1} of ${all.length} in ${nameOf(slot)}.`);
}

/** Up, down or out, for a row in its slot or a strip on the page. */
export function shift(element, way) {
  const parent = element.parentElement;
  const same = (other) => other && other.matches(element.matches(".placed") ? ".placed" : ".slot--strip");
  if (way === "out") element.remove();
  else if (way === "up" && same(element.previousElementSibling)) {
    parent.insertBefore(element, element.previousElementSibling);
  } else if (way === "down" && same(element.nextElementSibling)) {
    parent.insertBefore(element.nextElementSibling, element);
  }
}
