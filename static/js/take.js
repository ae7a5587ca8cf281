/** One tap on what a source says fills the field; without this script the page comes again with the field filled. */

function take(event) {
  const button = event.target.closest?.("button[data-take]");
  const field = button?.form?.querySelector(`:is(input, select, textarea)[name="${CSS.escape(button.name)}"]`);
  if (!field) return;
  event.preventDefault();
  field.value = button.value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
  for (const other of button.parentElement.children) other.setAttribute("aria-pressed", String(other === button));
}

document.addEventListener("click", take);
