/** Documents kept on this phone until the service has them, each for the person who chose it and nobody else. */

import { alone as aloneUnder, inStore, rowsOf, within } from "./store.js";

const UPLOADS = { database: "kwit", store: "uploads" };

/** Keep `{key, owner, action, at, files: [{name, blob}]}`. False if this browser cannot. */
export async function keep(upload) {
  try {
    await within(inStore(UPLOADS, "readwrite", (uploads) => uploads.put(upload)));
    return true;
  } catch {
    return false;
  }
}

/** What cannot be forgotten is only sent again, which does no harm. */
export const forget = (key) => within(inStore(UPLOADS, "readwrite", (uploads) => uploads.delete(key))).catch(() => {});

/** Whether it still waits: it may have been sent or deleted meanwhile. A store that does not answer is no reason not to send. */
export const isKept = (key) => within(inStore(UPLOADS, "readonly", (uploads) => uploads.count(key))).then(Boolean, () => true);

/** One person's uploads, oldest first. */
export const keptFor = (owner) => rowsOf(UPLOADS, owner);

/**
 * Does the work while no other tab does anything about this upload. Without locks two tabs may send the same, and the
 * key makes one claim of it.
 */
export const alone = (key, work) => aloneUnder(`kwit-upload-${key}`, work);
