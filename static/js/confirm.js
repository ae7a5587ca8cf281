/** Every page: a form goes out once, dialogs open without leaving the page, messages leave in their time. */

const DONE_STAYS_SECONDS = 5;

/** A second click while the first is on its way would only earn a refusal. */
function sendOnce(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog" || "many" in form.dataset) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
  // later, because a disabled button's name would be missing from what is sent
  setTimeout(() => setDisabled(form, true));
}

function setDisabled(form, disabled) {
  for (const button of form.elements) {
    if (button.type !== "submit") continue;
    if (disabled && !button.disabled) button.dataset.held = "yes";
    if (disabled || button.dataset.held) button.disabled = disabled;
    if (!disabled) button.removeAttribute("aria-busy");
  }
}

/** Coming back with the browser's own button shows the page as it was left: with its buttons off. */
function release() {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    setDisabled(form, false);
  }
}

/** Without this the button asks for the page once more, and the dialog comes open in it. */
function openDialog(event) {
  const button = event.target.closest?.("[data-opens]");
  const dialog = button && document.getElementById(button.dataset.opens);
  if (!dialog || button.disabled) return;
  event.preventDefault();
  dialog.showModal();
  lookAtFirst(dialog);
}

/** Figures and dates are what a dialog with such fields is opened for; where it has none, its own keys come first. */
function lookAtFirst(dialog) {
  if (dialog.querySelector("[autofocus]")) return;
  const field = dialog.querySelector(".dialog-body input:not([type=hidden], [type=checkbox], [type=radio])");
  field?.focus();
  field?.select();
}

/** A dialog that came open in the page covers it like any other, and takes the keyboard. */
function makeModal(dialog) {
  dialog.removeAttribute("open");
  dialog.showModal();
}

const makeAllModal = () => document.querySelectorAll("dialog[open]:not(:modal)").forEach(makeModal);

/** A tap beside the dialog closes it, as people expect. */
function closeBeside(event) {
  if (event.target.localName !== "dialog") return;
  const frame = event.target.getBoundingClientRect();
  const isInside = event.clientX >= frame.left && event.clientX <= frame.right && event.clientY >= frame.top && event.clientY <= frame.bottom;
  if (!isInside) event.target.close();
}

function closeMenus(event) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (event.type === "keydown" ? event.key === "Escape" : !menu.contains(event.target)) menu.open = false;
  }
}

function prepareToast(toast) {
  if (toast.dataset.ready) return;
  toast.dataset.ready = "yes";
  toast.classList.add("is-new");
  const close = toast.querySelector("[data-close]");
  close.hidden = false;
  close.addEventListener("click", () => toast.remove());
  const seconds = Number(toast.dataset.seconds) || (toast.classList.contains("toast-done") ? DONE_STAYS_SECONDS : 0);
  if (seconds) leaveAfter(toast, seconds * 1000);
}

/** The time stands still while somebody is about to use what the message offers. */
function leaveAfter(toast, milliseconds) {
  let timer = setTimeout(() => toast.remove(), milliseconds);
  for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, () => clearTimeout(timer));
  for (const name of ["pointerleave", "focusout"]) {
    toast.addEventListener(name, () => {
      clearTimeout(timer);
      timer = setTimeout(() => toast.remove(), milliseconds);
    });
  }
}

const prepareToasts = () => document.querySelectorAll(".messages [data-toast]").forEach(prepareToast);

document.addEventListener("submit", sendOnce);
document.addEventListener("click", openDialog);
document.addEventListener("click", closeBeside);
document.addEventListener("click", closeMenus);
document.addEventListener("keydown", closeMenus);
document.addEventListener("htmx:load", prepareToasts);
window.addEventListener("pageshow", (event) => event.persisted && release());
prepareToasts();
makeAllModal();
document.addEventListener("htmx:load", makeAllModal);
