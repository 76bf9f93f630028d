/* What the library says about the pictures of a text. A long text asks for dozens of them at the same
moment; they travel together. */

const MOST = 100; // in one request, as the library has it
const known = new Map();
let waiting = new Map();

/** A picture's facts, as `library/picking.py` tells them: a promise of them, null when it is gone or
the newsroom does not answer. `address`: where to ask. */
export function lookUp(address, picture) {
  const key = String(picture);
  if (!known.has(key)) {
    if (!waiting.size) queueMicrotask(() => askForAll(address));
    known.set(key, new Promise((resolve) => waiting.set(key, resolve)));
  }
  return known.get(key);
}

function askForAll(address) {
  const all = [...waiting];
  waiting = new Map();
  for (let first = 0; first < all.length; first += MOST) ask(address, new Map(all.slice(first, first + MOST)));
}

async function ask(address, wanted) {
  let found = {};
  try {
    const response = await fetch(`${address}?pictures=${[...wanted.keys()].join(",")}`, {
      headers: { Accept: "application/json" },
    });
    if (!response.ok) throw new Error(response.status);
    found = await response.json();
  } catch {
    for (const key of wanted.keys()) known.delete(key); // the next one who asks may have an answer
  }
  for (const [key, resolve] of wanted) resolve(found[key] ?? null);
}
