/** A quiz under somebody's hands: answers are kept while they are given, the clock runs, things are moved and touched. */

const KEEP_AFTER = 1500;
const TRY_AGAIN_AFTER = 8000;

const form = document.getElementById("quiz");
const said = document.querySelector("[data-saving]");
let due = 0;

async function keep() {
  // a preview keeps nothing
  if (!form.dataset.save) return;
  try {
    const answer = await fetch(form.dataset.save, { method: "POST", body: new FormData(form), redirect: "manual" });
    if (answer.status === 409) return location.reload();
    if (answer.status !== 204) throw new Error(String(answer.status));
    said.textContent = form.dataset.kept;
  } catch {
    said.textContent = form.dataset.notKept;
    keepSoon(TRY_AGAIN_AFTER);
  }
}

function keepSoon(after = KEEP_AFTER) {
  clearTimeout(due);
  due = setTimeout(keep, after);
}

function two(number) {
  return String(number).padStart(2, "0");
}

/** Counts down by the seconds that were left when the page was made: the device's own clock may be wrong. */
function runClock(clock) {
  const end = performance.now() + Number(clock.dataset.seconds) * 1000;
  const shown = clock.querySelector("[data-left]");
  const show = () => {
    const left = Math.max(0, Math.round((end - performance.now()) / 1000));
    shown.textContent = `${Math.floor(left / 60)}:${two(left % 60)}`;
    clock.classList.toggle("is-look", left <= 60);
    if (left > 0) return;
    clearInterval(ticking);
    form.requestSubmit(asItIs());
  };
  const ticking = setInterval(show, 1000);
  show();
}

/** A button that hands in whatever is there. */
function asItIs() {
  const button = document.createElement("button");
  Object.assign(button, { name: "as_it_is", value: "1", hidden: true });
  form.append(button);
  return button;
}

function numbered(list) {
  [...list.children].forEach((item, index) => {
    item.querySelector("input").value = index + 1;
  });
  keepSoon();
}

function move(item, by) {
  const list = item.parentElement;
  const other = by < 0 ? item.previousElementSibling : item.nextElementSibling;
  if (!other) return;
  list.insertBefore(by < 0 ? item : other, by < 0 ? other : item);
  numbered(list);
}

function mover(item, by, word) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-plain ordering-move";
  button.textContent = by < 0 ? "↑" : "↓";
  button.setAttribute("aria-label", `${word}: ${item.querySelector("span").textContent}`);
  button.addEventListener("click", () => {
    move(item, by);
    button.focus();
  });
  return button;
}

function letOrder(list) {
  for (const item of list.children) {
    item.querySelector("input").hidden = true;
    item.append(mover(item, -1, list.dataset.up), mover(item, 1, list.dataset.down));
  }
}

function letTouch(spot) {
  const [x, y] = spot.querySelectorAll("input");
  const mark = spot.querySelector(".spot-mark");
  const show = () => {
    mark.hidden = x.value === "" || y.value === "";
    mark.style.left = `${x.value.replace(",", ".")}%`;
    mark.style.top = `${y.value.replace(",", ".")}%`;
  };
  spot.querySelector(".spot-picture").addEventListener("click", (event) => {
    const box = event.currentTarget.getBoundingClientRect();
    if (!event.clientX && !event.clientY) return x.focus();
    x.value = (((event.clientX - box.left) / box.width) * 100).toFixed(1);
    y.value = (((event.clientY - box.top) / box.height) * 100).toFixed(1);
    show();
    keepSoon();
  });
  spot.addEventListener("input", show);
  show();
}

form.addEventListener("input", () => keepSoon());
form.addEventListener("submit", () => clearTimeout(due));
document.querySelectorAll("[data-order]").forEach(letOrder);
document.querySelectorAll("[data-spot]").forEach(letTouch);
document.querySelectorAll("[data-seconds]").forEach(runClock);
