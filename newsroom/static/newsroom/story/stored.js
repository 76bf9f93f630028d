/* From what the editor holds to what is stored. Pure, so that node can test it. */

const WORDS_A_MINUTE = 230; // as the server reads (magazine/models.py)

/** The body without the empty paragraphs at its end, which are there to be typed in. */
export function storedBody(html) {
  return html.replace(/(?:<p>(?:<br[^>]*>|\s)*<\/p>)+$/, "");
}

/** How many words a text has, counted as the server counts them. */
export function wordCount(text) {
  let count = 0;
  for (const _ of text.matchAll(/\S+/g)) count += 1;
  return count;
}

/** Whole minutes that a text of so many words takes to read, one at least. */
export function readingMinutes(words) {
  return Math.max(1, Math.round(words / WORDS_A_MINUTE));
}
