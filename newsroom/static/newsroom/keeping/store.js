/* Words in the browser, for as long as they have not reached the newsroom. In IndexedDB: it survives
a killed tab and holds more than the longest story. Where there is none (a private window, a full
disk) every call fails; its callers go on without. */

const NAME = "newsroom";
const WORDS = "words";

let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(WORDS, { keyPath: "window" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function doing(mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(WORDS, mode);
    const request = work(transaction.objectStore(WORDS));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

/** Keep `{window, user, place, at, base, fields}` in place of what that window kept before. */
export function keep(entry) {
  return doing("readwrite", (words) => words.put(entry));
}

export function forget(window) {
  return doing("readwrite", (words) => words.delete(window));
}

export function all() {
  return doing("readonly", (words) => words.getAll());
}
