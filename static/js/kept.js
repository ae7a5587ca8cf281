/** Documents kept on this phone until the service has them, each for the person who chose it and nobody else. */

const PATIENCE_SECONDS = 8;

/** A browser that keeps nothing says so at once, later, or (some private windows) never. */
function within(promise) {
  return Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error("silent")), PATIENCE_SECONDS * 1000))]);
}

function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error ?? new Error("blocked"));
  });
}

async function opened() {
  const request = indexedDB.open("kwit", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("uploads", { keyPath: "key" }).createIndex("owner", "owner");
  return done(request);
}

async function inStore(mode, work) {
  const database = await opened();
  try {
    const transaction = database.transaction("uploads", mode);
    const ended = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      // a full phone is noticed as late as at the end
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error("aborted"));
    });
    const [result] = await Promise.all([done(work(transaction.objectStore("uploads"))), ended]);
    return result;
  } finally {
    database.close();
  }
}

/** Keep `{key, owner, action, at, files: [{name, blob}]}`. False if this browser cannot. */
export async function keep(upload) {
  try {
    await within(inStore("readwrite", (uploads) => uploads.put(upload)));
    return true;
  } catch {
    return false;
  }
}

/** What cannot be forgotten is only sent again, which does no harm. */
export const forget = (key) => within(inStore("readwrite", (uploads) => uploads.delete(key))).catch(() => {});

/** Whether it still waits: it may have been sent or deleted meanwhile. A store that does not answer is no reason not to send. */
export const isKept = (key) => within(inStore("readonly", (uploads) => uploads.count(key))).then(Boolean, () => true);

/** One person's uploads, oldest first. */
export async function keptFor(owner) {
  try {
    const found = await within(inStore("readonly", (uploads) => uploads.index("owner").getAll(owner)));
    return found.sort((one, other) => one.at - other.at);
  } catch {
    return [];
  }
}

/**
 * Does the work while no other tab does anything about this upload. Browsers keep locks from plain HTTP; there two
 * tabs may send the same, and the key makes one claim of it.
 */
export function alone(key, work) {
  return navigator.locks ? navigator.locks.request(`kwit-upload-${key}`, work) : work();
}
