/* What somebody typed as a link, and where it shall lead. Pure, so that node can test it. */

const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
const ALLOWED = new Set(["http", "https", "mailto", "tel"]);

function scheme(text) {
  // A host with a port ("localhost:8000/x") has no scheme before its colon.
  const found = SCHEME.exec(text);
  return found && !/^[^/]*\.[^/]*:\d|^localhost:\d/i.test(text) ? found[1].toLowerCase() : "";
}

/** A sentence that says what is wrong with a typed address, or "". */
export function linkProblem(text) {
  const address = text.replace(/[\u0000-\u0020]/g, "");
  if (!address) return "Type or paste an address.";
  const named = scheme(address);
  if (named && !ALLOWED.has(named)) return `A link cannot begin with “${named}:”.`;
  return "";
}

/** The address to store: with https:// before a bare host, mailto: before an e-mail address. */
export function linkTarget(text) {
  const address = text.trim();
  if (scheme(address) || /^[/#?]/.test(address)) return address;
  if (/^[^\s/@]+@[^\s/@]+\.[^\s/@]+$/.test(address)) return `mailto:${address}`;
  return `https://${address}`;
}
