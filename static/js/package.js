/**
 * A lesson with a package of another tool. The package runs in a frame of another host and cannot reach this page; it
 * says how far somebody is, and this page has it kept, as often as it takes.
 */

const PATIENCE_SECONDS = 25;
const RETRY_SECONDS = [2, 5, 10, 30, 60];
const MOST_KEPT_ALIVE = 60_000;

const root = document.querySelector("[data-package]");
const words = root.dataset;
const frame = root.querySelector("iframe");
const stage = root.querySelector("[data-stage]");
const said = root.querySelector("[data-said]");
const problem = root.querySelector("[data-problem]");
const done = document.querySelector(".action form button");
const player = new URL(frame.dataset.src);
const token = document.querySelector("[name=csrfmiddlewaretoken]").value;

let opening = 0;
let count = 0;
let waiting = null;
let isSending = false;
let isOut = false;
let tries = 0;
let again = 0;
let patience = 0;

function post(address, body, isLast = false) {
  const text = JSON.stringify(body);
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  const keepalive = isLast && text.length < MOST_KEPT_ALIVE;
  return fetch(address, { method: "POST", body: text, headers, redirect: "manual", keepalive });
}

function show(text, { canRetry = false } = {}) {
  problem.querySelector("span").textContent = text;
  problem.querySelector("[data-again]").hidden = !canRetry;
  problem.hidden = !text;
}

function fail(text = words.failed) {
  clearTimeout(patience);
  said.textContent = "";
  stage.hidden = true;
  show(text, { canRetry: true });
}

function remember(report) {
  try {
    if (report) localStorage.setItem(words.keptAs, JSON.stringify(report));
    else localStorage.removeItem(words.keptAs);
  } catch {
    // a full or forbidden store: the page itself still tries
  }
}

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(words.keptAs));
  } catch {
    return null;
  }
}

/** What an earlier visit could not hand over; too late for it, if the lesson was opened elsewhere since. */
async function handOver() {
  const report = remembered();
  if (!report) return;
  const answer = await post(words.reported, report);
  if ([200, 409, 422].includes(answer.status)) remember(null);
}

async function begin() {
  show("");
  stage.hidden = false;
  clearTimeout(patience);
  patience = setTimeout(fail, PATIENCE_SECONDS * 1000);
  frame.src = player.href;
  try {
    await handOver();
    const answer = await post(words.opened, { part: Number(words.part) });
    const told = await answer.json();
    if (!answer.ok) return fail(told.problem);
    opening = told.opening;
    count = 0;
    isOut = false;
    if (told.isDone) allow();
    await isReady;
    frame.contentWindow.postMessage({ kind: "open", ...told }, player.origin);
  } catch {
    fail();
  }
}

let ready;
let isReady = new Promise((resolve) => (ready = resolve));

function take({ values, isOver }) {
  count += 1;
  waiting = { part: Number(words.part), opening, count, values, isOver: isOver || Boolean(waiting?.isOver) };
  remember(waiting);
  send();
}

async function send({ isLast = false } = {}) {
  clearTimeout(again);
  if (!waiting || isOut || (isSending && !isLast)) return;
  const report = waiting;
  isSending = true;
  said.textContent = words.saving;
  try {
    const answer = await post(words.reported, report, isLast);
    if (answer.type === "opaqueredirect" || answer.status === 403 || answer.status === 404) return leave(words.signedOut);
    if (answer.status >= 500) throw new Error(String(answer.status));
    settle(report, answer.status, await answer.json());
  } catch {
    isSending = false;
    later();
  }
}

function settle(report, status, told) {
  isSending = false;
  tries = 0;
  if (status !== 200) {
    remember(null);
    return leave(told.problem);
  }
  show("");
  said.textContent = told.isDone ? words.done : told.partIsDone ? words.partDone : words.saved;
  if (told.isDone) allow();
  if (waiting === report) {
    waiting = null;
    remember(null);
  } else send();
}

function later() {
  said.textContent = "";
  show(words.notSaved);
  again = setTimeout(send, RETRY_SECONDS[Math.min(tries, RETRY_SECONDS.length - 1)] * 1000);
  tries += 1;
}

/** Nothing more is kept from this page: opened elsewhere, signed out, or refused. */
function leave(text) {
  isSending = false;
  isOut = true;
  said.textContent = "";
  show(text);
}

function allow() {
  done.disabled = false;
  done.parentElement.querySelector(".why")?.remove();
}

const heard = {
  ready: () => ready(),
  report: take,
  open() {
    clearTimeout(patience);
    said.textContent = "";
    root.querySelector("[data-full]").hidden = false;
  },
  failed: () => fail(),
  silent() {
    if (count) return;
    said.textContent = words.silent;
    allow();
  },
};

window.addEventListener("message", (event) => {
  // The package itself runs in a frame of that frame; only the player speaks to this page.
  if (event.source !== frame.contentWindow || event.origin !== player.origin) return;
  if (event.data?.from === "kwit-player" && Object.hasOwn(heard, event.data.kind)) heard[event.data.kind](event.data);
});

async function goFull() {
  root.querySelector("[data-leave]").hidden = Boolean(stage.requestFullscreen);
  if (stage.requestFullscreen) await stage.requestFullscreen();
  else stage.classList.add("is-full");
}

root.querySelector("[data-full]").addEventListener("click", goFull);
root.querySelector("[data-leave]").addEventListener("click", () => stage.classList.remove("is-full"));
root.querySelector("[data-again]").addEventListener("click", () => {
  isReady = new Promise((resolve) => (ready = resolve));
  begin();
});
window.addEventListener("online", () => send());
window.addEventListener("pagehide", () => send({ isLast: true }));
begin();
