/* What a clipboard or a drop carries. Pure, so that node can test it. */

/** The picture files among what is transferred. */
export function picturesOf(transfer) {
  return [...(transfer?.files ?? [])].filter((file) => file.type.startsWith("image/"));
}

/** Whether the files are what is meant. Word puts a picture of the copied text beside the text, and
a picture copied from a page comes with an <img> that leads to another host. */
export function wantsFiles(transfer) {
  const html = transfer.getData("text/html");
  if (!html) return !transfer.getData("text/plain").trim();
  const words = html.replace(/<style[\s\S]*?<\/style>|<!--[\s\S]*?-->|<[^>]*>/gi, "");
  return !words.replaceAll("&nbsp;", " ").trim();
}
