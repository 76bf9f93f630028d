/* From what the editor holds to what is stored. Pure, so that node can test it. */

/** The body without the empty paragraphs at its end, which are there to be typed in. */
export function storedBody(html) {
  return html.replace(/(?:<p>(?:<br[^>]*>|\s)*<\/p>)+$/, "");
}

/** How many words a text has, counted as the server counts them. */
export function wordCount(text) {
  return text.split(/\s+/).filter(Boolean).length;
}
