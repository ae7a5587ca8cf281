/** One attempt to send a document, and what came of it. */

const SILENCE_SECONDS = 60;

/** `crypto.randomUUID` is missing on plain HTTP, as on a phone in the same network. */
export function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/**
 * Sends the body under its key; the same key again does no harm. Gives one of
 * `{next}`: it arrived, and goes on there; `{problem}`: refused with a sentence;
 * `{elsewhere}`: not taken, somebody has to sign in first (the address, or "" if none was said); `{}`: nothing came back.
 */
export function post(action, body, { key, owner = "", onProgress = () => {} }) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", action);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Idempotency-Key", key);
    if (owner) request.setRequestHeader("Kwit-Participant", owner);
    watch(request, onProgress);
    request.addEventListener("load", () => resolve(request.status >= 500 ? {} : answered(request)));
    for (const name of ["error", "timeout", "abort"]) request.addEventListener(name, () => resolve({}));
    request.send(body);
  });
}

/** A dead connection may stay silent for minutes: after a minute without a byte it counts as broken. */
function watch(request, onProgress) {
  const patience = () => setTimeout(() => request.abort(), SILENCE_SECONDS * 1000);
  let silence = patience();
  request.upload.addEventListener("progress", (event) => {
    clearTimeout(silence);
    silence = patience();
    if (event.lengthComputable) onProgress(event.loaded / event.total);
  });
  request.addEventListener("loadend", () => clearTimeout(silence));
}

function answered(request) {
  try {
    const { next, problem } = JSON.parse(request.responseText);
    if (next) return { next };
    if (problem && request.status !== 409) return { problem };
  } catch {
    // a page instead of an answer: where it stands is the way on
  }
  return { elsewhere: request.status < 400 ? request.responseURL : "" };
}
