/** Writing a course: parts are dragged into order, pictures put into the text, right places drawn on a picture. */

const arrange = document.getElementById("arrange");

/** `m1:l1,l2;m2:` for all groups of the page: modules and pools. */
function orderNow() {
  const groups = [...document.querySelectorAll("[data-group]")];
  return groups
    .map((group) => {
      const items = [...group.querySelectorAll("[data-item]")].map((item) => item.dataset.item);
      return `${group.dataset.group}:${items.join(",")}`;
    })
    .join(";");
}

function sendOrder(key) {
  arrange.elements.order.value = orderNow();
  arrange.elements.dragged.value = key;
  arrange.requestSubmit();
}

/** Where what is dragged goes: before or after the part of its kind that lies under the pointer. */
function place(part, kind, x, y) {
  const under = document.elementFromPoint(x, y);
  const area = part.closest("[data-groups]");
  const other = under?.closest(kind);
  if (other && other !== part && area.contains(other)) {
    const box = other.getBoundingClientRect();
    other[y < box.top + box.height / 2 ? "before" : "after"](part);
    return;
  }
  const list = kind === "[data-item]" && under?.closest("[data-group]")?.querySelector("[data-items]");
  if (list && area.contains(list) && list.childElementCount === 0) list.append(part);
}

/** Listens on the whole page: what is moved within it loses its hold of the pointer. */
function letDrag(part) {
  const kind = part.matches("[data-item]") ? "[data-item]" : "[data-group]";
  part.classList.add("is-live");
  part.querySelector("[data-handle]").addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const before = orderNow();
    const ended = new AbortController();
    const listen = (name, act) => document.addEventListener(name, act, { signal: ended.signal });
    const drop = () => {
      ended.abort();
      part.classList.remove("is-dragged");
      if (orderNow() !== before) sendOrder(part.dataset.item ?? part.dataset.group);
    };
    part.classList.add("is-dragged");
    listen("pointermove", (move) => place(part, kind, move.clientX, move.clientY));
    listen("pointerup", drop);
    listen("pointercancel", drop);
  });
}

function letInsert(form) {
  let last = form.querySelector("textarea[name^='text-']");
  // where nobody was yet, it goes to the end
  last.setSelectionRange(last.value.length, last.value.length);
  form.addEventListener("focusin", (event) => {
    if (event.target.matches("textarea[name^='text-']")) last = event.target;
  });
  for (const button of form.querySelectorAll("[data-insert]")) {
    button.addEventListener("click", () => {
      last.focus();
      last.setRangeText(`\n\n${button.dataset.insert}\n\n`, last.selectionStart, last.selectionEnd, "end");
      last.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
}

/** On a narrow screen one language at a time; the others stay in the form. */
function letChooseLanguage(form) {
  const shown = [...form.querySelectorAll(".side-by-side > :has([lang])")];
  const codes = [...new Set(shown.map((one) => one.querySelector("[lang]").lang))];
  if (codes.length < 2) return;
  const tabs = document.createElement("div");
  tabs.className = "language-tabs";
  tabs.role = "group";
  tabs.setAttribute("aria-label", form.dataset.languages);
  const choose = (code) => {
    shown.forEach((one) => one.classList.toggle("is-other", one.querySelector("[lang]").lang !== code));
    tabs.querySelectorAll("button").forEach((tab) => tab.setAttribute("aria-pressed", String(tab.value === code)));
  };
  for (const code of codes) {
    const tab = document.createElement("button");
    const wrong = shown.some((one) => one.matches(".has-problem") && one.querySelector("[lang]").lang === code);
    Object.assign(tab, { type: "button", className: "button button-quiet", value: code });
    tab.textContent = new Intl.DisplayNames([document.documentElement.lang], { type: "language" }).of(code);
    if (wrong) tab.textContent += " !";
    tab.addEventListener("click", () => choose(code));
    tabs.append(tab);
  }
  form.prepend(tabs);
  choose(codes[0]);
}

function numberIn(field) {
  return Number.parseFloat(field.value.replace(",", "."));
}

function letDraw(frame) {
  const rows = [...document.querySelectorAll("[data-row]")].map((row) =>
    ["left", "top", "width", "height"].map((side) => row.querySelector(`[data-side="${side}"]`)),
  );
  const show = () => {
    frame.querySelectorAll(".area").forEach((area) => area.remove());
    rows.forEach((fields, index) => {
      const [left, top, width, height] = fields.map(numberIn);
      if ([left, top, width, height].some(Number.isNaN)) return;
      const area = document.createElement("span");
      area.className = "area";
      area.dataset.number = index + 1;
      Object.assign(area.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
      frame.append(area);
    });
  };
  const at = (event) => {
    const box = frame.getBoundingClientRect();
    const within = (value) => Math.min(100, Math.max(0, value * 100));
    return [within((event.clientX - box.left) / box.width), within((event.clientY - box.top) / box.height)];
  };
  let start = null;
  let fields = null;
  frame.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    fields = rows.find((row) => row.every((field) => field.value === "")) ?? rows.at(-1);
    start = at(event);
    frame.setPointerCapture(event.pointerId);
  });
  frame.addEventListener("pointermove", (event) => {
    if (!start) return;
    const end = at(event);
    const low = start.map((value, axis) => Math.min(value, end[axis]).toFixed(1));
    const size = start.map((value, axis) => Math.min(Math.abs(value - end[axis]), 100 - low[axis]).toFixed(1));
    [...low, ...size].forEach((value, index) => {
      fields[index].value = value;
    });
    show();
  });
  frame.addEventListener("lostpointercapture", () => {
    // a touch without a way is no place
    if (fields && numberIn(fields[2]) * numberIn(fields[3]) < 1) fields.forEach((field) => (field.value = ""));
    start = fields = null;
    show();
  });
  document.addEventListener("input", show);
  show();
}

document.querySelectorAll("[data-groups] :is([data-item], [data-group])").forEach(letDrag);
document.querySelectorAll("form:has([data-insert])").forEach(letInsert);
document.querySelectorAll("[data-areas]").forEach(letDraw);
document.querySelectorAll("form[data-languages]").forEach(letChooseLanguage);
