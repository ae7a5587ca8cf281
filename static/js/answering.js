/** A claim on the desk: answered in one request, with the next one coming back; given back when the clerk walks away. */

const OUT_OF_SIGHT_SECONDS = 30;

/** The claim that this page holds: where it is given back and taken again, and which one is held ahead of it. */
let held = null;
let isGiven = false;
let timer = 0;

const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];

function giveBack(claim) {
  if (!claim?.leave) return;
  navigator.sendBeacon(claim.leave, new URLSearchParams({ csrfmiddlewaretoken: token(), ahead: claim.ahead ?? "" }));
}

function leave() {
  clearTimeout(timer);
  if (!isGiven) giveBack(held);
  isGiven = true;
}

/** A look into another window is no leaving; somebody who is away longer keeps nobody from the claim. */
function onVisibility() {
  clearTimeout(timer);
  if (document.visibilityState === "hidden") timer = setTimeout(leave, OUT_OF_SIGHT_SECONDS * 1000);
  else if (isGiven) comeBack();
}

async function comeBack() {
  isGiven = false;
  if (!held?.hold) return;
  const answer = await fetch(held.hold, { method: "POST", headers: { "X-CSRFToken": token() } });
  // somebody else has it now, or decided it: the page says so
  if (answer.status === 409) location.reload();
}

/** A new claim came into the page. The one before it was decided, skipped, or is given back now. */
function prepare() {
  const root = document.querySelector("[data-answering]");
  const shown = root ? { leave: root.dataset.leave, hold: root.dataset.hold, ahead: root.dataset.ahead } : null;
  if (held?.leave && held.leave !== shown?.leave && !isAnswered) giveBack(held);
  held = shown;
  isGiven = isAnswered = false;
}

let isAnswered = false;

function beforeSwap(event) {
  const { xhr, requestConfig } = event.detail;
  // a form that came back with what is still missing
  if (xhr.status === 422) Object.assign(event.detail, { shouldSwap: true, isError: false });
  // a page of another kind, such as that for signing in
  if (event.detail.shouldSwap && !xhr.responseText.includes("data-answering")) {
    event.detail.shouldSwap = false;
    location.assign(xhr.responseURL);
  }
  isAnswered = requestConfig.verb === "post";
}

/** The eyes are on the picture, and the keys with them. */
function look() {
  if (document.querySelector("dialog[open]") || !document.activeElement?.matches("body, main")) return;
  document.querySelector(".viewer-stage, #main")?.focus({ preventScroll: true });
}

function say(isOffline) {
  const notice = document.querySelector("[data-offline]");
  if (notice) notice.hidden = !isOffline;
  if (isOffline) for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
}

document.addEventListener("htmx:beforeSwap", beforeSwap);
document.addEventListener("htmx:load", prepare);
document.addEventListener("htmx:afterSettle", look);
for (const name of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(name, () => say(true));
document.addEventListener("htmx:beforeRequest", () => say(false));
// whatever went wrong on the way, the claim's own page says how it stands
document.addEventListener("htmx:responseError", () => location.reload());
document.addEventListener("visibilitychange", onVisibility);
window.addEventListener("pagehide", leave);
window.addEventListener("pageshow", (event) => event.persisted && comeBack());
prepare();
look();
