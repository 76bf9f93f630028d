/* What the "/" menu offers, and what of it somebody means. Pure, so that node can test it.

An entry: `name`, `label`, `hint` (a few words beside it), `group`, `icon` (dom.js), `words` (by which
it is found as well), `run(editor)` and, if it is not always there, `available(editor)`. Extensions
carry theirs as `storyMenu`. */

export const GROUPS = ["Text", "Pictures and sound", "Beside the text", "From the house"];

/** Entries in the order of their groups, each group's as they came. */
export function inGroups(entries) {
  return GROUPS.flatMap((group) => entries.filter((entry) => entry.group === group));
}

/* How well an entry fits: its name's beginning, a word of its name, another word, else not (-1). */
function fit(entry, query) {
  const label = entry.label.toLowerCase();
  if (label.startsWith(query)) return 0;
  if (label.split(/\s+/).some((word) => word.startsWith(query))) return 1;
  if ((entry.words ?? "").toLowerCase().split(/\s+/).some((word) => word.startsWith(query))) return 2;
  return label.includes(query) ? 3 : -1;
}

/** The entries that `query` may mean, best first; all of them, in groups, for an empty one. */
export function matching(entries, query) {
  const wanted = query.trim().toLowerCase();
  if (!wanted) return inGroups(entries);
  return entries
    .map((entry) => [fit(entry, wanted), entry])
    .filter(([quality]) => quality >= 0)
    .sort(([one], [other]) => one - other)
    .map(([, entry]) => entry);
}

/** Longer than this a text after "/" means no entry: somebody writes on. */
export const LONGEST_QUERY = 24;
