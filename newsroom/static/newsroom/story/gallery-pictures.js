/* The pictures of a gallery, as a list of their numbers. Pure, so that node can test it. */

export const MOST_PICTURES = 12;

/** The numbers in a list like "12,15,9": each once, what is no number left out. */
export function numbers(text) {
  const found = String(text ?? "").split(",").map((part) => part.trim());
  return [...new Set(found.filter((part) => /^\d{1,18}$/.test(part)))].slice(0, MOST_PICTURES);
}

export function added(pictures, picture) {
  return numbers([...pictures, picture].join(","));
}

export function without(pictures, place) {
  return pictures.filter((_, at) => at !== place);
}

/** With the picture at `place` moved by `by`, as far as the list goes. */
export function moved(pictures, place, by) {
  const rest = without(pictures, place);
  rest.splice(Math.max(0, Math.min(rest.length, place + by)), 0, pictures[place]);
  return rest;
}
