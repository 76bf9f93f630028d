/* What the desk says of the words that are being typed. Pure, so that node can test it. */

import { clock, inWords } from "../publish-label.js";

/** A name at the beginning of a sentence. */
export function atFirst(name) {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Who else is here: `names` as the server tells them, "you" for another window of one's own. */
export function othersHere(names) {
  const named = names.filter((name) => name !== "you");
  if (!names.length) return "";
  if (!named.length) return "You have this story open in another window.";
  const last = named.at(-1);
  const list = named.length === 1 ? last : `${named.slice(0, -1).join(", ")} and ${last}`;
  return `${atFirst(list)} ${named.length === 1 ? "has" : "have"} this story open as well.`;
}

/** Entries of the browser's store that a page offers: those of its person and its story that no
open window is still busy with, and that say something else than `shown`, the latest first. */
export function leftOver(entries, { user, place, shown, busy }) {
  return entries
    .filter((entry) => entry.user === user && entry.place === place && !busy.has(entry.window))
    .filter((entry) => worded(entry.fields) !== worded(shown))
    .sort((a, b) => b.at - a.at);
}

/* Fields that say nothing of the story. */
const AROUND = new Set(["csrfmiddlewaretoken", "base", "window", "version_note", "update_at", "test_to"]);

/** A form's fields as one text to compare: only those that make the story. */
export function worded(fields) {
  return JSON.stringify(fields.filter(([name]) => !AROUND.has(name)));
}

/** Where a story's words belong: the address of its form, the same for every window. */
export function placeOf(address) {
  return address.replace(/[?#].*$/, "");
}

/** The time of the day by the newsroom's clock, `offset` seconds ahead of UTC; with the day if that
is another than today. */
export function clockOf(moment, offset, now = Date.now()) {
  const [day, time] = clock(moment, offset).split("T");
  const isToday = clock(now, offset).startsWith(day);
  return isToday ? time : inWords(`${day}T${time}`);
}
