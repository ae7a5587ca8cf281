/** Lets a page fill in under somebody's hands: a part that is being used is never replaced by a newer one. */

const FIELDS = "input:not([type=hidden]), select, textarea";

function isChanged(field) {
  if (field.dataset.touched) return true;
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  // a list without a marked choice shows its first one, which says nothing about hands
  return field.localName !== "select" && field.value !== field.defaultValue;
}

/** In use: typed into, standing in it, or opened by hand. */
function isInUse(part) {
  if (part.contains(document.activeElement) && document.activeElement.matches(FIELDS)) return true;
  return Boolean(part.querySelector("details[open]")) || [...part.querySelectorAll(FIELDS)].some(isChanged);
}

function spare(event) {
  const part = event.detail.target;
  if (part instanceof Element && part !== document.body && isInUse(part)) event.detail.shouldSwap = false;
}

function sayOffline(isOffline) {
  for (const note of document.querySelectorAll("[data-offline]")) note.hidden = !isOffline;
}

document.addEventListener("input", (event) => {
  if (event.target.matches?.(FIELDS)) event.target.dataset.touched = "yes";
});
document.addEventListener("htmx:oobBeforeSwap", spare);
document.addEventListener("htmx:beforeSwap", spare);
document.addEventListener("htmx:sendError", () => sayOffline(true));
document.addEventListener("htmx:timeout", () => sayOffline(true));
document.addEventListener("htmx:afterOnLoad", () => sayOffline(false));
