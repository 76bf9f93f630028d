/* The order of rows, as numbers. Pure, so that node can test it. */

/** Positions of rows as they stand: `{filled: boolean}` each; null for one that is empty and is to
stay so. */
export function positions(rows) {
  let next = 0;
  return rows.map(({ filled }) => (filled ? next++ : null));
}

/** `list` with what stands at `from` moved by `step`; the same list if it cannot go there. */
export function moved(list, from, step) {
  const to = from + step;
  if (from < 0 || to < 0 || from >= list.length || to >= list.length) return list;
  const made = [...list];
  made.splice(to, 0, ...made.splice(from, 1));
  return made;
}
