/** A store of this browser (IndexedDB), asked with patience. */

const PATIENCE_SECONDS = 8;

/** A browser that keeps nothing says so at once, later, or (some private windows) never. */
export function within(promise) {
  return Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error("silent")), PATIENCE_SECONDS * 1000))]);
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error ?? new Error("blocked"));
  });
}

async function opened({ database, store }) {
  const request = indexedDB.open(database, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath: "key" }).createIndex("owner", "owner");
  return done(request);
}

/** Does the work in the one store of a database, whose rows have a key and an owner. */
export async function inStore(place, mode, work) {
  const database = await opened(place);
  try {
    const transaction = database.transaction(place.store, mode);
    const ended = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      // a full phone is noticed as late as at the end
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error("aborted"));
    });
    const [result] = await Promise.all([done(work(transaction.objectStore(place.store))), ended]);
    return result;
  } finally {
    database.close();
  }
}

/** One person's rows, oldest first. */
export async function rowsOf(place, owner) {
  try {
    const found = await within(inStore(place, "readonly", (rows) => rows.index("owner").getAll(owner)));
    return found.sort((one, other) => one.at - other.at);
  } catch {
    return [];
  }
}

/** Does the work while no other tab does anything under this name. Browsers keep locks from plain HTTP. */
export function alone(name, work) {
  return navigator.locks ? navigator.locks.request(name, work) : work();
}
