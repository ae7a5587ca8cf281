/** Makes a long list findable: in place of a select with data-choose stands a field to type in; the select is still what is sent. */

const MOST_SHOWN = 50;

let count = 0;

/** As people type: without accents and capitals. */
const fold = (text) => text.toLowerCase().replaceAll("ł", "l").normalize("NFD").replace(/\p{M}/gu, "");

class Choice {
  constructor(select) {
    this.select = select;
    this.active = -1;
    this.field = makeField(select);
    this.list = makeList(this.field);
    this.none = make("p", { className: "help", hidden: true, textContent: select.dataset.textNone });
    this.none.setAttribute("role", "status");
    select.hidden = true;
    select.after(this.field, this.list, this.none);
    this.field.addEventListener("input", () => this.open(this.field.value));
    this.field.addEventListener("click", () => this.list.hidden && this.open(""));
    this.field.addEventListener("keydown", (event) => this.press(event));
    this.field.addEventListener("blur", () => this.leave());
    // before the field loses the focus, which would close the list under the finger
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.take(event.target.closest("[role=option]")));
  }

  get options() {
    return [...this.list.children];
  }

  found(typed) {
    const words = fold(typed).split(/\s+/).filter(Boolean);
    const more = document.getElementById(this.select.dataset.choose);
    const foundBy = new Map([...(more?.options ?? [])].map((option) => [option.value, option.label]));
    const fits = (option) => {
      const text = fold(`${option.label} ${foundBy.get(option.value) ?? ""}`);
      return words.every((word) => text.includes(word));
    };
    return [...this.select.options].filter(fits).slice(0, MOST_SHOWN);
  }

  open(typed) {
    this.list.replaceChildren(...this.found(typed).map((option) => makeOption(this.list.id, option)));
    this.list.hidden = this.options.length === 0;
    this.none.hidden = !this.list.hidden;
    this.field.setAttribute("aria-expanded", String(!this.list.hidden));
    this.move(typed ? 0 : this.options.findIndex((option) => option.dataset.value === this.select.value));
  }

  close() {
    this.field.value = nameOf(this.select);
    this.list.hidden = this.none.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  move(index) {
    this.active = Math.max(-1, Math.min(index, this.options.length - 1));
    this.options.forEach((option, place) => option.setAttribute("aria-selected", String(place === this.active)));
    const option = this.options[this.active];
    if (!option) return this.field.removeAttribute("aria-activedescendant");
    this.field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  take(option) {
    if (!option) return;
    this.select.value = option.dataset.value;
    this.close();
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** What was typed and not taken says nothing; an emptied field chooses nothing. */
  leave() {
    if (!this.field.value && this.select.value) {
      this.select.value = "";
      this.select.dispatchEvent(new Event("change", { bubbles: true }));
    }
    this.close();
  }

  press(event) {
    const isOpen = !this.list.hidden;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      if (isOpen) this.move(this.active + step);
      else this.open("");
    } else if (event.key === "Enter" && isOpen) this.take(this.options[this.active]);
    else if (event.key === "Escape" && (isOpen || !this.none.hidden)) this.close();
    else return;
    event.preventDefault();
  }
}

/** The chosen option's name, nothing for the empty one. */
const nameOf = (select) => (select.value ? select.selectedOptions[0].label : "");

const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

/** Takes over the select's id, so that its label and its notes are the field's. */
function makeField(select) {
  const field = make("input", { type: "text", id: select.id, autocomplete: "off", autofocus: select.autofocus });
  field.defaultValue = nameOf(select);
  field.placeholder = select.options[0]?.label ?? "";
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (select.hasAttribute(name)) field.setAttribute(name, select.getAttribute(name));
  }
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  select.removeAttribute("id");
  select.autofocus = false;
  return field;
}

function makeList(field) {
  const list = make("ul", { className: "choices", id: `choices-${++count}`, hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels?.[0]?.textContent.trim() || field.placeholder);
  field.setAttribute("aria-controls", list.id);
  return list;
}

function makeOption(list, option) {
  const row = make("li", { id: `${list}-${option.index}`, textContent: option.label });
  row.setAttribute("role", "option");
  row.dataset.value = option.value;
  return row;
}

function prepare() {
  for (const select of document.querySelectorAll("select[data-choose]:not([hidden])")) new Choice(select);
}

document.addEventListener("htmx:load", prepare);
prepare();
