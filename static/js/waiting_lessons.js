/** The line that says how many lessons done without signal still wait; they are handed in as soon as there is some. */

import { handInAll, waitingFor } from "./lessons.js";

const AGAIN_SECONDS = 30;

const line = document.querySelector("[data-lessons-waiting]");
const said = line.querySelector("[data-said]");
let timer = 0;
let told = () => {};

export const reader = line.dataset.reader;
export const stateAddress = line.dataset.state;

function words(number) {
  const form = new Intl.PluralRules(document.documentElement.lang).select(number);
  return (line.dataset[`text${form[0].toUpperCase()}${form.slice(1)}`] ?? line.dataset.textMany).replace("#", number);
}

function show({ waits, isAway }) {
  said.textContent = waits ? words(waits) : line.dataset.textArrived;
  if (waits && isAway) said.textContent += ` ${line.dataset.textAway}`;
  line.querySelector("[data-sign-in]").hidden = !(waits && isAway);
  line.classList.toggle("is-over", !waits);
  line.hidden = false;
}

/** Show what waits and hand it in, again and again until nothing does. `onArrived` is called once all of it counts. */
export async function settle(onArrived = told) {
  told = onArrived;
  clearTimeout(timer);
  const before = (await waitingFor(reader)).length;
  if (!before) return;
  show({ waits: before, isAway: false });
  const now = await handInAll(reader, stateAddress);
  show(now);
  if (!now.waits) onArrived();
  else timer = setTimeout(() => settle(), AGAIN_SECONDS * 1000);
}

window.addEventListener("online", () => settle());
