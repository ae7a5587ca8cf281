/** One key per action: whatever carries data-key is pressed by that key, unless somebody is typing. "?" lists them.
    Several keys that do the same stand in it with spaces between. */

const TYPING = "input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=file]), textarea, select, [contenteditable]";

const isOff = (element) => element.disabled || element.closest("[hidden], [inert]") || !element.getClientRects().length;

/** Keys of the topmost open dialog only: what lies behind it must not be pressed unseen. */
function bearers() {
  const dialogs = document.querySelectorAll("dialog[open]");
  const scope = dialogs.length ? dialogs[dialogs.length - 1] : document;
  return [...scope.querySelectorAll("[data-key]")].filter((element) => !isOff(element));
}

function press(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest?.(TYPING)) {
    // Escape gives the keyboard back to the page's keys
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const wanted = event.key.toLowerCase();
  const bearer = bearers().find((element) => keysOf(element).includes(wanted));
  if (!bearer) return;
  event.preventDefault();
  if (bearer.localName === "input") bearer.focus();
  bearer.click();
}

const keysOf = (element) => element.dataset.key.toLowerCase().split(" ");

function nameOf(element) {
  const words = element.dataset.keyLabel || element.getAttribute("aria-label");
  if (words) return words;
  const copy = element.cloneNode(true);
  copy.querySelectorAll("kbd, svg, .visually-hidden").forEach((part) => part.remove());
  return (copy.textContent || element.labels?.[0]?.textContent || "").trim().replace(/\s+/g, " ");
}

const CAPS = { PageUp: "PgUp", PageDown: "PgDn", ArrowLeft: "←", ArrowRight: "→" };

function entry(keys, words) {
  const term = document.createElement("dt");
  for (const key of keys.split(" ")) {
    const cap = document.createElement("kbd");
    cap.textContent = CAPS[key] ?? (key.length === 1 ? key.toUpperCase() : key);
    term.append(cap);
  }
  const meaning = document.createElement("dd");
  meaning.textContent = words;
  return [term, meaning];
}

function fillList(list) {
  const listed = [...document.querySelectorAll("[data-key]:not([data-key-unlisted])")].filter((element) => !element.closest("dialog") && !isOff(element));
  const digits = document.querySelector("dialog .reason") ? entry("1–9", list.dataset.textReasons) : [];
  list.replaceChildren(...listed.flatMap((element) => entry(element.dataset.key, nameOf(element))), ...digits, ...entry("?", list.dataset.textHelp));
}

const dialog = document.getElementById("keys");

function showKeys() {
  const button = document.querySelector(".bar-keys");
  if (button) button.hidden = !document.querySelector("[data-key]:not([data-key-unlisted])");
}

if (dialog) {
  document.addEventListener("keydown", press);
  // the list is made when it is opened, since parts of the page come and go
  dialog.addEventListener("beforetoggle", (event) => event.newState === "open" && fillList(dialog.querySelector("[data-keys-list]")));
  document.addEventListener("htmx:load", showKeys);
  showKeys();
}
